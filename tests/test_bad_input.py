"""Inputs that are not what a linter hopes for: each is a notice or is read, and the run goes on."""

import os
import shutil
from pathlib import Path

import pytest

from inclusive_lint import cli
from inclusive_lint.config import load_config
from inclusive_lint.run import Checker, RunOptions

TOY = Path(__file__).parent / "cli" / "toy"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(TOY, tmp_path / "toy")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


@pytest.fixture
def checker(folder):
    config = load_config(folder, isolated=True).with_overrides(packs=("./toy",))
    return Checker(config, RunOptions(cache=False))


def seen(result):
    """Matches with their offsets, and the codes of notices."""
    return [(f.match, f.start) for f in result.findings], [n.code for n in result.all_notices]


@pytest.mark.parametrize(
    "data",
    [
        "é whitelist".encode(),
        b"\xef\xbb\xbf" + "é whitelist".encode(),
        "é whitelist".encode("utf-16"),
        b"\xfe\xff" + "é whitelist".encode("utf-16-be"),
        "é whitelist".encode("utf-16-le"),
        "é whitelist".encode("utf-32"),
        "é whitelist".encode("latin-1"),
    ],
)
def test_every_encoding_gives_the_same_place(folder, checker, data):
    Path("a.txt").write_bytes(data)
    assert ([("whitelist", 2)], []) == seen(checker.check(["a.txt"]))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\x7fELF\0\0\1\2", "IL302"),
        (b"\xff\xfea", "IL303"),
        (bytes(range(1, 32)) * 9 + b"\xff", "IL303"),
    ],
)
def test_what_is_no_text_is_skipped_and_said(folder, checker, data, code):
    Path("a.txt").write_bytes(data)
    Path("b.txt").write_text("guys")
    assert ([("guys", 0)], [code]) == seen(checker.check(["."]))


def test_a_file_that_vanishes_after_it_was_found_is_a_fatal_notice(folder, checker):
    Path("b.md").write_text("guys")
    found = checker.lint([checker.input("gone.md"), checker.input("b.md")])
    result = checker.finish(found)
    assert ([("guys", 0)], ["IL301"]) == seen(result)
    assert result.all_notices[0].fatal


def test_a_file_that_may_not_be_read_is_a_fatal_notice(folder, checker, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    Path("a.md").write_text("guys")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    (notice,) = checker.check(["a.md"]).all_notices
    assert ("IL301", "can't be read: permission denied", True) == (
        notice.code, notice.message, notice.fatal,
    )  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_named_pipe_is_not_waited_for(folder, checker):
    os.mkfifo("pipe.md")
    (notice,) = checker.check(["pipe.md"]).all_notices
    assert ("IL301", True) == (notice.code, notice.fatal)


def test_odd_line_ends_and_characters_keep_their_places(folder, checker):
    text = "a\rb\u2028whitelist\x0c\r\n\x00"[:-1] + "🙂 guys"
    Path("a.txt").write_bytes(text.encode())
    found, _ = seen(checker.check(["a.txt"]))
    assert [(m, text.index(m)) for m in ("whitelist", "guys")] == found


def test_a_name_that_is_no_utf8_is_shown_escaped(folder, capfd):
    try:
        Path(os.fsdecode(b"caf\xe9.md")).write_text("whitelist")
    except OSError:
        pytest.skip("this file system takes no such name")
    for name in ("text", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit",
                 "checkstyle", "rdjson", "markdown"):  # fmt: skip
        assert 1 == cli.run(["check", "--pack", "./toy", "-f", name, "."])
        assert "whitelist" in capfd.readouterr().out


@pytest.mark.slow
def test_a_line_of_fifty_megabytes_is_read(folder, checker):
    Path("a.md").write_text("plain words here " * 3_000_000 + "a whitelist and the end")
    found, codes = seen(checker.check(["a.md"]))
    assert ([("whitelist", 51_000_002)], []) == (found, codes)
