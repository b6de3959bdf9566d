"""Each term that other linters flag is found by a rule here or declined in writing, and never both."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from inclusive_lint.engine import Linter
from inclusive_lint.model import Settings, Source

ROOT = Path(__file__).resolve().parent.parent
DECLINED = ROOT / "docs" / "declined-terms.md"
PEERS = ROOT.parent / "shared" / "reference" / "peer-terms.jsonl"
CARRIERS = (
    "Two people {}.",
    "She is {}.",
    "They spoke of the {} again.",
    "A man {} asked for help.",
    "He was a {} once.",
)
"""Sentences for terms that a rule finds by its context: 'suffering from' and an illness."""


@cache
def linter() -> Linter:
    return Linter(Settings(packs=("all",), languages=()))


@cache
def declined() -> dict[str, str]:
    rows: dict[str, str] = {}
    for line in DECLINED.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if (
            line.startswith("|")
            and len(cells) == 2
            and cells[0] != "term"
            and "---" not in cells[0]
        ):
            rows[cells[0].lower()] = cells[1]
    return rows


def peer_terms() -> list[str]:
    if not PEERS.exists():
        pytest.skip(f"the list of peers' terms isn't here: {PEERS.name}")
    lines = PEERS.read_text(encoding="utf-8").splitlines()
    terms = [json.loads(line)["term"].lower() for line in lines]
    return [term.replace("\\.", ".").replace("*", "computers") for term in terms]


@cache
def carried(terms: tuple[str, ...]) -> frozenset[str]:
    """Those terms in which a rule fires, in some carrier."""
    texts = [(term, carrier.format(term)) for term in terms for carrier in CARRIERS]
    results = linter().lint_sources(Source("<c>", text, format="text") for _, text in texts)
    found = set()
    for (term, text), result in zip(texts, results, strict=True):
        start = text.index(term)
        if any(f.start < start + len(term) and start < f.end for f in result.findings):
            found.add(term)
    return frozenset(found)


def missing() -> list[str]:
    """Terms that no rule's scan knows as they are."""
    table = linter().ruleset.scanner.table
    return [term for term in peer_terms() if term not in table]


@pytest.mark.model
def test_peers_terms_are_found_or_declined() -> None:
    terms = peer_terms()
    open_terms = [term for term in missing() if term not in declined()]
    uncovered = sorted(set(open_terms) - carried(tuple(open_terms)))
    assert len(uncovered) <= 0.05 * len(terms), uncovered
    assert uncovered == []


def test_no_declined_term_is_found() -> None:
    table = linter().ruleset.scanner.table
    assert [term for term in declined() if term in table] == []


def test_a_declined_term_has_its_reason() -> None:
    assert [term for term, reason in declined().items() if len(reason) < 15] == []


def test_no_declined_term_stands_twice() -> None:
    lines = [
        line.split("|")[1].strip()
        for line in DECLINED.read_text("utf-8").splitlines()
        if line.startswith("| ")
    ]
    rows = [line for line in lines if line not in {"term", "---"}]
    assert sorted(rows) == sorted(set(rows))
