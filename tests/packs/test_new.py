"""A new pack is whole: it loads, it passes every check, and it finds something."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from inclusive_lint.cli import cli
from inclusive_lint.engine import Linter
from inclusive_lint.model import PackError, Settings
from inclusive_lint.packs.new import new_pack
from inclusive_lint.packs.testing import check_packs
from inclusive_lint.packs.validate import validate_pack


def test_a_new_pack_passes_every_check_of_packs(tmp_path: Path) -> None:
    new_pack("our-words", tmp_path / "here")
    assert validate_pack(tmp_path / "here") == []
    assert [str(p) for p in check_packs((str(tmp_path / "here"),))] == []


def test_a_new_pack_finds_something(tmp_path: Path) -> None:
    new_pack("our-words", tmp_path)
    findings = Linter(Settings(packs=(str(tmp_path),))).lint_text("A brown-bag lunch.").findings
    assert [f.rule for f in findings] == ["our-words.brown-bag"]


@pytest.mark.parametrize("name", ["Our", "our_words", "1st", "our-", "../x", ""])
def test_a_name_that_no_rule_id_could_begin_with_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PackError, match="kebab-case"):
        new_pack(name, tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text("# mine\n")
    with pytest.raises(PackError, match=r"rules\.yaml is there already"):
        new_pack("our-words", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["rules.yaml"]
    assert (tmp_path / "rules.yaml").read_text() == "# mine\n"


def test_what_the_command_says_to_do_next_works(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text("A brown-bag lunch.\n")
    made = CliRunner().invoke(cli, ["packs", "new", "our-words"])
    [test, use] = [
        line.split()[3:] for line in made.output.splitlines() if "inclusive-lint" in line
    ]
    assert CliRunner().invoke(cli, test).output == "All checks pass.\n"
    used = CliRunner().invoke(cli, [*use[:-1], "page.md", "--isolated", "--no-cache"])
    assert "[our-words.brown-bag]" in used.output
