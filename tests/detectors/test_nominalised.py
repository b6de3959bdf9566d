"""The blind, but not the blind users: adjectives as nouns for people, on hand-built parses."""

from __future__ import annotations

import pytest
from detectors.handmade import parsed, sight_of

from inclusive_lint.detectors.nominalised import judge

SCHOOL = """
a DET DT det 1
school NOUN NN ROOT 1
for ADP IN prep 1
the DET DT det {head}
blind ADJ JJ {dep} {head2}
"""


def fires(rows: str, match: str) -> bool:
    verdict = judge(sight_of(parsed(rows), match))
    assert verdict is not None
    return verdict.fires


def test_an_adjective_that_ends_the_phrase_names_people() -> None:
    assert fires(SCHOOL.format(head=4, dep="pobj", head2=2), "the blind")


def test_an_adjective_before_its_noun_doesnt() -> None:
    rows = SCHOOL.format(head=5, dep="amod", head2=5) + "users NOUN NNS pobj 2"
    assert not fires(rows, "the blind")


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("and CCONJ CC cc 4\nchildren NOUN NNS conj 4", True),
        ("and CCONJ CC cc 4\nthe DET DT det 7\nsick ADJ JJ conj 4", True),
        ("and CCONJ CC cc 4\nneedy ADJ JJ conj 4", True),
        ("and CCONJ CC cc 4\nslow ADJ JJ conj 4\nusers NOUN NNS pobj 2", False),
        (", PUNCT , punct 4\nfrail ADJ JJ amod 7\nman NOUN NN pobj 2", False),
        (", PUNCT , punct 4\nand CCONJ CC cc 4\nother ADJ JJ amod 8\ngroups NOUN NNS conj 4", True),
        (", PUNCT , punct 4\nmisunderstood VERB VBD amod 7\ncode NOUN NN pobj 2", False),
        ("- PUNCT HYPH punct 4\nspot NOUN NN pobj 2", False),
        ("who PRON WP nsubj 6\nread VERB VBP relcl 4", True),
        ("looking VERB VBG amod 6\nicon NOUN NN pobj 2", False),
        ("ones NOUN NNS pobj 2", False),
    ],
)
def test_what_follows_decides(tail: str, *, expected: bool) -> None:
    rows = SCHOOL.format(head=4, dep="pobj", head2=2) + tail
    assert fires(rows, "the blind") is expected


def test_the_nations_poor_but_not_the_features_disabled() -> None:
    rows = """
    the DET DT det 1
    {owner} NOUN NN poss 3
    's PART POS case 1
    poor ADJ JJ nsubj 4
    wait VERB VBP ROOT 4
    """
    assert fires(rows.format(owner="nation"), "poor")
    assert not fires(rows.format(owner="feature"), "poor")


def test_a_predicate_is_no_noun() -> None:
    rows = """
    the DET DT det 1
    mice NOUN NNS nsubj 2
    are AUX VBP ROOT 2
    blind ADJ JJ acomp 2
    """
    assert not fires(rows, "blind")


def test_without_an_opener_nothing_needs_the_parse() -> None:
    verdict = judge(sight_of("Poor people met.", "Poor"))
    assert verdict is not None
    assert not verdict.fires


def test_with_an_opener_the_parse_is_awaited() -> None:
    assert judge(sight_of("A school for the blind", "the blind")) is None
