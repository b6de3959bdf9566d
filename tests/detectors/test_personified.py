"""Her of a country or a ship, but not of a woman near it: hand-built parses."""

from __future__ import annotations

import pytest
from detectors.handmade import parsed, sight_of

from inclusive_lint.detectors.personified import judge

ROWS = """
{thing} PROPN NNP nsubj 1
keeps VERB VBZ ROOT 1
her PRON {tag} {dep} {head}
{after} {pos} {after_tag} {after_dep} 1
"""
OWNED = {"tag": "PRP$", "dep": "poss", "head": 3, "after": "word", "pos": "NOUN", "after_tag": "NN"}
HIT = {"tag": "PRP", "dep": "dobj", "head": 1, "after": "awake", "pos": "ADV", "after_tag": "RB"}


def fires(rows: str, match: str = "her") -> bool:
    verdict = judge(sight_of(parsed(rows), match))
    assert verdict is not None
    return verdict.fires


def test_a_country_that_owns_is_personified() -> None:
    assert fires(ROWS.format(thing="Spain", after_dep="dobj", **OWNED))


def test_a_machine_that_does_something_to_her_isnt() -> None:
    assert not fires(ROWS.format(thing="engine", after_dep="advmod", **HIT))
    assert fires(ROWS.format(thing="engine", after_dep="dobj", **OWNED))


@pytest.mark.parametrize(
    "text",
    [
        "The lamp lost her light.",
        "The captain of the ship lost her hat.",
        "Spain and my mother kept her word.",
        "Maria left the ship with her dog.",
        "The woman who sailed the boat kept her word.",
        "Her ship was gone, and then she wept.",
    ],
)
def test_without_a_thing_or_with_a_person_nothing_is_parsed(text: str) -> None:
    match = "she" if " she" in text else "her"
    verdict = judge(sight_of(text, match))
    assert verdict is not None
    assert not verdict.fires


@pytest.mark.parametrize(
    "text",
    ["The United States keeps her word.", "Great Britain keeps her word.", "A ship and her crew."],
)
def test_with_a_thing_alone_the_parse_is_awaited(text: str) -> None:
    assert judge(sight_of(text, "her")) is None
