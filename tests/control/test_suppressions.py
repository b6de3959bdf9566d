"""Suppressions and allowed phrases over small documents whose comments and findings are made by hand."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.filters import (
    INVALID,
    MISSING_REASON,
    UNUSED,
    RuleNames,
    apply_suppressions,
    mentions_directive,
)
from inclusive_lint.model import Allow, Block, Comment, Finding, Prose, Settings, Source
from inclusive_lint.suppressions import find_directives

RULES = {
    "whitelist": ("technology.allowlist", "technology", "race"),
    "blacklist": ("technology.denylist", "technology", "race"),
    "slave": ("technology.replica", "technology", "race"),
    "slaves": ("technology.replica", "technology", "race"),
    "he": ("core.generic-he", "core", "gender"),
    "his": ("core.generic-he", "core", "gender"),
    "guys": ("core.guys", "core", "gender"),
    "crazy": ("core.crazy", "core", "mental-health"),
}
NAMES = RuleNames(
    frozenset(name for triple in RULES.values() for name in triple) | {"core.off"},
    frozenset(name for triple in RULES.values() for name in triple),
    elsewhere=lambda name: name == "hiring",
)
COMMENT = {
    "markdown": re.compile(r"<!--(.*?)-->", re.DOTALL),
    "rst": re.compile(r"^\.\. (.*)$", re.MULTILINE),
    "asciidoc": re.compile(r"^// ?(.*)$", re.MULTILINE),
    "latex": re.compile(r"%(.*)$", re.MULTILINE),
    "code": re.compile(r"#(.*)$", re.MULTILINE),
    "text": re.compile(r"(?!)()"),
    "commit": re.compile(r"(?!)()"),
}


def run(text: str, format: str = "markdown", *, names: RuleNames | None = NAMES, **options):  # noqa: A002
    """All findings of the words of RULES in ``text``, filtered."""
    comments = tuple(
        Comment(m.start(), m.end(), m[1].strip()) for m in COMMENT[format].finditer(text)
    )
    parts = re.finditer(r"(?:[^\n]+\n?)+", text)
    blocks = [Block(part.start(), part[0], "paragraph") for part in parts]
    findings = tuple(
        Finding("a", *RULES[m[0]][:2], RULES[m[0]][2], "warning", "m", m[0], m.start(), m.end())
        for m in re.finditer(rf"\b(?:{'|'.join(RULES)})\b", text)
    )
    source = Source("a", text, format=format)
    return apply_suppressions(
        findings, Prose(tuple(blocks), comments), source, Settings(**options), names=names
    )


def left(text: str, format: str = "markdown", **options) -> list[str]:  # noqa: A002
    """The words still counted, and the short ids of findings about suppressions."""
    shown = []
    for finding in run(text, format, **options):
        if finding.suppressed is None:
            own = finding.rule.startswith("inclusive-lint.")
            shown.append(finding.rule.partition(".")[2] if own else finding.match)
    return shown


# Reach


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("guys <!-- inclusive-lint: disable-line --> he\ncrazy", ["crazy"]),
        ("<!-- inclusive-lint: disable-next-line -->\nguys he\ncrazy", ["crazy"]),
        ("<!-- inclusive-lint: disable-next-line -->\n\n\nguys\ncrazy", ["crazy"]),
        ("> <!-- inclusive-lint: disable-next-line -->\n>\n> guys\n> crazy", ["crazy"]),
        ("he\n<!-- inclusive-lint: disable -->\nguys\n\ncrazy", ["he"]),
        ("<!-- inclusive-lint: disable --> he\n<!-- inclusive-lint: enable -->\nguys", ["guys"]),
        ("he <!-- inclusive-lint: enable -->\nguys", ["he", "guys"]),
        ("<!-- inclusive-lint: disable -->\nhe <!-- inclusive-lint: enable --> guys", ["guys"]),
        ("he\n<!-- inclusive-lint: disable-file -->\nguys", []),
        ("<!-- inclusive-lint: ignore -->\nguys\ncrazy", ["crazy"]),
        ("guys <!-- inclusive-lint: ignore[core.guys] --> he\ncrazy", ["he", "crazy"]),
        (
            "<!-- inclusive-lint: disable-next-line core.guys\n  -- a reason of two\n lines -->\nguys he",
            ["he"],
        ),
        ("<!-- INCLUSIVE-LINT:disable-line --> guys", []),
        ("<!--inclusive-lint:disable-next-line-->\r\nguys\r\ncrazy", ["crazy"]),
    ],
)
def test_a_directive_reaches_what_its_word_says(text, expected):
    assert left(text) == expected


def test_stacked_directives_all_mean_the_line_below_them():
    text = (
        "<!-- inclusive-lint: disable-next-line core.guys -->\n"
        "<!-- inclusive-lint: disable-next-line core.crazy -->\nguys crazy he"
    )
    assert left(text) == ["he"]


def test_a_match_broken_over_a_line_end_belongs_to_both_lines():
    finding = Finding("a", "core.guys", "core", "gender", "warning", "m", "you\nguys", 4, 12)
    text = "hey you\nguys <!-- inclusive-lint: disable-line -->\n"
    prose = Prose((), (Comment(13, len(text) - 1, "inclusive-lint: disable-line"),))
    (found,) = apply_suppressions((finding,), prose, Source("a", text), Settings())
    assert found.suppressed is not None


@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("markdown", "<!-- inclusive-lint: disable-next-line core.guys -- quoted -->\nguys"),
        ("rst", ".. inclusive-lint: disable-next-line core.guys -- quoted\n\nguys"),
        ("asciidoc", "// inclusive-lint: disable-next-line core.guys -- quoted\nguys"),
        ("latex", "% inclusive-lint: disable-next-line core.guys -- quoted\nguys"),
        ("code", "x = 1  # inclusive-lint: disable-next-line core.guys -- quoted\nguys"),
        ("code", "# noqa: X1  # inclusive-lint: disable-next-line core.guys -- quoted\nguys"),
        ("text", "inclusive-lint: disable-next-line core.guys -- quoted\nguys"),
        ("text", "# inclusive-lint: disable-next-line core.guys -- quoted\n\nguys"),
        ("text", "<!-- inclusive-lint: disable-next-line core.guys -- quoted -->\nguys"),
        ("commit", "guys\n\nInclusive-Lint: disable-file core.guys -- quoted\n"),
    ],
)
def test_the_comment_syntax_of_each_format_works_and_the_reason_is_kept(format, text):  # noqa: A002
    (finding,) = run(text, format)
    assert finding.suppressed is not None
    assert (finding.suppressed.kind, finding.suppressed.reason) == ("comment", "quoted")
    line = text[: text.lower().index("inclusive-lint")].count("\n") + 1
    assert finding.suppressed.line == line


@pytest.mark.parametrize(
    "names",
    [
        "core.guys",
        "gender",
        "core",
        "core.crazy, core.guys",
        "core.crazy,core.guys",
        "race gender",
        "[core.guys]",
    ],
)
def test_rules_categories_and_packs_name_what_is_meant(names):
    assert "guys" not in left(f"guys whitelist <!-- inclusive-lint: disable-line {names} -->")


def test_enabling_one_rule_leaves_the_others_off():
    text = (
        "<!-- inclusive-lint: disable -->\nhe\n<!-- inclusive-lint: enable core.guys -->\nguys crazy\n"
        "<!-- inclusive-lint: enable -->\nhe"
    )
    assert left(text) == ["guys", "he"]


def test_the_words_of_a_directive_are_no_prose():
    assert [
        f.match
        for f in run("guys # inclusive-lint: disable-line -- the guys said whitelist", "code")
    ] == ["guys"]
    assert left("inclusive-lint: disable-next-line\nguys", "text") == []


@pytest.mark.parametrize(
    "text",
    [
        "<!-- we use inclusive-lint: disable-line works like this -->guys",
        "<!-- inclusive-lint: a linter -->guys",
        "`inclusive-lint: disable-line` guys",
        "<!-- not-inclusive-lint: disable-line -->guys",
    ],
)
def test_text_about_directives_is_none(text):
    assert left(text) == ["guys"]


# Findings about suppressions


@pytest.mark.parametrize(
    ("directive", "rule", "words"),
    [
        (
            "disable-line core.guy",
            INVALID,
            "No rule, category or pack is named 'core.guy'; did you mean 'core.guys'?",
        ),
        (
            "disable-lin",
            INVALID,
            "'disable-lin' is no suppression and silences nothing; did you mean 'disable-line'?",
        ),
        ("skip", INVALID, "expected one of: disable-line"),
        (
            "disable-line core.crazy",
            UNUSED,
            "This suppression of core.crazy silences nothing and can be removed.",
        ),
        ("disable-line race", UNUSED, "of race"),
    ],
)
def test_a_slip_or_an_idle_suppression_is_a_finding_at_its_words(directive, rule, words):
    text = f"guys <!-- inclusive-lint: {directive} -->"
    guys, about = run(text)
    assert guys.suppressed is None
    assert (about.rule, about.pack, about.category) == (rule, "inclusive-lint", "suppression")
    assert words in about.message
    assert text[about.start : about.end] == about.match == f"inclusive-lint: {directive}"
    assert re.fullmatch(r"[0-9a-f]{16}-1", about.fingerprint)


def test_only_the_names_that_silence_nothing_are_idle():
    *_, about = run("guys <!-- inclusive-lint: disable-line core.guys, race core.off hiring -->")
    assert "of race silences nothing" in about.message


def test_a_run_over_few_rules_does_not_call_the_rest_idle():
    assert left("he <!-- inclusive-lint: disable-line --> \nok", select=("race",)) == []
    assert left("ok <!-- inclusive-lint: disable-line --> ", select=("race",)) == []
    assert left("ok <!-- inclusive-lint: disable-line --> ") == ["unused-suppression"]


def test_findings_about_suppressions_obey_the_settings():
    text = "ok <!-- inclusive-lint: disable-line -->"
    assert left(text, ignore=(UNUSED,)) == []
    assert left(text, ignore=("suppression",)) == []
    (found,) = run(text, severities=((UNUSED, "error"),))
    assert found.severity == "error"
    text += f"\n<!-- inclusive-lint: disable-file {UNUSED} -- generated -->"
    assert left(text) == []


def test_the_closest_of_several_suppressions_is_the_one_in_use():
    text = "<!-- inclusive-lint: disable-file -->\nguys <!-- inclusive-lint: disable-line -->"
    guys, about = (*run(text)[::-1],)
    assert guys.suppressed is not None
    assert guys.suppressed.line == 2
    assert about.match == "inclusive-lint: disable-file"


def test_where_a_reason_is_required_a_suppression_without_one_is_void_and_a_finding():
    text = "guys <!-- inclusive-lint: disable-line -->\nhe <!-- inclusive-lint: disable-line -- a quote -->"
    assert left(text, require_reason=True) == ["guys", "missing-reason"]
    assert left("guys <!-- inclusive-lint: disable-line -- -->", require_reason=True) == [
        "guys",
        "missing-reason",
    ]
    assert left("<!--alex ignore-->\nguys", require_reason=True) == ["missing-reason", "guys"]
    (_, about) = run("guys <!-- inclusive-lint: disable-line -->", require_reason=True)
    assert about.rule == MISSING_REASON


def test_equal_findings_about_suppressions_are_numbered():
    text = "<!-- inclusive-lint: disable-line -->\n<!-- inclusive-lint: disable-line -->\n"
    first, second = run(text)
    assert first.fingerprint[:-2] == second.fingerprint[:-2]
    assert (first.fingerprint[-2:], second.fingerprint[-2:]) == ("-1", "-2")


# Other tools' wordings


@pytest.mark.parametrize(
    ("format", "text", "expected"),
    [
        ("markdown", "<!--alex ignore-->\n\nguys\nhe\n\ncrazy", ["crazy"]),
        ("markdown", "<!--alex ignore he-she-->\n\nguys his\n\nhe", ["guys", "he"]),
        ("markdown", "<!--alex disable master-slave-->\nslaves\n\nguys slave\n<!--alex enable master-slave-->\nslave", ["guys", "slave"]),
        ("markdown", "<!-- alex disable -->\nguys\n<!-- alex enable -->\nhe", ["he"]),
        ("markdown", "<!--alex ignore-->\n\n- guys\n- he\n\ncrazy", ["crazy"]),
        ("code", "whitelist blacklist # wokeignore:rule=whitelist\nwhitelist", ["blacklist", "whitelist"]),
        ("code", "# wokeignore:rule=whitelist,blacklist\nwhitelist blacklist guys", ["guys"]),
        ("code", "# wokeignore:rule=whitelist the whitelist is theirs\nwhitelist\nwhitelist", ["whitelist"]),
        ("markdown", "<!-- wokeignore:rule=slave -->\nslaves guys", ["guys"]),
        ("text", "whitelist and guys # wokeignore:rule=whitelist", ["guys"]),
        ("code", "guys # blocklint: pragma\nhe", ["he"]),
        ("code", "guys # blocklint: some other words pragma\nhe", ["he"]),
        ("text", "guys blocklint: pragma", []),
        ("markdown", "<!-- vale off -->\nguys\n<!-- vale on -->\nhe", ["he"]),
        ("rst", ".. vale off\n\nguys\n\n.. vale on\n\nhe", ["he"]),
        ("markdown", "<!-- vale alex.Gendered = NO -->\nguys\n<!-- vale alex.Gendered = YES -->\nhe", ["he"]),
        ("markdown", "<!-- vale Google.Acronyms = NO -->\nguys", ["guys"]),
        ("markdown", "<!-- vale alex = NO -->\nguys", []),
        ("markdown", '<!-- vale Acme.Inclusive["guys","Slave"] = NO -->\nguys he slave', ["he"]),
        ("markdown", "<!-- inclusive-lint: disable -->\n<!-- vale on -->\nguys", []),
        ("markdown", "<!-- vale off -->", []),
        ("markdown", "<!-- the vale off the road -->guys", ["guys"]),
    ],
)  # fmt: skip
def test_what_other_linters_understand_is_understood(format, text, expected):  # noqa: A002
    assert left(text, format) == expected


# Allowed phrases


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("crazy guys", "the Crazy Guys and other guys", ["guys"]),
        ("the crazy guys", "the crazy\nguys", []),
        ("the crazy guys", "> the crazy\n> guys", []),
        ("crazy guys", "# crazy\n# guys", []),
        ("crazy", "crazyguys crazy", []),
        ("slave", "slaves", ["slaves"]),
        ("guys' day", "guys\u2019 day", []),
        ("guys-day", "guys\u2011day guys day", ["guys"]),
        ("he (guys)", "he (guys) guys", ["guys"]),
        ("guys guys", "guys guys guys", ["guys"]),
    ],
)
def test_a_phrase_is_met_in_any_case_and_over_line_ends_but_only_whole(phrase, text, expected):
    lower = text.lower()
    comments = Prose((Block(0, lower, "paragraph"),))
    findings = tuple(
        Finding("a", *RULES[m[0]][:2], RULES[m[0]][2], "warning", "m", m[0], m.start(), m.end())
        for m in re.finditer(rf"\b(?:{'|'.join(RULES)})\b", lower)
    )
    result = apply_suppressions(
        findings, comments, Source("a", text), Settings(allow=(Allow(phrase),))
    )
    assert [f.match for f in result if f.suppressed is None] == expected


def test_an_allowed_phrase_may_be_for_some_rules_and_gives_its_reason():
    allow = (Allow("crazy guys", ("gender",), "a band"),)
    crazy, guys = run("crazy guys", allow=allow)
    assert crazy.suppressed is None
    assert guys.suppressed is not None
    assert (guys.suppressed.kind, guys.suppressed.reason) == ("allow", "a band")


def test_markup_inside_a_phrase_does_not_part_it():
    raw = "**crazy** guys"
    block = Block(0, "\ufdd0\ufdd0crazy\ufdd0\ufdd0 guys", "paragraph")
    finding = Finding("a", "core.guys", "core", "gender", "warning", "m", "guys", 10, 14)
    settings = Settings(allow=(Allow("crazy guys"),))
    (found,) = apply_suppressions((finding,), Prose((block,)), Source("a", raw), settings)
    assert found.suppressed is not None


# Robustness

_PIECES = st.sampled_from(
    ["<!--", "-->", "inclusive-lint:", " disable", "-line", "-next-line", " enable", " -- ", "why", "\n",
     "\r\n", "guys", " core.guys", ",", "[", "]", "alex ignore", " vale off", "wokeignore:rule=x", "#",
     "blocklint: pragma", " = NO", '"', "\u2028", "é"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join), st.sampled_from(sorted(COMMENT)), st.booleans())
def test_no_comment_breaks_it_and_no_finding_is_lost(text, format, require):  # noqa: A002
    found = run(text, format, require_reason=require)
    source = Source("a", text, format=format)
    comments = tuple(
        Comment(m.start(), m.end(), m[1].strip()) for m in COMMENT[format].finditer(text)
    )
    spans = [(d.start, d.end) for d in find_directives(Prose((), comments), source)]
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    words = list(re.finditer(rf"\b(?:{'|'.join(RULES)})\b", text))
    outside = [m for m in words if not any(s <= m.start() and m.end() <= e for s, e in spans)]
    assert len([f for f in found if not f.rule.startswith("inclusive-lint.")]) == len(outside)
    assert all(text[f.start : f.end] == f.match for f in found)
    assert list(found) == sorted(found, key=lambda f: (f.start, f.end, f.rule))


def test_a_document_is_known_to_mention_directives():
    assert mentions_directive("x <!-- Inclusive-Lint: disable -->")
    assert not mentions_directive("inclusive language")
