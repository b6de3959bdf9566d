"""Gender-coded words of job advertisements, counted by lemma and part of speech; no model."""

from __future__ import annotations

from itertools import pairwise

import pytest
from detectors.handmade import sight_of
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.coded import SIDES, balance, entries_of, read_list
from inclusive_lint.detectors.coded import judge
from inclusive_lint.engine import Linter
from inclusive_lint.genre import advertises
from inclusive_lint.model import Block, Settings
from inclusive_lint.passages import make_passage
from inclusive_lint.sentences import split_sentences
from inclusive_lint.sight import DocumentView, Sight


def found(text: str) -> list[str]:
    return [text[word.start : word.end] for word in balance(text).words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("In response to your request", []),
        ("a responsive, kind person", ["responsive", "kind"]),
        ("a kind of analyst on a forced march", []),
        ("competitive people, competitive salary", ["competitive"]),
        ("a data-driven team; a driven team", ["driven"]),
        (
            "Self-confident, self confident, selfconfident",
            ["Self-confident", "self confident", "selfconfident"],
        ),
        ("You lead; the lead time is short", ["lead"]),
        ("we support you, and support matters", ["support", "support"]),
        ("emotional intelligence", []),
        ("leaders LED decisions", ["leaders", "LED", "decisions"]),
        ("responsible for budgets", []),
    ],
)
def test_lemmas_and_parts_of_speech_count_not_stems(text: str, words: list[str]) -> None:
    assert found(text) == words


def test_the_score_is_feminine_less_masculine() -> None:
    mixed = balance("We collaborate, compete, decide and fight.")
    assert (mixed.masculine, mixed.feminine, mixed.score, mixed.leaning) == (3, 1, -2, "masculine")
    assert not mixed.strongly
    assert balance("Compete, decide, fight, lead.").strongly
    assert balance("We compete and share.").leaning == "neutral"
    assert str(balance("Share.")) == "feminine-coded, score +1 (0 masculine, 1 feminine)"
    assert str(balance("")) == "neutral, score +0 (0 masculine, 0 feminine)"


@given(st.text(max_size=200))
def test_any_text_is_counted_with_its_own_words(text: str) -> None:
    words = balance(text).words
    assert all(0 <= a.end <= b.start for a, b in pairwise(words))
    for word in words:
        assert word.lemma in {e.lemma for e in entries_of(text[word.start : word.end])}


def test_counting_twice_the_text_counts_twice_the_words() -> None:
    text = "We lead, share, fight and understand."
    assert balance(f"{text}\n{text}").score == 2 * balance(text).score


def test_no_word_stands_on_both_sides() -> None:
    masculine, feminine = ({(e.lemma, e.pos) for e in read_list(side)} for side in SIDES)
    assert not masculine & feminine


AD = "We are looking for a {} salesperson."


def fires(text: str, match: str) -> bool:
    verdict = judge(sight_of(text, match))
    assert verdict is not None
    return verdict.fires


def test_it_fires_only_in_an_advertisement() -> None:
    assert fires(AD.format("fearless"), "fearless")
    assert not fires("The fearless salesperson came.", "fearless")


def test_it_fires_only_where_the_balance_leans_the_same_way() -> None:
    assert not fires(AD.format("fearless, kind, honest and polite"), "fearless")
    assert not fires(AD.format("fearless, kind"), "fearless")


def test_a_mild_word_needs_a_strong_lean() -> None:
    assert not fires(AD.format("determined"), "determined")
    many = AD.format("determined, fearless, decisive, ambitious and aggressive")
    assert fires(many, "determined")


def test_the_evidence_names_the_score() -> None:
    verdict = judge(sight_of(AD.format("fearless"), "fearless"))
    assert verdict is not None
    assert "score -1 (1 masculine, 0 feminine)" in verdict.evidence


def in_document(texts: list[str], match: str) -> Sight:
    passage = make_passage(Block(0, texts[0], "paragraph"))
    start = passage.text.rindex(match)
    return Sight(
        passage=passage, sentences=split_sentences(passage.text), sentence=0, start=start,
        end=start + len(match), format_name="text", document=DocumentView(texts),
    )  # fmt: skip


def test_the_whole_document_is_weighed() -> None:
    text = AD.format("fearless")
    kind = "We share, support, trust and understand."
    assert judge(in_document([text], "fearless")).fires  # type: ignore[union-attr]
    assert not judge(in_document([text, kind], "fearless")).fires  # type: ignore[union-attr]


def test_in_a_handbook_the_paragraph_is_weighed() -> None:
    text = AD.format("fearless")
    rest = "We share, support, trust and understand. " * 400
    assert judge(in_document([text, rest], "fearless")).fires  # type: ignore[union-attr]


def test_a_document_of_headings_and_items_is_an_advertisement_as_a_whole() -> None:
    texts = ["Fearless and quick", "Requirements", "5 years of experience", "How to apply"]
    assert judge(in_document(texts, "Fearless")).fires  # type: ignore[union-attr]
    assert not judge(in_document(texts[:2], "Fearless")).fires  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salesperson wanted.", True),
        ("Candidates must have a degree.", True),
        ("Join our friendly team.", True),
        ("We need a receptionist.", True),
        ("We need a new approach.", False),
        ("We're looking for feedback.", False),
        ("The police are looking for a young driver.", False),
        ("Candidates must win the election.", False),
        ("To apply the patch, run it.", False),
    ],
)
def test_advertisements_are_told_by_what_they_say(text: str, *, expected: bool) -> None:
    assert (advertises(text) is not None) is expected


def test_weak_words_together_say_nothing_in_a_handbook() -> None:
    text = "The role needs experience, and a job has benefits."
    assert advertises(text) is not None
    assert advertises(text, hints=False) is None


def test_every_term_of_the_rule_is_counted() -> None:
    rule = Linter(Settings(packs=("job-ads",))).ruleset.by_id()["job-ads.masculine-coded"]
    assert [t.text for t in rule.terms if not entries_of(t.text)] == []
