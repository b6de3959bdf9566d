"""docs/formats.md: its table of languages is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from nested import read

from inclusive_lint.blocks import format_of

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"
_ROW = re.compile(r"^\| ([A-Z][^|]*) \| (`[^|]*) \| `([^|]* text[^|]*)` \|$", re.MULTILINE)


def rows() -> list[tuple[str, str]]:
    """File name and comment of each file in the table."""
    return [
        (f"a{name}" if name.startswith(".") else name, match[3])
        for match in _ROW.finditer(PAGE.read_text(encoding="utf-8"))
        for name in re.findall(r"`([^`]+)`", match[2])
    ]


def test_the_table_names_thirty_languages():
    assert len(_ROW.findall(PAGE.read_text(encoding="utf-8"))) >= 30


@pytest.mark.parametrize(("name", "comment"), rows())
def test_the_comment_of_each_language_is_read(name: str, comment: str):
    assert format_of(name) == "code"
    text = comment.replace("text", "A note on it.") + "\n"
    assert [block.text for block in read("code", text, name).blocks] == ["A note on it."]
