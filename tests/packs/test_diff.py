"""What a step from one version of a pack to another brings, and how heavy it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from packs.pack_files import rule, write_pack

from inclusive_lint.cli import cli
from inclusive_lint.model import PackError
from inclusive_lint.packs.diff import diff_data, diff_packs, diff_text

if TYPE_CHECKING:
    from pathlib import Path

CHANGED = """\
- id: mine.changed
  since: "1.0"
  severity: error
  category: race
  terms: [changed, {term: added, since: "1.1"}, {term: dropped, until: "1.1"}]
  unless: [{next: day}]
  replacements: [new]
  message: "now"
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[changed]]"}]
  was: [{until: "1.1", severity: warning, message: before, replacements: [old], unless: [{next: night}]}]
"""
SAME = rule("same")


def diff(tmp_path: Path, rules: str, *, version: str = "1.1", old: str = "1.0"):
    return diff_packs(str(write_pack(tmp_path, SAME + rules, version=version)), old)


def test_every_change_of_a_rule_is_told_and_nothing_else(tmp_path: Path) -> None:
    found = diff(tmp_path, CHANGED)
    assert [each.rule for each in found.changed] == ["mine.changed"]
    assert [(c.what, c.old, c.new) for c in found.changed[0].changes] == [
        ("terms added", "", "added"),
        ("terms dropped", "dropped", ""),
        ("severity", "warning", "error"),
        ("unless", "next: night", "next: day"),
        ("replacements", "old", "new"),
        ("message", "before", "now"),
    ]


@pytest.mark.parametrize(
    ("rules", "version", "bump", "said"),
    [
        ("", "1.1", "none", True),
        (rule("x", more='was: [{until: "1.1", message: before}]'), "1.1", "patch", True),
        (rule("x", more='was: [{until: "1.1", replacements: [old]}]'), "1.1", "patch", True),
        (rule("x", more='was: [{until: "1.1", severity: error}]'), "1.1", "minor", True),
        (rule("x", since="1.1"), "1.1", "minor", True),
        (rule("x", since="1.1"), "2.0", "minor", True),
        (rule("x", more='until: "1.1"'), "1.1", "major", False),
        (rule("x", more='until: "2.0"'), "2.0", "major", True),
    ],
)
def test_a_step_weighs_what_its_heaviest_change_does(
    tmp_path: Path, rules: str, version: str, bump: str, *, said: bool
) -> None:
    found = diff(tmp_path, rules, version=version)
    assert (found.bump, found.is_declared) == (bump, said)


def test_the_comparison_reads_as_a_list_the_heaviest_first(tmp_path: Path) -> None:
    rules = rule("gone", more='until: "1.1"') + rule("newer", since="1.1")
    rules += rule("louder", more='was: [{until: "1.1", severity: error}]')
    assert diff_text(diff(tmp_path, rules)) == (
        "mine 1.0 -> 1.1: major changes, which the version numbers don't say\n"
        "  retired  mine.gone  (warning, race: gone)\n"
        "  added    mine.newer  (warning, race: newer)\n"
        "  changed  mine.louder\n"
        "             severity: error -> warning\n"
    )


def test_the_data_can_be_written_as_json_and_holds_the_same(tmp_path: Path) -> None:
    data = json.loads(json.dumps(diff_data(diff(tmp_path, CHANGED + rule("n", since="1.1")))))
    assert (data["old"], data["new"], data["bump"], data["declared"]) == (
        "1.0", "1.1", "minor", "minor",
    )  # fmt: skip
    assert [each["id"] for each in data["added"]] == ["mine.n"]
    assert data["changed"][0]["changes"][2] == {
        "what": "severity", "old": "warning", "new": "error", "bump": "minor",
    }  # fmt: skip


def test_going_back_tells_what_would_be_lost(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, SAME + rule("newer", since="1.1"), version="1.1")
    found = diff_packs(str(pack), "1.1", "1.0")
    assert ([r.id for r in found.retired], found.added) == (["mine.newer"], ())


def test_a_version_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"no version '3\.0'"):
        diff(tmp_path, "", old="3.0")


def test_the_command_takes_a_folder_without_a_dot(tmp_path: Path, monkeypatch) -> None:
    write_pack(tmp_path, SAME + rule("newer", since="1.1"), version="1.1")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli, ["packs", "diff", "mine", "1.0"])
    assert (done.exit_code, done.output.splitlines()[0]) == (0, "mine 1.0 -> 1.1: minor changes")
