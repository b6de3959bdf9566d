"""The proposed configuration: it loads, also uncommented, and speaks of what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from inclusive_lint.config import load_config
from inclusive_lint.init import propose_config


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    packs = dict.fromkeys(("core", "technology", "hiring"), tmp_path)
    monkeypatch.setattr("inclusive_lint.packs.discovery.installed_packs", lambda: packs)


def write(name: str, text: str = "x\n") -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def propose(*names: str, **contents: str) -> str:
    for name in names:
        write(name)
    for name, text in contents.items():
        write(name, text)
    return propose_config(Path())


def uncommented(text: str) -> str:
    """The text with every commented setting switched on."""
    return re.sub(r"^# (?=(?:[a-z-]+:(?: [\[{\w.]|$))|  )", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("README.md", "docs/a.rst"),
        ("CHANGELOG.md", "jobs/dev.md", "a.py", "b.go", "vendor/x.md"),
    ],
)
def test_it_loads_as_it_is_and_with_every_comment_taken_away(names):
    text = propose(*names)
    write(".inclusive-lint.yaml", text)
    config = load_config(Path())
    assert config.settings_for("a.md").packs == ("core", "technology")
    full = uncommented(text)
    assert full.count("\n#") < text.count("\n#")
    write(".inclusive-lint.yaml", full)
    config = load_config(Path())
    assert config.settings_for("a.md").require_reason
    assert config.value("overrides")
    assert len(config.settings_for("a.md").allow) == 2


def test_it_counts_what_is_there_and_offers_what_is_left_out():
    text = propose("a.md", "b.md", "c.rst", "x.py", "y.py", "z.js", "l.po")
    assert "# Linted here: Markdown (2), reStructuredText (1)." in text
    assert "source code (3)" in text
    assert '# include: ["*.py", "*.js", "*.po"]' in text


def test_folders_of_others_are_left_out():
    text = propose("vendor/a.md", "third_party/b.md", "c.md")
    assert "exclude: [/vendor/, /third_party/]" in text
    assert "# Linted here: Markdown (1)." in text


def test_sections_name_the_files_that_are_there():
    text = propose("CHANGELOG.md", "docs/HISTORY.rst", "careers/dev.md", "src/deep/down/news.md")
    assert '#   - paths: ["/CHANGELOG.md", "/docs/HISTORY.rst"]' in text
    assert '#   - paths: ["/careers/"]' in text
    assert "deep" not in text


def test_a_pack_that_is_not_installed_is_not_offered(monkeypatch):
    monkeypatch.setattr("inclusive_lint.packs.discovery.installed_packs", lambda: {"core": Path()})
    assert "hiring" not in propose("careers/dev.md")


@pytest.mark.parametrize(
    ("name", "content", "linter"),
    [
        (".alexrc.yaml", "allow: []", "alex"),
        (".alexignore", "x", "alex"),
        ("package.json", '{"alex": {"allow": []}}', "alex"),
        (".woke.yml", "rules: []", "woke"),
        (".vale.ini", "StylesPath = x", "vale"),
        ("setup.cfg", "[blocklint]\nblocklist=x\n", "blocklint"),
        ("tox.ini", "[tox]\n[blocklint]\n", "blocklint"),
    ],
)
def test_a_linter_that_is_configured_is_noticed(name, content, linter):
    write(name, content)
    assert f"# {linter} is configured in {name}." in propose_config(Path())
    assert f"'inclusive-lint migrate {linter} .'" in propose_config(Path())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("package.json", "{"),
        ("package.json", "[]"),
        ("setup.cfg", "[metadata]\n"),
        ("tox.ini", "no ini"),
    ],
)
def test_files_that_say_nothing_of_linters_are_passed_over(name, content):
    write(name, content)
    assert "is configured in" not in propose_config(Path())


def test_the_hook_is_mentioned_where_pre_commit_is_used_without_it():
    write(".pre-commit-config.yaml", "repos: []\n")
    assert "pre-commit-config" in propose_config(Path())
    write(".pre-commit-config.yaml", "repos: [{hooks: [{id: inclusive-lint}]}]\n")
    assert "pre-commit-config" not in propose_config(Path())


def test_editors_are_told_of_the_schema_first():
    text = propose_config(Path(), schema=".schema.json")
    assert text.splitlines()[0] == "# yaml-language-server: $schema=.schema.json"


def test_it_is_the_same_every_time():
    assert propose("b.md", "a.md", "c/d.py") == propose_config(Path())
