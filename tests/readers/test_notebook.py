"""Notebooks: Markdown cells and comments of code cells, at the offsets of the file."""

from __future__ import annotations

import json

import pytest
from faithful import ALPHABET, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from nested import read


def notebook(*cells: tuple[str, object], indent: int | None = 1, ascii_only: bool = True) -> str:
    listed = [
        {
            "cell_type": kind,
            "metadata": {"title": "no"},
            "source": source,
            **({} if kind != "code" else OUTPUT),
        }
        for kind, source in cells
    ]
    whole = {
        "cells": listed,
        "metadata": {"language_info": {"codemirror_mode": {"name": "x"}, "name": "python"}},
    }
    return json.dumps(whole, indent=indent, ensure_ascii=ascii_only)


OUTPUT = {
    "outputs": [{"output_type": "stream", "text": ["an output\n"], "data": {"source": ["no"]}}]
}


def test_markdown_cells_and_comments_are_prose_and_outputs_are_not():
    text = notebook(
        ("markdown", ["# A *title*\n", "\n", "Text\n", "goes on"]), ("code", "x = 1  # A note\n")
    )
    found = read("notebook", text)
    assert shown(found) == ["A title", "Text goes on", "A note"]
    assert [block.kind for block in found.blocks] == ["heading", "paragraph", "comment"]


def test_findings_are_placed_by_cell_and_line():
    text = notebook(("markdown", "a\n\nb"), ("code", ["1\n", "# c"]))
    assert [b.place for b in read("notebook", text).blocks] == [
        "cell 1, line 1",
        "cell 1, line 3",
        "cell 2, line 2",
    ]


@pytest.mark.parametrize("ascii_only", [True, False])
def test_offsets_are_those_of_the_file(ascii_only):
    text = notebook(("markdown", ['é "q" \U0001f600 a **whitelist** b']), ascii_only=ascii_only)
    (block,) = read("notebook", text).blocks
    at = block.text.index("whitelist")
    assert text[block.start + at : block.start + at + 9] == "whitelist"
    assert shown(read("notebook", text)) == ['é "q" \U0001f600 a whitelist b']


def test_a_raw_cell_holds_front_matter():
    assert shown(read("notebook", notebook(("raw", "---\ntitle: A b\n---\n"), ("raw", "no")))) == [
        "A b"
    ]


def test_magics_are_no_code_of_the_kernel():
    text = notebook(
        ("code", "%matplotlib inline\n!ls # no\n# yes"), ("code", "%%html\n<p>no</p> # no")
    )
    assert shown(read("notebook", text)) == ["yes"]


def test_a_comment_in_a_markdown_cell_is_one_of_the_file():
    text = notebook(("markdown", ["a\n", "<!-- b -->"]))
    (comment,) = read("notebook", text).comments
    assert (text[comment.start : comment.end], comment.text) == ("<!-- b -->", "b")


@pytest.mark.parametrize("text", ["", "{}", "[1, 2]", "not json", '{"cells": 1}', '"'])
def test_what_is_no_notebook_gives_a_notice(text):
    found = read("notebook", text)
    assert found.blocks == ()
    assert [notice.code for notice in found.notices] == ["IL306"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["markdown", "code", "raw"]), st.text(ALPHABET, max_size=30)),
        max_size=3,
    ),
    st.sampled_from([None, 1]),
    st.booleans(),
    st.integers(0, 300),
)
def test_any_notebook_is_read_faithfully_even_a_torn_one(cells, indent, ascii_only, cut):
    text = notebook(*cells, indent=indent, ascii_only=ascii_only)
    read("notebook", text)
    read("notebook", text[:-cut])


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='{}[]":,\\u0041d8"cellsource ', max_size=60))
def test_any_text_is_read_faithfully(text):
    read("notebook", text)
