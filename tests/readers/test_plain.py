"""Plain text: paragraphs, list items, and quoting as in e-mail."""

from __future__ import annotations

import pytest
from faithful import ALPHABET, shown
from hypothesis import given, settings
from hypothesis import strategies as st
from nested import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand another.\n\nNext.", ["One line and another.", "Next."]),
        ("> quoted\n> text\n>> deeper\nreply", ["quoted text", "deeper", "reply"]),
        (" * one\n   goes on\n * two\n1) three", ["one goes on", "two", "three"]),
        ("Title\n=====\nText", ["Title", "Text"]),
        ("See https://a.b/c, a@b.cc or `code`.", ["See _, _ or _."]),
        ("a\r\nb\r\rc", ["a b", "c"]),
        ("\n 12 \n", []),
        ("", []),
    ],
)
def test_paragraphs_are_found(text, expected):
    assert shown(read("text", text)) == expected


def test_a_quote_says_so():
    (block,) = read("text", "> - a\n>   b").blocks
    assert (block.kind, block.context) == ("list_item", ("quote", "list_item"))
    assert block.text == "a\n    b"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_is_read_faithfully(text):
    read("text", text)
