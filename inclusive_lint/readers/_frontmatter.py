"""Front matter of a Markdown or HTML file: where it ends and which of its values are prose.

Reads YAML between ``---``, TOML between ``+++`` and a JSON object, all at the very start. Only the
values of titles and descriptions are prose; it builds no data structure and never fails.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from json import JSONDecoder

from inclusive_lint.model import Block, Comment
from inclusive_lint.readers._mask import Mask, mask_links, trimmed_block

_KEYS = "title|description|summary|subtitle|excerpt|abstract"
_YAML_OPEN = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_YAML_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*$(?:\r\n|\n|\r)?", re.MULTILINE)
_YAML_FIRST = re.compile(r"(?:#|[\w\"'.-]+[ \t]*:(?:[ \t\r\n]|$))")
_YAML_VALUE = re.compile(rf"^(?:{_KEYS})[ \t]*:[ \t]+(?=[^ \t\r\n])", re.MULTILINE | re.IGNORECASE)
_YAML_LANGUAGE = re.compile(
    r"^lang(?:uage)?[ \t]*[:=][ \t]*[\"']?([A-Za-z]{2,3}(?:[-_]\w{2,8})*)[\"']?[ \t]*$",
    re.MULTILINE,
)
_YAML_COMMENT = re.compile(r"^[ \t]*#(.*)$", re.MULTILINE)
_SCALAR_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(?:#.*)?$", re.MULTILINE)
_MORE = re.compile(r"(?:(?:\r\n|\n|\r)[ \t]*(?=\r|\n)|(?:\r\n|\n|\r)[ \t]+[^\r\n]*)*")
_PLAIN_END = re.compile(r"[ \t]#")
_LINE = re.compile(r"[^\r\n]*")
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_SINGLE = re.compile(r"'((?:[^']|'')*)'", re.DOTALL)
_PARAGRAPH_GAP = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?=\r|\n)")
_INDENT = re.compile(r"(?<=[\r\n])[ \t]+")
_CODE = re.compile(r"`[^`\r\n]+`|\{\{[^{}\r\n]*\}\}")

_TOML_OPEN = re.compile(r"\+\+\+[ \t]*(?:\r\n|\n|\r)")
_TOML_CLOSE = re.compile(r"^\+\+\+[ \t]*$(?:\r\n|\n|\r)?", re.MULTILINE)
_TOML_VALUE = re.compile(
    rf"^[ \t]*(?:{_KEYS})[ \t]*=[ \t]*"
    r"(?:\"\"\"(?P<long>(?:[^\"\\]|\\.|\"(?!\"\"))*)\"\"\"|'''(?P<raw>(?:[^']|'(?!''))*)'''"
    r"|\"(?P<basic>(?:[^\"\\\r\n]|\\.)*)\"|'(?P<literal>[^'\r\n]*)')",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
_JSON_OPEN = re.compile(r"\{\s*\"")
_JSON_VALUE = re.compile(rf'"(?:{_KEYS})"\s*:\s*"((?:[^"\\]|\\.)*)"', re.IGNORECASE | re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_TWO_QUOTES = re.compile("''")
_ESCAPED = {"n": "\n", "t": "\t", "r": " ", "b": " ", "f": " ", "\r": " ", "\n": " "}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the document; empty where there is none."""

    end: int = 0
    """Offset where the document itself starts."""
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    language: str | None = None
    """The ``lang`` the document declares."""


def front_matter(text: str) -> FrontMatter:
    """Find the front matter of ``text``."""
    if text.startswith("---"):
        return _yaml(text)
    if text.startswith("+++"):
        return _toml(text)
    if text.startswith("{"):
        return _json(text)
    return FrontMatter()


def _yaml(text: str) -> FrontMatter:
    opened = _YAML_OPEN.match(text)
    if opened is None:
        return FrontMatter()
    closed = _YAML_CLOSE.search(text, opened.end())
    if closed is None or (
        closed.start() > opened.end() and not _YAML_FIRST.match(text, opened.end())
    ):
        return FrontMatter()
    end = closed.start()
    blocks: list[Block] = []
    at = opened.end()
    while (match := _YAML_VALUE.search(text, at, end)) is not None:
        at = _yaml_value(text, match.end(), end, blocks)
    comments = tuple(
        Comment(m.end(0) - len(m[0].lstrip()), m.end(), m[1].strip())
        for m in _YAML_COMMENT.finditer(text, opened.end(), end)
    )
    return FrontMatter(closed.end(), tuple(blocks), comments, _language(text[opened.end() : end]))


def _yaml_value(text: str, start: int, end: int, blocks: list[Block]) -> int:
    first = text[start]
    quoted = {'"': _DOUBLE, "'": _SINGLE}.get(first)
    if quoted is not None:
        match = quoted.match(text, start, end)
        if match is None:
            return start + 1
        _add(text, match.start(1), match.end(1), blocks, escapes=first == '"')
        return match.end()
    line = _LINE.match(text, start, end)
    more = _MORE.match(text, line.end() if line else start, end)
    stop = more.end() if more else start + 1
    head = _SCALAR_HEAD.match(text, start, end)
    if head is not None:
        at = head.end()
        for gap in _PARAGRAPH_GAP.finditer(text, at, stop):
            _add(text, at, gap.start(), blocks, escapes=False)
            at = gap.end()
        _add(text, at, stop, blocks, escapes=False)
    elif first not in "[{&*!#%@`":
        comment = _PLAIN_END.search(text, start, stop)
        _add(text, start, comment.start() if comment else stop, blocks, escapes=False)
    return max(stop, start + 1)


def _toml(text: str) -> FrontMatter:
    opened = _TOML_OPEN.match(text)
    closed = _TOML_CLOSE.search(text, opened.end()) if opened else None
    if opened is None or closed is None:
        return FrontMatter()
    blocks: list[Block] = []
    for match in _TOML_VALUE.finditer(text, opened.end(), closed.start()):
        name = match.lastgroup or "basic"
        _add(text, match.start(name), match.end(name), blocks, escapes=name in {"basic", "long"})
    comments = tuple(
        Comment(m.end(0) - len(m[0].lstrip()), m.end(), m[1].strip())
        for m in _YAML_COMMENT.finditer(text, opened.end(), closed.start())
    )
    language = _language(text[opened.end() : closed.start()])
    return FrontMatter(closed.end(), tuple(blocks), comments, language)


def _json(text: str) -> FrontMatter:
    if _JSON_OPEN.match(text) is None:
        return FrontMatter()
    try:
        value, end = JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return FrontMatter()
    if not isinstance(value, dict) or text[end : end + 1] not in {"", "\n", "\r"}:
        return FrontMatter()
    blocks: list[Block] = []
    for match in _JSON_VALUE.finditer(text, 0, end):
        _add(text, match.start(1), match.end(1), blocks, escapes=True)
    return FrontMatter(end, tuple(blocks))


def _add(text: str, start: int, end: int, blocks: list[Block], *, escapes: bool) -> None:
    mask = Mask(text, start, end)
    for match in _INDENT.finditer(text, start, end):
        mask.blank(match.start(), match.end())
    for match in _CODE.finditer(text, start, end):
        mask.opaque(match.start(), match.end())
    if escapes and "\\" in text[start:end]:
        for match in _ESCAPE.finditer(text, start, end):
            mask.char(match.start(), match.end(), _unescaped(match))
    elif text.startswith("'", start - 1):
        for match in _TWO_QUOTES.finditer(text, start, end):
            mask.char(match.start(), match.end(), "'")
    block = trimmed_block(start, mask_links(mask.masked()), "front_matter")
    if block is not None:
        blocks.append(block)


def _unescaped(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    if not number:
        return _ESCAPED.get(match[3], match[3])
    code = int(number, 16)
    # Half of a surrogate pair can't be encoded, so it must never stand in a block.
    return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)


def _language(text: str) -> str | None:
    match = _YAML_LANGUAGE.search(text)
    return match[1].replace("_", "-") if match else None
