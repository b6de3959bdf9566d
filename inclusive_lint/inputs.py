"""What a run is asked to lint: an input in, a ``Source`` of the right format or a notice out."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.blocks import FORMATS, READ_AS_BYTES, format_of
from inclusive_lint.model import Notice, Source
from inclusive_lint.source import decode, read_source

if TYPE_CHECKING:
    from inclusive_lint.model import Settings

UNNAMED = "<stdin>"
"""How standard input is shown that was given no name; it is read as Markdown."""


class Input(NamedTuple):
    """Something to lint."""

    path: str
    """As shown."""
    settings: Settings
    data: bytes | None = None
    """Content that doesn't come from the disk."""


def open_input(each: Input) -> Source | Notice:
    """Read an input and name its format: the configured one, the one its name implies, or text."""
    default = "markdown" if each.path == UNNAMED else "text"
    name = each.settings.format or format_of(each.path) or default
    if name in READ_AS_BYTES:
        return _extract(each, name)
    source = (
        decode(each.data, each.path)
        if each.data is not None
        else read_source(Path(each.path), each.path)
    )
    return source if isinstance(source, Notice) else replace(source, format=name)


def _extract(each: Input, name: str) -> Source | Notice:
    try:
        data = each.data if each.data is not None else Path(each.path).read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return Notice(each.path, "IL301", f"can't be read: {reason}", fatal=True)
    source: Source | Notice = import_module(FORMATS[name]).extract(data, each.path)
    return source


def size_of(each: Input) -> int:
    """Bytes of an input; 0 where that can't be told."""
    if each.data is not None:
        return len(each.data)
    try:
        return Path(each.path).stat().st_size
    except OSError:
        return 0
