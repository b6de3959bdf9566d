"""Shared by the readers of data: whether a value is prose, and its block with escapes undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.readers._mask import bare_links
from inclusive_lint.readers.comment_inline import mask_inline

if TYPE_CHECKING:
    from inclusive_lint.model import Block
    from inclusive_lint.readers._mask import Mask

_PROSE_KEYS = frozenset(
    """alt caption comment desc description detail details doc documentation error footer
    heading help hint info intro label message msg note notes placeholder question subtitle
    summary text title tooltip warning""".split()
)
"""Keys whose value is read even when it is a single word."""
_CODE_KEYS = frozenset(
    """args branch branches class classname classnames cmd code command commands cron entrypoint
    env exec expr expression files formula glob include integrity match path paths pattern query
    regex regexp resolved run script scripts selector sha sql template test uses version
    xpath""".split()
)
"""Keys whose value is not prose, whatever it looks like."""
_ONE_WORD = re.compile(r"[^\W\d_]{2,40}[.!?]?\Z")
_SAMPLE = 2_000
"""Characters of a long value that are looked at."""
_WORD = re.compile(
    r"[\"'“‘«¿¡*_(\[]{0,3}[^\W\d_]+(?:[-'’][^\W\d_]+|/[^\W\d_]{2,}){0,5}[.,:;!?)\]\"'”’»…*_]{0,4}",
    re.UNICODE,
)
_NEUTRAL = re.compile(
    r"[-–—&+|•*]|\d[\d.,:%/-]*|[^\s{}$%]{0,20}(?:\$?\{[^{}]{0,80}\}+|%[-#0-9.]*[a-zA-Z@]|%\([^)]{1,60}\)\w|\$\w+)\S{0,20}"
)
_COMMAND = re.compile(
    r"(?:npm|npx|yarn|pnpm|git|pip3?|python3?|node|docker|kubectl|helm|sudo|cd|curl|wget|make|cmake|go|cargo"
    r"|bash|sh|echo|export|mkdir|rm|cp|mv|apt(?:-get)?|brew|terraform|aws|gcloud|az|java|javac|mvn|gradle"
    r"|tsc|eslint|jest|webpack|vite|rollup|set|ls|cat|grep|sed|awk|tar|chmod|chown|ssh|scp|systemctl|exec"
    r"|poetry|uv|tox|pytest|ruff|mypy|rustc|gcc|clang|if|for|while|test)\s+(?:[-./$\"'\w]+[-./$=@:]\S*|-|run\b|install\b|build\b"
    r"|(?:push|pull|clone|checkout|commit|rebase|fetch|reset|apply|exec)\s)"
)
_STATEMENT = re.compile(
    r"\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|WITH|BEGIN|GRANT|MATCH|EXPLAIN|PRAGMA)\s+\S+"
)
_CODE = re.compile(
    r"&&|\|\||;\s*\Z|=>|==|!=|\$\(|</\w|\w\(\)\s*[;{]|::\w|^\s*[<{\[#.]|\\[dwsbDWSB]|\)\?|\[\^"
)
_PLACEHOLDER = re.compile(
    r"(?P<shell>\$\{[^{}\r\n]{0,200}\}|#\{[^{}\r\n]{0,200}\}|\{\{[^{}\r\n]{0,200}\}\}|\{[^{}\s]{0,80}\})"
    r"|%\([^)\s]{1,60}\)[-#0-9.+ ]{0,6}[a-zA-Z]|%[-#0-9.+]{0,6}(?:ll|l|h|z)?[sdifuxXqvTgepc@](?![a-zA-Z])"
    r"|\$[A-Za-z_]\w{0,60}"
)
_TEMPLATE = re.compile(r"[$#]?\{[^{}]{0,200}\}|\{[{%][^{}]{0,200}[}%]\}")
_QUOTES = "\"'`"
_ESCAPED = re.compile(r"\\(?:[nrt\"'`]|\r?\n)")
_HTML_TAG = re.compile(r"</?[A-Za-z][\w:-]{0,30}(?:\s[^<>]{0,300})?/?>")


def is_prose(value: str) -> bool:
    """Whether a value reads as words in a sentence: not a path, a name, a command or code."""
    sample = value[:_SAMPLE]
    if "\\" in sample:
        sample = _ESCAPED.sub(lambda found: found[0][1] if found[0][1] in _QUOTES else " ", sample)
    if "{" in sample:
        sample = _TEMPLATE.sub("1", sample)
    sample = sample.strip()
    if " " not in sample and "\n" not in sample:
        return False
    if _COMMAND.match(sample) or _STATEMENT.match(sample) or _CODE.search(sample):
        return False
    words = others = 0
    for token in sample.split():
        if _WORD.fullmatch(token):
            words += len(token) > 1
        elif not _NEUTRAL.fullmatch(token):
            others += 1
    return words >= 2 and words >= others * 1.5


def is_prose_of(key: str, value: str) -> bool:
    """Whether the value of ``key`` is prose; some keys tell by their name."""
    name = key.strip("\"' ").rsplit(".", 1)[-1].rsplit("_", 1)[-1].lower()
    if name in _CODE_KEYS:
        return False
    return is_prose(value) or (name in _PROSE_KEYS and _ONE_WORD.match(value.strip()) is not None)


def value_block(mask: Mask, *, language: str | None = None, kind: str = "value") -> Block | None:
    """The block of a value whose escapes are masked: placeholders, links and code are masked too."""
    mask_placeholders(mask.text, mask, mask.start, mask.end)
    mask_inline(mask.text, mask)
    return mask.block(kind, language=language)


def mask_placeholders(text: str, mask: Mask, start: int, end: int) -> None:
    """Mask what is filled in later ({name}, %s, ${x}), HTML tags and links."""
    spans = [(*link, True) for link in bare_links(text, start, end)]
    if any(text.find(char, start, end) >= 0 for char in "{%$"):
        spans += [(*m.span(), True) for m in _PLACEHOLDER.finditer(text, start, end)]
    if text.find("<", start, end) >= 0:
        spans += [(*m.span(), False) for m in _HTML_TAG.finditer(text, start, end)]
    for first, last, opaque in sorted(spans):
        if opaque:
            mask.opaque(first, last)
        else:
            mask.join(first, last)
