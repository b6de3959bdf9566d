"""Why a word was flagged, or wasn't: what an explanation says, and that it agrees with the findings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inclusive_lint import Linter, Settings, Source
from inclusive_lint.explain import explain_at, offset_of

pytestmark = pytest.mark.model
LINTER = Linter(Settings(languages=()))


def explain(text, word, *, format_="markdown", linter=LINTER):
    return explain_at(linter, Source("a", text, format=format_), text.index(word))


def told(text, word):
    found = explain(text, word).candidates
    return [(c.rule, c.fires, c.reasons) for c in found]


def test_a_flagged_word_tells_what_spoke_for_it():
    assert told("Edit the whitelist.", "whitelist") == [
        ("technology.allowlist", True, ("the term itself",))
    ]


@pytest.mark.parametrize(
    ("text", "word", "rule", "reason"),
    [
        ("The term whitelist is old.", "whitelist", "technology.allowlist", "after 'term'"),
        ("Run --whitelist=x now.", "whitelist", "technology.allowlist", "the literal"),
        ("She has a master's degree.", "master", "technology.master", "unless next: "),
        ("The blind spot grew.", "blind", "core.the-blind", "modifies another word"),
        ("My aunt lost her key.", "her", "core.generic-pronoun", "generic"),
        ("It suffers from latency.", "suffers", "core.suffers-from", "no health condition follows"),
    ],
)  # fmt: skip
def test_a_silent_word_tells_what_spoke_against_it(text, word, rule, reason):
    found = [c for c in explain(text, word).candidates if c.rule == rule]
    assert {c.fires for c in found} == {False}
    assert all(reason in c.reasons[0] for c in found), [c.reasons for c in found]


def test_the_tokens_are_those_of_the_sentence_at_their_places():
    text = "One.  Edit the *white* list, twice. Three."
    found = explain(text, "white")
    assert found.sentence == "Edit the white list, twice."
    assert [(t.text, text[t.start : t.end]) for t in found.tokens][:4] == [
        ("Edit", "Edit"), ("the", "the"), ("white", "white"), ("list", "list"),
    ]  # fmt: skip
    assert next(t for t in found.tokens if t.text == "Edit").dep == "ROOT"


def test_a_name_is_seen_as_an_entity():
    found = explain("Barack Obama lost his badge in Berlin.", "badge")
    assert {t.text: t.entity for t in found.tokens}["Berlin"] == "GPE"


def test_a_word_that_no_rule_knows_has_a_parse_and_no_candidate():
    found = explain("Edit the list.", "list")
    assert (found.candidates, found.block_kind, len(found.tokens)) == ((), "paragraph", 4)


def test_code_and_markup_hold_no_prose():
    text = "Text.\n\n```\nwhitelist\n```\n"
    found = explain(text, "whitelist")
    assert (found.block_kind, found.sentence, found.tokens, found.candidates) == (None, "", (), ())


def test_a_rule_that_is_off_is_not_asked():
    linter = Linter(Settings(ignore=("technology.allowlist",)))
    found = explain("Edit the whitelist.", "whitelist", linter=linter)
    assert [c for c in found.candidates if c.on] == []


@pytest.mark.parametrize(
    ("line", "column", "expected"), [(1, None, (0, 5)), (2, 3, (9, 10)), (3, None, (12, 13))]
)
def test_a_line_and_column_are_a_place_in_the_text(line, column, expected):
    assert offset_of(Source("a", "First\r\nabc\r\n"), line, column) == expected


@pytest.mark.parametrize("line", [0, 9])
def test_a_line_that_is_not_there_is_told(line):
    with pytest.raises(ValueError, match="2 lines"):
        offset_of(Source("a", "First\nsecond"), line, None)


SENTENCES = (
    "The ramp helps the blind.", "A blind spot.", "Each nurse logs in with her badge.",
    "He suffers from asthma.", "The master sends writes to each replica.", "A sane default.",
    "The disabled button.", "Add a **white**list.", "The term whitelist is old.", "Two mailmen met.",
)  # fmt: skip


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_whatever_is_found_is_explained_as_found(parts):
    source = Source("a", "\n\n".join(parts), format="markdown")
    explained = explain_at(LINTER, source, 0, end=len(source.text)).candidates
    fired = {(c.rule, c.start, c.end, c.match) for c in explained if c.fires}
    found = {(f.rule, f.start, f.end, f.match) for f in LINTER.lint_source(source).findings}
    assert found <= fired
    for candidate in explained:
        assert source.text[candidate.start : candidate.end] == candidate.match
        assert all(candidate.reasons)
