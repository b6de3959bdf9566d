"""Where in a YAML text a cursor stands, read from the indentation, since what is being typed seldom parses."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*(?:-$)?)(?P<rest>.*)")
_KEY = re.compile(r"""(?P<key>"[^"]*"|'[^']*'|[^\s#'"\[{][^:#\[{]*?)\s*:(?:\s+(?P<value>.*))?$""")
_WORD = re.compile(r"[\w.@/*~-]+")
ITEM = "*"
"""Stands in a path for any item of a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A cursor's place."""

    path: tuple[str, ...]
    """The keys around it, outermost first, with ITEM for each list; at a value its key comes last."""
    at_key: bool
    """Whether a key stands or could stand there, else a value."""
    word: str
    """The word that the cursor is in or behind."""
    start: int
    """Column (code points from 0) of the word."""
    end: int
    """Column behind the word."""
    siblings: tuple[str, ...] = ()
    """Keys that the mapping has already."""


def place_at(lines: list[str], line: int, column: int) -> Place:
    """The place of a cursor at ``column`` (code points) of ``line`` (both from 0)."""
    text = lines[line] if line < len(lines) else ""
    start, end, word = _word_at(text, column)
    found = _LINE.fullmatch(text)
    indent, rest_at = _indents(text)
    keyed = _KEY.match(text[rest_at:]) if found else None
    above = _above(lines, line, rest_at if text.strip() else column)
    own = (ITEM,) * _dashes(text)
    if keyed is not None and column > rest_at + keyed.end("key"):
        path = (*above, *own, _unquoted(keyed["key"]))
        value_at = rest_at + keyed.end("key") + 1
        return _in_value(Place(path, False, word, start, end), text[value_at:column])
    path = (*above, *own)
    siblings = _siblings(lines, line, rest_at if text.strip() else column)
    del indent
    return Place(path, True, word, start, end, siblings)


def _in_value(place: Place, before: str) -> Place:
    """Inside ``[a, b`` a value is an item; inside ``{a: b`` a key comes before its colon."""
    path, at_key = list(place.path), False
    for opened in _open_brackets(before):
        if opened == "[":
            path.append(ITEM)
            at_key = False
        else:
            at_key = True
    if at_key:
        piece = re.split(r"[{,]", before)[-1]
        key, colon, _ = piece.partition(":")
        if colon:
            path.append(_unquoted(key.strip()))
            at_key = False
    return Place(tuple(path), at_key, place.word, place.start, place.end)


def _open_brackets(text: str) -> list[str]:
    opened: list[str] = []
    for character in text:
        if character in "[{":
            opened.append(character)
        elif character in "]}" and opened:
            opened.pop()
    return opened


def _above(lines: list[str], line: int, indent: int) -> tuple[str, ...]:
    """The path of what holds a node that begins at column ``indent`` of ``line``."""
    path: list[str] = []
    own = lines[line] if line < len(lines) else ""
    limit = indent
    if _dashes(own):
        limit = _indents(own)[0] + 1  # A list may stand at the column of its key.
    for number in range(line - 1, -1, -1):
        text = lines[number]
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        first, rest = _indents(text)
        keyed = _KEY.match(text[rest:])
        if keyed is not None and rest < limit:
            path.append(_unquoted(keyed["key"]))
            limit = rest
        if _dashes(text) and first < limit:
            path.extend([ITEM] * _dashes(text))
            limit = first + 1
        if limit <= 0:
            break
    return tuple(reversed(path))


def _siblings(lines: list[str], line: int, indent: int) -> tuple[str, ...]:
    found = []
    for step in (-1, 1):
        number = line + step
        # The line itself may open a list item, and then the lines before belong to another one.
        if step < 0 and line < len(lines) and _dashes(lines[line]):
            continue
        while 0 <= number < len(lines):
            text = lines[number]
            if text.strip() and not text.lstrip().startswith("#"):
                first, rest = _indents(text)
                keyed = _KEY.match(text[rest:])
                if rest < indent or (step > 0 and _dashes(text) and first < indent):
                    break
                if keyed is not None and rest == indent:
                    found.append(_unquoted(keyed["key"]))
                    if _dashes(text):
                        break
            number += step
    return tuple(found)


def _word_at(text: str, column: int) -> tuple[int, int, str]:
    for found in _WORD.finditer(text):
        if found.start() <= column <= found.end() and found[0] != "-":
            return found.start(), found.end(), found[0]
    return column, column, ""


def _indents(text: str) -> tuple[int, int]:
    """Column of the line's first character, and of what follows its dashes."""
    found = _LINE.fullmatch(text)
    if found is None:
        return 0, 0
    return len(found["indent"]), len(found["indent"]) + len(found["dashes"])


def _dashes(text: str) -> int:
    found = _LINE.fullmatch(text)
    return found["dashes"].count("-") if found else 0


def _unquoted(key: str) -> str:
    return key[1:-1] if len(key) > 1 and key[0] == key[-1] and key[0] in "\"'" else key
