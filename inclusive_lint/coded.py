"""Gender-coded words of a job advertisement, counted: ``balance(text)``.

Gaucher, Friesen and Kay (2011) found that advertisements with many masculine-coded words (competitive,
dominant, lead) appeal less to women, whatever the job. Words count here by lemma and part of speech:
'responsible' does, 'response' doesn't, and neither does 'kind' in 'a kind of'. Reads no model.

>>> from inclusive_lint.coded import balance
>>> found = balance("You are competitive and decisive, and support the team.")
>>> found.score, found.leaning
(-1, 'masculine')
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIDES = ("masculine", "feminine")
"""The two lists: ``data/coded-<side>.txt``."""
STRONG = 3
"""A score further from 0 than this is strongly coded, as the published decoders have it."""

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_GAP = re.compile(r"[ \t]+|[ \t]*\n[ \t]*")
_BEFORE_NOUN = frozenset(
    "a an the this that these those my your our their its his her any each every some no of".split()
)
_BEFORE_VERB = frozenset(
    "to will would can could may might must shall should i you we they who not don't doesn't".split()
)


@dataclass(frozen=True, slots=True)
class CodedWord:
    """A word of one of the lists, found in a text."""

    side: str
    """'masculine' or 'feminine'."""
    lemma: str
    pos: str
    """'noun', 'verb', 'adj' or 'adv'."""
    strong: bool
    """Whether guides name the word even where it stands alone."""
    start: int
    """Code points of the text, from 0."""
    end: int
    """Code points of the text, exclusive."""


@dataclass(frozen=True, slots=True)
class Balance:
    """The coded words of a text and what they add up to."""

    words: tuple[CodedWord, ...]
    """In order of place."""

    @property
    def masculine(self) -> int:
        """How many masculine-coded words the text has."""
        return sum(word.side == "masculine" for word in self.words)

    @property
    def feminine(self) -> int:
        """How many feminine-coded words the text has."""
        return sum(word.side == "feminine" for word in self.words)

    @property
    def score(self) -> int:
        """Feminine-coded less masculine-coded words: below 0 leans masculine."""
        return self.feminine - self.masculine

    @property
    def leaning(self) -> str:
        """'masculine', 'feminine' or 'neutral'."""
        return "masculine" if self.score < 0 else "feminine" if self.score > 0 else "neutral"

    @property
    def strongly(self) -> bool:
        """Whether the score is more than ``STRONG`` away from 0."""
        return abs(self.score) > STRONG

    def __str__(self) -> str:
        """Such as 'strongly masculine-coded, score -5 (6 masculine, 1 feminine)'."""
        much = "strongly " if self.strongly else ""
        coded = "neutral" if self.leaning == "neutral" else f"{much}{self.leaning}-coded"
        return (
            f"{coded}, score {self.score:+d} ({self.masculine} masculine, {self.feminine} feminine)"
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list."""

    side: str
    lemma: str
    pos: str
    strong: bool
    not_before: frozenset[str]
    not_after: frozenset[str]

    def fits(self, before: str, after: str) -> bool:
        """Whether the words around (lower case, '' for none) leave the word in this sense and part of speech."""
        if after in self.not_before or before in self.not_after:
            return False
        if self.pos == "verb":
            return before not in _BEFORE_NOUN
        return self.pos != "noun" or (before not in _BEFORE_VERB and after not in _BEFORE_NOUN)


@lru_cache(maxsize=16)
def balance(text: str) -> Balance:
    """Count the gender-coded words of a text, by lemma and part of speech."""
    tokens = [
        (m.start(), m.end(), m.group().lower().replace("\u2019", "'")) for m in _WORD.finditer(text)
    ]
    return Balance(tuple(_coded(text, tokens)))


def entries_of(form: str) -> tuple[Entry, ...]:
    """The list entries that a surface form may stand for, case and hyphens aside."""
    return _table().get(form.lower().replace("-", " "), ())


def _coded(text: str, tokens: Sequence[tuple[int, int, str]]) -> Iterator[CodedWord]:
    at = 0
    while at < len(tokens):
        found = _at(text, tokens, at)
        if found is None:
            at += 1
            continue
        word, taken = found
        yield word
        at += taken


def _at(text: str, tokens: Sequence[tuple[int, int, str]], at: int) -> tuple[CodedWord, int] | None:
    """The coded word that begins at a token, and how many tokens it takes: two for 'self confident'."""
    for size in (2, 1):
        group = tokens[at : at + size]
        if len(group) < size:
            continue
        start, end = group[0][0], group[-1][1]
        if size == 2 and not _GAP.fullmatch(text, group[0][1], group[1][0]):
            continue
        after = _neighbour(text, tokens, at + size, end)
        before = tokens[at - 1][2] if at and _GAP.fullmatch(text, tokens[at - 1][1], start) else ""
        for entry in entries_of(" ".join(token for _, _, token in group)):
            if entry.fits(before, after):
                return CodedWord(entry.side, entry.lemma, entry.pos, entry.strong, start, end), size
    return None


def _neighbour(text: str, tokens: Sequence[tuple[int, int, str]], at: int, end: int) -> str:
    joined = at < len(tokens) and _GAP.fullmatch(text, end, tokens[at][0])
    return tokens[at][2] if joined else ""


@cache
def _table() -> dict[str, tuple[Entry, ...]]:
    """Surface form (hyphens as spaces) -> entries; 'selfconfident' stands for 'self-confident', too."""
    from inclusive_lint.inflection import surface_forms

    table: dict[str, tuple[Entry, ...]] = {}
    for side in SIDES:
        for entry in read_list(side):
            forms = {entry.lemma}
            if entry.pos in {"noun", "verb"}:
                forms |= {form.text for form in surface_forms(entry.lemma, pos=entry.pos)}
            for form in forms:
                for spelling in {form.replace("-", " "), form.replace("-", "")}:
                    table[spelling] = (*table.get(spelling, ()), entry)
    return table


@cache
def read_list(side: str) -> tuple[Entry, ...]:
    """The entries of one side, as its file has them. Raises ValueError for a line of another shape."""
    text = files("inclusive_lint").joinpath("data", f"coded-{side}.txt").read_text(encoding="utf-8")
    return tuple(
        _entry(side, line)
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )


def _entry(side: str, line: str) -> Entry:
    head, *parts = (part.strip() for part in line.split(";"))
    lemma, pos = head.split()
    around: dict[str, frozenset[str]] = {"not before": frozenset(), "not after": frozenset()}
    strong = False
    for part in parts:
        name, _, words = part.partition(":")
        if part == "strong":
            strong = True
        elif name in around:
            around[name] = frozenset(word.strip() for word in words.split(","))
        else:
            raise ValueError(f"coded-{side}.txt: {line!r}: unknown part {part!r}")
    return Entry(side, lemma, pos, strong, around["not before"], around["not after"])
