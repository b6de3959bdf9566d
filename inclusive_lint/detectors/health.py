"""Whether what follows ('suffers from ...') is an illness, a disability or a health condition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.lexicons import lexicon
from inclusive_lint.sight import PARSE
from inclusive_lint.syntax import kind_of, objects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

    from inclusive_lint.sight import Sight

_SUFFIX = re.compile(
    r"\w{3,}(?:itis|osis|emia|aemia|algia|phobia|plegia|opathy|lepsy|phrenia|paresis|ectasia|trophy|oma)$"
)
_HEADS = frozenset(
    "disease disorder syndrome impairment disability illness condition sclerosis palsy deficiency "
    "addiction injury infection cancer diabetes dystrophy loss pain deficit dependency dependence "
    "seizures migraines allergies blindness deafness tumour tumor diseases disorders syndromes impairments "
    "disabilities illnesses injuries infections cancers".split()
)
_LOSS = frozenset("hearing vision sight memory limb".split())
_CHRONIC = frozenset(
    "chronic mental physical medical health psychiatric genetic intellectual cognitive developmental "
    "learning degenerative terminal autoimmune eating mood personality anxiety heart lung kidney liver "
    "brain spinal back joint drug alcohol opioid substance nicotine chemical".split()
)
_SUFFIX_NOT = frozenset(
    "diploma aroma idioma oma coma roma sonoma oklahoma tacoma trauma atrophy trophy philosophy".split()
)
_BARE = frozenset(
    "condition loss deficit impairment dependency dependence pain deficiency infection fatigue "
    "problem problems issue issues difficulty difficulties conditions".split()
)
_NO_ILLNESS = frozenset(
    "imposter impostor here system object founder dutch stockholm tree crop plant".split()
)
"""What stands before syndrome or disease in figures of speech and about plants."""
_AMOUNTS = frozenset(
    "percent cent % number who that millions thousands hundreds many half quarter third rest majority patient".split()
)
_NEAR = 4
"""Tokens after the match within which its object is looked for where the parse has none."""


def is_health_word(word: str) -> bool:
    """Whether a lower-case word names an illness, disability or condition by itself."""
    if word in lexicon("health"):
        return True
    return word not in _SUFFIX_NOT and _SUFFIX.fullmatch(word) is not None


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS. A first look at the next words says no where nothing like health is near."""
    near = [w for w in sight.next_words[:9] if w[:1].isalpha()]
    hints = [w for w in near if is_health_word(w) or w in _HEADS or w in _BARE]
    if not hints:
        return Verdict(False, "no health condition follows")
    if sight.level < PARSE:
        return None
    last = sight.span[-1]
    for owner in (last, sight.root):
        for noun in objects(owner):
            for each in (noun, *noun.conjuncts):
                if name := _condition(each):
                    return _of_people(sight, name)
    nearby = sight.span.doc[sight.span.end : sight.span.end + _NEAR]
    following = next((t for t in nearby if t.pos_ in {"NOUN", "PROPN"}), None)
    while following is not None and following.dep_ == "compound" and following.head.i > following.i:
        following = following.head
    if following is not None and (name := _condition(following)):
        return _of_people(sight, name)
    return Verdict(False, "what follows is no health condition")


def _of_people(sight: Sight, name: str) -> Verdict:
    found = subjects(sight.root)
    noun = sight.match.lower().startswith(("victim", "sufferer"))
    if (
        found
        and not noun
        and all(kind_of(t) == "thing" and t.lower_ not in _AMOUNTS for t in found)
    ):
        return Verdict(False, f"said of a thing ('{found[0].text}')")
    return Verdict(True, f"'{name}' is a health condition")


def _condition(noun: Token) -> str | None:
    word = noun.lower_
    modifiers = [
        t for t in noun.children if t.dep_ in {"amod", "compound", "nmod"} and t.i < noun.i
    ]
    inner = {t.lower_ for t in modifiers} | {t.lower_ for m in modifiers for t in m.children}
    if word in _BARE:
        good = any(w in _CHRONIC or w in _LOSS or is_health_word(w) for w in inner)
        return " ".join([*(t.text for t in modifiers), noun.text]) if good else None
    if word == "depression" and any(t.lower_ == "the" for t in noun.children):
        return None
    if inner & _NO_ILLNESS:
        return None
    if is_health_word(word) or word in _HEADS:
        return str(noun.text)
    for child in noun.children:
        if (
            child.dep_ == "prep"
            and child.lower_ in {"of", "from"}
            and word
            in {
                "form",
                "kind",
                "type",
                "case",
                "variety",
                "range",
                "forms",
                "kinds",
                "types",
                "number",
                "bout",
                "bouts",
            }
        ):
            for inner_noun in child.children:
                if inner_noun.dep_ == "pobj" and (name := _condition(inner_noun)):
                    return name
    return None
