"""Coverage-guided fuzzing of the readers: any text is read faithfully, and in time.

    pip install atheris                           # needs clang's libFuzzer, which the wheel brings
    python tests/fuzz/fuzz_readers.py markdown -max_total_time=120
    python tests/fuzz/fuzz_readers.py --random markdown 120      # without atheris: mutation, no coverage

    python tests/fuzz/fuzz_readers.py --random all 10

Formats are those of FRAGMENTS; one may name a path, which says what language it is. What fails is
written to a file by libFuzzer, or printed. A text that takes more than 2 seconds is a failure too.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "readers"), str(Path(__file__).parents[2])]

import faithful  # noqa: E402 - found only with the paths above
import nested  # noqa: E402 - likewise
from test_html import FRAGMENTS as HTML  # noqa: E402 - likewise
from test_markdown import FRAGMENTS as MARKDOWN  # noqa: E402 - likewise
from test_markdown_templating import JSX  # noqa: E402 - likewise

CODE = [
    "a b c ", "\n", "    ", "# ", "// ", "/*", "*/", " * ", '"', "'", "`", '"' * 3, "'" * 3, "\\", "(", ")", "{", "}",
    "= ", ";", "camelCase", "a_b", "https://a.b", "é", "\r",
]  # fmt: skip
LIMIT = 2.0
"""Seconds of the processor."""
FRAGMENTS = {
    "markdown": [*MARKDOWN, *HTML],
    "mdx": [*MARKDOWN, *JSX],
    "html": HTML,
    "notebook": ['{"cells": [', '{"cell_type": "markdown", "source": [', '"a\\n"', "]", "}", ",", '\\"', "\\ud83d", "\\u00e9", '"source": "#a"'],
    "commit": ["a", "\n", "# x\n", "Fixes: a\n", "> ", "- ", "diff --git a/x b/x\n", "# ------------------------ >8 ------------------------\n"],
    "text": ["a ", "\n", "> ", "- ", "`", "https://a.b", "a@b.cc", "===\n"],
    "rst": ["a b", " ", "   ", "\n", "\n\n", "- ", "#. ", "====\n", "~~~~\n", ".. note:: ", ".. code::\n", ".. list-table::\n", ".. |a| replace:: ",
            ":a: ", "::\n", "`a <b>`_", ":r:`c`", "``", "`", "*", "|", "+-+-+\n", "= =\n", ".. _a: b\n", ".. [1] ", ">>> ", "-a B", "\\", "_"],
    "asciidoc": ["a b", " ", "\n", "\n\n", "* ", ". ", "== ", "----\n", "====\n", "|===\n", "|", "++++\n", "____\n", "NOTE: ", "a:: ", ".T\n", "[b]\n", "[[c]]",
                 "<<d,e>>", "link:f[g]", "image::h[i]\n", "`", "*", "_", "#", "+", "pass:[", "]", "{j}", "footnote:[", "//", "((k))", "stem:["],
    "latex": ["a b", " ", "\n", "\n\n", "\\section{", "\\emph{", "\\item ", "\\begin{itemize}", "\\end{itemize}", "\\begin{verbatim}", "\\end{verbatim}",
              "\\begin{document}", "\\end{document}", "$", "$$", "\\[", "\\]", "{", "}", "[", "]", "%", "\\verb|", "|", "\\def\\a", "#1", "~", "\\\\", "&", "\\footnote{", "``", "\\"],
    "yaml": ["a b", "\n", "  ", ": ", "- ", "? ", "'", '"', "|\n", ">-\n", "# c", "&d ", "*e", "{", "}", "[", "]", ",", "---\n", "!t ", "\\u0041", "\t"],
    "toml": ["a b", "\n", "a = ", "'", '"', "'" * 3, '"' * 3, "# c", "[", "]", "{", "}", ",", "\\u0041", ".", "1979-01-01"],
    "json": ["a b", "\n", '"', ":", "{", "}", "[", "]", ",", "\\", "\\u0041", "\\ud83d", "// c", "/*", "*/", "1"],
    "properties": ["a b", "\n", "=", ":", "# c", "! d", "\\\n", "\\u0041", "\\", " "],
    "po": ["msgid ", "msgstr ", "msgstr[0] ", "msgctxt ", '"a b"', '"', "\n", "# c", "#. d", "#: e", "#, fuzzy", "\\n", "\\", "Language: es\\n", "%s"],
    **{
        f"code a.{suffix}": [*CODE, *more]
        for suffix, more in {
            "py": ["def a():\n    ", "r'", ":param b: ", "Args:\n", ">>> "], "c": ["#if 0\n", 'R"(', ')"', "@param b "],
            "js": ["${", "/[", "]/g"], "jsx": ["<a>", "</a>", "<b c='d'>"], "rs": ['r#"', "'a ", "/// "],
            "rb": ["<<~A\n", "A\n", "=begin\n", "=end\n", "%w["], "sh": ["<<A\n", "A\n", "$("], "php": ["<?php ", "?>", "<<<A\n", "A;\n"],
            "lua": ["--[[", "]]", "[==[", "]==]"], "hs": ["{-", "-}", "-- "], "pl": ["=pod\n\n", "=cut\n", "=item a\n"],
            "clj": ["(defn a ", "; ", "#|"], "ex": ["@doc ", "~S"], "sql": ["-- "], "ps1": ["<#", "#>", '@"\n', '\n"@'], "vim": ['" a\n'],
            "m": ["%{\n", "%}\n", "% "], "css": ["a{b:c}"], "tf": ["<<A\n"],
        }.items()
    },
}  # fmt: skip
"""Format, and a path where that matters -> what its texts are made of."""
NESTED = {"markdown", "mdx", "html", "text", "commit", "notebook"}
"""Formats where a block may lie within another."""
SCOPES = ("comments", "comments strings identifiers keys html-comments")


def try_one(where: str, text: str) -> None:
    """Read a text, and fail where the outcome isn't faithful or takes too long."""
    format_name, _, path = where.partition(" ")
    path = path or ("a.svelte" if text.startswith("{") else "a")
    for scope in SCOPES:
        began = time.process_time()
        if format_name in NESTED:
            nested.read(format_name, text, path=path, scope=scope)
        else:
            faithful.read(format_name, text, path=path, scope=scope)
        spent = time.process_time() - began
        assert spent < LIMIT, f"{spent:.1f} s for {len(text)} characters: {text[:200]!r}"


def guided(format_name: str, arguments: list[str]) -> None:
    """Fuzz with atheris, which follows what the code covers."""
    atheris = importlib.import_module("atheris")
    folder = Path(__file__).parents[2] / "inclusive_lint" / "readers"
    with atheris.instrument_imports(include=["inclusive_lint.readers"]):
        for name in sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__"):
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


def mutated(format_name: str, seconds: float, seed: str) -> None:
    """Fuzz by joining fragments at random; a seed gives the same texts each time."""
    chance = random.Random(seed)
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
        for one_format in FRAGMENTS if sys.argv[2] == "all" else [sys.argv[2]]:
            mutated(
                one_format, float(sys.argv[3]), sys.argv[4] if sys.argv[4:] else str(time.time_ns())
            )
    else:
        guided(sys.argv[1], sys.argv[2:])
