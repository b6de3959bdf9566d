"""The command line as a process: signals, pipes, terminals, bugs."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from samples import finding, result_of

from inclusive_lint import cli
from inclusive_lint.commands import output
from inclusive_lint.config import load_config
from inclusive_lint.model import Progress
from inclusive_lint.run import Checker, RunOptions

ROOT = Path(__file__).resolve().parents[1]
TOY = ROOT / "tests" / "cli" / "toy"
posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals as POSIX has them")


def environment(folder, **more):
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR"}}
    cache = {"INCLUSIVE_LINT_CACHE_DIR": str(folder / ".cache"), "PYTHONPATH": str(ROOT)}
    return kept | cache | more


def start(folder, *args, **more):
    command = [sys.executable, *more.pop("python", ()), "-m", "inclusive_lint", *args]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    env = environment(folder, **more.pop("env", {}))
    return subprocess.Popen(command, cwd=folder, env=env, **(pipes | more))


@posix
def test_an_interrupt_ends_with_130_and_no_traceback(tmp_path):
    python = ["-X", "importtime"]
    args = ("check", "-", "--pack", str(TOY))
    process = start(tmp_path, *args, python=python, stdin=subprocess.PIPE)
    said = []
    # Once the engine is imported, the run waits for standard input.
    for line in process.stderr:
        said.append(line)
        if line.rstrip().endswith(b" inclusive_lint.run"):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert 130 == process.returncode
    rest = b"".join([*said, err])
    assert b"Traceback" not in rest
    assert b"" == out


@posix
def test_an_interrupt_of_several_processes_leaves_none_behind(tmp_path, monkeypatch):
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_text("whitelist")
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))
    config = load_config(tmp_path, isolated=True).with_overrides(packs=(str(TOY),))
    checker = Checker(config, RunOptions(jobs=2, cache=False))

    def interrupt(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        checker.check([tmp_path], interrupt)
    for child in multiprocessing.active_children():
        child.join(30)
        assert not child.is_alive()


@posix
def test_a_reader_that_goes_away_is_no_error(tmp_path):
    (tmp_path / "a.md").write_text("whitelist\n\n" * 5_000)
    with start(tmp_path, "check", "a.md", "--pack", str(TOY), "--no-cache") as process:
        process.stdout.read(10)
        process.stdout.close()
        assert b"" == process.stderr.read()
        assert cli.PIPE_CLOSED == process.wait(timeout=60)


def test_a_bug_is_a_short_message_and_exit_code_3(tmp_path, monkeypatch, capfd):
    monkeypatch.delenv(cli.DEBUG, raising=False)
    monkeypatch.setattr("inclusive_lint.run.Checker.collect", lambda *a: {}["missing\nkey"])
    assert cli.BUG == cli.run(["check", "--isolated", "--pack", str(TOY), str(tmp_path)])
    err = capfd.readouterr().err
    assert "internal error: KeyError: 'missing\\nkey'" in err
    assert "Please report it" in err
    assert "Traceback" not in err


def test_a_bug_shows_its_traceback_when_asked(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv(cli.DEBUG, "1")
    monkeypatch.setattr("inclusive_lint.run.Checker.collect", lambda *a: 1 / 0)
    assert cli.BUG == cli.run(["check", "--isolated", "--pack", str(TOY), str(tmp_path)])
    assert "Traceback" in capfd.readouterr().err


def test_a_full_disk_is_an_error_and_not_a_bug(tmp_path, monkeypatch, capfd):
    def full(*args, **options):
        raise OSError(28, "No space left on device")

    (tmp_path / "a.md").write_text("clean")
    monkeypatch.setattr("inclusive_lint.atomic.write_atomic", full)
    args = [
        "check",
        "--isolated",
        "--pack",
        str(TOY),
        "-o",
        str(tmp_path / "o.json"),
        str(tmp_path),
    ]
    assert cli.USAGE == cli.run([*args, "--no-cache"])
    assert "error: no space left on device" in capfd.readouterr().err


@pytest.mark.slow
@posix
def test_a_run_that_is_killed_while_it_fixes_leaves_each_file_old_or_new(tmp_path):
    old, new = b"A whitelist.\r\n" * 100, b"An allowlist.\r\n" * 100
    docs = tmp_path / "docs"
    docs.mkdir()
    files = [docs / f"{number:03}.md" for number in range(40)]
    chance = random.Random(5)
    met = set()
    whole = None
    for _ in range(8):
        for file in files:
            file.write_bytes(old)
            file.chmod(0o640)
        args = ("check", "--fix", "-q", "--no-cache", "--pack", str(TOY), "docs")
        since = time.monotonic()
        process = start(tmp_path, *args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # The first run tells how long a whole one takes; the others die at some moment of it.
            process.wait(timeout=whole and whole * chance.uniform(0.3, 1.0))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        whole = whole or time.monotonic() - since
        met |= {file.read_bytes() for file in files}
        assert met <= {old, new}
        assert {0o640} == {file.stat().st_mode & 0o777 for file in files}
        for left in docs.glob(".*"):
            left.unlink()
    assert met == {old, new}


def run_on_terminal(folder, *args, **env):
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    process = start(folder, *args, stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    return process.wait(timeout=60), said.decode()


@posix
@pytest.mark.parametrize(
    ("env", "colored"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
    ],
)
def test_a_terminal_gets_colours_unless_it_says_no(tmp_path, env, colored):
    (tmp_path / "a.md").write_text("A whitelist.\n")
    code, said = run_on_terminal(tmp_path, "check", "a.md", "--pack", str(TOY), **env)
    assert (1, colored) == (code, "\x1b[" in said)
    assert "whitelist" in said


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(output.time, "monotonic", clock)
    return clock


def test_a_progress_bar_is_shown_only_after_a_second_and_only_on_a_terminal(
    monkeypatch, clock, capsys
):
    monkeypatch.setattr(output, "is_terminal", lambda err=False: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with output.Waiting("Checking") as progress:
        progress(Progress(1, 4))
        assert "" == capsys.readouterr().err
        clock.now = 1.5
        progress(Progress(2, 4))
        progress(Progress(3, 4))
        said = capsys.readouterr().err
    assert "Checking" in said
    assert "75%" in said
    assert "" == capsys.readouterr().out


def test_what_is_no_terminal_gets_no_progress(monkeypatch):
    monkeypatch.setattr(output, "is_terminal", lambda err=False: False)
    with output.Waiting("Checking") as progress:
        assert progress is None


def every_command(command=cli.cli, context=None, path=()):
    context = context or click.Context(command, info_name=cli.NAME)
    yield path, command
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            sub = command.get_command(context, name)
            yield from every_command(
                sub, click.Context(sub, info_name=name, parent=context), (*path, name)
            )


@pytest.mark.parametrize("path", [p for p, _ in every_command()], ids=" ".join)
def test_each_command_has_help_with_examples(path, capfd):
    assert cli.OK == cli.run([*path, "--help"])
    said = capfd.readouterr().out
    assert "Examples:\n    inclusive-lint " in said


def test_the_shell_completes_commands_and_options(tmp_path):
    env = {
        "_INCLUSIVE_LINT_COMPLETE": "bash_complete",
        "COMP_WORDS": "inclusive-lint ch",
        "COMP_CWORD": "1",
    }
    out, _ = start(tmp_path, env=env).communicate(timeout=60)
    assert b"plain,check" in out
    env |= {"COMP_WORDS": "inclusive-lint check --unsafe", "COMP_CWORD": "2"}
    out, _ = start(tmp_path, env=env).communicate(timeout=60)
    assert b"plain,--unsafe-fixes" in out


def test_samples_keep_their_promise():
    (found,) = result_of("A whitelist").findings
    assert finding("A whitelist") == found
