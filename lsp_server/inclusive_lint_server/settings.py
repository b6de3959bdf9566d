"""The editor's settings, read leniently: a value that can't be used is left out and named in the log."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

SECTION = "inclusiveLint"
SHOWN = {"hint": 4, "information": 3, "info": 3, "warning": 2, "error": 1, "off": 0}
"""How a severity is shown -> LSP's DiagnosticSeverity; 0: not at all."""
DEFAULT_SHOWN = {"suggestion": 3, "warning": 2, "error": 1}


@dataclass(frozen=True)
class ClientSettings:
    """The section ``inclusiveLint`` of one folder; None: the workspace's configuration decides."""

    packs: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    severities: dict[str, int] = field(default_factory=lambda: dict(DEFAULT_SHOWN))
    """Our severity -> LSP's number, 0 for off."""
    preferences: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] | None = None
    source_comments: bool = False
    lint_delay: int = 150
    """Milliseconds."""
    configuration: str | None = None

    def for_engine(self) -> dict[str, Any]:
        """What the linting process needs, as JSON."""
        return {
            "packs": self.packs,
            "select": self.select,
            "ignore": self.ignore,
            "severities": self.severities,
            "preferences": self.preferences,
            "configuration": self.configuration or None,
            "sourceComments": self.source_comments,
        }


def parse(value: object, warn: Callable[[str], None]) -> ClientSettings:
    """Read a section; each unusable value is named to ``warn`` and replaced by its default."""
    if isinstance(value, dict) and isinstance(value.get(SECTION), dict):
        value = value[SECTION]
    if not isinstance(value, dict):
        if value is not None:
            warn(f"the settings {SECTION} are not an object; the defaults are used")
        return ClientSettings()
    taken: dict[str, Any] = {}
    for name, (read, expected) in _READERS.items():
        given = value.get(_camel(name))
        if given is None:
            continue
        result = read(given)
        if result is None:
            warn(f"the setting {SECTION}.{_camel(name)} is not {expected}; it is ignored")
        else:
            taken[name] = result
    return ClientSettings(**taken)


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def _string_map(value: object) -> dict[str, str] | None:
    if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
        return dict(value)
    return None


def _shown(value: object) -> dict[str, int] | None:
    given = _string_map(value)
    if given is None or any(name.lower() not in SHOWN for name in given.values()):
        return None
    return DEFAULT_SHOWN | {k: SHOWN[v.lower()] for k, v in given.items() if k in DEFAULT_SHOWN}


def _boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _delay(value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 10_000:
        return value
    return None


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


_READERS: dict[str, tuple[Callable[[object], Any], str]] = {
    "packs": (_strings, "a list of strings"),
    "select": (_strings, "a list of strings"),
    "ignore": (_strings, "a list of strings"),
    "severities": (
        _shown,
        "a map from suggestion, warning, error to Hint, Information, Warning, Error or Off",
    ),
    "preferences": (_string_map, "a map of strings"),
    "languages": (_strings, "a list of strings"),
    "source_comments": (_boolean, "true or false"),
    "lint_delay": (_delay, "a number of milliseconds from 0 to 10000"),
    "configuration": (_string, "a path"),
}
assert {f.name for f in fields(ClientSettings)} == _READERS.keys()  # noqa: S101 - a table kept whole
