"""The hooks, run by the real pre-commit in scratch repositories."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: inclusive-lint
      - id: inclusive-lint-fix
        stages: [manual]
      - id: inclusive-lint-commit-msg
"""


def test_the_hooks_have_the_documented_ids():
    assert ["inclusive-lint", "inclusive-lint-fix", "inclusive-lint-commit-msg"] == [
        hook["id"] for hook in HOOKS
    ]


def run(*command, cwd, env=None):
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=1200
    )
    said = done.stdout + done.stderr
    if "CalledProcessError" in said and "pip" in said:
        pytest.skip("the package can't be installed here (no package index?)")
    return done.returncode, said


def git(folder, *args, env=None):
    code, said = run("git", *args, cwd=folder, env=env)
    assert 0 == code, said
    return said.strip()


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """This repository as it was last committed."""
    pytest.importorskip("pre_commit")
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("needs git, and a clone of this repository")
    folder = tmp_path_factory.mktemp("clone")
    git(folder, "clone", "-q", "--no-hardlinks", str(ROOT), "repo")
    return folder / "repo"


@pytest.fixture(scope="module")
def env(tmp_path_factory):
    """One home for pre-commit, so that the environment of the hooks is installed once."""
    home = tmp_path_factory.mktemp("pre-commit")
    kept = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "GIT_DIR"}}
    return kept | {
        "PRE_COMMIT_HOME": str(home),
        "INCLUSIVE_LINT_CACHE_DIR": str(home / "cache"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def new_repository(folder):
    git(folder, "init", "-q", "-b", "main")
    git(folder, "config", "user.name", "Tester")
    git(folder, "config", "user.email", "tester@example.org")


@pytest.mark.slow
def test_try_repo_runs_the_hook_of_this_repository(tmp_path, clone, env):
    new_repository(tmp_path)
    (tmp_path / "a.md").write_text("A whitelist is kept.\n")
    git(tmp_path, "add", "a.md")
    command = (sys.executable, "-m", "pre_commit", "try-repo", str(clone), "inclusive-lint")
    code, said = run(*command, "--files", "a.md", cwd=tmp_path, env=env)
    assert 1 == code, said
    assert "a.md:1:3: warning:" in said


@pytest.mark.slow
def test_a_bad_commit_is_blocked_and_a_fixed_one_passes(tmp_path, clone, env):
    new_repository(tmp_path)
    rev = git(clone, "rev-parse", "HEAD")
    (tmp_path / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=clone, rev=rev))
    pre_commit = (sys.executable, "-m", "pre_commit")
    stages = ("--hook-type", "pre-commit", "--hook-type", "commit-msg")
    code, said = run(*pre_commit, "install", *stages, cwd=tmp_path, env=env)
    assert 0 == code, said
    (tmp_path / "a.md").write_text("A whitelist is kept.\n")
    git(tmp_path, "add", ".")

    commit = ("git", "commit", "-q", "-m")
    code, said = run(*commit, "Add a page", cwd=tmp_path, env=env)
    assert 1 == code, said
    assert "a.md:1:3: warning:" in said

    fix = (*pre_commit, "run", "--hook-stage", "manual", "inclusive-lint-fix", "--all-files")
    code, said = run(*fix, cwd=tmp_path, env=env)
    assert 1 == code, said
    assert "files were modified by this hook" in said
    assert "An allowlist is kept.\n" == (tmp_path / "a.md").read_text()
    git(tmp_path, "add", ".")

    code, said = run(*commit, "Add a whitelist", cwd=tmp_path, env=env)
    assert 1 == code, said
    assert "COMMIT_EDITMSG:1:7: warning:" in said

    code, said = run(*commit, "Add an allowlist", cwd=tmp_path, env=env)
    assert 0 == code, said
    assert "Add an allowlist" == git(tmp_path, "log", "-1", "--format=%s")
