"""Files are replaced whole: mode, links and trouble on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inclusive_lint.atomic import write_atomic

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links as POSIX has them")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_or_replaced_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "a.md"
    write_atomic(path, b"one\r\n")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert names(tmp_path) == ["a.md"]


@posix
@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o444])
def test_the_mode_of_the_old_file_is_kept(tmp_path, mode):
    path = tmp_path / "a.md"
    path.write_text("old")
    path.chmod(mode)
    write_atomic(path, b"new")
    assert path.stat().st_mode & 0o7777 == mode


@posix
def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path):
    write_atomic(tmp_path / "a.json", b"")
    (tmp_path / "b.json").write_bytes(b"")
    assert (tmp_path / "a.json").stat().st_mode == (tmp_path / "b.json").stat().st_mode


@posix
def test_a_link_stays_and_its_target_is_written(tmp_path):
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_atomic(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_trouble_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    path = tmp_path / "a.md"
    path.write_text("old")

    def fail(*args, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.md"]


def test_what_is_no_file_is_not_replaced(tmp_path):
    with pytest.raises(OSError, match="not a regular file"):
        write_atomic(tmp_path, b"new")


@posix
def test_a_killed_writer_leaves_the_old_file_or_the_new_one(tmp_path):
    path = tmp_path / "a.md"
    old, new = b"a" * 3_000_000, b"b" * 3_000_000
    program = (
        "import sys; from pathlib import Path; from inclusive_lint.atomic import write_atomic\n"
        "print('go', flush=True)\n"
        "while True:\n"
        "    for letter in (b'b', b'a'): write_atomic(Path(sys.argv[1]), letter * 3_000_000)\n"
    )
    path.write_bytes(old)
    for round_ in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        for _ in range(round_ * 3):
            path.read_bytes()
        writer.kill()
        writer.wait()
        writer.stdout.close()
        assert path.read_bytes() in (old, new)
