"""Our word forms beside those of two dictionaries of inflection, over common English words.

Every disagreement is listed here with the reason for it, so that a new one fails.
"""

from functools import cache

import inflect
import lemminflect
import pytest
import wordfreq

from inclusive_lint.inflection import plural_verb, plurals, takes_an, verb_forms

NOT_VERBS_WITH_FORMS = {"can", "will", "may", "must", "shall", "ought"}
"""Modals: a rule that inflects one means the noun or the full verb ('canned')."""
PRONOUNS = {
    "two", "these", "someone", "everyone", "anyone", "nobody", "everybody", "somebody", "anybody",
    "myself", "himself", "herself", "itself",
}  # fmt: skip
MASS_NOUNS = {"folk", "workforce", "golf", "mayo"}
"""Left as they are, or a plain -s where the dictionaries have none."""
OTHER_SPELLINGS = {
    "program", "okay", "lie", "broadcast", "forecast", "shoe", "lightning", "marathon", "ski",
    "rabbit", "bust", "pal", "blend", "relay", "daylight", "awe", "sting", "gown", "wet", "bus",
}  # fmt: skip
"""The dictionary has only a rarer spelling, another verb of the same base, or a slip of its own."""
OTHER_SOUNDS = {
    "ones", "uber", "ussr", "herb", "herbs", "herbal", "usc", "uni", "ukip", "oneself", "yrs",
    "usher", "ufo", "usda", "uss",
}  # fmt: skip
"""Letters read aloud that are written small here, United States 'herb', and slips of the oracle."""

LOSES_ANOTHER_WAY = {"dis", "shanghai"}
"""Too rare to be worth a line in the table of verbs."""


@cache
def common_words() -> tuple[str, ...]:
    return tuple(
        word
        for word in wordfreq.top_n_list("en", 12_000)
        if word.isascii() and word.isalpha() and len(word) > 2
    )


def lemmas(upos: str) -> list[str]:
    return [
        word
        for word in common_words()
        if word in lemminflect.getAllLemmas(word, upos).get(upos, ())
    ]


def test_plurals_of_common_nouns_are_those_of_a_dictionary():
    engine = inflect.engine()
    nouns = [word for word in lemmas("NOUN") if not word.endswith("s") or word.endswith("ss")]
    strange = {
        noun
        for noun in nouns
        if plurals(noun)[0]
        not in {*lemminflect.getInflection(noun, "NNS"), engine.plural_noun(noun)}
    }
    assert len(nouns) > 4000
    assert strange <= PRONOUNS | MASS_NOUNS


@pytest.mark.parametrize(
    ("tag", "forms"),
    [
        ("VBZ", lambda verb: {verb.third}),
        ("VBG", lambda verb: set(verb.gerunds)),
        ("VBD", lambda verb: set(verb.pasts)),
        ("VBN", lambda verb: set(verb.participles)),
    ],
)
def test_forms_of_common_verbs_are_those_of_a_dictionary(tag, forms):
    verbs = lemmas("VERB")
    strange = {
        verb
        for verb in verbs
        if (known := set(lemminflect.getInflection(verb, tag)))
        and not known & forms(verb_forms(verb))
    }
    assert len(verbs) > 2000
    assert strange <= NOT_VERBS_WITH_FORMS | OTHER_SPELLINGS


def test_a_common_verb_loses_exactly_the_s_that_it_was_given():
    wrong = {
        verb: (third, plural_verb(third))
        for verb in lemmas("VERB")
        if (third := verb_forms(verb).third) and plural_verb(third) != verb
    }
    assert {} == {verb: pair for verb, pair in wrong.items() if verb not in LOSES_ANOTHER_WAY}


def test_articles_before_common_words_are_those_of_a_dictionary():
    engine = inflect.engine()
    strange = {
        word for word in common_words() if takes_an(word) != engine.a(word).startswith("an ")
    }
    assert strange <= OTHER_SOUNDS
