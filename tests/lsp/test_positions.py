"""The line index: our own, because the one that comes with pygls errs at the end of a file and after U+2028."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inclusive_lint_server.positions import (
    ENCODINGS,
    Position,
    TextIndex,
    width,
    without_surrogates,
)

TEXTS = st.text(st.sampled_from("ab \n\r\u2028\u0085\x0c\x1dé€😀👩\u200d🦽"), max_size=60)


def oracle(text, offset, encoding):
    """Position by counting one character at a time."""
    line = start = at = 0
    while at < offset:
        if text[at] == "\n" or (text[at] == "\r" and text[at + 1 : at + 2] != "\n"):
            line, start = line + 1, at + 1
        at += 1
    codec = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
    name, size = codec[encoding]
    return Position(line, len(text[start:offset].encode(name)) // size)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
def test_every_offset_has_the_position_that_counting_gives(encoding, text):
    index = TextIndex(text, encoding)
    for offset in range(len(text) + 1):
        assert oracle(text, offset, encoding) == index.position(offset)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, data=st.data())
def test_offsets_asked_for_in_any_order_have_the_same_position(encoding, text, data):
    index = TextIndex(text, encoding)
    for offset in data.draw(st.lists(st.integers(0, len(text)), max_size=8)):
        assert oracle(text, offset, encoding) == index.position(offset)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS)
def test_a_position_leads_back_to_its_offset_unless_it_splits_a_crlf(encoding, text):
    index = TextIndex(text, encoding)
    for offset in range(len(text) + 1):
        inside_crlf = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
        expected = offset - 1 if inside_crlf else offset
        assert expected == index.offset(*index.position(offset))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, line=st.integers(-1, 70), character=st.integers(-1, 200))
def test_no_position_leads_outside_its_line(encoding, text, line, character):
    index = TextIndex(text, encoding)
    offset = index.offset(line, character)
    start, end = index.line_span(max(line, 0)) if line >= 0 else (0, 0)
    assert start <= offset <= end


def test_the_end_of_a_text_without_a_final_newline_is_on_its_last_line():
    assert Position(1, 3) == TextIndex("a\nbcd").position(5)


def test_the_end_of_a_text_with_a_final_newline_is_on_a_line_of_its_own():
    assert Position(1, 0) == TextIndex("a\n").position(2)


def test_an_empty_text_has_one_line():
    index = TextIndex("")
    assert (Position(0, 0), 0, 1) == (index.position(0), index.offset(0, 0), index.line_count)


def test_a_line_separator_is_an_ordinary_character():
    assert Position(0, 3) == TextIndex("a\u2028b\n").position(3)


def test_a_position_past_the_last_line_is_the_end():
    assert TextIndex("a\nb").offset(9, 0) == 3


@pytest.mark.parametrize(("encoding", "character"), [("utf-16", 1), ("utf-8", 1), ("utf-8", 3)])
def test_a_position_inside_a_character_is_before_it(encoding, character):
    assert TextIndex("😀", encoding).offset(0, character) == 0


@given(text=st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])), max_size=20))
def test_taking_out_lone_surrogates_moves_nothing(text):
    mended = without_surrogates(text)
    mended.encode()
    assert [width(text, e) for e in ENCODINGS] == [width(mended, e) for e in ENCODINGS]


def test_many_positions_in_one_long_line_take_one_walk(monkeypatch):
    walked = []
    text = "é" * 10_000
    index = TextIndex(text, "utf-8")
    original = width
    monkeypatch.setattr(
        "inclusive_lint_server.positions.width",
        lambda piece, encoding: walked.append(len(piece)) or original(piece, encoding),
    )
    for offset in range(0, 10_000, 10):
        index.position(offset)
    assert sum(walked) <= 10_000
