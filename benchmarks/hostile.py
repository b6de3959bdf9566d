"""Time against size for the worst inputs that are known for each reader, to show that it is linear.

    python benchmarks/hostile.py                          # every input at 1, 5 and 20 MB
    python benchmarks/hostile.py --most 1 --format rst    # smaller: 0.05, 0.25 and 1 MB
    python benchmarks/hostile.py --case backticks --check

Prints a table in Markdown, of seconds of the processor. Each input is read in a process of its own,
which is given ``--limit`` seconds and 6 GB. An input is called linear while its time grows at most
1.6 times as fast as its size, and 0.3 seconds more. ``--check`` exits with 1 where one isn't.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from itertools import pairwise
from typing import TYPE_CHECKING

from inclusive_lint.blocks import reader_of
from inclusive_lint.model import ReadOptions, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    Case = str | Callable[[int], str]

STEPS = (0.05, 0.25, 1.0)
"""Sizes, as parts of the largest."""
MEMORY = 6 << 30
"""Bytes that one reading may take."""
FACTOR, SPARE = 1.6, 0.3


def rising(unit: str, line: str, most: int) -> Callable[[int], str]:
    """Lines that begin with none of ``unit``, then one, then two, up to ``most``, and again."""
    average = len(line) + len(unit) * (most - 1) / 2
    return lambda n: "".join(unit * (k % most) + line for k in range(int(n / average)))


def once(before: str, unit: str, after: str = "") -> Callable[[int], str]:
    """One thing that holds all the rest."""
    return lambda n: before + unit * (n // len(unit)) + after


CODE = {
    "one line": "word ",
    "words": "word\n",
    "quotes": '"',
    "triples": '"""',
    "escapes": "\\'",
    "parens": "(",
}
CASES: dict[str, dict[str, Case]] = {
    "markdown": {
        "one line": "word ", "brackets": "[", "images": "![", "links": "[a](", "emphasis": "*a ", "stars": "*",
        "mixed emphasis": "*a_ ", "strikes": "~~a ", "closed brackets": "]", "pairs": "[]", "labels": "[a]",
        "labels defined": once("[a]: b\n\n", "[a] "), "closed links": "[a](b)", "links in links": "[a](<b", "spans": "*a* ",
        "backticks": lambda n: "".join("`" * (k % 997 + 1) + " " for k in range(n // 500)),
        "dollars": lambda n: "".join("$" * (k % 997 + 1) + " " for k in range(n // 500)), "maths": "$a",
        "quotes": "> ", "quotes tight": ">", "quote lines": rising(">", " a\n", 60), "lists in a line": "- ",
        "nested lists": rising(" ", "- a\n", 60), "deep lists": rising("  ", "- a\n", 400), "numbers": "1. a\n",
        "letters": "- a\n", "paragraphs": "a\n\n", "headings": "# a\n", "setext": "a\n=\n", "rules": "---\n", "hard breaks": "a\\\n",
        "comments": "<!-- ", "closed comments": "<!--a-->", "tags": '<a b="', "html": "<div>\n", "pre": "<pre>\n\n</x>\n",
        "less": "<", "tag names": "<a", "instructions": "<?", "entities": "&amp;", "amps": "&a", "automatic": "<a:",
        "tables": "|a", "rows": "|a|b|\n|-|-|\n", "long table": once("|a|b|\n|-|-|\n", "|a|b|\n"),
        "wide table": lambda n: "|a" * (n // 4) + "\n" + "|-" * (n // 4),
        "wide and long table": lambda n: "|a" * 999 + "\n" + "|-" * 999 + "\n" + "|\n" * (n // 2),
        "square table": lambda n: "|a" * (n // 6) + "\n" + "|-" * (n // 6) + "\n" + "|\n" * (n // 6),
        "footnotes": "[^a]: b\n", "references to notes": once("[^a]: b\n\n", "[^a]"), "definitions": "[a]: b 'c'\n",
        "open titles": "[a]: b 'c\n", "terms": "a\n: b\n", "braces": "{{", "shortcodes": "{{< a ", "tags of Liquid": "{% a ",
        "attributes": "# a {.b ", "containers": ":::a\n", "admonitions": '!!! a "b"\n    c\n', "deep admonitions": rising("    ", "!!! a\n", 40),
        "directives": "```{note}\n", "fences": "```\n", "long fences": rising("`", "```\n", 300), "links of wikis": "[[a", "mentions": "@a.",
        "addresses": "a@b.", "urls": "http://a(", "closing": "http://a)))))", "emoji": ":a", "code": "<code>", "spaces": " ",
        "tabs": "\t", "nested images": lambda n: "![" * (n // 8) + "a" + "](b)" * (n // 8), "accents": "é“*a*”", "no-break": "\u00a0*a*",
        "front matter": lambda n: "---\n" + "title: a\n" * (n // 9) + "---\n", "open front matter": once("---\n", "title: '"),
        "json": once('{ "', "["), "backslashes": "\\", "line ends": "\r", "surrogates": "\ud800*a* ",
    },
    "mdx": {"braces": "{", "tags": "<a ", "elements": "<a>", "strings": "{'", "ticks": "`a``b ", "fences": "```\n", "exports": "export {\n",
            "quotes": '<a b="', "comments": "{/*", "templates": "{`${", "imports": "import a from 'b'\n", "closers": "}"},
    "html": {
        "one line": "word ", "open tags": "<p>", "brackets": "<", "names": "<a", "quotes": '<a b="', "mixed": "<a b=\"'>",
        "three quotes": '<a x="b"c=">', "comments": "<!--", "closed comments": "<!--a-->", "declarations": "<!a", "code": "<code>", "pre": "<pre>",
        "closed code": "<code></code>", "code and pre": "<code><pre></code>", "script": "<script>", "lists": "<ul><li>a", "languages": "<p lang=es>a",
        "divisions": "<div lang=es>a", "spans": "<b lang=es>a", "entities": "&amp;", "amps": "&a", "templates": "{{a", "tags of Jinja": "{% a ",
        "attributes": once("<a ", "title='b' ", ">"), "bare attributes": once("<a ", "b ", ">"), "equals": once("<a ", "="), "marks": "<b>a",
        "instructions": "<?", "servers": "<%", "data": once('<img src="', "A", '">'), "cdata": "<![CDATA[", "ends": "</a>", "open ends": "</",
        "spaces in a tag": once("<a", " "), "quoted greater": "<a b='>'>", "front matter": once("---\n", "title: a\n", "---\n"),
    },
    "html a.svelte": {"braces": "{", "blocks": "{#if a}", "strings": "{'", "templates": "{`${", "tags": "<a b={"},
    "html a.xml": {"names": "<a>b", "entries": "<entry>a b</entry>"},
    "text": {"one line": "word ", "words": "word\n", "quotes": ">", "quote lines": rising(">", " a\n", 60), "bullets": "- a\n", "ticks": "`a",
             "breaks": "\n", "rules": "===\n", "dashes": "-", "urls": "http://a(", "addresses": "a@b.", "spaces": " ", "paths": "/a", "tags": "#a"},
    "commit": {"one line": "word ", "comments": "#\n", "trailers": "A-b: c\n", "paragraphs": "a\n\n", "dashes": "-", "by": "Aa-by"},
    "notebook": {
        "escapes": once('{"cells": [{"cell_type": "markdown", "source": "', "\\n", '"}]}'),
        "open": once('{"cells": ["', '\\"'), "nested": "[", "objects": '{"cells":', "quotes": '"',
        "lines": once('{"cells": [{"cell_type": "markdown", "source": [', '"a\\n",', '""]}]}'),
        "cells": once('{"cells": [', '{"cell_type": "code", "source": "#a"},', "{}]}"),
        "letters": once('{"cells": [{"cell_type": "markdown", "source": [', '"\\u0061",', '""]}]}'),
    },
    "rst": {"one line": "word ", "words": "word\n", "roles": ":a:`b", "stars": "*a ", "ticks": "``a", "lists": "- a\n", "directives": ".. a::\n",
            "notes": rising("   ", ".. note::\n\n", 40), "grid": "+-", "lines": "=\n", "targets": "`a <b", "bars": "|a", "deep lists": rising("  ", "- a\n\n", 60),
            "quotes": rising(" ", "a\n\n", 60), "simple tables": "= =\na b\n= =\n\n", "open table": once("= =\n", "a b\n"),
            "grids": "+-+\n|a|\n+-+\n\n", "open grid": once("+-+\n", "|a|\n"), "wide grid": lambda n: ("+-" * (n // 6) + "+\n" + "|a" * (n // 6) + "|\n") + "+-" * (n // 6) + "+\n",
            "fields": ":a: b\n", "options": "-a b\n", "numbers": "1. a\n", "line blocks": "| a\n", "literals": "a::\n\n b\n\n", "comments": ".. a\n",
            "titles": "a\n=\n", "references": "`a`_ ", "footnotes": ".. [#] a\n", "substitutions": "|a| ", "doctests": ">>> a\n", "terms": "a\n b\n",
            "underscores": "_", "backslashes": "\\"},
    "asciidoc": {"one line": "word ", "words": "word\n", "macros": "a:b[", "stars": "*a ", "ticks": "`a", "lists": "* a\n", "deep lists": rising("*", "* a\n", 40),
                 "blocks": "----\n", "rising blocks": rising("=", "====\n", 200), "open blocks": lambda n: "".join("-" * (k % 400 + 4) + "\n" for k in range(n // 205)), "cells": "|a ",
                 "table": once("|===\n", "|a\n"), "tables": "|===\n|a\n|===\n", "attributes": "{a", "titles": "= a\n", "passes": "+++", "pluses": "+a",
                 "anchors": "[[a", "references": "<<a,", "terms": "((a", "labels": "a::\n", "captions": ".a\n", "marks": "#a", "underscores": "_a ",
                 "footnotes": "footnote:[", "links": "http://a[", "images": "image::a[\n", "roles": "[.a]#", "admonitions": "NOTE: a\n", "comments": "////\n",
                 "continuations": "* a\n+\n", "dense": "*a* _b_ `c` http://d[e] "},
    "latex": {"one line": "word ", "words": "word\n", "commands": "\\a{", "braces": "{", "closers": "}", "maths": "$a", "displays": "$$a", "brackets": "\\[",
              "parentheses": "\\(", "environments": "\\begin{a}\n", "equations": "\\begin{equation}", "verbatims": "\\begin{verbatim}", "ends": "\\end{a}",
              "comments": "%a\n", "verbs": "\\verb|", "options": "\\a[", "footnotes": "\\footnote{a ", "closed": "\\emph{a} ", "sections": "\\section{a}\n",
              "items": "\\item a\n", "accents": "\\'e", "ifs": "\\iffalse ", "quotes": "``a", "columns": "a & ", "definitions": "\\def\\a#1{"},
    "code a.py": {**CODE, "comments": "# a\n", "odd comments": "# a\nb\n", "f": "f'{", "docstrings": '"""a"""\n', "functions": 'def a():\n    """b"""\n', "lines in a string": once('"""', "a\n", '"""'),
                  "codes": "# a = b\n", "tags": once('"""', ":param a: b\n", '"""')},
    "code a.c": {**CODE, "comments": "/*", "closed": "/*a*/", "lines": "// a\n", "stars": once("/*\n", " * a\n", "*/"), "raw": 'R"(', "raw names": 'R"a(', "chars": "'",
                 "folds": "// a \\\n", "tags": once("/**\n", " * @param a b\n", "*/")},
    "code a.js": {**CODE, "ticks": "`", "templates": "`${", "regexes": "/a", "classes": "/[", "divisions": "a / b ", "comments": "/**/"},
    "code a.jsx": {"tags": "<a>", "braces": "<a>{", "strings": "<a b='", "text": "<a>b</a>", "conditions": "a < b "},
    "code a.rs": {"comments": "/*", "raws": 'r#"', "rising raws": rising("#", '"', 60), "lives": "'a "},
    "code a.rb": {"heredocs": "<<A\n", "tildes": "<<~A b\n", "begins": "=begin\n", "words": "%w[", "hashes": "#{", "regexes": " /a"},
    "code a.sh": {"heredocs": "cat <<A\n", "quotes": '"$(', "singles": "'", "hashes": "$#"},
    "code a.php": {"switches": "<?php ?>", "heredocs": "<?php <<<A\n", "strings": "<?php '"},
    "code a.lua": {"longs": "[[", "comments": "--[[", "rising": rising("=", "[", 60), "open levels": lambda n: "".join("[" + "=" * (k % 400) + "[" for k in range(n // 202))},
    "code a.hs": {"comments": "{-", "closed": "{--}", "dashes": "--"},
    "code a.pl": {"pods": "=head1 a\n", "cuts": "=pod\n\n=cut\n", "heredocs": "<<A\n"},
    "code a.ps1": {"comments": "<#", "heres": '@"\n'},
    "code a.sql": {"strings": "'a", "dashes": "-- a\n", "comments": "/*"},
    "code a.ex": {"docs": '@doc """\na\n"""\n', "quotes": '"""'},
    "code a.clj": {"docs": '(defn a "b" [])\n', "quotes": '"', "forms": "("},
    "code a.ml": {"comments": "(*", "stars": "(*)"},
    "code a.vim": {"quotes": '" a\n', "strings": "'"},
    "code a.cmake": {"brackets": "#[[", "rising": rising("=", "#[", 60)},
    "yaml": {"one line": "word ", "keys": "a: b\n", "quotes": 'a: "b', "singles": "a: 'b\n", "flow": "[", "maps": "{a: ", "nested": "- ", "deep": rising(" ", "a:\n", 200), "anchors": "&a ",
             "blocks": "a: |\n ", "folded": once("a: >\n", " b\n"), "comments": "# a\n", "documents": "---\n", "questions": "? ", "tags": "!a ", "escapes": once('a: "', "\\x"),
             "plain": once("a:\n", " b\n"), "sentences": "a: b is c d.\n"},
    "toml": {"one line": "word ", "keys": "a = 'b'\n", "quotes": 'a = "', "triples": 'a = """', "tables": "[a.", "arrays": "a = [", "inline": "a = {", "dots": "a.", "comments": "# a\n", "sentences": 'a = "b is c d."\n'},
    "json": {"one line": "word ", "nested": "[", "objects": '{"a":', "quotes": '"', "strings": '"a",', "escapes": once('"', "\\u0061", '"'), "comments": "//a\n", "blocks": "/*", "sentences": '"b is c d.",'},
    "properties": {"one line": "word ", "keys": "a=b\n", "folds": "a=b\\\n", "escapes": "\\u", "comments": "#a\n", "sentences": "a=b is c d.\n"},
    "po": {"one line": "word ", "entries": 'msgid "a"\nmsgstr "b"\n\n', "strings": '"a"\n', "open": 'msgid "', "flags": "#, a\n", "continued": once('msgid ""\n', '"a"\n'), "escapes": once('msgid "', "\\n", '"')},
}  # fmt: skip
"""Format, and a path where that matters -> name of the input -> what is repeated, or the input of a length."""


def text_of(case: Case, size: int) -> str:
    """The input of about ``size`` characters."""
    return case * (size // len(case)) if isinstance(case, str) else case(size)


def lines_of(case: Case, size: int) -> str:
    """The same in lines, for a reader that leaves alone what has none as minified."""
    if not isinstance(case, str) or "\n" in case:
        return text_of(case, size)
    return text_of(case * (80 // len(case)) + "\n", size)


def seconds(where: str, name: str, size: int) -> float:
    """Processor time to read an input once, in this process."""
    format_name, _, path = where.partition(" ")
    make = lines_of if format_name == "code" else text_of
    source = Source(path or "a", make(CASES[where][name], size), format=format_name)
    read = reader_of(format_name)
    began = time.process_time()
    read(source, ReadOptions())
    return time.process_time() - began


def apart(where: str, name: str, size: int, limit: int) -> float | None:
    """The same in a process of its own; None where that took too long, or too much memory."""
    command = [sys.executable, __file__, "--one", where, name, str(size), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return float(done.stdout)
    except ValueError:
        return None


def bounded(where: str, name: str, size: int, limit: int) -> float:
    """Read an input under the limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    return seconds(where, name, size)


def is_linear(times: list[float | None], sizes: list[int]) -> bool:
    """Whether time grows with size, and no faster."""
    pairs = zip(pairwise(times), pairwise(sizes), strict=True)
    return all(
        s is not None and t is not None and t < FACTOR * (n / m) * s + SPARE
        for (s, t), (m, n) in pairs
    )


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--most", type=float, default=20, help="the largest size, in MB")
    parser.add_argument("--limit", type=int, default=120, help="seconds for one reading")
    parser.add_argument("--format", action="append", help="only this format (may be given again)")
    parser.add_argument("--case", help="only this input")
    parser.add_argument("--check", action="store_true", help="exit with 1 where one isn't linear")
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        where, name, size, limit = asked.one
        print(bounded(where, name, int(size), int(limit)))
        return 0
    sizes = [int(asked.most * 1e6 * step) for step in STEPS]
    print("| format | input | " + " | ".join(f"{n / 1e6:g} MB" for n in sizes) + " | |")
    print("|---|---|" + "---|" * (len(sizes) + 1))
    bent = 0
    for where, cases in CASES.items():
        if asked.format and where.split()[0] not in asked.format:
            continue
        for name in cases:
            if asked.case and asked.case != name:
                continue
            times = [apart(where, name, size, asked.limit) for size in sizes]
            fine = is_linear(times, sizes)
            bent += not fine
            shown = " | ".join("-" if t is None else f"{t:.2f}" for t in times)
            print(f"| {where} | {name} | {shown} | {'' if fine else 'not linear'} |", flush=True)
    return 1 if bent and asked.check else 0


if __name__ == "__main__":
    sys.exit(main())
