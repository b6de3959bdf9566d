"""``inclusive-lint packs`` as it is typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from packs.pack_files import rule, write_pack

from inclusive_lint.cli import cli
from inclusive_lint.packs.discovery import installed_packs

if TYPE_CHECKING:
    from pathlib import Path

RULES = rule("old", more='until: "1.1"') + rule("new", since="1.1")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Type a command beside the folder 'mine' of a pack: what it returns and what it prints."""
    write_pack(tmp_path, RULES, version="1.1", extra='changelog: {"1.1": Second.}\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))

    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["packs", *args], standalone_mode=False)
        if done.exception is not None:
            raise done.exception
        return done.return_value, done.output

    return run


def test_list_marks_the_packs_that_are_on_by_default(run) -> None:
    lines = [line.split() for line in run("list")[1].splitlines()]
    assert [line[1] for line in lines if line[0] == "*"] == ["core", "technology"]
    assert [line[1] if line[0] == "*" else line[0] for line in lines] == list(installed_packs())


def test_list_as_json_names_versions_and_preferences(run) -> None:
    packs = {pack["name"]: pack for pack in json.loads(run("list", "--format", "json")[1])["packs"]}
    assert packs["core"]["newest"] == packs["core"]["version"]
    assert "disability-language" in {p["name"] for p in packs["core"]["preferences"]}


@pytest.mark.parametrize(
    ("name", "rules"),
    [("mine", ["mine.new"]), ("mine@1.0", ["mine.old"]), ("./mine@1.1", ["mine.new"])],
)
def test_show_takes_a_folder_with_or_without_a_dot_and_a_pin(run, name, rules) -> None:
    assert json.loads(run("show", name, "--format", "json")[1])["rules"] == rules


def test_show_tells_what_a_pack_is_and_its_rules(run) -> None:
    said = run("show", "mine")[1]
    assert said.startswith("mine@1.1: Test\nA pack for tests.\n")
    assert said.endswith("1 rule:\n  mine.new  (warning, race)\n")


def test_show_writes_the_changelog(run) -> None:
    said = run("show", "mine", "--changelog")[1]
    assert "## 1.1\n\nSecond.\n\n- retired: `mine.old`\n- new: `mine.new`" in said


def test_diff_as_json_says_how_heavy_the_step_is(run) -> None:
    data = json.loads(run("diff", "mine", "1.0", "--format", "json")[1])
    assert (data["bump"], data["declared"]) == ("major", "minor")


def test_test_tells_each_problem_with_its_place_and_ends_with_1(run, tmp_path: Path) -> None:
    assert run("test", "mine") == (0, "All checks pass.\n")
    broken = (tmp_path / "mine" / "rules.yaml").read_text().replace("[[new]]", "[[nope]]")
    (tmp_path / "mine" / "rules.yaml").write_text(broken)
    code, said = run("test", "mine", "--format", "json")
    [problem] = [p for p in json.loads(said)["problems"] if p["check"] == "example"]
    assert (code, problem["rule"], problem["line"]) == (1, "mine.new", 11)


def test_testing_a_rule_that_is_not_there_is_an_error_and_no_success(run) -> None:
    with pytest.raises(
        Exception, match=r"No rule of \./mine is named 'mine\.nwe'; did you mean"
    ) as e:
        run("test", "mine", "--rule", "mine.nwe")
    assert type(e.value).__name__ == "UsageError"
