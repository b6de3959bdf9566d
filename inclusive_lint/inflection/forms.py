"""From a term as a pack writes it to every surface form, and from matched text to its key.

A hyphen in a term is a joint that may be nothing, a hyphen or a space in the text; a space in a
term is a space or a hyphen in the text, never nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from inclusive_lint.inflection.tables import (
    DETERMINERS,
    IRREGULAR_VERBS,
    NOUN_AND_VERB,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    UNCHANGING,
    VERB_HEADS,
)
from inclusive_lint.inflection.words import comparatives, guess_pos, is_plural, plurals, verb_forms


class Form(NamedTuple):
    """One inflected form of a term."""

    text: str
    """With the separators and capitals of the term."""
    tag: str
    """NN, NNS, VB, VBZ, VBG, VBD, VBN, JJ, JJR, JJS, RB; 'base' where the term has one form."""


_SEPARATOR = re.compile(r"([- ])")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u02b9\u2032\uff07", "'"))
_VANISHING = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufdd0]")
"""Soft hyphen, zero-width characters and ``model.JOIN``: no gap in the word they stand in."""
_GAPS = re.compile(r"[\s_\-\u2010\u2011\u2012\u2013\u2212\u00a0]+")

_LEFT_OVER = {"to", "of", "for", "with", "from"}
"""Prepositions that a phrase of a pack may end with ('deaf ear to'); others end nouns ('stand in'),
but for those of agents ('runner up')."""
_PERSON_ADJECTIVE = re.compile(r"(?:[^aeiou]y|ic|ive|ant|ent)$", re.IGNORECASE)
"""Adjectives that are also used as nouns for people ('lunatics', 'crazies', 'deviants')."""

_ADVERB_POS = {"adv": "RB", "adverb": "RB"}
_FIXED_POS = {"fixed", "phrase", "propn", "interjection"}

_JOINTS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        frozenset("white black gray grey red green allow deny block safe".split()),
        frozenset("list lists listed listing hat hats hole holed holing box boxes boxed boxing "
                  "ball balls balled balling out outs".split()),
    ),
    (
        frozenset({"man"}),
        frozenset("power hour hours day days hole holes kind made hunt hunts eater eaters".split()),
    ),
    (
        frozenset("chair fire police mail camera business sales spokes congress crafts crew door "
                  "middle work weather repair airport service news sports delivery foot line noble "
                  "bar alder stunt trades journey watch yachts horse clergy garbage draughts "
                  "states tribes kins front best".split()),
        frozenset("man men woman women person persons people".split()),
    ),
    (frozenset({"house"}), frozenset("wife wives maid maids husband".split())),
    (frozenset({"cake"}), frozenset({"walk", "walks"})),
    (frozenset({"pow"}), frozenset({"wow", "wows"})),
    (frozenset({"wheel"}), frozenset({"chair", "chairs"})),
    (frozenset({"grand"}), frozenset("father fathers fathered fathering".split())),
)  # fmt: skip
"""(first parts, second parts) of closed compounds that are also written apart. Where the two words
mean something else ('fresh man', 'gentle man', 'handy man', 'lay man') they don't stand here."""


def surface_forms(term: str, *, pos: str | None = None) -> tuple[Form, ...]:
    """Every form of a term, the term itself first, no (text, tag) twice.

    ``pos`` is 'noun', 'verb', 'adj', 'adv', 'phrase' or 'fixed'; None guesses, and gives a word
    that may be a noun or a verb the forms of both, so that one text can come with several tags.
    """
    words = _SEPARATOR.split(term)
    kind = pos.lower() if pos else _guess(words)
    if kind == "plural":
        return (Form(term, "NNS"),)
    if kind in _FIXED_POS or not term:
        return (Form(term, "base"),)
    if kind in _ADVERB_POS:
        return (Form(term, "RB"),)
    head = head_index(words, verb=kind == "verb")
    before, word, after = "".join(words[:head]), words[head], "".join(words[head + 1 :])
    pairs: list[tuple[str, str]] = []
    if kind in ("noun", "both"):
        pairs += _noun_pairs(word)
    if kind in ("verb", "both"):
        pairs += _verb_pairs(word)
    if kind in ("adj", "adjective"):
        pairs.append((word, "JJ"))
        if not pos and _PERSON_ADJECTIVE.search(word):
            pairs.append((plurals(word)[0], "NNS"))
        if pos and len(words) == 1:
            more, most = comparatives(word)
            pairs += [(more, "JJR"), (most, "JJS")] if " " not in more else []
    return tuple(dict.fromkeys(Form(before + text + after, tag) for text, tag in pairs))


def joint(term: str) -> str:
    """The term with a hyphen at the joint of a known closed compound: 'whitelist' -> 'white-list'."""
    lower = term.lower()
    for firsts, seconds in _JOINTS:
        for cut in range(3, len(lower) - 2):
            if lower[:cut] in firsts and lower[cut:] in seconds:
                return f"{term[:cut]}-{term[cut:]}"
    return term


def compound_variants(text: str) -> tuple[str, ...]:
    """The ways a form is written: 'whitelist' and 'white-list' both give all three; else itself."""
    return tuple(
        dict.fromkeys(
            "".join(parts)
            for choice in ("", "-", " ")
            if (parts := [choice if p == "-" else p for p in _SEPARATOR.split(joint(text))])
        )
    )


def form_keys(text: str) -> tuple[str, ...]:
    """The keys that ``normalise`` gives for every way of writing a form.

    'white-list' -> ('whitelist', 'white list'); 'man in the middle' -> ('man in the middle',).
    Several hyphens are all written or all left out.
    """
    jointed = joint(text)
    return tuple(dict.fromkeys((normalise(jointed.replace("-", "")), normalise(jointed))))


def normalise(surface: str) -> str:
    """The canonical key of a matched surface.

    Lower case, straight apostrophes, no soft hyphens; a run of white space, hyphens, underscores
    and line breaks is one space. Its length differs from the surface's: never use it for offsets.
    """
    text = _VANISHING.sub("", surface).translate(_APOSTROPHES).lower()
    return _GAPS.sub(" ", text).strip()


def head_index(words: list[str], *, verb: bool) -> int:
    """Index, in a list of words and separators in turn, of the word that inflects."""
    if len(words) == 1:
        return 0
    if verb:
        return _verb_head(words)
    for index in range(2, len(words), 2):
        word = words[index].lower()
        last = index == len(words) - 1
        left_over = word in _LEFT_OVER or words[index - 2].lower().endswith("er")
        if word in RELATIVES or (word in PREPOSITIONS and (not last or left_over)):
            return index - 2
    return len(words) - 1


def _verb_head(words: list[str]) -> int:
    """The first verb; the last word of a compound whose first word isn't one ('sanity check')."""
    first = words[0].lower()
    if first.endswith("ly") and len(words) > 2:
        return 2
    last = words[-1].lower()
    if last in NOUN_AND_VERB and len(words) == 3:
        return len(words) - 1
    if words[1] == "-" and len(words) == 3 and last not in PREPOSITIONS:
        return len(words) - 1
    return 0


def is_verb_phrase(words: list[str]) -> bool:
    """Whether several words begin as a verb phrase does: 'suffer from', 'commit suicide'."""
    first = words[0].lower()
    known = first in VERB_HEADS or first in IRREGULAR_VERBS
    if not known or len(words) < 3 or words[1] == "-":
        return False
    follower = words[2].lower()
    if first in _NOUN_FIRST:
        return follower in DETERMINERS and first not in {"man", "master"}
    return True


_NOUN_FIRST = frozenset(
    """man master cast test crew staff name sign list cover place point mark start work support list
    process time face hand open close clean clear direct dumb narrow slow live own last present
    perform care control change interest question review switch state step stop limit cut read broadcast
    bet bid burst dwarf saw wind light ring spring lead kill trigger spirit hold crack block build
    """.split()
)
"""Verbs that more often begin a noun compound of a pack ('test person', 'crew member')."""


def _guess(words: list[str]) -> str:
    if len(words) == 1:
        return _guess_word(words[0])
    if _is_fixed(words):
        return "fixed"
    if is_verb_phrase(words):
        return "verb"
    last = words[head_index(words, verb=False)]
    if "-" in words and " " not in words and len(words) == 3:
        return _guess_word(last)
    if last.lower() in NOUN_AND_VERB:
        return "both"
    guess = guess_pos(last)
    return guess if guess in ("adj", "adv") else "noun"


def _guess_word(word: str) -> str:
    if word.lower() in PRONOUNS:
        return "fixed"
    if is_plural(word) and word.lower() not in UNCHANGING:
        return "plural" if guess_pos(word) != "adj" else "adj"
    return guess_pos(word) or "both"


def _is_fixed(words: list[str]) -> bool:
    """Whether it begins as no noun or verb phrase does, or is a clause ('he is', 'suffering from')."""
    first = words[0].lower()
    if first in DETERMINERS or first in PREPOSITIONS:
        return True
    if first.endswith(("ing", "ed")) and words[2].lower() in PREPOSITIONS:
        return True
    return any(word.lower() in {"is", "are", "was", "he", "she", "you", "i"} for word in words[::2])


def _noun_pairs(word: str) -> list[tuple[str, str]]:
    if word.lower() in IRREGULAR_VERBS and word.lower().endswith("en"):
        return [(word, "NN")]
    if is_plural(word):
        return [(word, "NN" if word.lower() in UNCHANGING - {"people", "police"} else "NNS")]
    return [(word, "NN"), *((form, "NNS") for form in plurals(word) if form != word)]


def _verb_pairs(word: str) -> list[tuple[str, str]]:
    forms = verb_forms(word)
    pairs = [(forms.base, "VB"), (forms.third, "VBZ")]
    if word.lower() == "be":
        pairs += [(form, tag) for form, tag in (("am", "VBP"), ("are", "VBP"), ("were", "VBD"))]
    pairs += [(form, "VBG") for form in forms.gerunds]
    pairs += [(form, "VBD") for form in forms.pasts]
    return pairs + [(form, "VBN") for form in forms.participles]
