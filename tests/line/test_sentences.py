"""Sentences are cut without a model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.sentences import split_sentences


def cut(text: str) -> list[str]:
    return [text[s:e] for s, e in split_sentences(text).spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One here. Two there! Three?", ["One here.", "Two there!", "Three?"]),
        ("Ask Dr. Lee today. He knows.", ["Ask Dr. Lee today.", "He knows."]),
        ("Use it, e.g. Python 3. Then go.", ["Use it, e.g. Python 3.", "Then go."]),
        ('She said "Go." Then he left.', ['She said "Go."', "Then he left."]),
        ("Version 3.10 is out. Get it.", ["Version 3.10 is out.", "Get it."]),
        ("J. Smith came. Good.", ["J. Smith came.", "Good."]),
        ("", [""]),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="aA .!?\"'1", max_size=60))
def test_sentences_cover_all_but_spaces_in_order(text: str) -> None:
    sentences = split_sentences(text)
    at = 0
    for start, end in sentences.spans:
        assert text[at:start].strip(" ") == ""
        at = end
    assert text[at:].strip(" ") == ""


@given(st.text(alphabet="aA .!?", min_size=1, max_size=60), st.data())
def test_index_at_names_the_sentence_that_holds_an_offset(text: str, data: st.DataObject) -> None:
    sentences = split_sentences(text)
    at = data.draw(st.integers(0, len(text) - 1))
    start, end = sentences.spans[sentences.index_at(at)]
    assert start <= at < end or text[at] == " " or text[:at].strip(" ") == ""


def test_a_sentence_without_end_is_cut_at_spaces() -> None:
    text = "word " * 5_000
    pieces = [text[s:e] for s, e in split_sentences(text).spans]
    assert max(map(len, pieces)) <= 5_000
    assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
