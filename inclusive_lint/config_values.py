"""Values of settings with where they come from; the data that configuration modules hand each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Origin(NamedTuple):
    """Where a value comes from."""

    text: str
    """'default', 'command line', or a file's path as shown to the user."""
    line: int = 0
    """From 1; 0 when there is no file."""
    column: int = 0

    def __str__(self) -> str:
        return f"{self.text}:{self.line}:{self.column}" if self.line else self.text


class Entry(NamedTuple):
    """One item of a setting: of a list, one pair of a mapping, or a single value."""

    value: Any
    origin: Origin


Values = dict[str, tuple[Entry, ...]]
"""Setting -> entries."""


class Override(NamedTuple):
    """A section for some paths."""

    patterns: tuple[str, ...]
    values: Mapping[str, tuple[Entry, ...]]
    origin: Origin
