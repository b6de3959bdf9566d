"""Literals, mentions and names are no use of a word: guards on plain sentences, without a model."""

from __future__ import annotations

import pytest
from detectors.handmade import sight_of

from inclusive_lint.guards import is_quoted, literal, mention, name


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Pass --abort to stop.", "abort"),
        ("Call abort() at the end.", "abort"),
        ("Open lib/master/data.txt first.", "master"),
        ("Set max_master here.", "master"),
        ("See https://example.org/slave for more.", "slave"),
        ("Type :Man 3 for it.", "Man"),
        ("We merged jk/t12-sanity today.", "sanity"),
        ("Use origin/master instead.", "master"),
        ("Send mail to master@example.org now.", "master"),
        ("inclusive-lint: disable whitelist -- a name", "whitelist"),
    ],
)
def test_literals(text: str, match: str) -> None:
    assert literal(sight_of(text, match)) is not None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Stop the master (or slave).", "slave"),
        ("It is a man-in-the-middle/proxy tool.", "man-in-the-middle"),
        ("The whitelist, at last.", "whitelist"),
        ('They "whitelist" it.', "whitelist"),
        ("The master/slave pair.", "master"),
    ],
)
def test_punctuation_makes_no_literal(text: str, match: str) -> None:
    assert literal(sight_of(text, match)) is None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("The term whitelist is old.", "whitelist"),
        ("It was called whitelist then.", "whitelist"),
        ('Never mind the "whitelist" here.', "whitelist"),
        ("Don't say guys to them.", "guys"),
        ("We no longer write blacklist in docs.", "blacklist"),
        ("Replace whitelist with something else.", "whitelist"),
        ("Here blacklist -> denylist.", "blacklist"),
    ],
)
def test_mentions(text: str, match: str) -> None:
    assert mention(sight_of(text, match), ()) is not None


def test_a_word_set_against_its_replacement_is_mentioned() -> None:
    text = "Prefer allowlist to whitelist everywhere."
    assert mention(sight_of(text, "whitelist"), ("allowlist",)) is not None
    assert mention(sight_of(text, "whitelist"), ("safelist",)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Add it to the whitelist today.",
        "They avoid the long queue and use the whitelist.",
        "It isn't John's whitelist or Mary's list.",
    ],
)
def test_uses_are_no_mentions(text: str) -> None:
    assert mention(sight_of(text, "whitelist"), ()) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A "dumb" idea.', True),
        ("A 'dumb' idea.", True),
        ('He said "that is a very dumb thing to do" today.', False),
        ("John's dumb idea wasn't Mary's.", False),
        ('"No." A dumb idea. "Yes."', False),
    ],
)
def test_quotation_marks_hold_at_most_two_words_more(text: str, *, expected: bool) -> None:
    assert is_quoted(sight_of(text, "dumb")) is expected


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("We met Guy at noon.", "Guy"),
        ("Mad Max is on again.", "Mad"),
        ("Mankind, Nation and People: a study of words.", "Mankind"),
        ("I saw The Blind Side twice.", "The Blind"),
    ],
)
def test_names(text: str, match: str) -> None:
    assert name(sight_of(text, match)) is not None


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Guys, the build is green.", "Guys"),
        ("The guys are here.", "guys"),
        ("Mankind has one home: this planet.", "Mankind"),
        ("Run The Sanity Check Before You Ship It", "Sanity"),
        ("Each ABORT is logged.", "ABORT"),
    ],
)
def test_sentence_starts_titles_and_shouting_are_no_names(text: str, match: str) -> None:
    assert name(sight_of(text, match)) is None
