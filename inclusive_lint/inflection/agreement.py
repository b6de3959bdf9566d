"""he and she to they: the pronoun, and the verb that agrees with it."""

from __future__ import annotations

import re

from inclusive_lint.inflection.replace import match_case

_PAIRS = {
    "subject": ("he", "she", "they"),
    "object": ("him", "her", "them"),
    "possessive": ("his", "her", "their"),
    "absolute": ("his", "hers", "theirs"),
    "reflexive": ("himself", "herself", "themself"),
}
_CONTRACTED = {"'s": "'re", "'ll": "'ll", "'d": "'d"}
_JOINERS = re.compile(r"\s*(?:/|\bor\b|\band/or\b)\s*")
_SPECIAL = {
    "s/he": "subject", "(s)he": "subject", "she/he": "subject", "he/she": "subject",
    "s/he or they": "subject", "he/she/they": "subject", "him- or herself": "reflexive", "him or herself": "reflexive",
    "his or herself": "reflexive",
    "him/herself": "reflexive", "his/hers": "absolute", "hers/his": "absolute",
}  # fmt: skip

_VERBS = {
    "is": "are", "was": "were", "has": "have", "does": "do", "goes": "go", "'s": "'re",
    "isn't": "aren't", "wasn't": "weren't", "hasn't": "haven't", "doesn't": "don't",
    "isnt": "arent", "wasnt": "werent", "hasnt": "havent", "doesnt": "dont",
    "dies": "die", "lies": "lie", "ties": "tie", "vies": "vie", "unties": "untie", "belies": "belie",
    "focuses": "focus",
    "choruses": "chorus",
    "censuses": "census",
    "radiuses": "radius",
    "quizzes": "quiz", "buses": "bus", "aches": "ache", "caches": "cache", "axes": "axe",
    "shoes": "shoe", "toes": "toe", "niches": "niche", "attaches": "attach", "gases": "gas",
    "biases": "bias", "canvases": "canvas", "skis": "ski", "taxis": "taxi", "lenses": "lens",
}  # fmt: skip
_NOT_VERBS = frozenset(
    """always sometimes perhaps besides afterwards towards thus this its his hers as yes plus less
    unless nevertheless nonetheless whereas across upwards downwards backwards else ours
    yours theirs themselves us us nowadays others news regardless indoors outdoors overseas hereafters
    """.split()
)
_MODALS = frozenset("can could may might must shall should will would ought dare had did".split())
_ADD_ES = re.compile(r"(?:[^aeiou]o|ss|sh|[^aeiou]ch|[aeiou]tch|[aeiou]{2}ch|x|zz)es$")
_SHORT_CH = re.compile(r"(?:ea|oa|oo|ou|ie)ches$|(?:r|n|t|l|i|u)ches$")
_SKIPPED = frozenset(
    """never always also often still just then ever sometimes usually now already only first not
    therefore thus perhaps maybe once again soon later instead rarely seldom either both simply
    almost thereby hereby then too
    """.split()
)
_NEXT_WORD = re.compile(
    r"[\s\ufdd0]*(?P<comma>,?)[\s\ufdd0]*(?P<word>[^\W\d_]+(?:['\u2019][^\W\d_]+)?)"
)
_WORD_BEFORE = re.compile(r"(?<![\w'\u2019])(?P<word>[^\W\d_]+(?:['\u2019]t)?)[\s\ufdd0]+$")
_INVERTIBLE = frozenset(word for word in _VERBS if word[:2] in {"is", "wa", "ha", "do"})


def neutral_pronoun(text: str, *, tag: str | None = None, following: str = "") -> str | None:
    """'he' -> 'they', 'his/her' -> 'their', 'S/he' -> 'They', "he's" -> "they're"; None if unknown.

    ``tag`` (PRP or PRP$) and ``following``, the text after the pronoun, tell 'her' the object from
    'her' the possessive, and 'his' from 'his' that stands alone.
    """
    core, contraction = _split_contraction(text)
    role = pronoun_role(core, tag=tag, following=following)
    if role is None or (contraction and role != "subject"):
        return None
    neutral = _PAIRS[role][2]
    cased = _pronoun_case(neutral, core)
    if not contraction:
        return cased
    return cased + _contracted(contraction, following)


def pronoun_role(text: str, *, tag: str | None = None, following: str = "") -> str | None:
    """'subject', 'object', 'possessive', 'absolute' or 'reflexive' of a pronoun or pair of them."""
    lower = re.sub(r"\s+", " ", text.replace("\ufdd0", "").lower()).strip()
    if lower in _SPECIAL:
        return _SPECIAL[lower]
    parts = [part for part in _JOINERS.split(lower) if part and part != "they"]
    roles = [
        {role for role, (masculine, feminine, _) in _PAIRS.items() if part in (masculine, feminine)}
        for part in parts
    ]
    if not roles or not all(roles):
        return None
    shared = set.intersection(*roles)
    if len(shared) == 1:
        return shared.pop()
    if len(shared) > 1:
        return _decide(shared, tag, following)
    return None


def plural_verb(text: str) -> str | None:
    """The verb that goes with 'they': 'has' -> 'have', 'runs' -> 'run', "isn't" -> "aren't".

    None where nothing changes (a modal, a past form, a plain form) or it isn't a verb form in -s.
    """
    lower = text.lower().replace("\u2019", "'")
    if lower in _NOT_VERBS or lower in _MODALS:
        return None
    plain = _VERBS.get(lower) or _strip_s(lower)
    if plain is None:
        return None
    if "\u2019" in text:
        plain = plain.replace("'", "\u2019")
    return match_case(plain, like=text)


def they_agreement(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The edit of the verb that agrees with a subject pronoun at ``text[start:end]``.

    Looks, without a parser, at the first word after it that isn't an adverb, then at an auxiliary
    before it ('does he or she'). None where no verb changes. Offsets are code points of ``text``.
    """
    position = end
    for _ in range(4):
        found = _NEXT_WORD.match(text, position)
        if found is None or found["comma"]:
            break
        word = found["word"]
        if word.lower() not in _SKIPPED and not _is_adverb(word.lower()):
            changed = plural_verb(word)
            if changed is not None:
                return found.start("word"), found.end("word"), changed
            break
        position = found.end()
    before = _WORD_BEFORE.search(text[max(0, start - 40) : start])
    if before is None or before["word"].lower().replace("\u2019", "'") not in _INVERTIBLE:
        return None
    changed = plural_verb(before["word"])
    offset = max(0, start - 40)
    return (
        (offset + before.start("word"), offset + before.end("word"), changed) if changed else None
    )


def _split_contraction(text: str) -> tuple[str, str]:
    found = re.search(r"(?<=e)['\u2019](?:s|ll|d)$", text, re.IGNORECASE)
    return (text[: found.start()], found.group()) if found else (text, "")


def _contracted(contraction: str, following: str) -> str:
    apostrophe, ending = contraction[0], contraction[1:].lower()
    if ending != "s":
        return contraction
    next_word = re.match(r"\s*([a-z]+)", following, re.IGNORECASE)
    word = next_word.group(1).lower() if next_word else ""
    return apostrophe + ("ve" if word in {"been", "got", "had", "done", "become", "gone"} else "re")


def _decide(shared: set[str], tag: str | None, following: str) -> str:
    """'her' is object or possessive; 'his' is possessive or absolute."""
    if tag == "PRP$" and "possessive" in shared and "absolute" not in shared:
        return "possessive"
    if tag == "PRP" and "object" in shared:
        return "object"
    other = "object" if "object" in shared else "absolute"
    return "possessive" if _noun_follows(following) else other


def _noun_follows(following: str) -> bool:
    found = re.match(r"[\s\ufdd0*_`]*([^\W\d_]+|[\ufdd1`])", following)
    if found is None or not re.match(r"[\s\ufdd0]", following):
        return False
    return found.group(1).lower() not in _NOT_NOUNS


_NOT_NOUNS = frozenset(
    """a an the and or but if when while because so that this these those to for from in into on onto
    at by of off with without about after before as than is are was were be been will would can could
    may might must shall should do does did has have had not never then there here up out over down
    back away until unless since who which what how why where again later now today too directly
    it he she they we you i him them us me
    """.split()
)


def _pronoun_case(neutral: str, core: str) -> str:
    letters = [char for char in core if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return neutral.upper()
    if letters and letters[0].isupper():
        return neutral.capitalize()
    return neutral


def _strip_s(lower: str) -> str | None:
    if len(lower) < 3 or not lower.isalpha() or not lower.endswith("s"):
        return None
    if lower.endswith(("ss", "us", "is")):
        return None
    if lower.endswith("ies"):
        return lower[:-3] + "y" if len(lower) > 4 else lower[:-1]
    if _ADD_ES.search(lower) or (lower.endswith("ches") and _SHORT_CH.search(lower)):
        return lower[:-2]
    return lower[:-1]


def _is_adverb(lower: str) -> bool:
    return lower.endswith("ly") and lower not in {"apply", "reply", "rely", "supply", "comply"}
