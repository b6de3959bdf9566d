"""Writes a new pack: a folder with pack.yaml and one finished rule that passes every check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.model import PackError

if TYPE_CHECKING:
    from pathlib import Path

_META = """\
# What the pack is. Raise 'version' when rules, terms or findings change: a project pins name@1.0
# and gets exactly that version from any later one.
id: {name}
title: {title}
version: "1.0"
language: en
description: Words that we write in another way here.
licence: MIT
changelog:
  "1.0": First release.
"""

_RULES = """\
# Each item is a rule. 'inclusive-lint packs test FOLDER' runs its examples, tries every replacement,
# and leaves out each condition in turn: some example must fail without it.
- id: {name}.brown-bag
  since: "1.0"
  severity: suggestion
  category: race
  # A hyphen may be a hyphen, a space or nothing in the text; plurals come by themselves.
  terms: [brown-bag]
  # At least one of 'when' is needed; any one of 'unless' forgives.
  when:
    - {{next: [lunch, meeting, seminar, session, talk]}}
  replacements: [lunchtime, lunch-and-learn]
  # 'safe' lets --fix put in the first replacement; 'manual' leaves the choice to a person.
  fix: manual
  message: "'{{match}}' recalls a test of skin colour; {{replacements}} says when people meet."
  why: >-
    A paper bag once served to turn away people whose skin was darker. The plain word says that there
    is a talk at lunch.
  # Who says so. Take a page that your readers can open.
  sources:
    - {{title: "Our style guide, section on meetings", url: "https://example.org/style-guide"}}
  examples:
    - flag: "Join the [[brown bag]] session on Tuesday."
      fixed: "Join the lunchtime session on Tuesday."
    - pass: "Put the bread into a brown bag."
      because: a bag that is brown
"""


def new_pack(name: str, folder: Path) -> tuple[Path, Path]:
    """Write a pack named ``name`` into ``folder``, which is made; the files written.

    Raises PackError for a name that isn't kebab-case and for a folder that holds a pack already.
    """
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise PackError(f"IL212: a pack's name is kebab-case, such as our-words; found {name!r}")
    files = folder / "pack.yaml", folder / "rules.yaml"
    for path in files:
        if path.exists():
            raise PackError(f"IL212: {path.as_posix()} is there already; name another folder")
    title = name.replace("-", " ").capitalize()
    folder.mkdir(parents=True, exist_ok=True)
    files[0].write_text(_META.format(name=name, title=title), encoding="utf-8")
    files[1].write_text(_RULES.format(name=name), encoding="utf-8")
    return files
