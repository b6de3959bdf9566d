from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import oracle_rst
import pytest
from faithful import ALPHABET, read, shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st

DEVGUIDE = Path(__file__).parents[3] / "shared" / "corpus" / "python-devguide"
FRAGMENTS = [
    ".. note::", ".. code::", ".. figure:: a.png", "   ", "::\n", "- ", "1. ", ":a: b", "+--+", "+--+--+\n| a | b |\n",
    "== ==", "=====", "\n", "\n\n", "``a``", "`a <b>`_", ":ref:`a <b>`", "*", "**", "|", "| ", "word", " ", "\t",
    ".. [1] ", ".. _a: b", "..", "\\", "_", ">>> ", "-a  b", ":alt: x", ".. csv-table:: t", ".. list-table::",
    ".. |a| image:: b", "https://a.b/c", "a@b.cc", "\r\n", "\r", "\u2028",
]  # fmt: skip


def prose(text: str) -> list[str]:
    return shown(read("rst", text))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, visible(block.text)) for block in read("rst", text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand another.\n\nNext.", ["One line and another.", "Next."]),
        ("Use ``x = 1`` now", ["Use _ now"]),
        ("A *soft* and **hard** word", ["A soft and hard word"]),
        ("See :ref:`the guide <guide>` and :func:`print`.", ["See the guide and _."]),
        ("See :ref:`guide`.", ["See _."]),
        ("A :term:`host <hosts>` here", ["A host here"]),
        ("Go `to the site <https://a.b>`_ or `there`_ now__", ["Go to the site or there now"]),
        ("At https://a.b/whitelist, or a@b.org.", ["At _, or _."]),
        ("white\\ **list** and \\*not", ["whitelist and *not"]),
        ("A snake_case name and ref_ here", ["A snake_case name and ref here"]),
        ("Text [1]_ and |subst|.", ["Text and _."]),
        ("Code follows::\n\n   x = whitelist\n\nMore", ["Code follows:", "More"]),
        ("Code ::\n\n   x\n\nMore", ["Code", "More"]),
        ("::\n\n   x\n\nMore", ["More"]),
        ("Quoted::\n\n> one\n> two\n\nMore", ["Quoted:", "More"]),
        (">>> master\nslave\n\nText", ["Text"]),
        (".. code-block:: python\n   :caption: The file\n\n   x = 1\n\nText", ["The file", "Text"]),
        (".. math::\n\n   a\n\nText", ["Text"]),
        (".. |x| replace:: whitelist\n\nText", ["Text"]),
        (".. _a: whitelist\n.. __: master\n\nText", ["Text"]),
        ("__ whitelist\n\nText", ["Text"]),
        (".. image:: whitelist.png\n   :alt: A dog\n     barks", ["A dog barks"]),
        (".. toctree::\n   :maxdepth: 2\n\n   whitelist\n\nText", ["Text"]),
        (
            ".. function:: whitelist(x)\n\n   Does it.\n\n   :param x: the host",
            ["Does it.", "the host"],
        ),
        (".. versionadded:: 3.2\n   It works.", ["It works."]),
        (".. versionadded:: 3.2 It works\n   well.", ["It works well."]),
        (".. deprecated-removed:: 3.2 3.4 Gone.", ["Gone."]),
        ("| First\n  on\n| Second", ["First on Second"]),
        ("-a, --all=FILE  Shows all", ["Shows all"]),
        (
            '.. csv-table:: Title\n   :header: A, B\n\n   "one, two", three\n',
            ["Title", "A", "B", "one, two", "three"],
        ),
        (":Author: Someone here", ["Someone here"]),
        ("1. One\n   more\n2. Two", ["One more", "Two"]),
        ("1. One\nmore words", ["1. One more words"]),
        ("Text with `two words` and `code`", ["Text with two words and _"]),
        ("A ``literal\nover`` lines", ["A _ _ lines"]),
        ("All of 2 * 3 * 4 and ** alone", ["All of 2 * 3 * 4 and ** alone"]),
    ],
)
def test_prose_is_what_is_shown(text: str, expected: list[str]) -> None:
    assert prose(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n=====\n\nText", [("heading", "Title"), ("paragraph", "Text")]),
        ("=====\nTitle\n=====", [("heading", "Title")]),
        ("- a dog\n  barks\n\n  loud", [("list_item", "a dog barks"), ("list_item", "loud")]),
        ("Term\n   Meaning", [("definition_term", "Term"), ("paragraph", "Meaning")]),
        ("Text\n\n   Quote", [("paragraph", "Text"), ("quote", "Quote")]),
        (".. note:: Mind\n   this", [("admonition", "Mind this")]),
        (".. admonition:: Title\n\n   Body", [("title", "Title"), ("admonition", "Body")]),
        (".. [1] A note\n   here", [("footnote", "A note here")]),
        (".. figure:: a.png\n   :alt: Alt\n\n   Shown", [("alt_text", "Alt"), ("caption", "Shown")]),
    ],
)  # fmt: skip
def test_blocks_have_their_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_a_grid_cell_of_several_lines_is_one_block_where_nothing_is_between() -> None:
    table = "+------+------+\n| a    | b    |\n+======+======+\n| one  | two  |\n|      | more |\n+------+------+\n"
    assert kinds(table) == [("table_cell", w) for w in ("a", "b", "one", "two more")]


def test_cells_of_a_simple_table_are_apart() -> None:
    table = "=====  =====\nA      B one\n=====  =====\nx      y\n       z\n=====  =====\n\nText"
    assert prose(table) == ["A", "B one", "x", "y z", "Text"]


def test_a_comment_is_no_prose_but_is_told() -> None:
    found = read("rst", "Text\n\n.. inclusive-lint: disable\n   more\n\nText")
    assert [comment.text for comment in found.comments] == ["inclusive-lint: disable\n   more"]
    assert shown(found) == ["Text", "Text"]


def test_line_ends_of_any_kind_give_the_same_prose() -> None:
    text = "- One *line*\n  more\n\n.. note::\n\n   Note\n"
    assert prose(text.replace("\n", "\r\n")) == prose(text.replace("\n", "\r")) == prose(text)


@given(st.lists(st.sampled_from([*FRAGMENTS, "\n", "\n", "  ", "word "]), max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_markup_is_read_faithfully(text: str) -> None:
    read("rst", text)


@given(st.text(alphabet=ALPHABET, max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_faithfully(text: str) -> None:
    read("rst", text)


@pytest.mark.skipif(not DEVGUIDE.exists(), reason="the shared corpus isn't here")
def test_words_agree_with_docutils() -> None:
    agreed = total = 0
    for path in sorted(DEVGUIDE.rglob("*.rst")):
        text = path.read_bytes().decode()
        theirs = Counter(oracle_rst.words(text))
        blocks = shown(read("rst", text))
        ours = Counter(word for block in blocks for word in oracle_rst.WORD.findall(block))
        agreed += sum((ours & theirs).values())
        total += sum((ours | theirs).values())
    print(f"rst: {agreed / total:.4%} of {total} words agree with docutils", file=sys.stderr)  # noqa: T201 - the number is wanted
    assert agreed / total >= 0.995
