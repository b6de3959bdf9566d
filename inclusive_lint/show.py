"""Effective settings as text, each with where it came from; reads no file."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

from inclusive_lint.config_files import shown
from inclusive_lint.config_schema import SETTINGS
from inclusive_lint.config_values import Override
from inclusive_lint.model import Allow

if TYPE_CHECKING:
    from inclusive_lint.config import Config
    from inclusive_lint.config_values import Entry

_PLAIN = re.compile(r"[A-Za-z./][\w./@+-]*( [\w./@+-]+)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def show_config(config: Config, path: str | None = None) -> str:
    """Write the effective settings as YAML with a comment for each origin.

    With ``path``, those for that input: the nearest file's, sections for the path applied.
    """
    absolute = os.path.abspath(path) if path is not None else None  # noqa: PTH100  - keeps links
    near = config.nearest(os.path.dirname(absolute)) if absolute else config  # noqa: PTH120
    lines = [f"# for {path}" if path else "# without the sections of 'overrides'"]
    lines.append(f"# configuration: {shown(near.path) if near.path else 'none found'}")
    lines += [f"# extends: {shown(file)}" for file in near.files[:-1]]
    for setting in SETTINGS:
        if setting.name in {"extends", "overrides"} or (not setting.top and absolute is None):
            continue
        entries = near.entries(setting.name, absolute)
        lines += _setting(setting.name, setting.kind, entries)
    if absolute is None:
        sections = near.entries("overrides")
        lines += [f"# section for {', '.join(e.value.patterns)} at {e.origin}" for e in sections]
    return "\n".join(lines) + "\n"


def show_data(config: Config, path: str | None = None) -> dict[str, Any]:
    """Return the same as plain data: setting -> list of {'value', 'origin'}."""
    absolute = os.path.abspath(path) if path is not None else None  # noqa: PTH100  - keeps links
    near = config.nearest(os.path.dirname(absolute)) if absolute else config  # noqa: PTH120
    return {
        setting.name: [
            {"value": _data(entry.value), "origin": str(entry.origin)}
            for entry in near.entries(setting.name, absolute)
        ]
        for setting in SETTINGS
        if setting.name not in {"extends", "overrides"}
    }


def _setting(name: str, kind: str, entries: tuple[Entry, ...]) -> list[str]:
    if kind in {"choice", "flag", "text", "file"}:
        if not entries:
            return [f"{name}: null  # default"]
        return [f"{name}: {_scalar(entries[-1].value)}  # {entries[-1].origin}"]
    if not entries:
        empty = "{}" if kind in {"pairs", "severities", "formats"} else "[]"
        return [f"{name}: {empty}"]
    lines = [f"{name}:"]
    for entry in entries:
        if isinstance(entry.value, tuple):
            key, value = entry.value
            lines.append(f"  {_scalar(key)}: {_scalar(value)}  # {entry.origin}")
        else:
            lines.append(f"  - {_scalar(entry.value)}  # {entry.origin}")
    return lines


def _scalar(value: Any) -> str:
    if isinstance(value, Allow):
        value = _data(value)
    if isinstance(value, str) and value.lower() not in _WORDS and _PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _data(value: Any) -> Any:
    if isinstance(value, Allow):
        found: dict[str, Any] = {"phrase": value.phrase}
        if value.rules:
            found["rules"] = list(value.rules)
        if value.reason is not None:
            found["reason"] = value.reason
        return found if len(found) > 1 else value.phrase
    if isinstance(value, Override):
        return {"paths": list(value.patterns)}
    return list(value) if isinstance(value, tuple) else value
