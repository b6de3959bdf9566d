"""Word lists that conditions name with a dollar sign: ``$person``, ``$health`` and so on."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

NAMES = {
    "person": "nouns for people, of any kind (user, nurse, applicant, child)",
    "role": "nouns for people by role or job, whose gender is not in the word (user, nurse, applicant)",
    "gendered": "nouns for one specific gender (woman, brother, king)",
    "relative": "family members (mother, uncle, wife)",
    "group": "groups of people (team, family, community, population)",
    "health": "illnesses, conditions and disabilities (asthma, dementia, blindness)",
    "country": "countries and nations that writers personify (America, Britain)",
    "given-name": "common given names, lower case",
}
"""The lists that ship, with what each holds. A list is a file ``data/<name>.txt``, a word a line."""


@cache
def lexicon(name: str) -> frozenset[str]:
    """The lower-case surface forms of a list, singular and plural; KeyError for an unknown name."""
    if name not in NAMES:
        raise KeyError(name)
    text = files("inclusive_lint").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    words: set[str] = set()
    for line in text.splitlines():
        word = line.partition("#")[0].strip()
        if word:
            words.add(word)
            if name != "given-name":
                words.update(_plurals(word))
    return frozenset(words)


def _plurals(word: str) -> set[str]:
    from inclusive_lint.inflection import surface_forms

    return {form.text for form in surface_forms(word, pos="noun")}
