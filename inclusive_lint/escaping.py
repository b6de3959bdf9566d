"""How words of a replacement are written in a source, so that an edit keeps the file's syntax.

Takes words and where they go; gives them escaped, or None where that can't be told. Edits nothing.
"""

from __future__ import annotations

import html
import json

_QUOTES = frozenset("\"'`\\")
_QUOTED_KINDS = frozenset({"string", "value", "key", "front_matter"})
"""Blocks that may stand in quotes, which only the reader of their format has seen."""


def written(format_name: str, kind: str, words: str) -> str | None:
    """``words`` as they are written in a block of ``kind``; None where no safe way is known."""
    if format_name == "notebook" or (format_name == "json" and kind != "comment"):
        return json.dumps(words, ensure_ascii=False)[1:-1]
    if format_name == "po" and kind != "comment":
        return words.replace("\\", "\\\\").replace('"', '\\"')
    if format_name == "html" and kind != "front_matter":
        return html.escape(words, quote=kind in {"attribute", "alt_text"})
    if kind in _QUOTED_KINDS and not _QUOTES.isdisjoint(words):
        return None
    return words
