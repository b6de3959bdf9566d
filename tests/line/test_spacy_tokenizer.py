"""The tokenizer that is made as texts need it gives the tokens of the one that is loaded whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.nlp import installed_model
from inclusive_lint.spacy_tokenizer import LatePattern, LateTokenizer, ascii_pattern

if TYPE_CHECKING:
    from pathlib import Path

PATTERNS = [
    r"[a-c\u00e9-\u0fff\U0001f600]+x",
    r"(?<=[0-9\u2070-\u2079])(?:km|[\u20ac])$",
    r"\[[^\]é-ü\u3000]+\]",
    r"[\u4e00-\u9fff]",
    r"[^\u4e00-\u9fff]",
    r"[-\u2013\u2014]|[\u2013-]",
    r"[!-\u00ff]y",
    r"\\[\u00e9\\u]",
    r"(?i)[k\u212a]",
]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(text=st.text(alphabet="abcéx[]\\u-–kK!y09€中", max_size=12))
def test_the_pattern_for_ascii_finds_the_same_in_ascii(pattern: str, text: str) -> None:
    late = LatePattern(pattern)
    whole = re.compile(pattern)
    spans = [found.span() for found in whole.finditer(text)]
    assert [found.span() for found in late.finditer(text)] == spans
    assert (late.search(text) is None) == (not spans)
    assert (late.match(text) is None) == (whole.match(text) is None)


def test_foreign_characters_leave_the_classes() -> None:
    assert len(ascii_pattern(r"[a-z\u0100-\u017f\u0400-\u04ff0-9]+")) < 14
    assert ascii_pattern(r"[a-z]+\.[!-\u00ff]") == "[\x80a-z]+\\.[\x80!-\\u00ff]"


TEXTS = [
    "He said \"don't\" (twice), didn't he?",
    "It's the U.S. of A., e.g. at 5 p.m. :) <3 C++",
    "Costs US$5.00/km, 3km, 10°C. and 5 km² — or less…",
    "See https://example.org/a(b)?c=d, mail me@example.org, or 10.0.0.1:80.",
    "naïve café “quoted” text – with ’s and ‘s: Zoë's",
    "semi-colon;no-space,comma and/or x=y a.B word...word",
    "I’m gonna wanna, y'all ain't; who'd've thought?",
    "   spaces  and\ttabs ",
    "日本語 и русский текст.",
    "",
]


@pytest.fixture(scope="module")
def stored() -> Path:
    import spacy

    path = spacy.load(installed_model(), exclude=["parser", "tagger", "ner", "lemmatizer"]).path
    return path / "tokenizer"


def tokens(doc: Any) -> list[tuple[str, str, str]]:
    return [(token.text, token.whitespace_, token.norm_) for token in doc]


@pytest.fixture(scope="module")
def whole(stored: Path) -> Any:
    from spacy.lang.en import English

    nlp = English()
    nlp.tokenizer.from_disk(stored)
    return nlp


@pytest.mark.model
@pytest.mark.parametrize("text", TEXTS)
def test_tokens_are_those_of_the_whole_tokenizer(text: str, stored: Path, whole: Any) -> None:
    assert tokens(LateTokenizer(whole.vocab, stored)(text)) == tokens(whole.make_doc(text))


@pytest.mark.model
def test_they_stay_the_same_once_all_cases_are_known(stored: Path, whole: Any) -> None:
    late = LateTokenizer(whole.vocab, stored)
    for _ in range(12):
        for text in TEXTS:
            assert tokens(late(text)) == tokens(whole.make_doc(text))


@pytest.mark.model
@given(text=st.text(alphabet="abU.S'’\"-,:;()/$5 kmé…", max_size=30))
def test_tokens_of_any_text(text: str, stored: Path, whole: Any) -> None:
    assert tokens(LateTokenizer(whole.vocab, stored)(text)) == tokens(whole.make_doc(text))


@pytest.mark.model
def test_a_file_that_is_no_tokenizer_is_refused(tmp_path: Path, whole: Any) -> None:
    file = tmp_path / "tokenizer"
    file.write_bytes(b"\x81\xa1a\x01")
    with pytest.raises(ValueError, match="is no stored tokenizer"):
        LateTokenizer(whole.vocab, file)


@pytest.mark.model
def test_registries_are_themselves_again_after_loading() -> None:
    import catalogue

    from inclusive_lint.spacy_loading import load_parser

    before = (catalogue.AVAILABLE_ENTRY_POINTS, catalogue.Registry.get_all)
    nlp = load_parser(installed_model())
    assert (catalogue.AVAILABLE_ENTRY_POINTS, catalogue.Registry.get_all) == before
    doc = nlp("She fixed the servers herself.")
    assert [token.tag_ for token in doc] == ["PRP", "VBD", "DT", "NNS", "PRP", "."]
    assert doc[0].dep_ == "nsubj"
