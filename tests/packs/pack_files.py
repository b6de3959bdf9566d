"""Builds packs on the disk for tests."""

from __future__ import annotations

from textwrap import dedent, indent
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

META = """\
id: {name}
title: Test
version: "{version}"
language: en
description: A pack for tests.
licence: MIT
"""

RULE = """\
- id: {name}.{rule}
  since: "{since}"
  severity: warning
  category: race
  terms: [{term}]
  message: "x"
  why: "y"
  sources: [{{title: t, url: "https://example.org"}}]
  examples: [{{flag: "[[{term}]]"}}]
"""


def write_pack(
    folder: Path, rules: str, *, name: str = "mine", version: str = "1.0", extra: str = ""
) -> Path:
    pack = folder / name
    pack.mkdir(parents=True, exist_ok=True)
    (pack / "pack.yaml").write_text(
        META.format(name=name, version=version) + extra, encoding="utf-8"
    )
    (pack / "rules.yaml").write_text(dedent(rules), encoding="utf-8")
    return pack


def rule(
    term: str, *, name: str = "mine", rule: str | None = None, since: str = "1.0", more: str = ""
) -> str:
    text = RULE.format(name=name, rule=rule or term, since=since, term=term)
    return text + (indent(dedent(more), "  ") + "\n" if more else "")
