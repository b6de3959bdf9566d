"""Changed and staged lines, from the real git in small repositories."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.changes import Changes, excuse_unchanged
from inclusive_lint.files import Selection
from inclusive_lint.git import Repository, _parse_patch, _path
from inclusive_lint.model import ConfigError, FileResult, Finding, Result, Source
from inclusive_lint.staged import staged_inputs

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def repo(tmp_path, monkeypatch):
    """An empty repository that is the working folder, untouched by the user's configuration."""
    root = tmp_path / "repo"
    root.mkdir()
    monkeypatch.chdir(root)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "x")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "x@example.org")
    git("init", "-q", "-b", "main")
    return root


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], check=True, capture_output=True, text=True).stdout


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def commit(**files: str) -> None:
    for name, text in files.items():
        write(name.replace("_", "."), text)
    git("add", "-A")
    git("commit", "-qm", "x", "--allow-empty")


def left(changes: Changes, name: str, text: str, word: str = "bad") -> list[int]:
    """The lines (as an editor counts) of findings of ``word`` that are not excused."""
    findings = tuple(
        Finding(name, "r", "p", "c", "warning", "m", m[0], m.start(), m.end())
        for m in re.finditer(word, text)
    )
    run = Result((FileResult(name, findings, source=Source(name, text)),))
    return [text.count("\n", 0, f.start) + 1 for f in excuse_unchanged(run, changes).findings]


def since(ref: str = "HEAD") -> Changes:
    return Repository(Path.cwd()).changes_since(ref)


def test_only_lines_changed_since_the_revision_count():
    commit(a_md="bad\nok\nbad\n")
    text = "bad\nnew bad\nok\nbad\nbad\n"
    write("a.md", text)
    assert left(since(), "a.md", text) == [2, 5]
    git("commit", "-qam", "x")
    assert left(since("HEAD~1"), "a.md", text) == [2, 5]
    assert left(since(), "a.md", text) == []
    assert not since().concerns("a.md")


def test_a_match_over_two_lines_counts_when_either_changed():
    commit(a_md="one\ntwo\nthree\n")
    text = "one\nTWO\nthree\n"
    write("a.md", text)
    assert left(since(), "a.md", text, "one\nTWO") == [1]
    assert left(since(), "a.md", text, "three") == []


def test_deleting_lines_changes_no_other_line():
    commit(a_md="bad\nx\nbad\n")
    write("a.md", "bad\nbad\n")
    assert left(since(), "a.md", "bad\nbad\n") == []


def test_untracked_ignored_and_foreign_files_are_new_from_top_to_end(tmp_path):
    commit(_gitignore="i.md\n")
    changes = since()
    for name in ("new.md", "i.md", str(tmp_path / "elsewhere.md")):
        write(name, "bad\n")
        assert left(changes, name, "bad\nbad\n") == [1, 2]
    (finding,) = excuse_unchanged(
        Result(
            (FileResult("<stdin>", (Finding("<stdin>", "r", "p", "c", "error", "m", "x", 0, 1),)),)
        ),
        changes,
    ).findings
    assert finding.suppressed is None


def test_a_renamed_file_keeps_its_old_lines():
    body = "".join(f"line {n}\n" for n in range(20))
    commit(a_md=f"bad\n{body}")
    git("mv", "a.md", "b.md")
    write("b.md", f"bad\n{body}bad\n")
    assert left(since(), "b.md", f"bad\n{body}bad\n") == [22]


def test_work_of_others_on_the_revision_is_not_ours():
    commit(a_md="ok\n", b_md="ok\n")
    git("switch", "-qc", "mine")
    commit(b_md="ok\nbad\n")
    git("switch", "-q", "main")
    commit(a_md="ok\nbad\n")
    git("switch", "-q", "mine")
    assert left(since("main"), "a.md", "ok\n", "ok") == []
    assert left(since("main"), "b.md", "ok\nbad\n") == [2]


def test_a_revision_without_common_history_is_compared_as_it_is():
    commit(a_md="bad\n")
    git("switch", "-q", "--orphan", "other")
    commit(a_md="bad\nbad\n")
    assert left(since("main"), "a.md", "bad\nbad\n") == [2]


@pytest.mark.parametrize(
    "name",
    ["a b.md", "é ü.md", 'q"u\\o.md', "tab\there.md", "sub/dir/x.md", "-dash.md", "+++ b.md"],
)
def test_names_of_any_kind_are_understood(name):
    write(name, "ok\n")
    commit()
    write(name, "ok\nbad\n")
    assert left(since(), name, "ok\nbad\n") == [2]
    git("add", "-A")
    assert Repository(Path.cwd()).staged_files().keys() == {name}


def test_paths_may_be_given_from_any_folder_and_through_links(tmp_path, monkeypatch, repo):
    write("sub/a.md", "ok\n")
    commit()
    write("sub/a.md", "ok\nbad\n")
    monkeypatch.chdir("sub")
    changes = Repository(Path.cwd()).changes_since("HEAD")
    assert left(changes, "a.md", "ok\nbad\n") == [2]
    assert left(changes, str(repo / "sub" / "a.md"), "bad\nbad\n") == [2]
    (tmp_path / "link").symlink_to(repo)
    monkeypatch.chdir(tmp_path / "link")
    assert left(Repository(Path.cwd()).changes_since("HEAD"), "sub/a.md", "bad\nok\n") == []


def test_text_that_git_takes_for_binary_counts_whole():
    Path("a.md").write_bytes("bad\n".encode("utf-16"))
    commit()
    Path("a.md").write_bytes("bad\nbad\n".encode("utf-16"))
    assert left(since(), "a.md", "bad\nbad\n") == [1, 2]


def test_text_that_looks_like_a_patch_is_text():
    commit(a_md="x\n", b_md="bad\n")
    text = "x\n++ b/b.md\n@@ -1 +1 @@\ndiff --git a/b.md b/b.md\nbad\n"
    write("a.md", text)
    assert left(since(), "a.md", text) == [5]
    assert left(since(), "b.md", "bad\n") == []


def test_windows_and_old_mac_line_ends_are_counted_as_git_does():
    commit(a_md="ok\r\nok\r\n", b_md="ok\rok\r")
    write("a.md", "ok\r\nok\r\nbad\r\n")
    write("b.md", "ok\rok\rbad\r")
    assert left(since(), "a.md", "ok\r\nok\r\nbad\r\n") == [3]
    assert left(since(), "b.md", "ok\rok\rbad\r") == [1]


# Staged


def test_what_is_staged_is_read_from_the_index():
    commit(a_md="ok\n", gone_md="x\n")
    write("a.md", "ok\nstaged\n")
    write("new.md", "new\n")
    git("rm", "-q", "gone.md")
    git("add", "-A")
    write("a.md", "on the disk\n")
    Path("new.md").unlink()
    repository = Repository(Path.cwd())
    staged = repository.staged_files()
    contents = repository.read(staged.values())
    assert {path: contents[name] for path, name in staged.items()} == {
        "a.md": b"ok\nstaged\n",
        "new.md": b"new\n",
    }
    changes = repository.staged_changes()
    assert left(changes, "a.md", "ok\nstaged\n", "ok|staged") == [2]
    assert left(changes, "new.md", "new\n", "new") == [1]


def test_staging_works_before_the_first_commit_and_links_are_left_out():
    write("a.md", "bad\n")
    Path("l.md").symlink_to("a.md")
    git("add", "-A")
    repository = Repository(Path.cwd())
    assert repository.staged_files().keys() == {"a.md"}
    assert left(repository.staged_changes(), "a.md", "bad\n") == [1]


def test_nothing_staged_is_nothing():
    commit(a_md="x\n")
    repository = Repository(Path.cwd())
    assert repository.staged_files() == {}
    assert repository.read([]) == {}
    assert not repository.staged_changes().concerns("a.md")


def test_staged_inputs_are_what_the_folder_would_yield_with_the_content_of_the_index(monkeypatch):
    write("a.md", "staged\n")
    write("sub/b.md", "b\n")
    write("old/c.md", "c\n")
    write("x.py", "x\n")
    git("add", "-A")
    write("a.md", "disk\n")
    write("new.md", "not staged\n")

    def select(_folder):
        return Selection(Path.cwd().resolve().as_posix(), exclude=("old/",))

    inputs, changes = staged_inputs([], select)
    assert inputs == [("a.md", b"staged\n"), ("sub/b.md", b"b\n")]
    assert changes.concerns("a.md")
    assert staged_inputs(["sub", "x.py"], select)[0] == [("sub/b.md", b"b\n"), ("x.py", b"x\n")]
    monkeypatch.chdir("sub")
    assert [name for name, _ in staged_inputs([".."], lambda _: Selection())[0]] == [
        "../a.md", "../old/c.md", "b.md",
    ]  # fmt: skip


# Errors and safety


@pytest.mark.parametrize("ref", ["nosuch", "-x", "--output=evil", "", "HEAD:a.md", "a..b"])
def test_what_is_no_revision_is_an_error(ref):
    commit(a_md="x\n")
    with pytest.raises(ConfigError, match="IL116") as caught:
        since(ref)
    assert ref in str(caught.value)
    assert not Path("evil").exists()


def test_no_repository_no_git_and_no_folder_are_errors(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "plain").mkdir()
    with pytest.raises(ConfigError, match="IL116: git rev-parse: not a git repository"):
        Repository(tmp_path / "plain")
    with pytest.raises(ConfigError, match="no folder"):
        Repository(tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ConfigError, match="git is not installed"):
        Repository(tmp_path / "plain")


def test_nothing_that_the_repository_configures_is_run(tmp_path):
    commit(a_md="x\n")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho run >> {tmp_path}/ran\ncat\n")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor", "core.pager", "pager.diff", "diff.external", "diff.d.command", "diff.d.textconv",
        "filter.f.clean", "filter.f.smudge", "filter.f.process", "filter.a=b.clean", "core.sshCommand",
    ):  # fmt: skip
        git("config", key, str(trap))
    git("config", "filter.f.required", "true")
    hooks = Path(".git/hooks")
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "pre-auto-gc"):
        shutil.copy(trap, hooks / hook)
    write(".gitattributes", "a.md diff=d filter=f\nb.md filter=a=b\n")
    write("a.md", "x\nbad\n")
    assert left(since(), "a.md", "x\nbad\n") == [2]
    Repository(Path.cwd()).staged_files()
    Repository(Path.cwd()).staged_changes()
    assert not (tmp_path / "ran").exists()


def test_settings_of_the_user_that_change_the_shape_of_a_diff_do_no_harm(tmp_path, monkeypatch):
    config = tmp_path / "config"
    config.write_text(
        "[diff]\n noprefix = true\n mnemonicPrefix = true\n context = 9\n relative = true\n"
        "[color]\n ui = always\n[core]\n quotePath = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    commit(a_md="ok\nok\n")
    write("a.md", "ok\nok\nbad\n")
    assert left(since(), "a.md", "ok\nok\nbad\n") == [3]


@given(st.binary(max_size=300))
def test_no_output_breaks_the_reading_of_patches(data):
    for path, ranges in _parse_patch(data):
        assert isinstance(path, str)
        assert all(first <= last for first, last in ranges)


@given(
    st.text(
        st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1, max_size=20
    )
)
def test_quoted_names_are_read_back(name):
    escapes = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    quoted = "".join(escapes.get(c, c if ord(c) >= 32 else f"\\{ord(c):03o}") for c in name)
    assert _path(f'"b/{quoted}"'.encode()) == name
