"""Suffers from asthma, but not from latency: health conditions as objects, on hand-built parses."""

from __future__ import annotations

import pytest
from detectors.handmade import parsed, sight_of

from inclusive_lint.detectors.health import is_health_word, judge

SUFFERS = """
{subject} {pos} {tag} nsubj 1
suffers VERB VBZ ROOT 1
from ADP IN prep 1
{object}
"""


def fires(object_rows: str, subject: str = "She", pos: str = "PRON", tag: str = "PRP") -> bool:
    rows = SUFFERS.format(subject=subject, pos=pos, tag=tag, object=object_rows)
    verdict = judge(sight_of(parsed(rows), "suffers from"))
    assert verdict is not None
    return verdict.fires


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("asthma NOUN NN pobj 2", True),
        ("chronic ADJ JJ amod 4\nconditions NOUN NNS pobj 2", True),
        ("back NOUN NN compound 4\npain NOUN NN pobj 2", True),
        ("fatigue NOUN NN pobj 2", False),
        ("imposter NOUN NN compound 4\nsyndrome NOUN NN pobj 2", False),
        ("race NOUN NN compound 4\nconditions NOUN NNS pobj 2", False),
        ("latency NOUN NN pobj 2", False),
        ("the DET DT det 4\ndepression NOUN NN pobj 2", False),
        ("a DET DT det 4\nform NOUN NN pobj 2\nof ADP IN prep 4\ncancer NOUN NN pobj 5", True),
        ("stress NOUN NN pobj 2\nand CCONJ CC cc 3\nepilepsy NOUN NN conj 3", True),
    ],
)
def test_the_object_decides(rows: str, *, expected: bool) -> None:
    assert fires(rows) is expected


def test_things_dont_suffer_from_illness() -> None:
    assert not fires("amnesia NOUN NN pobj 2", "Server", "NOUN", "NN")
    assert fires("amnesia NOUN NN pobj 2", "Millions", "NOUN", "NNS")


def test_a_victim_of_an_illness_is_a_person_whatever_the_subject() -> None:
    rows = """
    It PRON PRP nsubj 1
    affects VERB VBZ ROOT 1
    victims NOUN NNS dobj 1
    of ADP IN prep 2
    polio NOUN NN pobj 3
    """
    verdict = judge(sight_of(parsed(rows), "victims of"))
    assert verdict is not None
    assert verdict.fires


def test_words_alone_say_no_where_no_illness_is_near() -> None:
    verdict = judge(sight_of("It suffers from latency.", "suffers from"))
    assert verdict is not None
    assert not verdict.fires
    assert judge(sight_of("She suffers from asthma.", "suffers from")) is None


@pytest.mark.parametrize(
    ("word", "expected"),
    [("arthritis", True), ("nephropathy", True), ("diploma", False), ("server", False)],
)
def test_endings_tell_illnesses_that_no_list_holds(word: str, *, expected: bool) -> None:
    assert is_health_word(word) is expected
