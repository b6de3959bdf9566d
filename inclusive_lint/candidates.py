"""Third stage: passages in, ``Candidate``s out, by one compiled scan over all terms; never imports spaCy.

All surface forms stand in one trie, so one regular expression finds them in a single pass. RE2 is
used where it is installed; the stdlib ``re`` gives the same hits, slower.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_SEPARATORS = {"-": ("", "-", " "), " ": (" ", "-")}
WORD = re.compile(r"[^\W_]+")
"""A run of letters and digits."""

_NEAR = 40
"""Words of markup that may stand between two words of a term: the address of a link is the longest."""

_META = frozenset("\\.^$*+?{}[]|()")


class Candidate(NamedTuple):
    """A place where a rule's term stands; whether it is meant is for the context to say."""

    passage: int
    """Index of the passage."""
    start: int
    """Code points of the passage's clean text."""
    end: int
    rule: int
    """Index of the rule in the scanner's rules."""
    tag: str
    """Penn-like tag of the form ('' when nothing is known)."""
    term: int
    """Index of the term in the rule; -1 for the anchor of a pattern."""


def spelled(form: str) -> Iterator[str]:
    """All spellings of a form: its hyphens may be absent or spaces, its spaces may be hyphens."""
    pieces: list[tuple[str, ...]] = []
    word = ""
    for char in form:
        if char in _SEPARATORS:
            pieces += [(word,), _SEPARATORS[char]]
            word = ""
        else:
            word += char
    pieces.append((word,))
    for parts in product(*pieces):
        yield "".join(parts)


def build_table(
    forms: Iterable[tuple[int, str, str, int]],
) -> dict[str, list[tuple[int, str, int]]]:
    """(rule index, form, tag, term index) -> every spelling with the rules it may stand for."""
    table: dict[str, list[tuple[int, str, int]]] = {}
    for rule, form, tag, term in forms:
        for spelling in spelled(form.lower()):
            hits = table.setdefault(spelling, [])
            if not any(number == rule for number, _, _ in hits):
                hits.append((rule, tag, term))
    return table


def prefixes_of(table: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """For each spelling, the shorter spellings it begins with at a word end ('sanity check': 'sanity')."""
    found: dict[str, tuple[str, ...]] = {}
    for spelling in table:
        cuts = [i for i, c in enumerate(spelling) if i and not c.isalnum()]
        shorter = tuple(spelling[:i] for i in cuts if spelling[:i] in table)
        if shorter:
            found[spelling] = shorter
    return found


def trie_pattern(spellings: Iterable[str]) -> str:
    """One regular expression for all spellings, longest first, shared beginnings shared.

    The ASCII word ends in it only thin the hits out; the scanner looks at the decoded neighbours.
    """
    roots: dict[str, dict[str, Any]] = {}
    for spelling in spellings:
        first = "\\b" if spelling[0].isalnum() else ""
        node = roots.setdefault(first, {})
        for char in spelling:
            node = node.setdefault(char, {})
        node[""] = {}
    return "|".join(f"{edge}(?:{_pattern(root)})\\b" for edge, root in sorted(roots.items()))


def _escaped(char: str) -> str:
    return "\\" + char if char in _META else char


def _pattern(node: Mapping[str, Any]) -> str:
    ends = "" in node
    branches: list[str] = []
    singles: list[str] = []
    for char, child in sorted(node.items()):
        if char == "":
            continue
        tail = _pattern(child)
        if tail:
            branches.append(_escaped(char) + tail)
        else:
            singles.append(char)
    if singles:
        inside = "".join("\\" + c if c in "\\]^-[" else c for c in singles)
        branches.append(f"[{inside}]" if len(singles) > 1 else _escaped(singles[0]))
    if not branches:
        return ""
    if len(branches) == 1 and not ends:
        return branches[0]
    body = "(?:" + "|".join(branches) + ")"
    return body + "?" if ends else body


def key_words(table: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    """The longest word of each spelling -> for each spelling, the words that stand beside it.

    A spelling of one word has nothing beside it, and then no other matters.
    """
    found: dict[str, set[frozenset[str]]] = {}
    for spelling in table:
        words = WORD.findall(spelling)
        key = max(words, key=len)
        found.setdefault(key, set()).add(frozenset(words) - {key})
    return {
        key: (frozenset(),) if frozenset() in beside else tuple(sorted(beside, key=sorted))
        for key, beside in found.items()
    }


def holds_key_words(text: str, keys: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    """Whether raw text may hold a spelling, by its words; no is sure.

    The words of a spelling may stand in any order and apart, since markup may stand between them:
    '[sanity](https://example.org/why) check'.
    """
    words = WORD.findall(text.lower())
    hits = keys.keys() & set(words)
    if any(not keys[hit][0] for hit in hits):
        return True
    if not hits:
        return False
    for at, word in enumerate(words):
        if word in hits:
            near = set(words[max(at - _NEAR, 0) : at + _NEAR])
            if any(beside <= near for beside in keys[word]):
                return True
    return False


class Scanner:
    """The compiled scan. Build it once; it is safe to use from several threads."""

    def __init__(self, pattern: str, table: Mapping[str, Sequence[tuple[int, str, int]]]) -> None:
        self.table = table
        self._prefixes: dict[str, tuple[str, ...]] | None = None
        self._bytes_pattern: Any = None
        self._text_pattern: Any = None
        self._pattern = pattern

    def _ready(self) -> None:
        """Compile on first use: a clean file never needs more than one of the two scans."""
        if self._bytes_pattern is None and self._text_pattern is None:
            self._compile(self._pattern)

    def _compile(self, pattern: str) -> None:
        try:
            import re2

            options = re2.Options()
            options.case_sensitive = False
            options.longest_match = True
            options.log_errors = False
            options.max_mem = 256 << 20
            self._bytes_pattern = re2.compile(pattern.encode(), options)
        except ImportError:
            self._text_pattern = re.compile(pattern, re.IGNORECASE)

    def found_in(self, data: bytes) -> bool:
        """Whether the pattern occurs in UTF-8 bytes: a quick no for clean files."""
        if not self._pattern:
            return False
        self._ready()
        if self._bytes_pattern is not None:
            return self._bytes_pattern.search(data) is not None
        return self._text_pattern.search(data.decode("utf-8", "replace")) is not None

    def scan(self, texts: Sequence[str]) -> list[Candidate]:
        """All candidates of the passages' texts, in order of passage, start, end, rule."""
        if not self._pattern or not texts:
            return []
        starts: list[int] = []
        at = 0
        for text in texts:
            starts.append(at)
            at += len(text) + 1
        joined = "\n".join(texts)
        found: list[Candidate] = []
        for start, end in self._spans(joined):
            number = bisect_right(starts, start) - 1
            base = starts[number]
            for cut, spelling in self._spellings(joined[start:end].lower(), joined, start):
                first = start - base
                found.extend(
                    Candidate(number, first, first + cut, rule, tag, term)
                    for rule, tag, term in self.table[spelling]
                )
        found.sort(key=lambda c: (c.passage, c.start, c.end, c.rule))
        return found

    def _spellings(self, whole: str, joined: str, start: int) -> Iterator[tuple[int, str]]:
        if self._prefixes is None:
            self._prefixes = prefixes_of(self.table)
        for spelling in (whole, *self._prefixes.get(whole, ())):
            if spelling in self.table and _ends_word(joined, start + len(spelling)):
                yield len(spelling), spelling

    def _spans(self, joined: str) -> Iterator[tuple[int, int]]:
        self._ready()
        if self._bytes_pattern is not None:
            spans = self._byte_spans(joined)
        else:
            spans = self._text_spans(joined)
        for start, end in spans:
            if start and _is_word(joined[start - 1]) and _is_word(joined[start]):
                continue
            yield start, end

    def _text_spans(self, joined: str) -> Iterator[tuple[int, int]]:
        search = self._text_pattern.search
        at = 0
        while (found := search(joined, at)) is not None:
            start, end = found.span()
            at = _resume(joined, start, end)
            yield start, end

    def _byte_spans(self, joined: str) -> Iterator[tuple[int, int]]:
        data = joined.encode("utf-8", "surrogatepass")
        plain = len(data) == len(joined)
        search = self._bytes_pattern.search
        at = done_bytes = done_chars = 0
        while (found := search(data, at)) is not None:
            start, end = found.span()
            if plain:
                at = _resume(joined, start, end)
                yield start, end
                continue
            done_chars += len(data[done_bytes:start].decode("utf-8", "surrogatepass"))
            done_bytes = start
            size = len(data[start:end].decode("utf-8", "surrogatepass"))
            resume = _resume(joined, done_chars, done_chars + size)
            yield done_chars, done_chars + size
            skipped = joined[done_chars:resume].encode("utf-8", "surrogatepass")
            at = start + len(skipped)


def _resume(text: str, start: int, end: int) -> int:
    """Where the scan goes on: after the hit's first word, so that terms that overlap are all found."""
    at = start + 1
    while at < end and _is_word(text[at]):
        at += 1
    return at


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _ends_word(text: str, at: int) -> bool:
    return at >= len(text) or not _is_word(text[at])
