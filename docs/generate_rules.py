"""Writes docs/rules and the tables of docs/writing-rules.md from the packs and the code.

``python docs/generate_rules.py``
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.packs.discovery import shipped_folder
from inclusive_lint.packs.loader import load_pack
from inclusive_lint.packs.pages import rule_pages, vocabulary_tables

if TYPE_CHECKING:
    from inclusive_lint.packs.rule import Pack

FOLDER = Path(__file__).with_name("rules")
MANUAL = Path(__file__).with_name("writing-rules.md")
_ORDER = ("core", "technology", "workplace", "job-ads", "plain-language")
_PART = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def packs() -> list[Pack]:
    """The packs that ship, those that are on by default first."""
    found = {path.parent.name: load_pack(path.parent) for path in shipped_folder().glob("*/pack.yaml")}  # fmt: skip
    return [found[name] for name in sorted(found, key=lambda n: (*_ORDER, n).index(n))]


def pages() -> dict[str, str]:
    """File name -> text of everything in docs/rules."""
    return rule_pages(packs())


def manual(text: str) -> str:
    """``text`` with each table between its markers written anew."""
    tables = vocabulary_tables()
    return _PART.sub(lambda part: f"{part[1]}\n{tables[part[2]]}\n{part[3]}", text)


def main() -> None:
    """Write what has changed, and take away pages of rules that are gone."""
    wanted = pages()
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.md"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    MANUAL.write_text(manual(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
