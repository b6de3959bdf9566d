"""Commit messages: the text that git keeps, without trailers."""

from __future__ import annotations

import pytest
from faithful import ALPHABET, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from nested import read

SCISSORS = "# ------------------------ >8 ------------------------\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Subject\n\nBody\nof it.\n\n- item", ["Subject", "Body of it.", "item"]),
        ("feat(whitelist)!: Add it", ["Add it"]),
        ("fixup! Add it", ["Add it"]),
        ("Note: this is a subject", ["Note: this is a subject"]),
        ("A\n\nB\n# comment\nC\n", ["A", "B C"]),
        (f"A\n\nB\n{SCISSORS}diff --git a/x b/x\n+whitelist", ["A", "B"]),
        ("A\n\ndiff --git a/x b/x\n+whitelist", ["A"]),
        ("A\n\nSigned-off-by: Master <a@b.cc>\nCo-authored-by: B\n  folded", ["A"]),
        ("A\n\nB\n\nFixes: #1\n(cherry picked from commit abc)\n", ["A", "B"]),
        ("A\n\nReviewed-by: Master\nB goes on", ["A", "B goes on"]),
        ("# only a comment", []),
        ("", []),
    ],
)
def test_the_message_is_found_and_nothing_else(text, expected):
    assert shown(read("commit", text)) == expected


def test_subject_and_body_are_told_apart():
    blocks = read("commit", "# x\nA\n\nB\n\n> C").blocks
    assert [(b.kind, b.context, b.text) for b in blocks] == [
        ("commit_subject", (), "A"),
        ("commit_body", (), "B"),
        ("commit_body", ("quote",), "C"),
    ]


def test_comment_lines_are_comments():
    text = "A\n# inclusive-lint: x\n"
    (comment,) = read("commit", text).comments
    assert (text[comment.start : comment.end], comment.text) == (
        "# inclusive-lint: x",
        "inclusive-lint: x",
    )


FRAGMENTS = [
    "a",
    " ",
    "\n",
    "\n\n",
    "# x\n",
    SCISSORS,
    "Fixes: a\n",
    "> ",
    "- ",
    "feat(a): ",
    "\r\n",
]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=40), st.lists(st.sampled_from(FRAGMENTS)).map("".join))
def test_any_text_is_read_faithfully(text, markup):
    read("commit", text)
    read("commit", markup + text)
