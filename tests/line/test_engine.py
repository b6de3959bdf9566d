"""The line from a text to its findings, with packs made for the test and no model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packs.pack_files import write_pack

from inclusive_lint import nlp
from inclusive_lint.engine import Linter
from inclusive_lint.model import FileResult, Finding, Settings, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

RULES = """\
- id: mine.allowlist
  since: "1.0"
  severity: warning
  category: race
  terms: [white-list]
  even_in: [name]
  replacements: [allowlist]
  fix: safe
  message: "'{match}', or {replacements}."
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[whitelist]]"}]
- id: mine.check
  since: "1.0"
  severity: suggestion
  category: mental-health
  terms: [sanity check]
  replacements: [test, check]
  message: "{replacements}"
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[sanity check]]"}]
- id: mine.sanity
  since: "1.0"
  severity: error
  category: mental-health
  terms: [sanity]
  message: "x"
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[sanity]]"}]
- id: mine.read
  since: "1.0"
  severity: warning
  category: disability
  terms: [zonk]
  unless: [{next: [free]}, {pos: VERB}]
  message: "x"
  why: "y"
  sources: [{title: t, url: "https://example.org"}]
  examples: [{flag: "[[zonk]]"}]
"""


class NoReader:
    """Fails the test when a sentence is parsed."""

    name = "none"

    def parse(self, texts: Iterable[str]) -> list[Any]:
        raise AssertionError(f"parsed {list(texts)}")

    def add_entities(self, docs: Iterable[Any]) -> None:
        raise AssertionError("asked for entities")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(write_pack(tmp_path_factory.mktemp("packs"), RULES))


@pytest.fixture(scope="module")
def linter(pack: str) -> Linter:
    return Linter(Settings(packs=(pack,)), reader=NoReader())


def lint(linter: Linter, text: str, format_name: str = "markdown") -> FileResult:
    return linter.lint_text(text, format=format_name)


def fixed(text: str, finding: Finding) -> str:
    for edit in sorted(finding.replacements[0].edits, key=lambda e: e.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A whitelist.", "An allowlist."),
        ("THE WHITELIST.", "THE ALLOWLIST."),
        ("Whitelists are kept.", "Allowlists are kept."),
        ("It was white-listed.", "It was allowlisted."),
        ("a white\nlist of it", "an allowlist\nof it"),
        ("> a white\n> list of it", "> an allowlist\n> of it"),
        ("- the white\n  list of it", "- the allowlist\n  of it"),
        ("The whitelist’s end.", "The allowlist’s end."),
        ("The white\u00adlist.", "The allowlist."),
        ("A *white list* is kept.", "An *allowlist* is kept."),
    ],
)
def test_a_match_is_replaced_in_its_form(linter: Linter, text: str, expected: str) -> None:
    (finding,) = lint(linter, text).findings
    assert text[finding.start : finding.end] == finding.match
    assert fixed(text, finding) == expected


def test_markup_inside_a_match_is_not_torn(linter: Linter) -> None:
    (finding,) = lint(linter, "A white**list** is kept.").findings
    assert finding.replacements[0].edits == ()
    assert finding.fix is None


def test_of_findings_that_overlap_the_longer_stays(linter: Linter) -> None:
    assert [f.rule for f in lint(linter, "A sanity check of sanity.").findings] == [
        "mine.check",
        "mine.sanity",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Use `whitelist` here.",
        "See https://example.org/whitelist for it.",
        "The term whitelist is old.",
        'Don\'t say "whitelist" here.',
        "Say allowlist instead of whitelist.",
        "Set --whitelist or whitelist.conf or my_whitelist.",
        "See docs/whitelist/index for it.",
    ],
)
def test_literals_and_mentions_are_left_alone(linter: Linter, text: str) -> None:
    assert lint(linter, text).findings == ()


def test_words_alone_settle_without_a_parse(linter: Linter) -> None:
    assert lint(linter, "It is zonk free.").findings == ()


def test_an_open_question_is_parsed(linter: Linter) -> None:
    with pytest.raises(AssertionError, match="parsed"):
        lint(linter, "It is a zonk.")


def test_without_a_model_the_rule_is_silent_and_a_notice_says_so(
    pack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(name: str | None = None) -> str:
        raise nlp.ModelMissingError("no English model is installed")

    monkeypatch.setattr(nlp, "installed_model", nothing)
    result = lint(Linter(Settings(packs=(pack,))), "A zonk and a whitelist.")
    assert [f.rule for f in result.findings] == ["mine.allowlist"]
    assert [(n.code, n.message) for n in result.notices] == [
        ("IL304", "no English model is installed")
    ]


def test_other_languages_are_left_alone(linter: Linter) -> None:
    text = "Die Liste, die wir hier haben, ist eine whitelist und nicht mehr als das, was man so sagt.\n"
    assert lint(linter, text).findings == ()


def test_results_come_in_the_order_of_the_sources(linter: Linter) -> None:
    sources = [
        Source(str(i), "a whitelist" if i % 3 else "clean", format="markdown") for i in range(9)
    ]
    results = list(linter.lint_sources(sources))
    assert [r.path for r in results] == [s.path for s in sources]
    assert [len(r.findings) for r in results] == [1 if i % 3 else 0 for i in range(9)]


def test_identifiers_are_read_where_they_are_asked_for(pack: str) -> None:
    linter = Linter(Settings(packs=(pack,), scope=frozenset({"comments", "identifiers"})))
    text = "isWhitelisted = Nodewhitelist(MY_WHITE_LIST)\n"
    findings = linter.lint_source(Source("x.py", text, format="code")).findings
    assert [(f.match, f.replacements[0].text) for f in findings] == [
        ("Whitelisted", "Allowlisted"),
        ("whitelist", "allowlist"),
        ("WHITE_LIST", "ALLOW_LIST"),
    ]


def test_the_second_occurrence_has_a_fingerprint_of_its_own(linter: Linter) -> None:
    first, second = (
        f.fingerprint for f in lint(linter, "a whitelist now\n\na whitelist now\n").findings
    )
    assert (first.rpartition("-")[0], first[-2:], second[-2:]) == (
        second.rpartition("-")[0],
        "-1",
        "-2",
    )


WORDS = st.lists(st.sampled_from(["plain", "words", "here", "été", "🙂"]), min_size=1, max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=WORDS)
def test_fingerprints_survive_text_inserted_before(linter: Linter, before: list[str]) -> None:
    text = "The whitelist is kept.\n"
    (alone,) = lint(linter, text).findings
    (moved,) = lint(linter, " ".join(before) + ".\n\n" + text).findings
    assert moved.fingerprint == alone.fingerprint


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "whitelist",
                "white",
                "list",
                "a",
                "sanity",
                "check",
                "\n",
                "\r\n",
                "> ",
                "*",
                "🙂",
                ".",
                "`",
                "’s",
            ]
        ),
        max_size=25,
    )
)
def test_a_match_is_always_the_text_at_its_offsets(linter: Linter, parts: list[str]) -> None:
    text = " ".join(parts)
    for finding in lint(linter, text).findings:
        assert text[finding.start : finding.end] == finding.match
        for replacement in finding.replacements:
            ends = [0, *(edge for e in replacement.edits for edge in (e.start, e.end)), len(text)]
            assert ends == sorted(ends)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(["a whitelist", "one two", "the white list", "sanity", "x.", "Y"]),
        max_size=8,
    )
)
def test_text_and_markdown_give_the_same_findings(linter: Linter, parts: list[str]) -> None:
    text = " ".join(parts) + "\n"
    plain = [(f.start, f.rule) for f in lint(linter, text, "text").findings]
    assert plain == [(f.start, f.rule) for f in lint(linter, text, "markdown").findings]


def test_findings_are_the_same_from_several_threads(pack: str) -> None:
    from concurrent.futures import ThreadPoolExecutor

    linter = Linter(Settings(packs=(pack,)), reader=NoReader())
    texts = ["a whitelist and sanity " * (i % 5 + 1) for i in range(40)]
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda t: [f.start for f in lint(linter, t).findings], texts))
    assert got == [[f.start for f in lint(linter, t).findings] for t in texts]


def test_a_path_is_kept_as_given(linter: Linter, tmp_path: Path) -> None:
    assert linter.lint_text("a whitelist", path=str(tmp_path)).findings[0].path == str(tmp_path)


def test_the_names_in_a_path_are_identifiers_and_those_in_an_address_are_not(pack: str) -> None:
    linter = Linter(Settings(packs=(pack,), scope=frozenset({"comments", "identifiers"})))
    text = "See /etc/dns/white-list.conf and https://example.org/dns/whitelist for it.\n"
    (finding,) = lint(linter, text, "text").findings
    assert (finding.match, finding.start) == ("white-list", 13)
    assert lint(Linter(Settings(packs=(pack,))), text, "text").findings == ()
