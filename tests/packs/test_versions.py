"""A pin gives exactly the rules, terms and severities of that version."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from packs.pack_files import rule, write_pack

from inclusive_lint.engine import Linter
from inclusive_lint.model import PackError, Settings
from inclusive_lint.packs.loader import load_pack

if TYPE_CHECKING:
    from pathlib import Path

NEWER = rule("newer", since="1.1")
RETIRED = rule("retired", more='until: "1.1"')
CHANGED = """\
- id: mine.changed
  since: "1.0"
  severity: error
  category: race
  terms: [changed, {term: added, since: "1.1"}, {term: dropped, until: "1.1"}]
  message: "x"
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[changed]]"}]
  was: [{until: "1.1", severity: warning}, {until: "1.2", severity: suggestion}]
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path, NEWER + RETIRED + CHANGED, version="1.2")


def ids(pack: Path, version: str | None) -> list[str]:
    return [r.id for r in load_pack(pack, version).rules]


def test_a_newer_rule_is_not_in_an_older_version(pack: Path) -> None:
    assert ids(pack, "1.0") == ["mine.changed", "mine.retired"]


def test_a_retired_rule_is_gone_from_its_version_on(pack: Path) -> None:
    assert ids(pack, "1.1") == ["mine.changed", "mine.newer"]


@pytest.mark.parametrize(
    ("version", "severity", "terms"),
    [
        ("1.0", "warning", ["changed", "dropped"]),
        ("1.1", "suggestion", ["changed", "added"]),
        ("1.2", "error", ["changed", "added"]),
        (None, "error", ["changed", "added"]),
    ],
)
def test_a_changed_rule_is_as_it_was(
    pack: Path, version: str | None, severity: str, terms: list[str]
) -> None:
    changed = next(r for r in load_pack(pack, version).rules if r.id == "mine.changed")
    assert changed.severity == severity
    assert [t.text for t in changed.terms] == terms


def test_a_version_that_is_not_there_is_an_error(pack: Path) -> None:
    with pytest.raises(PackError, match=r"has no version '1\.3'; its newest is 1\.2"):
        load_pack(pack, "1.3")


def test_a_pin_on_a_path_reaches_the_findings(pack: Path) -> None:
    def words(version: str) -> list[str]:
        linter = Linter(Settings(packs=(f"{pack}@{version}",)))
        return [
            f.match for f in linter.lint_text("A newer, retired, added, dropped word.").findings
        ]

    assert words("1.0") == ["retired", "dropped"]
    assert words("1.2") == ["newer", "added"]
