"""Forms of one English word by spelling rule and table: plurals, verb forms, comparison.

Every function takes and gives lower case or mixed case as written; only the end of a word changes.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inclusive_lint.inflection.tables import (
    ADJECTIVES,
    DOUBLING,
    IRREGULAR_PLURALS,
    IRREGULAR_VERBS,
    K_VERBS,
    L_VARIANTS,
    NOT_MAN,
    UNCHANGING,
    VERB_PREFIXES,
)

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_HARD_CH = re.compile(r"(?:epo|mon|patri|matri|oligar|stoma|eunu|te)ch$", re.IGNORECASE)
_CONSONANT_Y = re.compile(r"(?:[^aeiou]|qu)y$", re.IGNORECASE)
_CVC = re.compile(r"^(?:[^aeiou]|qu)*[aeiouy][bcdfgklmnprstvz]$", re.IGNORECASE)
_ADJECTIVE_END = re.compile(
    r"(?:less|ous|ful|ish|able|ible|ical|ially|ed|ant|ent|ive|ese|ic|proof|worthy|like)$"
)
_NOUN_END = re.compile(
    r"(?:ness|ity|tion|sion|ism|ment|ship|hood|dom|ance|ence|man|woman|person|people|folk"
    r"|[^lfwmt]ist|ogist|ess|ette|wife|kind|manpower)$"
)
_COMPOUND_BREAK = re.compile(r"[- ]")


class VerbForms(NamedTuple):
    """The forms of a verb; where there are several, the usual one first."""

    base: str
    third: str
    gerunds: tuple[str, ...]
    pasts: tuple[str, ...]
    participles: tuple[str, ...]


def plurals(noun: str) -> tuple[str, ...]:
    """The plurals of a singular noun, the usual one first; the noun itself where it doesn't change."""
    lower = noun.lower()
    if lower in UNCHANGING or lower.endswith(("ese", "craft")):
        return (noun,)
    if lower in IRREGULAR_PLURALS:
        return tuple(_like(noun, form) for form in IRREGULAR_PLURALS[lower])
    if lower.endswith("man") and lower not in NOT_MAN and len(lower) > 3:
        return (noun[:-2] + "en",)
    for end in _IRREGULAR_ENDS:
        if lower.endswith(end) and len(lower) > len(end) + 1:
            return tuple(noun[: -len(end)] + form for form in IRREGULAR_PLURALS[end])
    return (_regular_plural(noun, lower),)


def plural(noun: str) -> str:
    """The usual plural of a singular noun."""
    return plurals(noun)[0]


def is_plural(word: str) -> bool:
    """Whether a word looks like a plural already ('guidelines', 'people', 'women')."""
    lower = word.lower()
    if lower in UNCHANGING or lower in _PLURAL_FORMS or lower.endswith(("men", "people")):
        return True
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is", "as", "os", "ics"))


def verb_forms(verb: str) -> VerbForms:
    """All forms of a verb given by its base form."""
    lower = verb.lower()
    gerunds = tuple(stem + "ing" for stem in _ing_stems(verb, lower))
    irregular = _irregular_verb(lower)
    if irregular is None:
        pasts = participles = tuple(_regular_past(verb, lower))
    else:
        cut, (past, participle) = irregular
        pasts = tuple(_like(verb, verb[:cut] + form) for form in past)
        participles = tuple(_like(verb, verb[:cut] + form) for form in participle)
    return VerbForms(verb, third_person(verb), gerunds, pasts, participles)


def third_person(verb: str) -> str:
    """'go' -> 'goes', 'try' -> 'tries', 'have' -> 'has'."""
    lower = verb.lower()
    special = {"be": "is", "have": "has", "do": "does", "go": "goes"}.get(lower)
    if special:
        return _like(verb, special)
    if lower.endswith(("undergo", "forgo", "forego", "outdo", "redo", "undo", "overdo", "veto")):
        return verb + "es"
    if lower in {"echo", "embargo", "torpedo"}:
        return verb + "es"
    if lower in {"quiz", "whiz"}:
        return verb + "zes"
    return _regular_plural(verb, lower)


def comparatives(adjective: str) -> tuple[str, str]:
    """Comparative and superlative: 'dumb' -> ('dumber', 'dumbest'), 'absurd' -> 'more absurd'."""
    lower = adjective.lower()
    special = {
        "good": ("better", "best"), "bad": ("worse", "worst"), "ill": ("worse", "worst"),
        "far": ("further", "furthest"), "little": ("less", "least"), "well": ("better", "best"),
    }.get(lower)  # fmt: skip
    if special:
        return special
    if lower.endswith("y") and _CONSONANT_Y.search(lower) and _syllables(lower) <= 2:
        return adjective[:-1] + "ier", adjective[:-1] + "iest"
    if _syllables(lower) == 1 or lower in {
        "simple",
        "gentle",
        "narrow",
        "clever",
        "quiet",
        "stupid",
    }:
        if lower.endswith("e"):
            return adjective + "r", adjective + "st"
        stem = adjective + adjective[-1] if _CVC.search(lower) else adjective
        return stem + "er", stem + "est"
    return "more " + adjective, "most " + adjective


def guess_pos(word: str) -> str | None:
    """'noun', 'adj' or 'adv' where the ending or a table tells; None where it may be noun or verb."""
    lower = _COMPOUND_BREAK.split(word.lower())[-1]
    if lower.endswith("ly") and len(lower) > 4 and lower not in ADJECTIVES:
        return "adv"
    if lower in {"man", "ship", "process", "stress", "address", "dress", "press", "guess"}:
        return None
    if lower.endswith("ic") and lower not in K_VERBS and _short_verb(lower):
        return "noun"
    if lower in ADJECTIVES or (_ADJECTIVE_END.search(lower) and not _short_verb(lower)):
        return "adj"
    if _NOUN_END.search(lower):
        return "noun"
    return None


def _short_verb(lower: str) -> bool:
    """'need', 'feed', 'live', 'dish', 'table': an adjective's ending by accident."""
    nouns = ("patient", "client", "agent", "parent", "student", "resident", "president", "servant",
             "assistant", "accountant", "infant", "immigrant", "migrant", "participant", "native",
             "representative", "relative", "alternative", "executive", "detective", "component",
             "table", "variable", "tenant", "giant", "ent", "plant", "event", "content", "present",
             "residents", "adolescent", "recipient", "respondent", "dependent", "inhabitant",
             "operative", "initiative", "objective", "critic", "topic", "metric", "clinic", "music",
             "fabric", "mechanic", "cable", "fish", "wish", "drive", "archive", "applicant",
             "consultant", "attendant", "descendant", "defendant", "captive", "fugitive", "addict",
             "alcoholic", "epileptic", "schizophrenic", "paraplegic", "quadriplegic", "diabetic",
             "psychotic", "hispanic", "incident", "accident", "document", "moment", "ethic",
             "perspective", "directive", "incentive", "narrative", "peasant", "merchant")  # fmt: skip
    if lower.endswith(nouns) or lower.endswith(("eed", "ment")):
        return True
    return len(lower) <= 5 and not lower.endswith(("ed", "ous", "ful"))


def _regular_plural(noun: str, lower: str) -> str:
    if lower.endswith("sis") and len(lower) > 4:
        return noun[:-2] + "es"
    if _CONSONANT_Y.search(lower):
        return noun[:-1] + "ies"
    if _SIBILANT.search(lower) and not _HARD_CH.search(lower):
        return noun + "es"
    return noun + "s"


def _irregular_verb(lower: str) -> tuple[int, tuple[tuple[str, ...], tuple[str, ...]]] | None:
    """(length of the part before the irregular verb, its forms)."""
    if lower in IRREGULAR_VERBS:
        return 0, IRREGULAR_VERBS[lower]
    for prefix in VERB_PREFIXES if lower not in _NOT_PREFIXED else ():
        rest = lower.removeprefix(prefix)
        if rest != lower and len(rest) > 1 and (found := _irregular_verb(rest)):
            return len(prefix) + found[0], found[1]
    return None


def _regular_past(verb: str, lower: str) -> tuple[str, ...]:
    if lower.endswith("e"):
        return (verb + "d",)
    if _CONSONANT_Y.search(lower):
        return (verb[:-1] + "ied",)
    return tuple(stem + "ed" for stem in _stems(verb, lower))


def _ing_stems(verb: str, lower: str) -> tuple[str, ...]:
    if lower.endswith("ie"):
        return (verb[:-2] + "y",)
    if lower.endswith("e") and len(lower) > 2:
        if lower.endswith(("ee", "oe", "ye")) or lower in {"singe", "swinge", "tinge", "be"}:
            return (verb,)
        return (verb[:-1],)
    return _stems(verb, lower)


def _stems(verb: str, lower: str) -> tuple[str, ...]:
    """What -ed and -ing are put to: doubled, both ways, with k, or as it is."""
    if lower in K_VERBS:
        return (verb + "k",)
    if lower in L_VARIANTS:
        return (verb, verb + verb[-1])
    if _doubles(lower):
        return (verb + verb[-1],)
    return (verb,)


def _doubles(lower: str) -> bool:
    if lower in DOUBLING:
        return True
    last = _COMPOUND_BREAK.split(lower)[-1]
    if _CVC.match(last):
        return last != "bus"
    for prefix in VERB_PREFIXES:
        rest = lower[len(prefix) :]
        if lower.startswith(prefix) and (rest in DOUBLING or rest in _DOUBLING_ROOTS):
            return True
    return False


def _syllables(lower: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(groups, 1)


def _like(original: str, form: str) -> str:
    """Give a form from a table the capital of the word it belongs to."""
    return form[:1].upper() + form[1:] if original[:1].isupper() else form


_IRREGULAR_ENDS = tuple(
    sorted(
        ("person", "child", "wife", "mouse", "tooth", "foot", "goose", "knife", "life", "half",
         "shelf", "thief", "wolf", "leaf", "quiz", "self"),
        key=len, reverse=True,
    )
)  # fmt: skip
_PLURAL_FORMS = frozenset(form for forms in IRREGULAR_PLURALS.values() for form in forms)
_NOT_PREFIXED = frozenset("delay delight relay".split())
"""Verbs that begin as with a prefix and end as an irregular verb does, but are regular."""
_DOUBLING_ROOTS = frozenset(
    """run set sit cut hit put get let bid rig ship stop step tag map pin plan clip cap lap lit
    fit pop tap zip plug wrap bug knit net beg ban bar log jam cram scan skip slip trim wed win sub
    grid dub rub scrub stir strip chop crop drop grab grip hop hug jog kid man mop nag nap nod pat
    pet pit plot pot prop rob rot rip sag sap sin sip skim slam slap slim slot snap sob sop spot
    squat stab star stem stun sum swap swim tan thin tip top tug wag wet whip whiz clog flag flip
    """.split()
)
