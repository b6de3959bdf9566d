"""Several commands after one another: baselines, git, fixes."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from inclusive_lint import cli

TOY = Path(__file__).parent / "cli" / "toy"


@pytest.fixture
def run(tmp_path, monkeypatch, capfd):
    """Run a command in a folder with the toy pack configured: its exit code and its output."""
    folder = tmp_path / "work"
    folder.mkdir()
    shutil.copytree(TOY, folder / "toy")
    (folder / ".inclusive-lint.yaml").write_text("packs: [./toy]\nfail-on: suggestion\n")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))

    def run(*args):
        code = cli.run(args)
        captured = capfd.readouterr()
        return code, captured.out + captured.err

    return run


def check(run, *args):
    """The rules and lines of what counts."""
    _, said = run("check", "-f", "json", *args)
    found = json.loads(said[: said.rindex("}") + 1])["findings"]
    return [(f["rule"], f["start"]["line"]) for f in found if f["suppressed"] is None]


def git(*args):
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *args]
    subprocess.run(command, check=True, capture_output=True)


def test_a_baseline_excuses_what_is_known_and_nothing_new(run):
    Path("a.md").write_text("A whitelist.\n")
    assert 0 == run("baseline", "create")[0]
    baseline = ("--baseline", ".inclusive-lint-baseline.json")
    Path("a.md").write_text("New text.\n\nA whitelist.\n\nHi guys.\n")
    assert [("toy.folks", 5)] == check(run, *baseline)
    assert 0 == run("baseline", "update")[0]
    assert [] == check(run, *baseline)


def test_pruning_drops_what_is_gone_and_accepts_nothing_new(run):
    Path("a.md").write_text("A whitelist.\n")
    run("baseline", "create")
    Path("a.md").write_text("Hi guys.\n")
    code, said = run("baseline", "prune")
    assert (0, ".inclusive-lint-baseline.json: 0 findings (before: 1)\n") == (code, said)
    assert [("toy.folks", 1)] == check(run, "--baseline", ".inclusive-lint-baseline.json")


def test_updating_one_folder_keeps_the_entries_of_another(run):
    for name in ("a", "b"):
        Path(name).mkdir()
        Path(name, "x.md").write_text("A whitelist.\n")
    run("baseline", "create")
    Path("a", "x.md").write_text("clean\n")
    assert "1 finding (before: 2)" in run("baseline", "update", "a")[1]


def test_updating_with_some_rules_keeps_the_entries_of_others(run):
    Path("a.md").write_text("A whitelist, guys.\n")
    run("baseline", "create")
    assert "2 findings (before: 2)" in run("baseline", "prune", "--select", "toy.folks")[1]


def test_a_configured_baseline_is_used_but_not_when_it_is_made_anew(run):
    Path(".inclusive-lint.yaml").write_text("packs: [./toy]\nbaseline: known.json\n")
    Path("a.md").write_text("A whitelist.\n")
    assert "known.json: 1 finding\n" == run("baseline", "create")[1]
    assert 2 == run("baseline", "create")[0]
    assert "known.json: 1 finding\n" == run("baseline", "create", "--force")[1]
    assert [] == check(run)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_since_reports_only_on_changed_lines(run):
    git("init", "-q", "-b", "main")
    Path("a.md").write_text("A whitelist.\n\nEnd.\n")
    Path("b.md").write_text("A whitelist.\n")
    git("add", ".")
    git("commit", "-qm", "one")
    Path("a.md").write_text("A whitelist.\n\nHi guys.\n")
    Path("new.md").write_text("Hi guys.\n")
    assert [("toy.folks", 3), ("toy.folks", 1)] == check(run, "--since", "HEAD")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_since_and_fix_touch_only_changed_lines(run):
    git("init", "-q", "-b", "main")
    Path("a.md").write_text("A whitelist.\n\nEnd.\n")
    git("add", ".")
    git("commit", "-qm", "one")
    Path("a.md").write_text("A whitelist.\n\nA white\nlist, guys.\n")
    code, said = run("check", "--since", "HEAD", "--fix", "-f", "concise", "a.md")
    assert "A whitelist.\n\nAn allowlist\n, guys.\n" == Path("a.md").read_text()
    assert (1, True) == (code, "a.md:4:3: suggestion" in said)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_staged_reads_what_is_staged_and_not_what_is_on_the_disk(run):
    git("init", "-q", "-b", "main")
    Path("a.md").write_text("Hi guys.\n")
    git("add", "a.md")
    Path("a.md").write_text("clean\n")
    Path("b.md").write_text("Hi guys.\n")
    assert [("toy.folks", 1)] == check(run, "--staged")


def test_a_revision_that_git_does_not_know_is_an_error(run):
    code, said = run("check", "--since", "nowhere")
    assert 2 == code
    assert "IL116" in said


def test_a_fix_is_stable(run):
    Path("a.md").write_text("A whitelist, Whitelists and a\nWHITE LIST. A sanity check.\n")
    run("check", "--fix", "--unsafe-fixes")
    once = Path("a.md").read_text()
    code, _ = run("check", "--fix", "--unsafe-fixes")
    assert (0, once) == (code, Path("a.md").read_text())


def test_a_file_and_a_link_to_it_are_fixed_once(run):
    Path("a.md").write_text("A whitelist.\n")
    Path("b.md").symlink_to("a.md")
    code, said = run("check", "--fix", "a.md", "b.md")
    assert (0, "An allowlist.\n") == (code, Path("a.md").read_text())
    assert "Fixed 1 finding in 1 file." in said


def test_the_report_of_one_file_named_by_two_spellings_has_each_finding_once(run):
    Path("a.md").write_text("A whitelist.\n")
    assert [("toy.allowlist", 1)] == check(run, "a.md", "./a.md", ".")
