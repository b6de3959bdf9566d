"""Which files a run takes, checked against real folders and, for ignoring, against git itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inclusive_lint.files import Selection, find_files
from inclusive_lint.model import Notice

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def make(root: Path, *names: str, **contents: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text\n")


def write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def found(top: Path, **options) -> list[str]:
    items = list(find_files([top], **options))
    assert not [item for item in items if isinstance(item, Notice)]
    return [item.relative_to(top).as_posix() for item in items]


def test_a_folder_yields_documentation_but_not_code_data_or_licences(tmp_path):
    make(
        tmp_path, "a.md", "b.rst", "c.py", "d.yaml", "e.txt", "f.html", "g.ipynb", "h.adoc", "i.tex"
    )
    make(tmp_path, "LICENSE", "LICENSE.md", "COPYING.txt", "requirements-dev.txt", "CMakeLists.txt")
    assert found(tmp_path) == ["a.md", "b.rst", "e.txt", "f.html", "g.ipynb", "h.adoc", "i.tex"]


def test_order_is_that_of_the_paths_as_strings(tmp_path):
    make(tmp_path, "a/z.md", "a.md", "a-b/c.md", "B.md", "a/b/c.md")
    assert found(tmp_path) == sorted(found(tmp_path))
    assert len(found(tmp_path)) == 5


def test_shown_paths_keep_the_way_they_were_given(tmp_path, monkeypatch):
    make(tmp_path, "docs/a.md")
    monkeypatch.chdir(tmp_path)
    assert [Path("docs/a.md")] == list(find_files(["."]))
    assert [Path("docs/a.md")] == list(find_files(["./docs/"]))
    assert [tmp_path / "docs" / "a.md"] == list(find_files([tmp_path]))


def test_a_file_is_yielded_once_however_often_it_is_named(tmp_path):
    make(tmp_path, "a.md", "b.md")
    assert len(list(find_files([tmp_path / "a.md", tmp_path, tmp_path / "a.md"]))) == 2


@pytest.mark.parametrize("name", ["node_modules", ".git", ".venv", "_build", "site-packages"])
def test_folders_of_tools_are_not_walked_into_unless_named(tmp_path, name):
    make(tmp_path, f"{name}/a.md", "b.md")
    assert found(tmp_path) == ["b.md"]
    assert found(tmp_path / name) == ["a.md"]


def test_a_virtual_environment_is_known_by_its_marker(tmp_path):
    make(tmp_path, "env/pyvenv.cfg", "env/notes.md")
    assert found(tmp_path) == []


def test_named_files_are_taken_whatever_their_format_or_ignoring(tmp_path):
    make(tmp_path, "a.py", "unknown.zzz", "LICENSE", "skipped.md")
    write(tmp_path, ".gitignore", "*\n")
    names = [tmp_path / name for name in ("a.py", "unknown.zzz", "LICENSE", "skipped.md")]
    assert names == list(find_files(names, exclude=("skipped.md",), root=tmp_path))


def test_force_exclude_applies_settings_to_named_files(tmp_path):
    make(tmp_path, "a.md", "skipped/b.md", "node_modules/c.md")
    names = [tmp_path / name for name in ("a.md", "skipped/b.md", "node_modules/c.md")]
    taken = list(find_files(names, exclude=("skipped/",), root=tmp_path, force_exclude=True))
    assert taken == names[:1]


def test_include_and_formats_add_files_that_a_folder_would_not_yield(tmp_path):
    make(tmp_path, "a.md", "src/b.py", "c.py", "d.tmpl", "LICENSE")
    assert found(tmp_path, include=("src/*.py", "LICENSE"), root=tmp_path) == [
        "LICENSE",
        "a.md",
        "src/b.py",
    ]
    selection = Selection(tmp_path.as_posix(), formats=(("*.tmpl", "markdown"),))
    assert found(tmp_path, selection_for=lambda _: selection) == ["a.md", "d.tmpl"]


def test_exclude_beats_include_and_can_be_negated(tmp_path):
    make(tmp_path, "a.md", "old/b.md", "old/keep.md", "gen/c.md")
    assert found(tmp_path, exclude=("old/*", "!old/keep.md", "gen/"), root=tmp_path) == [
        "a.md",
        "old/keep.md",
    ]


def test_nested_gitignore_files_and_info_exclude_are_respected(tmp_path):
    make(
        tmp_path, "a.md", "b.log.md", "sub/b.log.md", "sub/keep.log.md", "private/x.md", ".git/HEAD"
    )
    write(tmp_path, ".gitignore", "*.log.md\r\n")
    write(tmp_path, "sub/.gitignore", "!keep.log.md\n")
    write(tmp_path, ".git/info/exclude", "private\n")
    assert found(tmp_path) == ["a.md", "sub/keep.log.md"]
    assert found(tmp_path, gitignore=False) == [
        "a.md", "b.log.md", "private/x.md", "sub/b.log.md", "sub/keep.log.md",
    ]  # fmt: skip


def test_ignore_files_above_the_given_folder_count(tmp_path):
    make(tmp_path, "docs/api/gen.md", "docs/api/a.md", ".git/HEAD")
    write(tmp_path, ".gitignore", "docs/api/gen.md\n")
    assert found(tmp_path / "docs" / "api") == ["a.md"]


def test_an_ignored_folder_that_is_named_is_walked(tmp_path):
    make(tmp_path, "out/a.md", ".git/HEAD")
    write(tmp_path, ".gitignore", "out/\n")
    assert found(tmp_path) == []
    assert found(tmp_path / "out") == ["a.md"]


def test_a_repository_inside_a_repository_has_its_own_ignore_files(tmp_path):
    make(tmp_path, "a.md", "inner/a.md", "inner/b.md", ".git/HEAD", "inner/.git/HEAD")
    write(tmp_path, ".gitignore", "a.md\n")
    write(tmp_path, "inner/.gitignore", "b.md\n")
    assert found(tmp_path) == ["inner/a.md"]


def test_unusable_lines_of_an_ignore_file_are_passed_over(tmp_path):
    make(tmp_path, "a.md", "b.md")
    (tmp_path / ".gitignore").write_bytes(b"!\n/\n\xff\xfe\nb.md\n[\n***\n")
    assert "b.md" not in found(tmp_path)


def test_linked_folders_are_left_alone_unless_followed(tmp_path):
    make(tmp_path, "real/a.md")
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "link.md").symlink_to("real/a.md")
    assert found(tmp_path) == ["real/a.md"]
    assert found(tmp_path, follow=True) == ["link.md", "link/a.md"]


def test_a_loop_of_links_is_a_notice_and_ends(tmp_path):
    make(tmp_path, "a/b/c.md")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a")
    items = list(find_files([tmp_path], follow=True))
    assert [Path(item.path).name for item in items if isinstance(item, Notice)] == ["up"]
    assert [item.name for item in items if isinstance(item, Path)] == ["c.md"]


def test_a_link_to_nothing_is_a_notice_when_followed(tmp_path):
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    assert found(tmp_path) == []
    (item,) = find_files([tmp_path], follow=True)
    assert isinstance(item, Notice)
    assert item.code == "IL301"


def test_what_does_not_exist_is_a_fatal_notice_and_the_rest_goes_on(tmp_path):
    make(tmp_path, "a.md")
    first, second = find_files([tmp_path / "no.md", tmp_path / "a.md"])
    assert isinstance(first, Notice)
    assert first.fatal
    assert first.path.endswith("no.md")
    assert second == tmp_path / "a.md"


def test_a_folder_that_vanishes_or_is_closed_to_us_is_a_notice(tmp_path, monkeypatch):
    make(tmp_path, "a/x.md", "b/y.md")
    scandir = os.scandir

    def failing(path):
        if str(path).rstrip("/").endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", failing)
    first, second = find_files([tmp_path])
    assert isinstance(first, Notice)
    assert "permission denied" in first.message
    assert second == tmp_path / "b" / "y.md"


def test_a_very_deep_tree_is_walked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(300):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.md").write_text("x")
    os.chdir(tmp_path)
    assert len(list(find_files([tmp_path]))) == 1


def test_names_that_are_not_utf8_do_not_stop_the_walk(tmp_path):
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md")).write_text("x")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    write(tmp_path, ".gitignore", "*.log\n")
    assert len(list(find_files([tmp_path]))) == 1


_NAMES = st.sampled_from(["a", "b", "ab", "a.md", "b.md", "c d", "x"])
_PATHS = st.lists(_NAMES, min_size=1, max_size=3).map("/".join)
_PATTERNS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "/", "**/"]),
    st.lists(
        st.sampled_from(["a", "b", "*", "a*", "*.md", "?", "[ab]", "**", "x"]),
        min_size=1,
        max_size=3,
    ).map("/".join),
    st.sampled_from(["", "", "/"]),
)


@needs_git
@given(
    paths=st.lists(_PATHS, min_size=1, max_size=8),
    top=st.lists(_PATTERNS, max_size=4),
    nested=st.lists(st.tuples(_NAMES, st.lists(_PATTERNS, min_size=1, max_size=3)), max_size=2),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_same_files_are_ignored_as_by_git(paths, top, nested):
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for path in paths:
            file = root / (path if path.endswith(".md") else path + ".md")
            if any(parent.is_file() for parent in file.parents) or file.is_dir():
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("x")
        write(root, ".gitignore", "\n".join(top) + "\n")
        for folder, patterns in nested:
            if (root / folder).is_dir():
                write(root, f"{folder}/.gitignore", "\n".join(patterns) + "\n")
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(["git", "init", "-q"], cwd=root, check=True, env=environment)
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--others", "--exclude-standard"],
            cwd=root, check=True, capture_output=True, env=environment,
        ).stdout.decode()  # fmt: skip
        expected = sorted(path for path in listed.split("\0") if path.endswith(".md"))
        assert expected == found(root)
