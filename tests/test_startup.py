"""What a run imports: nothing heavy before a sentence needs it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {"numpy", "pydantic", "pygls", "rich", "spacy", "thinc", "yaml"}


def imported(*arguments, folder):
    """The top packages that a run of the command line imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "inclusive_lint", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "INCLUSIVE_LINT_CACHE_DIR": str(folder / "cache"),
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-2000:]
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["check", "--help"]])
def test_a_question_about_the_program_imports_nothing_heavy(arguments, tmp_path):
    assert imported(*arguments, folder=tmp_path) & HEAVY == set()


def test_a_clean_file_imports_nothing_heavy_once_the_packs_are_compiled(tmp_path):
    (tmp_path / "clean.md").write_text("# Notes\n\nThe cable goes to the port.\n", "utf-8")
    imported("check", "clean.md", folder=tmp_path)
    assert imported("check", "clean.md", folder=tmp_path) & HEAVY == set()


def test_a_word_that_needs_no_context_loads_no_model(tmp_path):
    (tmp_path / "plain.md").write_text("Edit the whitelist.\n", "utf-8")
    imported("check", "plain.md", folder=tmp_path)
    assert imported("check", "plain.md", folder=tmp_path) & {"spacy", "numpy", "thinc"} == set()
