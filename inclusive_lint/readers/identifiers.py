"""Second stage, helper: identifiers as blocks, the words in them, and replacements in their style."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.model import Block
from inclusive_lint.readers.comment_inline import is_hash

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_IDENTIFIER = re.compile(r"\b[^\W\d]\w{2,}")
_IN_PROSE = re.compile(r"(?<![\w./:@-])_*[^\W\d_]+(?:_\w|(?<=[a-z])[A-Z])\w*")
_KEBAB = re.compile(r"\b[^\W\d]\w*(?:-\w+){0,20}")
_LONGEST = 80
"""Code points; longer runs are data."""
_WORD = re.compile(
    r"[A-Z]{2,}s(?![a-z])"
    r"|[A-Z]+(?![a-z])"
    r"|[A-Z]?[a-z]+"
    r"|\d+"
    r"|[^\W\d_A-Za-z]+"
)
_ACCENTED = re.compile(r"[^\x00-\x7f]")
_ANY_WORD = re.compile(r"[^\W\d_]+|\d+")
_EMBEDDED = 8
"""Letters a term needs to be looked for inside a word; shorter ones are parts of innocent words."""
_KEYWORDS = frozenset(
    """abstract and array assert async await begin bool boolean break byte case catch char class
    const constructor continue debugger def default defer del delete do double elif else elsif end
    endif ensure enum except export extends extern false final finally float fn for foreach from
    func function global goto if impl implements import include in instanceof int integer interface
    is lambda let list long loop match mod module mut mutable namespace new nil none not null
    object of operator or override package pass private proc protected protocol pub public raise
    readonly ref require rescue return self sealed short signed sizeof static str string struct
    super switch synchronized template then this throw throws trait true try type typedef typeof
    uint undef undefined union unless unsigned until use using val var virtual void volatile when
    where while with yield""".split()
)


def identifier_blocks(text: str, start: int, end: int, *, kebab: bool = False) -> Iterator[Block]:
    """A block for each identifier in a stretch of code, keywords and digests left out."""
    pattern = _KEBAB if kebab else _IDENTIFIER
    for match in pattern.finditer(text, start, end):
        name = match[0]
        if 3 <= len(name) <= _LONGEST and name not in _KEYWORDS:
            if len(name) >= 16 and is_hash(name):
                continue
            yield Block(match.start(), name, "identifier")


def spelled_in_prose(blocks: Iterable[Block]) -> Iterator[Block]:
    """A block for each identifier that stands bare in prose, by its underscores or its camel case."""
    for block in blocks:
        if block.kind != "identifier":
            for match in _IN_PROSE.finditer(block.text):
                yield Block(block.start + match.start(), match[0], "identifier")


def split_words(identifier: str) -> list[tuple[int, int]]:
    """Spans of the words: camelCase, PascalCase, snake_case, kebab-case, SCREAMING, HTTPServer."""
    if _ACCENTED.search(identifier):
        return _split_any(identifier)
    return [match.span() for match in _WORD.finditer(identifier)]


def _split_any(identifier: str) -> list[tuple[int, int]]:
    """The same for letters of any script, by the case that Unicode gives them."""
    spans: list[tuple[int, int]] = []
    for run in _ANY_WORD.finditer(identifier):
        start, word = run.start(), run[0]
        for k in range(1, len(word)):
            rises = word[k].isupper() and not word[k - 1].isupper()
            falls = word[k].isupper() and word[k + 1 : k + 2].islower()
            if rises or falls:
                spans.append((start, run.start() + k))
                start = run.start() + k
        spans.append((start, run.end()))
    return spans


def restyle(replacement: str, original: str, identifier: str = "") -> str:
    """``replacement`` written as ``original`` is: isWhitelisted: Whitelisted -> Allowlisted.

    ``original`` is the matched part of ``identifier``, which tells how words are joined where the
    part alone doesn't.
    """
    words = re.split(r"[\s_-]+", replacement.strip())
    parts = [original[start:end] for start, end in split_words(original)]
    if len(words) == 1 and len(parts) > 1:
        words = _split_alike(words[0], parts)
    joint = _joint(original) or ("" if _is_camel(original, parts) else _joint(identifier))
    shouting = original.isupper() and len(original) > 1
    camel = not joint and (_is_camel(original, parts) or _is_camel(identifier, []))
    if shouting:
        return (joint or ("_" if len(words) > 1 else "")).join(words).upper()
    capital = original[:1].isupper()
    if camel or (joint and capital and parts[-1][:1].isupper()):
        words = [word[:1].upper() + word[1:] for word in words]
    elif not joint:
        joint = "_" if len(words) > 1 else ""
    joined = joint.join(words)
    first = joined[:1].upper() if capital else joined[:1].lower()
    return first + joined[1:]


def _split_alike(word: str, parts: list[str]) -> list[str]:
    """Allowlist for white_list: in two where its end is the original's last word."""
    tail = parts[-1].lower()
    lowered = word.lower()
    if len(tail) >= 3 and lowered.endswith(tail) and len(word) - len(tail) >= 2:
        return [word[: -len(tail)], word[-len(tail) :]]
    return [word]


def _joint(identifier: str) -> str:
    for joint in "_-":
        if joint in identifier.strip("_-"):
            return joint
    return ""


def _is_camel(identifier: str, parts: list[str]) -> bool:
    parts = parts or [identifier[start:end] for start, end in split_words(identifier)]
    return (
        len(parts) > 1
        and not identifier.isupper()
        and any(part[:1].isupper() for part in parts[1:])
    )


def find_embedded(identifier: str, terms: Collection[str]) -> list[tuple[int, int]]:
    """Spans where a long, unambiguous term runs together with other letters: Nodewhitelist.

    Terms under 8 letters are not looked for (teslavehicle holds no slave), nor does a term begin
    or end in the middle of one word and reach into another (measuredLineHeight holds no redline).
    """
    if len(identifier) >= 16 and is_hash(identifier):
        return []
    words = split_words(identifier)
    starts = {start for start, _ in words}
    ends = {end for _, end in words}
    folded = identifier.lower() if identifier.isascii() else _lower(identifier)
    found: set[tuple[int, int]] = set()
    for term in terms:
        if len(term) < _EMBEDDED or not term.isalpha():
            continue
        at = folded.find(term.lower())
        while at >= 0:
            end = at + len(term)
            inside = not any(at < edge < end for edge in starts)
            if inside or (at in starts and end in ends):
                found.add((at, end))
            at = folded.find(term.lower(), at + 1)
    return _outermost(sorted(found))


def _lower(text: str) -> str:
    """Lower case of the same length: the letters whose lower case is longer stay."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _outermost(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
