"""Diagnostics are put together as text; whatever a finding says, the text is the JSON of it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inclusive_lint_server.encode import encode
from inclusive_lint_server.positions import TextIndex
from inclusive_lint_server.results import Checked, touches
from lsp_client import at

from inclusive_lint.model import Edit, Finding, Fix, Replacement, Suppressed

SHOWN = {"suggestion": 3, "warning": 2, "error": 1}
WORDS = st.text(max_size=8)


@st.composite
def findings(draw, text):
    """Findings somewhere in ``text``, saying anything."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        edits = (Edit(start, end, draw(WORDS)), Edit(end, end, draw(WORDS)))
        found.append(
            Finding(
                path="a.md",
                rule=draw(WORDS),
                pack=draw(WORDS),
                category=draw(WORDS),
                severity=draw(st.sampled_from(["suggestion", "warning", "error"])),
                message=draw(WORDS),
                match=text[start:end],
                start=start,
                end=end,
                replacements=(Replacement(draw(WORDS), edits),),
                fix=Fix(draw(st.booleans()), edits) if draw(st.booleans()) else None,
                fingerprint=draw(WORDS),
                evidence=tuple(draw(st.lists(WORDS, max_size=2))),
            )
        )
    return found


@given(st.text(max_size=30), st.data())
def test_what_a_finding_says_comes_back_as_it_was(text, data):
    found = data.draw(findings(text))
    index = TextIndex(text)
    head, body = encode(found, index, SHOWN, "0123")
    decoded = json.loads(b"[%s]" % body)
    assert [json.loads(body[a:b]) for *_, a, b in head["spans"]] == decoded
    for finding, diagnostic in zip(found, decoded, strict=True):
        start, end = index.range(finding.start, finding.end)
        assert diagnostic["range"] == {"start": start._asdict(), "end": end._asdict()}
        assert diagnostic["message"] == finding.message
        assert diagnostic["code"] == finding.rule
        assert diagnostic["severity"] == SHOWN[finding.severity]
        told = diagnostic["data"]
        assert told["match"] == finding.match
        assert told["evidence"] == list(finding.evidence)
        assert told["fix"] == (None if finding.fix is None else {"safe": finding.fix.safe})
        assert [e["newText"] for e in told["replacements"][0]["edits"]] == [
            e.text for e in finding.replacements[0].edits
        ]


def finding(**more):
    return Finding("a.md", "r", "p", "c", "warning", "m", "x", 0, 1, **more)


def test_what_is_suppressed_or_off_is_left_out():
    index = TextIndex("x")
    quiet = finding(suppressed=Suppressed("comment"))
    assert encode([quiet], index, SHOWN, "")[1] == b""
    assert encode([finding()], index, {**SHOWN, "warning": 0}, "")[1] == b""


@pytest.mark.parametrize(("text", "tags"), [("", [1]), ("y", None)])
def test_what_can_be_left_out_is_marked_as_unnecessary(text, tags):
    told = encode([finding(replacements=(Replacement(text, ()),))], TextIndex("x"), SHOWN, "")[1]
    assert json.loads(told).get("tags") == tags


def test_results_are_taken_apart_only_where_someone_looks():
    index = TextIndex("x\n" * 100)
    found = [finding() for _ in range(100)]
    lines = [
        Finding("a.md", f"r{n}", "p", "c", "warning", "m", "x", 2 * n, 2 * n + 1)
        for n, _ in enumerate(found)
    ]
    head, body = encode(lines, index, SHOWN, "")
    told = {"packs": [], "notices": []}
    checked = Checked.of(head | told, body, (1, 7, 0))
    assert [d["code"] for d in checked.in_lines(40, 41)] == ["r40", "r41"]
    assert checked.in_lines(40, 40)[0]["data"]["version"] == 7
    assert {d["data"]["version"] for d in json.loads(checked.items)} == {7}


def test_ranges_that_meet_in_a_place_touch():
    assert touches(at(1, 2, 5), at(1, 5))
    assert not touches(at(1, 2, 5), at(1, 6, 7))
