"""Suppressions as the readers of each format hand their comments on."""

from __future__ import annotations

import importlib
import re

import pytest

from inclusive_lint.blocks import FORMATS
from inclusive_lint.filters import apply_suppressions
from inclusive_lint.model import Finding, ReadOptions, Settings, Source

NEXT = "inclusive-lint: disable-next-line core.guys -- quoted"
LINE = "inclusive-lint: disable-line core.guys -- quoted"


def suppressed(name: str, format: str, text: str) -> list[bool]:  # noqa: A002
    """For each 'guys' in a block of the document, whether it is suppressed."""
    try:
        reader = importlib.import_module(FORMATS[format])
    except ModuleNotFoundError:
        pytest.skip(f"there is no reader for {format} yet")
    source = Source(name, text, format=format)
    prose = reader.read(source, ReadOptions(scope=frozenset({"comments", "strings"})))
    findings = tuple(
        Finding(
            name,
            "core.guys",
            "core",
            "gender",
            "warning",
            "m",
            m[0],
            b.start + m.start(),
            b.start + m.end(),
        )
        for b in prose.blocks
        for m in re.finditer(r"\bguys\b", b.text)
    )
    found = apply_suppressions(findings, prose, source, Settings())
    assert not [f for f in found if f.rule.startswith("inclusive-lint.")], found
    assert {f.suppressed.reason for f in found if f.suppressed} <= {"quoted"}
    return [f.suppressed is not None for f in found]


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("markdown", f"<!-- {NEXT} -->\nguys\n\nguys\n"),
        ("markdown", f"<!-- {NEXT} -->\n\n# guys\n\nguys\n"),
        ("markdown", f"guys <!-- {LINE} -->\nguys\n"),
        ("markdown", f"- one\n  <!-- {NEXT} -->\n  guys\n  guys\n"),
        ("markdown", f"> <!-- {NEXT} -->\n> guys\n>\n> guys\n"),
        ("markdown", f"[//]: # ({NEXT})\n\nguys\n\nguys\n"),
        ("mdx", f"{{/* {NEXT} */}}\n\nguys\n\nguys\n"),
        ("html", f"<p>x</p>\n<!-- {NEXT} -->\n<p>guys</p>\n<p>guys</p>\n"),
        ("rst", f".. {NEXT}\n\nguys\n\nguys\n"),
        ("rst", f"..\n   {NEXT}\n\nguys\n\nguys\n"),
        ("asciidoc", f"// {NEXT}\nguys\n\nguys\n"),
        ("asciidoc", f"////\n{NEXT}\n////\nguys\n\nguys\n"),
        ("latex", f"% {NEXT}\nguys\n\nguys\n"),
        ("latex", f"guys % {LINE}\nguys\n"),
        ("yaml", f"# {NEXT}\n# guys here\n\n# guys there\na: b\n"),
        ("toml", f"# {NEXT}\n# guys here\n\n# guys there\na = 1\n"),
        ("properties", f"# {NEXT}\na = hey guys\nb = hey guys\n"),
        ("text", f"{NEXT}\nguys\n\nguys\n"),
        ("text", f"# {NEXT}\n\nguys\n\nguys\n"),
        ("commit", f"Subject\n\n{NEXT}\nguys\n\nguys\n"),
    ],
)
def test_the_reader_hands_the_comment_on_and_only_the_next_line_is_meant(format, text):  # noqa: A002
    assert suppressed("x", format, text) == [True, False]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", f"# {NEXT}\n# guys here\n\nx = 1\n# guys there\n"),
        ("a.py", f"# first\n# {NEXT}\n# guys here\n# and\n# guys there\n"),
        ("a.py", f'print("hey guys")  # noqa: T201  # {LINE}\nprint("hey guys")\n'),
        ("a.js", f"// {NEXT}\n// guys here\n\nx()\n// guys there\n"),
        ("a.c", f"/* {NEXT} */\n/* guys here */\nint x;\n/* guys there */\n"),
        ("a.sql", f"-- {NEXT}\n-- guys here\nSELECT 1;\n-- guys there\n"),
        ("a.sh", f"# {NEXT}\n# guys here\nls\n# guys there\n"),
        ("a.rs", f"// {NEXT}\n/// guys here\nfn x() {{}}\n/// guys there\nfn y() {{}}\n"),
        ("a.lua", f"-- {NEXT}\n-- guys here\nx()\n-- guys there\n"),
    ],
)
def test_comments_of_programming_languages_work(name, text):
    assert suppressed(name, "code", text) == [True, False]


def test_a_directive_in_an_example_of_a_document_does_nothing():
    text = f"guys\n\n```html\n<!-- {NEXT} -->\n```\n\n`<!-- {NEXT} -->` guys\n"
    assert suppressed("x", "markdown", text) == [False, False]


@pytest.mark.parametrize("format", ["markdown", "html", "rst", "asciidoc", "text", "code"])
def test_the_words_of_a_directive_are_never_findings(format):  # noqa: A002
    start, end = {
        "rst": (".. ", ""),
        "asciidoc": ("// ", ""),
        "code": ("# ", ""),
        "text": ("", ""),
    }.get(format, ("<!-- ", " -->"))
    text = f"{start}inclusive-lint: disable-file core.guys -- quoted{end}\n\nguys\n"
    name = "a.py" if format == "code" else "x"
    text = text.replace("\nguys", "\n# guys") if format == "code" else text
    assert suppressed(name, format, text) == [True]
