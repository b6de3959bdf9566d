"""Replacements written so that the file they go into stays what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packs.pack_files import write_pack

from inclusive_lint.engine import Linter
from inclusive_lint.escaping import written
from inclusive_lint.fixes import apply_edits
from inclusive_lint.model import Settings, Source

if TYPE_CHECKING:
    from pathlib import Path

RULES = """\
- id: mine.quoted
  since: "1.0"
  severity: warning
  category: race
  terms: [whitelist]
  replacements: ['the "allow\\list"']
  fix: safe
  message: "'{match}', or {replacements}."
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[whitelist]]"}]
"""


@pytest.mark.parametrize("format_name", ["json", "notebook"])
@given(words=st.text())
def test_a_json_string_with_the_words_in_it_means_these_words(format_name: str, words: str):
    escaped = written(format_name, "paragraph", words)
    assert json.loads(f'"{escaped}"') == words


@pytest.mark.parametrize(
    ("format_name", "kind", "expected"),
    [
        ("html", "paragraph", 'R&amp;D "lab"'),
        ("html", "attribute", "R&amp;D &quot;lab&quot;"),
        ("markdown", "paragraph", 'R&D "lab"'),
        ("po", "value", 'R&D \\"lab\\"'),
        ("json", "comment", 'R&D "lab"'),
        ("yaml", "comment", 'R&D "lab"'),
        ("yaml", "value", None),
        ("code", "string", None),
        ("markdown", "front_matter", None),
    ],
)
def test_words_are_escaped_as_their_place_asks_or_not_offered(
    format_name: str, kind: str, expected: str | None
):
    assert written(format_name, kind, 'R&D "lab"') == expected


def test_words_without_quotes_go_anywhere():
    assert written("yaml", "value", "allow list") == "allow list"


def test_an_edit_in_a_notebook_leaves_it_a_notebook(tmp_path: Path):
    pack = write_pack(tmp_path, RULES)
    cell = {"cell_type": "markdown", "source": ["Add it to\n", "the whitelist."]}
    text = json.dumps({"cells": [cell]})
    source = Source("a.ipynb", text, format="notebook")
    (found,) = Linter(Settings(packs=(str(pack),), languages=())).lint_source(source).findings
    assert found.fix is not None
    edited = json.loads(apply_edits(text, found.fix.edits))
    assert edited["cells"][0]["source"][1] == 'the the "allow\\list".'
