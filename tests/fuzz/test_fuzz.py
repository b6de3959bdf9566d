"""The fuzzer of the readers, run for a bounded time: longer by hand, see ``fuzz_readers``."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from inclusive_lint.blocks import FORMATS, READ_AS_BYTES

FUZZER = Path(__file__).with_name("fuzz_readers.py")


def fuzz(*arguments: str, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run the fuzzer; a reader that hangs fails the test."""
    command = [sys.executable, str(FUZZER), *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=seconds * 10 + 120
    )


def test_every_reader_takes_random_texts():
    done = fuzz("--random", "all", "0.3", "1", seconds=15)
    assert done.returncode == 0, done.stdout + done.stderr
    read = {line.split(":")[0].split()[0] for line in done.stdout.splitlines()}
    assert read == set(FORMATS) - READ_AS_BYTES


@pytest.mark.slow
@pytest.mark.parametrize("format_name", sorted(set(FORMATS) - READ_AS_BYTES))
def test_every_reader_takes_what_its_own_code_leads_to(tmp_path, monkeypatch, format_name):
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris, which follows what the code covers, isn't installed")
    monkeypatch.chdir(tmp_path)
    where = f"{format_name} a.py" if format_name == "code" else format_name
    done = fuzz(where, "-max_total_time=20", seconds=20)
    assert done.returncode == 0, done.stdout + done.stderr
