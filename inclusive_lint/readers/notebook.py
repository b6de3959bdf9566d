"""Reads Jupyter notebooks: Markdown cells as Markdown, comments of code cells; never outputs.

Finds the cells' strings in the JSON by one pass over its tokens, so that offsets are those of the
file. Takes a ``Source``, gives its ``Prose`` with places such as 'cell 3, line 2'.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from importlib import import_module

from inclusive_lint.model import Block, Comment, Notice, Prose, ReadOptions, Source
from inclusive_lint.readers._frontmatter import front_matter
from inclusive_lint.readers._mask import Projection
from inclusive_lint.source import LineIndex

_TOKEN = re.compile(r'"([^"\\]*(?:\\.[^"\\]*)*)"|[{}\[\],:"]', re.DOTALL)
_ESCAPE = re.compile(
    r"\\u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})|\\u([0-9A-Fa-f]{4})|\\(.)",
    re.DOTALL,
)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_LANGUAGE = re.compile(
    r'"language_info"\s*:\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*?"name"\s*:\s*"([^"\\]+)"'
)
_KERNEL = re.compile(r'"kernelspec"\s*:\s*\{[^{}]*"language"\s*:\s*"([^"\\]+)"')
_SUFFIXES = {
    "python": ".py", "r": ".r", "julia": ".jl", "javascript": ".js", "typescript": ".ts",
    "scala": ".scala", "c++": ".cpp", "rust": ".rs", "go": ".go", "ruby": ".rb", "bash": ".sh",
    "sql": ".sql", "c#": ".cs", "java": ".java", "kotlin": ".kt", "haskell": ".hs", "perl": ".pl",
}  # fmt: skip
_MAGIC = re.compile(r"^[ \t]*(?:%%?|!)[^\r\n]*", re.MULTILINE)
_OTHER_LANGUAGE = re.compile(r"\s*%%(\w+)")
_CELL_MAGICS = {
    "bash": ".sh",
    "sh": ".sh",
    "javascript": ".js",
    "js": ".js",
    "ruby": ".rb",
    "R": ".r",
}
_TEXT_MAGICS = frozenset({"html", "latex", "markdown", "svg", "writefile", "file", "sql", "cypher"})


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a notebook; findings are placed by cell and line as well as by offset."""
    cells = _cells(source.text)
    if cells is None:
        message = "not a Jupyter notebook (it has no list of cells); nothing in it was checked"
        return Prose((), notices=(Notice(source.path, "IL306", message),))
    suffix = _SUFFIXES.get(_language(source.text), ".txt")
    blocks: list[Block] = []
    comments: list[Comment] = []
    for number, cell in enumerate(cells, 1):
        projection = _decoded(source.text, cell.strings)
        prose = _read_cell(cell.kind, projection.source(source), options, suffix)
        lines = LineIndex(projection.text)
        for block in prose.blocks:
            line, _ = lines.position(block.start)
            placed = projection.block(block)._replace(place=f"cell {number}, line {line}")
            blocks.append(placed)
        comments += [projection.comment(comment) for comment in prose.comments]
    # In a broken notebook, a cell may stand among the lines of another.
    blocks.sort(key=lambda block: block.start)
    comments.sort(key=lambda comment: comment.start)
    return Prose(tuple(blocks), tuple(comments))


@dataclass(slots=True)
class _Cell:
    kind: str = ""
    strings: list[tuple[int, int]] = field(default_factory=list)
    """Spans of the strings that make up the source, quotes left out."""


@dataclass(slots=True)
class _Level:
    """An object or array that the scan is in."""

    opening: str
    name: str
    """The key it is the value of; that of an array's elements is the array's."""
    key: str = ""
    """The last key met in it."""
    cell: _Cell | None = None
    value_next: bool = False


def _cells(text: str) -> list[_Cell] | None:
    """The cells of a notebook, in order; None where there is no list of cells."""
    found: list[_Cell] | None = None
    levels: list[_Level] = [_Level("[", "")]
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        level = levels[-1]
        if sign == '"':
            if token[1] is None:
                break  # an unclosed string: what follows can't be told apart
            _take_string(token, levels)
        elif sign in "{[":
            name = level.key if level.opening == "{" else level.name
            inner = _Level(sign, name)
            if sign == "[" and name == "cells" and len(levels) <= 5:
                found = found if found is not None else []
            elif sign == "{" and level.opening == "[" and name == "cells" and found is not None:
                inner.cell = _Cell()
                found.append(inner.cell)
            levels.append(inner)
        elif sign in "}]":
            if len(levels) > 1:
                levels.pop()
        else:
            level.value_next = sign == ":"
    return found


def _take_string(token: re.Match[str], levels: list[_Level]) -> None:
    level = levels[-1]
    if level.opening == "{" and not level.value_next:
        level.key = token[1]
        return
    owner = level if level.cell is not None else levels[-2] if len(levels) > 1 else level
    cell = owner.cell
    if cell is None:
        return
    if owner.key in {"source", "input"} and (owner is level or level.opening == "["):
        cell.strings.append(token.span(1))
    elif owner is level and owner.key == "cell_type":
        cell.kind = token[1]


def _decoded(text: str, strings: list[tuple[int, int]]) -> Projection:
    projection = Projection(text)
    for start, end in strings:
        at = start
        if text.find("\\", start, end) >= 0:
            for match in _ESCAPE.finditer(text, start, end):
                projection.copy(at, match.start())
                projection.replace(match.start(), match.end(), _unescaped(match))
                at = match.end()
        projection.copy(at, end)
    return projection


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(0x10000 + ((int(match[1], 16) - 0xD800) << 10) + int(match[2], 16) - 0xDC00)
    if match[3]:
        code = int(match[3], 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _ESCAPED.get(match[4], match[4])


def _read_cell(kind: str, cell: Source, options: ReadOptions, suffix: str) -> Prose:
    if kind == "markdown":
        reader = import_module("inclusive_lint.readers.markdown")
        prose: Prose = reader.read(replace(cell, format="markdown"), options)
        return prose
    if kind == "code":
        return _read_code(cell, options, suffix)
    if kind == "raw":  # Quarto keeps a document's front matter in one
        front = front_matter(cell.text)
        return Prose(front.blocks, front.comments)
    return Prose(())


def _read_code(cell: Source, options: ReadOptions, suffix: str) -> Prose:
    text = cell.text
    if "%" in text or "!" in text:
        other = _OTHER_LANGUAGE.match(text)
        if other is not None:
            if other[1] in _TEXT_MAGICS:
                return Prose(())
            suffix = _CELL_MAGICS.get(other[1], suffix)
        text = _MAGIC.sub(lambda match: " " * len(match[0]), text)
    reader = import_module("inclusive_lint.readers.code")
    prose: Prose = reader.read(
        Source(f"cell{suffix}", text, cell.encoding, cell.bom, "code"), options
    )
    return prose


def _language(text: str) -> str:
    match = _LANGUAGE.search(text) or _KERNEL.search(text)
    return match[1].lower() if match else "python"
