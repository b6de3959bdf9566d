"""Speed of every reader in MB/s; time against size for the worst inputs is told by ``hostile.py``.

    python benchmarks/readers.py                  # speed on ../shared/corpus and on made documents
    python benchmarks/readers.py --format markdown --runs 7
    python benchmarks/readers.py --check          # exits with 1 where a floor is missed

Times are of the processor, the best of the runs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyromark

from inclusive_lint.blocks import FORMATS, READ_AS_BYTES, format_of, reader_of
from inclusive_lint.entry import set_up
from inclusive_lint.model import ReadOptions, Source
from inclusive_lint.source import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FLOORS = {"markdown": 20.0, "rst": 8.0, "asciidoc": 8.0, "html": 20.0, "code": 20.0}
"""MB/s."""
OPTIONS = ReadOptions()
_TO_ASCIIDOC: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\A---\n.*?\n---\n", re.DOTALL), ""),
    (re.compile(r"^```.*$", re.MULTILINE), "----"),
    (re.compile(r"^#+(?= )", re.MULTILINE), lambda match: "=" * len(match[0])),
    (re.compile(r"!\[([^\]\n]*)\]\(([^)\s]*)[^)\n]*\)"), r"image:\2[\1]"),
    (re.compile(r"\[([^\]\n]*)\]\((http[^)\s]*)\)"), r"\2[\1]"),
    (re.compile(r"\[([^\]\n]*)\]\(([^)\s]*)\)"), r"link:\2[\1]"),
    (re.compile(r"^( *)[-*+] ", re.MULTILINE), lambda match: "*" * (1 + len(match[1]) // 2) + " "),
    (re.compile(r"\*\*(\S[^*\n]*)\*\*"), r"*\1*"),
)
PARAGRAPH = "The quick server sends *every* write to each replica, see [the guide](https://a.b/c) and `x`.\n"


def documents(format_name: str, size: int) -> list[Source]:
    """Documents of a format: of the corpus, or turned into it, or made; of ``size`` characters in all."""
    if format_name == "code":
        return read_in(sorted(Path(json.__file__).parents[1].glob("*.py")), "code")
    if CORPUS.is_dir():
        found = read_in(
            sorted(p for p in CORPUS.rglob("*") if format_of(p.name) == format_name), format_name
        )
        if found:
            return found
        if format_name in {"html", "asciidoc"}:
            turn = as_html if format_name == "html" else as_asciidoc
            origin = read_in(sorted(CORPUS.rglob("*.md")), "markdown")[::3]
            return [Source("a", turn(source.text), format=format_name) for source in origin]
    one = made(format_name)
    return [Source(f"a.{format_name}", one, format=format_name)] * max(1, size // len(one))


def read_in(paths: Sequence[Path], format_name: str) -> list[Source]:
    """The files that can be read."""
    found = [read_source(path) for path in paths]
    return [
        Source(source.path, source.text, format=format_name)
        for source in found
        if isinstance(source, Source)
    ]


def as_html(text: str) -> str:
    """A document in Markdown, rendered."""
    return pyromark.html(text.encode(errors="replace").decode())


def as_asciidoc(text: str) -> str:
    """A document in Markdown, with the markup of AsciiDoc in place of the usual markup."""
    for pattern, replacement in _TO_ASCIIDOC:
        text = pattern.sub(replacement, text)
    return text


def made(format_name: str) -> str:
    """A document of some 100 paragraphs in a format."""
    if format_name == "html":
        return as_html((PARAGRAPH * 3 + "\n") * 50)
    if format_name == "notebook":
        cell = {"cell_type": "markdown", "metadata": {}, "source": [PARAGRAPH] * 6}
        return json.dumps({"cells": [cell] * 30, "metadata": {}}, indent=1)
    if format_name == "json":
        return json.dumps([{"name": "server", "description": PARAGRAPH}] * 100, indent=1)
    if format_name in {"yaml", "properties"}:
        return "".join(
            f"key{k}: The quick server sends every write. # a note\n" for k in range(200)
        )
    if format_name == "toml":
        return "".join(
            f'key{k} = "The quick server sends every write."  # a note\n' for k in range(200)
        )
    if format_name == "po":
        return "".join(
            f'#: a.py:{k}\nmsgid "The server {k} sends."\nmsgstr "El servidor {k}."\n\n'
            for k in range(200)
        )
    if format_name == "latex":
        return (
            "\\section{Servers}\nThe \\emph{quick} server sends every write, see \\cite{a} and $x^2$.\n\n"
            * 100
        )
    if format_name == "commit":
        return "Send writes to each replica\n\n" + (PARAGRAPH + "\n") * 10
    return (PARAGRAPH * 3 + "\n") * 50


def seconds(sources: Sequence[Source], runs: int = 3) -> float:
    """Processor time to read all ``sources``, the best of ``runs``."""
    read = reader_of(sources[0].format)
    best = float("inf")
    for _ in range(runs):
        began = time.process_time()
        for source in sources:
            read(source, OPTIONS)
        best = min(best, time.process_time() - began)
    return best


def yardstick() -> float:
    """Events of the Markdown parser alone in MB/s, to tell a slow machine from a slow reader."""
    text = PARAGRAPH * 2_000
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for _ in pyromark.events_with_range(text):
            pass
        best = min(best, time.process_time() - began)
    return len(text) / 1e6 / best


def speeds(formats: Sequence[str], runs: int) -> list[str]:
    """Print the speed of each reader; gives the formats below their floor."""
    below = []
    print(f"the Markdown parser alone: {yardstick():.0f} MB/s")
    for name in formats:
        try:
            sources = documents(name, 1_000_000)
            spent = seconds(sources, runs)
        except ImportError as error:
            print(f"{name:12} no reader: {error}")
            continue
        size = sum(len(source.text.encode()) for source in sources) / 1e6
        floor = FLOORS.get(name)
        print(
            f"{name:12} {size / spent:8.1f} MB/s of {size:.1f} MB"
            + (f", floor {floor:.0f}" if floor else "")
        )
        if floor and size / spent < floor:
            below.append(name)
    return below


def main() -> int:
    """Run what the command line asks for, in a process like that of the command line."""
    set_up()
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--format", action="append", help="only this format (may be given again)")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check", action="store_true", help="exit with 1 where a floor is missed")
    asked = parser.parse_args()
    formats = asked.format or [name for name in FORMATS if name not in READ_AS_BYTES]
    missed = speeds(formats, asked.runs)
    if missed:
        print("missed: " + ", ".join(missed))
    return 1 if missed and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
