"""A pack's changelog is made of what its rules say of themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packs.pack_files import rule, write_pack

from inclusive_lint.packs.changelog import changelog, versions_of
from inclusive_lint.packs.discovery import installed_packs
from inclusive_lint.packs.loader import load_pack

if TYPE_CHECKING:
    from pathlib import Path

RULES = (
    rule("same")
    + rule("newer", since="1.1")
    + rule("retired", more='until: "2.0"')
    + rule("louder", more='was: [{until: "1.2", severity: suggestion}]')
)
EXTRA = 'changelog: {"1.0": First., "1.10": Only words.}\n'


def test_versions_are_those_that_anything_names_in_order_of_number(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, RULES, version="2.0", extra=EXTRA)
    assert versions_of(pack) == ("1.0", "1.1", "1.2", "1.10", "2.0")


def test_each_version_tells_what_it_brought_the_newest_first(tmp_path: Path) -> None:
    assert changelog(write_pack(tmp_path, RULES, version="2.0", extra=EXTRA)) == (
        "# Changes of the pack mine\n"
        "\n## 2.0\n\n- retired: `mine.retired`\n"
        "\n## 1.10\n\nOnly words.\n"
        "\n## 1.2\n\n- `mine.louder`: severity: `suggestion -> warning`\n"
        "\n## 1.1\n\n- new: `mine.newer` (warning): `newer`\n"
        "\n## 1.0\n\nFirst.\n\n- 3 rules\n"
    )


def test_every_shipped_pack_has_one_that_ends_at_its_first_version() -> None:
    for name, folder in installed_packs().items():
        written = changelog(folder)
        assert f"\n## {load_pack(folder).version}\n" in written, name
        assert written.count("\n## ") == len(versions_of(folder)), name
