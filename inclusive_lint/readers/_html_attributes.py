"""Which attributes of an HTML tag are prose, and the characters that its entities stand for."""

from __future__ import annotations

import re
from html import unescape

from inclusive_lint.model import JOIN, Block
from inclusive_lint.readers._html_tags import ATTRIBUTE_KINDS
from inclusive_lint.readers._mask import mask_addresses, trimmed_block

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,40});")
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_META_PROSE = re.compile(
    r"(?:name|property|itemprop)\s*=\s*[\"']?"
    r"(?:description|(?:og|twitter):(?:title|description|image:alt))\b",
    re.IGNORECASE,
)


def attribute_blocks(  # noqa: PLR0913, PLR0917 - what a tag is and where it stands
    base: str,
    name: str,
    start: int,
    end: int,
    context: tuple[str, ...] = (),
    language: str | None = None,
) -> list[Block]:
    """Give the prose in the attributes of the tag ``name``, which stand in ``base[start:end]``."""
    blocks: list[Block] = []
    for match in _ATTRIBUTE.finditer(base, start, end):
        group = match.lastindex or 1
        kind = ATTRIBUTE_KINDS.get(match[1].lower())
        if match[1] == "content" and name == "meta" and _META_PROSE.search(base, start, end):
            kind = "attribute"
        if kind is None or group == 1:
            continue
        value = match[group]
        text = mask_addresses(ENTITY.sub(decoded, value) if "&" in value else value)
        block = trimmed_block(match.start(group), text, kind, context=context, language=language)
        if block is not None:
            blocks.append(block)
    return blocks


def decoded(match: re.Match[str]) -> str:
    """What an entity stands for, filled up with JOINs."""
    entity = match[0]
    value = unescape(entity)[: len(entity)]
    return value + JOIN * (len(entity) - len(value))
