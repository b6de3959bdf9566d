"""He for anyone, but not for the one who spoke: hand-built parses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from detectors.handmade import parsed, sight_of

from inclusive_lint.detectors.generic_pronoun import judge

if TYPE_CHECKING:
    from inclusive_lint.detectors import Verdict


def verdict(rows: str, match: str) -> Verdict:
    found = judge(sight_of(parsed(rows), match))
    assert found is not None
    return found


CLAUSE = """
{det} {det_pos} DT det 1
{noun} NOUN NN nsubj {verb_at}
{aux}{verb} VERB {tag} ROOT {verb_at}
his PRON PRP$ poss {key_at}
key NOUN NN dobj {verb_at}
"""


def clause(det: str, noun: str, verb: str, tag: str, aux: str = "") -> str:
    at = 3 if aux else 2
    helper = f"{aux} AUX {'MD' if aux == 'must' else 'VBZ'} aux {at}\n" if aux else ""
    return CLAUSE.format(
        det=det, det_pos="DET", noun=noun, verb=verb, tag=tag, aux=helper, verb_at=at, key_at=at + 2
    )


@pytest.mark.parametrize(
    ("det", "noun", "verb", "tag", "aux", "expected"),
    [
        ("A", "user", "loses", "VBZ", "", True),
        ("The", "user", "loses", "VBZ", "", True),
        ("Every", "user", "lost", "VBD", "", True),
        ("A", "user", "lost", "VBD", "", False),
        ("The", "user", "lost", "VBD", "", False),
        ("My", "user", "loses", "VBZ", "", False),
        ("A", "user", "losing", "VBG", "is", False),
        ("A", "user", "lost", "VBN", "has", False),
        ("A", "user", "says", "VBZ", "", False),
        ("The", "coach", "loses", "VBZ", "", False),
        ("The", "coach", "show", "VB", "must", True),
        ("A", "coach", "loses", "VBZ", "", True),
    ],
)
def test_determiner_tense_and_verb_decide(
    det: str, noun: str, verb: str, tag: str, aux: str, *, expected: bool
) -> None:
    rows = clause(det, noun, verb, tag, aux)
    if det == "My":
        rows = rows.replace("DT det", "PRP$ poss", 1)
    assert verdict(rows, "his").fires is expected


def test_every_man_is_anyone() -> None:
    assert verdict(clause("Every", "man", "keeps", "VBZ"), "his").fires
    assert not verdict(clause("The", "man", "keeps", "VBZ"), "his").fires


CONDITION = """
{mark} SCONJ {mark_tag} {mark_dep} 3
the DET DT det 2
user NOUN NN nsubj 3
lost VERB VBD advcl 6
his PRON PRP$ poss 5
key NOUN NN dobj 3
ask VERB VB ROOT 6
"""


def test_a_supposed_past_is_no_report() -> None:
    assert verdict(CONDITION.format(mark="if", mark_tag="IN", mark_dep="mark"), "his").fires
    when = CONDITION.format(mark="when", mark_tag="WRB", mark_dep="advmod")
    assert not verdict(when, "his").fires


SPECIFIC = """
a DET DT det 2
{which} {pos} {tag} {dep} 2
teacher NOUN NN nsubj 3
keeps VERB VBZ ROOT 3
his PRON PRP$ poss 5
key NOUN NN dobj 3
"""


@pytest.mark.parametrize(
    ("which", "pos", "tag", "dep", "expected"),
    [
        ("Dubbo", "PROPN", "NNP", "compound", False),
        ("new", "ADJ", "JJ", "amod", True),
    ],
)
def test_a_place_says_who_is_meant(
    which: str, pos: str, tag: str, dep: str, *, expected: bool
) -> None:
    rows = SPECIFIC.format(which=which, pos=pos, tag=tag, dep=dep)
    assert verdict(rows, "his").fires is expected


def test_everyone_knew_he_was_gone() -> None:
    rows = """
    Everyone PRON NN nsubj 1
    {verb} VERB {tag} ROOT 1
    he PRON PRP nsubj 3
    leads VERB VBZ ccomp 1
    """
    assert not verdict(rows.format(verb="knows", tag="VBZ"), "he").fires
    assert verdict(rows.format(verb="thinks", tag="VBZ"), "he").fires


def test_a_quoted_speaker_is_someone() -> None:
    rows = """
    A DET DT det 1
    user NOUN NN nsubj 2
    waits VERB VBZ ccomp 5
    , PUNCT , punct 5
    he PRON PRP nsubj 5
    said VERB VBD ROOT 5
    """
    assert not verdict(rows, "he").fires


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("The rain ended and then he left for the hills in the north.", "he"),
        ("My mother met a user and kept his card for a while longer.", "his"),
        ("Dr Lee, a user of the tool for many years, kept his key.", "his"),
        ("A user may pick his/her own key for the next two weeks.", "his"),
        ("Grace asked a user about his key for the new machine room.", "his"),
        ("[A guard turns to his men and they all leave the old hall.", "his"),
    ],
)
def test_words_alone_rule_out(text: str, match: str) -> None:
    found = judge(sight_of(text, match))
    assert found is not None
    assert not found.fires


@pytest.mark.parametrize(
    ("text", "match", "expected"),
    [
        ("Her bicycle.", "Her", True),
        ("I like him.", "him", True),
        ("He is incompetent.", "He", True),
        ("Then he turned.", "he", False),
        ("He said no.", "He", False),
        ("Anna likes him.", "him", False),
        ("The cow licked her calf.", "her", False),
        ("She likes my sister.", "She", False),
    ],
)
def test_a_few_words_with_nobody_in_them_may_be_anyone(
    text: str, match: str, *, expected: bool
) -> None:
    found = judge(sight_of(text, match))
    assert found is not None
    assert found.fires is expected


def test_the_parse_is_awaited_where_words_leave_it_open() -> None:
    assert judge(sight_of("If a user loses his key, ask the front desk.", "his")) is None
