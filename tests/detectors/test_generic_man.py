"""Men for everyone, but not the men on the pier: hand-built parses."""

from __future__ import annotations

import pytest
from detectors.handmade import parsed, sight_of

from inclusive_lint.detectors.generic_man import judge


def fires(rows: str, match: str) -> bool:
    verdict = judge(sight_of(parsed(rows), match))
    assert verdict is not None
    return verdict.fires


MEN = """
{first} {pos} {tag} {dep} 1
men NOUN NNS nsubj 2
{verb} VERB {verb_tag} ROOT 2
freely ADV RB advmod 2
"""


@pytest.mark.parametrize(
    ("first", "verb", "expected"),
    [
        ("All DET DT det", "live VBP", True),
        ("Free ADJ JJ amod", "live VBP", True),
        ("Free ADJ JJ amod", "lived VBD", False),
        ("No DET DT det", "live VBP", True),
        ("No DET DT det", "lived VBD", False),
        ("Tall ADJ JJ amod", "live VBP", False),
        ("Where ADV WRB advmod", "live VBP", True),
        ("Where ADV WRB advmod", "lived VBD", False),
        ("Where ADV WRB advmod", "living VBG", False),
    ],
)
def test_men_in_general_have_no_article_and_no_past(
    first: str, verb: str, *, expected: bool
) -> None:
    word, pos, tag, dep = first.split()
    form, verb_tag = verb.split()
    rows = MEN.format(first=word, pos=pos, tag=tag, dep=dep, verb=form, verb_tag=verb_tag)
    assert fires(rows, "men") is expected


OF_MEN = """
the DET DT det 1
{owner} NOUN NN nsubj 4
of ADP IN prep 1
men NOUN NNS pobj 2
grows VERB VBZ ROOT 4
"""


@pytest.mark.parametrize(
    ("owner", "expected"),
    [("wisdom", True), ("goodness", True), ("photo", False), ("party", False)],
)
def test_what_belongs_to_men_decides(owner: str, *, expected: bool) -> None:
    sight = sight_of(parsed(OF_MEN.format(owner=owner)), "men")
    verdict = judge(sight)
    assert verdict is not None
    assert verdict.fires is expected


BARE = """
{before}
{comma} PUNCT , punct 2
man NOUN NN nsubj 4
{aux} {aux_pos} 4
dreamed VERB VBN ROOT 4
"""


def test_bare_man_is_everyone_but_not_when_spoken_to() -> None:
    assert fires(
        BARE.format(before="Once ADV RB advmod 4", comma=",", aux="has", aux_pos="AUX VBZ aux"),
        "man",
    )
    assert not fires(
        BARE.format(before="Hey INTJ UH intj 4", comma=",", aux="we", aux_pos="PRON PRP nsubj"),
        "man",
    )


A_MAN = """
A DET DT det 1
man NOUN NN nsubj 3
{aux} AUX MD aux 3
{verb} VERB VB ROOT 3
{after} {pos} {tag} {dep} 3
"""


def test_a_man_with_a_duty_stands_for_anyone() -> None:
    duty = A_MAN.format(
        aux="must", verb="keep", after="promises", pos="NOUN", tag="NNS", dep="dobj"
    )
    guess = A_MAN.format(aux="must", verb="leave", after="have", pos="AUX", tag="VB", dep="aux")
    assert fires(duty, "man")
    assert not fires(guess, "man")


def test_a_lesson_has_no_teller() -> None:
    rows = """
    {who}Teach VERB VB ROOT {root}
    a DET DT det {man}
    man NOUN NN dative {root}
    Latin PROPN NNP dobj {root}
    """
    assert fires(rows.format(who="", root=0, man=2), "man")
    told = rows.format(who="They PRON PRP nsubj 1\n", root=1, man=3)
    assert not fires(told, "man")


COLOUR = """
{article} DET DT det 2
white ADJ JJ amod 2
man NOUN NN nsubj 3
{verb} VERB {tag} ROOT 3
land NOUN NN dobj 3
"""


def test_the_white_man_is_a_people_where_nothing_is_told() -> None:
    assert fires(COLOUR.format(article="the", verb="wants", tag="VBZ"), "man")
    assert not fires(COLOUR.format(article="the", verb="wanted", tag="VBD"), "man")
    assert not fires(COLOUR.format(article="a", verb="wants", tag="VBZ"), "man")


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("See the man page there.", "man"),
        ("Any woman or all men vote.", "men"),
        ("All men-at-arms came.", "men"),
        ("No man of war sailed.", "man"),
        ("The docs and html trees are built from man.", "man"),
        ("Two men sat there.", "men"),
        ("The man sat there.", "man"),
        ("Our men sat there.", "men"),
    ],
)
def test_words_alone_rule_out(text: str, match: str) -> None:
    verdict = judge(sight_of(text, match))
    assert verdict is not None
    assert not verdict.fires


@pytest.mark.parametrize("text", ["Ask the man in the street.", "Let men of goodwill meet."])
def test_some_phrases_need_no_parse(text: str) -> None:
    verdict = judge(sight_of(text, "men" if "men" in text else "man"))
    assert verdict is not None
    assert verdict.fires


def test_the_parse_is_awaited_where_words_leave_it_open() -> None:
    assert judge(sight_of("All men vote.", "men")) is None
    assert judge(sight_of("Then man built towns.", "man")) is None
