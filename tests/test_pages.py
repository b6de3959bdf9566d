"""What README and CONTRIBUTING say is true: their commands, snippets and rules work as written."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from inclusive_lint import lint_text
from inclusive_lint.cli import cli

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def blocks(page, language):
    """The fenced blocks of a language, indentation taken away."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", page, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def commands():
    """Every command line of ours that the pages show, as words."""
    for page in (README, CONTRIBUTING):
        for line in "\n".join(blocks(page, "sh")).splitlines():
            for part in re.split(r"\||&&", line.partition("#")[0]):
                words = shlex.split(part)
                if words and words[0].endswith("inclusive-lint"):
                    yield words[1:]


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_a_command_on_the_pages_exists_with_its_options(words):
    names = [word for word in words[:2] if word.isalpha()]
    path = names if words[0] == "packs" else names[:1]
    shown = CliRunner().invoke(cli, [*path, "--help"])
    assert shown.exit_code == 0, shown.output
    assert [w for w in words if w.startswith("--") and w not in shown.output] == []


def test_every_make_target_on_the_pages_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z]+)\b", "\n".join(blocks(CONTRIBUTING, "sh")) + README))
    named |= set(re.findall(r"`make ([a-z]+)`", CONTRIBUTING))
    assert named - targets == set()


def test_every_page_that_is_linked_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README + CONTRIBUTING)
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.model
def test_the_python_of_the_readme_runs(capsys):
    [snippet] = blocks(README, "python")
    exec(compile(snippet, "README.md", "exec"), {})
    assert "technology.allowlist whitelist ['allowlist'" in capsys.readouterr().out


@pytest.mark.model
def test_the_suppression_of_the_readme_silences_the_next_line():
    [comment] = blocks(README, "html")
    result = lint_text(f"{comment}The whitelist is long.\n")
    assert [f.rule for f in result.findings] == []
    assert [f.suppressed.reason for f in result.suppressed] == ["the option's real name"]


@pytest.mark.model
def test_the_report_of_the_readme_is_what_is_printed(tmp_path, monkeypatch):
    [report] = blocks(README, "text")
    (tmp_path / "notes.md").write_text(
        "# Notes\n\nAdd a whitelist for the office network.\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    printed = CliRunner().invoke(cli, ["check", "--isolated", "--no-cache", "notes.md"]).output
    assert printed.startswith(report)


@pytest.mark.model
def test_the_rule_that_contributors_are_shown_passes_every_check(tmp_path):
    [rule] = [block for block in blocks(CONTRIBUTING, "yaml") if "- id:" in block]
    pack = (ROOT / "rules" / "technology" / "pack.yaml").read_text("utf-8")
    folder = tmp_path / "example"
    folder.mkdir()
    (folder / "pack.yaml").write_text(pack.replace("id: technology", "id: example"), "utf-8")
    (folder / "rule.yaml").write_text(rule.replace("technology.", "example."), "utf-8")
    tested = CliRunner().invoke(cli, ["packs", "test", str(folder)])
    assert (tested.exit_code, tested.output) == (0, "All checks pass.\n")
