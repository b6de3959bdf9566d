"""Passages: clean text, and the way back to the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.model import JOIN, OPAQUE, Block
from inclusive_lint.passages import make_passage

MASKED = st.text(alphabet=st.sampled_from(f"ab c\n\t’-{JOIN}{OPAQUE}\u00ad\u00a0é"), max_size=40)


def clean(masked: str, start: int = 0) -> str:
    return make_passage(Block(start, masked, "paragraph")).text


def test_white_space_runs_become_one_space() -> None:
    assert clean("white\n   list") == "white list"


def test_joins_and_soft_hyphens_vanish() -> None:
    assert clean(f"white{JOIN}{JOIN}list and black\u00adlist") == "whitelist and blacklist"


def test_a_run_of_opaque_becomes_one() -> None:
    assert clean(f"run {OPAQUE * 5} now") == f"run {OPAQUE} now"


def test_a_curly_apostrophe_becomes_straight_at_the_same_place() -> None:
    assert clean("master’s") == "master's"


def test_a_quote_marker_between_two_lines_leaves_one_space() -> None:
    passage = make_passage(Block(2, f"white\n{JOIN} list", "quote"))
    assert passage.text == "white list"
    assert passage.source_span(0, 10) == (2, 14)


@given(MASKED, st.integers(0, 5))
def test_every_clean_character_maps_to_its_own_source_character(masked: str, start: int) -> None:
    passage = make_passage(Block(start, masked, "paragraph"))
    offsets = [passage.to_source(i) - start for i in range(len(passage.text))]
    assert offsets == sorted(set(offsets))
    for char, at in zip(passage.text, offsets, strict=True):
        original = masked[at]
        assert (
            char == original or char in "' " or (char, original) == (OPAQUE, OPAQUE) or char == "-"
        )


@given(MASKED)
def test_clean_text_has_no_marks_no_line_ends_and_no_double_spaces(masked: str) -> None:
    text = clean(masked)
    assert JOIN not in text
    assert "\n" not in text
    assert "  " not in text.replace(OPAQUE, "x")
