"""The scan: every spelling of every term, at word ends, with RE2 and with the stdlib alike."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.candidates import (
    Scanner,
    build_table,
    holds_key_words,
    key_words,
    spelled,
    trie_pattern,
)

FORMS = [
    (0, "white-list", "NN", 0),
    (0, "white-lists", "NNS", 0),
    (1, "sanity", "NN", 0),
    (2, "sanity check", "NN", 0),
    (3, "lame", "JJ", 0),
    (4, "he", "", 0),
    (5, "he or she", "", 0),
    (6, "(s)he", "", 0),
]


def scanner(*, stdlib: bool = False) -> Scanner:
    table = build_table(FORMS)
    made = Scanner(trie_pattern(table), table)
    if stdlib:
        made._bytes_pattern = None
        made._text_pattern = re.compile(trie_pattern(table), re.IGNORECASE)
    return made


def found(*texts: str, stdlib: bool = False) -> list[tuple[int, str, int]]:
    return [
        (c.passage, texts[c.passage][c.start : c.end], c.rule)
        for c in scanner(stdlib=stdlib).scan(texts)
    ]


def test_a_hyphen_in_a_term_is_a_hyphen_a_space_or_nothing() -> None:
    assert sorted(spelled("white-list")) == ["white list", "white-list", "whitelist"]


def test_a_space_in_a_term_is_never_nothing() -> None:
    assert sorted(spelled("sanity check")) == ["sanity check", "sanity-check"]


@pytest.mark.parametrize("stdlib", [False, True])
def test_all_spellings_are_found_in_any_case(*, stdlib: bool) -> None:
    text = "Whitelist, WHITE LIST and white-lists"
    matches = [match for _, match, _ in found(text, stdlib=stdlib)]
    assert matches == ["Whitelist", "WHITE LIST", "white-lists"]


@pytest.mark.parametrize("text", ["élame", "lamé", "blame", "lame_duck", "slame"])
def test_a_term_inside_a_word_is_no_candidate(text: str) -> None:
    assert found(text) == []


def test_a_shorter_term_at_the_same_start_is_a_candidate_too() -> None:
    assert found("a sanity check") == [(0, "sanity", 1), (0, "sanity check", 2)]


def test_a_term_inside_a_longer_one_is_a_candidate_too() -> None:
    assert [m for _, m, _ in found("he or she")] == ["he", "he or she"]


def test_a_term_that_begins_with_a_bracket_is_found() -> None:
    assert "(s)he" in [m for _, m, _ in found("if (s)he may")]


def test_offsets_are_code_points_after_wide_characters() -> None:
    assert found("🙂 é sanity") == [(0, "sanity", 1)]


def test_each_candidate_names_its_passage() -> None:
    assert found("no", "lame", "x lame") == [(1, "lame", 3), (2, "lame", 3)]


@given(st.lists(st.text(alphabet="helamsnityck -_é🙂orWL(s)", max_size=30), max_size=4))
def test_re2_and_the_standard_library_agree(texts: list[str]) -> None:
    assert found(*texts) == found(*texts, stdlib=True)


@given(st.text(alphabet="white-ls an()>\n_é", max_size=40))
def test_the_key_words_of_terms_never_miss(text: str) -> None:
    keys = key_words(build_table(FORMS))
    raw: Any = Scanner(trie_pattern(keys), {})
    if found(text.replace("\n", " ")):
        assert holds_key_words(text, keys)
        assert raw.found_in(text.encode())


def test_every_word_of_a_term_must_be_near() -> None:
    keys = key_words(["on the spectrum", "whitelist"])
    assert set(keys) == {"spectrum", "whitelist"}
    assert not holds_key_words("It stands on the table; the white list too.", keys)
    assert not holds_key_words("on the table" + " and" * 60 + " a spectrum", keys)
    assert holds_key_words("on\n> the spectrum", keys)


def test_markup_may_stand_between_the_words_of_a_term() -> None:
    keys = key_words(["sanity check"])
    assert holds_key_words("A [sanity](https://example.org/a/b/c?d=e) check.", keys)
    assert holds_key_words('A <b class="x">sanity</b> <i>check</i>.', keys)
