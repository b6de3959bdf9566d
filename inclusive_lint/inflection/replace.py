"""A replacement in the number, tense and case of the words it stands for."""

from __future__ import annotations

import re

from inclusive_lint.inflection.forms import head_index, is_verb_phrase, joint
from inclusive_lint.inflection.tables import (
    DETERMINERS,
    IRREGULAR_VERBS,
    NOUN_AND_VERB,
    PREPOSITIONS,
    RELATIVES,
    VERB_HEADS,
)
from inclusive_lint.inflection.words import (
    comparatives,
    guess_pos,
    is_plural,
    plural,
    verb_forms,
)

_SEPARATOR = re.compile(r"([- ])")
_POSSESSIVE = re.compile(r"(?:(?<=[sS])(?P<bare>['\u2019])|(?P<full>['\u2019][sS]))$")
_CAMEL = re.compile(r"^[A-Z]?[a-z]+(?:[A-Z][a-z]+)+$")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_NOT_ADJECTIVE_ED = re.compile(r"(?:eed|bed|shed|wed|shred)$")


def inflect_replacement(replacement: str, tag: str, *, like: str, term: str | None = None) -> str:
    """``replacement`` with the tag of the matched form and the letter case of ``like``.

    ``like`` is the matched text; a possessive ending on it is kept, apostrophe as written. ``term``
    is the pack's spelling of the match: where that has a capital of its own ('Eskimo'), a capital in
    ``like`` says nothing. A replacement that can't take the tag (an adjective for a plural noun) is
    left in its own form.
    """
    possessive = _POSSESSIVE.search(like)
    stem = like[: possessive.start()] if possessive else like
    text = match_case(_inflect(replacement, tag), like=stem, term=term)
    if possessive is None or not text:
        return text
    return text + _possessive_ending(text, stem, possessive.group())


def match_case(text: str, *, like: str, term: str | None = None) -> str:
    """Give ``text`` the case style of ``like``; capitals that ``text`` has of its own are kept."""
    letters = [char for char in like if char.isalpha()]
    if not letters or not text:
        return text
    if "_" in like.strip("_"):
        text = _SEPARATOR.sub("_", joint(text))
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return text if term is not None and term.isupper() else text.upper()
    if _CAMEL.match(like):
        return _camel(text, upper_first=like[0].isupper())
    if letters[0].islower() or (term is not None and term != term.lower()):
        return text
    words = [word for word in _WORD.findall(like) if word.lower() not in _MINOR]
    titled = len(words) > 1 and all(word[0].isupper() for word in words)
    return _title(text) if titled else _capital(text)


_MINOR = DETERMINERS | {"and", "or", "nor", "but", "in", "of", "on", "to", "with", "for", "from",
                        "at", "by", "as", "who"}  # fmt: skip


def _inflect(text: str, tag: str) -> str:
    if tag in ("NNS", "NNPS"):
        return _plural_phrase(text)
    if tag in ("VBZ", "VBG", "VBD", "VBN"):
        return _verb_phrase(text, tag)
    if tag in ("JJR", "JJS"):
        more, most = comparatives(text) if " " not in text else (f"more {text}", f"most {text}")
        return more if tag == "JJR" else most
    return text


def _plural_phrase(text: str) -> str:
    words = _SEPARATOR.split(text)
    head = head_index(words, verb=False)
    word = words[head]
    if is_plural(word) or guess_pos(word) in ("adj", "adv") or (word.endswith("ing") and head):
        return text
    if len(words) > 1 and words[0].lower() in DETERMINERS - {"a", "an"}:
        return text
    words[head] = plural(word)
    if words[0].lower() in ("a", "an") and len(words) > 2:
        words, head = words[2:], head - 2
    return "".join(_distribute(words, head + 2))


def _distribute(words: list[str], index: int) -> list[str]:
    """Carry the plural into what follows the head: 'with a disability', 'who uses a wheelchair'."""
    if index >= len(words):
        return words
    opener = words[index].lower()
    if opener in RELATIVES and index + 2 < len(words):
        from inclusive_lint.inflection.agreement import plural_verb

        index += 2
        words[index] = plural_verb(words[index]) or words[index]
        opener = words[index].lower()
    if opener not in {"with", "use", "have"} or index + 4 >= len(words):
        return words
    if words[index + 2].lower() not in ("a", "an"):
        return words
    rest = words[index + 4 :]
    noun = head_index(rest, verb=False)
    if guess_pos(rest[noun]) != "adj" and not is_plural(rest[noun]):
        rest[noun] = plural(rest[noun])
    return words[: index + 2] + rest


def _verb_phrase(text: str, tag: str) -> str:
    words = _SEPARATOR.split(text)
    if len(words) == 3 and words[2] == "list" and words[1] == " ":
        words = [words[0] + "list"]
    head = head_index(words, verb=True)
    word = words[head]
    if not _can_be_verb(words, head) or _has_tag_already(word, tag):
        return text
    forms = verb_forms(word)
    words[head] = {
        "VBZ": forms.third,
        "VBG": forms.gerunds[0],
        "VBD": forms.pasts[0],
        "VBN": forms.participles[0],
    }[tag]
    return "".join(words)


def _can_be_verb(words: list[str], head: int) -> bool:
    word = words[head].lower()
    if word in VERB_HEADS or word in IRREGULAR_VERBS or word in NOUN_AND_VERB:
        return True
    if len(words) == 1 or (len(words) == 3 and words[1] == "-"):
        return guess_pos(word) not in ("adv", "noun") and not _plain_adjective(word)
    if head:
        return not _plain_adjective(word)
    follower = words[2].lower()
    opens_object = follower in PREPOSITIONS or follower in DETERMINERS or follower in _PARTICLES
    return (is_verb_phrase(words) or opens_object) and not _plain_adjective(word)


_PARTICLES = frozenset("up down out off away back together apart aside over through".split())


def _plain_adjective(word: str) -> bool:
    return guess_pos(word) == "adj" and not word.endswith(("ate", "ent", "ant"))


def _has_tag_already(word: str, tag: str) -> bool:
    if tag == "VBG":
        return word.endswith("ing") and len(word) > 5
    if tag in ("VBD", "VBN"):
        return word.endswith("ed") and not _NOT_ADJECTIVE_ED.search(word)
    return False


def _possessive_ending(text: str, stem: str, found: str) -> str:
    apostrophe = found[0]
    upper = stem.isupper()
    if text[-1:] in "sS" and is_plural(text.rsplit(" ", 1)[-1]):
        return apostrophe
    return apostrophe + ("S" if upper else "s")


def _camel(text: str, *, upper_first: bool) -> str:
    parts = [part for part in _SEPARATOR.split(joint(text)) if part not in "- "]
    first = _capital(parts[0]) if upper_first else parts[0]
    return first + "".join(_capital(part) for part in parts[1:])


def _title(text: str) -> str:
    words = _SEPARATOR.split(text)
    for index in range(0, len(words), 2):
        if index == 0 or words[index].lower() not in _MINOR:
            words[index] = _capital(words[index])
    return "".join(words)


def _capital(text: str) -> str:
    for index, char in enumerate(text):
        if char.isalpha():
            upper = char.upper()
            return text[:index] + (upper if len(upper) == 1 else char) + text[index + 1 :]
        if not char.isspace() and char not in "\"'(\u2018\u201c":
            return text
    return text
