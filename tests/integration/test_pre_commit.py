"""The hooks, run by the real pre-commit in a scratch repository."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


def test_the_hooks_have_the_documented_ids():
    assert ["inclusive-lint", "inclusive-lint-fix", "inclusive-lint-commit-msg"] == [
        hook["id"] for hook in HOOKS
    ]


def git(folder, *args):
    subprocess.run(["git", *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One home for pre-commit, so that the environment is installed once."""
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def repo(tmp_path):
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "Tester")
    git(tmp_path, "config", "user.email", "tester@example.org")
    return tmp_path


def try_repo(hook, repo, home, *more):
    """Run a hook of this repository's last commit."""
    pytest.importorskip("pre_commit")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs git, and a clone of this repository")
    env = os.environ | {
        "PRE_COMMIT_HOME": str(home),
        "INCLUSIVE_LINT_CACHE_DIR": str(home / "cache"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    env.pop("PYTHONPATH", None)
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(ROOT), hook, *more]
    done = subprocess.run(
        command, cwd=repo, env=env, capture_output=True, text=True, check=False, timeout=900
    )
    said = done.stdout + done.stderr
    if "CalledProcessError" in said and "pip" in said:
        pytest.skip("the package can't be installed here (no package index?)")
    return done.returncode, said


@pytest.mark.slow
def test_a_bad_file_blocks_and_a_fixed_one_passes(repo, home):
    (repo / "a.md").write_text("A whitelist is kept.\n")
    git(repo, "add", "a.md")
    code, said = try_repo("inclusive-lint", repo, home, "--files", "a.md")
    assert 1 == code, said
    assert "a.md:1:3: warning:" in said
    (repo / "a.md").write_text("An allowlist is kept.\n")
    git(repo, "add", "a.md")
    code, said = try_repo("inclusive-lint", repo, home, "--files", "a.md")
    assert 0 == code, said


@pytest.mark.slow
def test_the_fix_hook_rewrites_the_file_and_says_so(repo, home):
    (repo / "a.md").write_text("A whitelist is kept.\n")
    git(repo, "add", "a.md")
    code, said = try_repo("inclusive-lint-fix", repo, home, "--files", "a.md")
    assert 1 == code, said
    assert "files were modified by this hook" in said
    assert "An allowlist is kept.\n" == (repo / "a.md").read_text()


@pytest.mark.slow
def test_a_commit_message_is_checked(repo, home):
    message = repo / ".git" / "COMMIT_EDITMSG"
    stage = ("--hook-stage", "commit-msg", "--commit-msg-filename", str(message))
    message.write_text("Add a whitelist\n\n# A comment with a blacklist\n")
    code, said = try_repo("inclusive-lint-commit-msg", repo, home, *stage)
    assert 1 == code, said
    assert "COMMIT_EDITMSG:1:7: warning:" in said
    assert "blacklist" not in said
    message.write_text("Add an allowlist\n")
    code, said = try_repo("inclusive-lint-commit-msg", repo, home, *stage)
    assert 0 == code, said
