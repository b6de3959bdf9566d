"""Coverage-guided fuzzing of the readers: any text is read faithfully, and in time.

    pip install atheris                           # needs clang's libFuzzer, which the wheel brings
    python tests/fuzz/fuzz_readers.py markdown -max_total_time=120
    python tests/fuzz/fuzz_readers.py --random markdown 120      # without atheris: mutation, no coverage

Formats: markdown, mdx, html, text, commit, notebook. What fails is written to a file by libFuzzer,
or printed. A text of up to 4 kB that takes more than 2 seconds is a failure too.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "readers"), str(Path(__file__).parents[2])]

from nested import read  # noqa: E402 - found only with the paths above
from test_html import FRAGMENTS as HTML  # noqa: E402 - likewise
from test_markdown import FRAGMENTS as MARKDOWN  # noqa: E402 - likewise
from test_markdown_templating import JSX  # noqa: E402 - likewise

LIMIT = 2.0
"""Seconds of the processor."""
FRAGMENTS = {
    "markdown": [*MARKDOWN, *HTML],
    "mdx": [*MARKDOWN, *JSX],
    "html": HTML,
    "notebook": ['{"cells": [', '{"cell_type": "markdown", "source": [', '"a\\n"', "]", "}", ",", '\\"', "\\ud83d", "\\u00e9", '"source": "#a"'],
    "commit": ["a", "\n", "# x\n", "Fixes: a\n", "> ", "- ", "diff --git a/x b/x\n", "# ------------------------ >8 ------------------------\n"],
    "text": ["a ", "\n", "> ", "- ", "`", "https://a.b", "a@b.cc", "===\n"],
}  # fmt: skip


def try_one(format_name: str, text: str) -> None:
    """Read a text, and fail where the outcome isn't faithful or takes too long."""
    began = time.process_time()
    read(format_name, text, path="a.svelte" if text.startswith("{") else "a")
    spent = time.process_time() - began
    assert spent < LIMIT, f"{spent:.1f} s for {len(text)} characters: {text[:200]!r}"


def guided(format_name: str, arguments: list[str]) -> None:
    """Fuzz with atheris, which follows what the code covers."""
    atheris = importlib.import_module("atheris")
    names = (
        "markdown",
        "html",
        "plain",
        "commit",
        "notebook",
        "_mask",
        "_mdx",
        "_templating",
        "_frontmatter",
    )
    with atheris.instrument_imports(include=["inclusive_lint.readers"]):
        for name in (*names, "_markdown_inline", "_markdown_leaf", "_markdown_events"):
            importlib.import_module(f"inclusive_lint.readers.{name}")
    fragments = FRAGMENTS[format_name]

    def one(data: bytes) -> None:
        # Bytes below the number of fragments stand for one, so that mutation makes markup.
        text = "".join(
            fragments[byte] if byte < len(fragments) else chr(byte) for byte in data[:400]
        )
        try_one(format_name, text)

    atheris.Setup([sys.argv[0], "-max_len=400", *arguments], one)
    atheris.Fuzz()


def mutated(format_name: str, seconds: float) -> None:
    """Fuzz by joining fragments at random."""
    chance = random.Random(time.time_ns())
    fragments = FRAGMENTS[format_name]
    until = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < until:
        text = "".join(chance.choices(fragments, k=chance.randrange(1, 60)))
        if chance.random() < 0.3:
            text *= chance.randrange(2, 40)
        try:
            try_one(format_name, text)
        except Exception:
            sys.stdout.write(f"fails: {format_name} {text!r}\n")
            raise
        tried += 1
    sys.stdout.write(f"{format_name}: {tried} texts read\n")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if sys.argv[1] == "--random":
        mutated(sys.argv[2], float(sys.argv[3]))
    else:
        guided(sys.argv[1], sys.argv[2:])
