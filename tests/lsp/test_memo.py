"""Reading only what changed gives what reading everything gives, edit after edit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lsp_words import lay_out

from inclusive_lint.engine import Linter
from inclusive_lint.memo import PassageMemo
from inclusive_lint.model import Settings, Source

PIECES = [
    "A teacup. ", "two teapots ", "\n\n", "\n", "# The kettle\n\n", "- kettle\n", "| teacup | x |\n",
    "word ", "“teacup” ", "<!-- inclusive-lint: disable-next-line tea.cup -- r -->\n", "😀 ", "\r\n",
    "# Words to avoid\n\n", "- teacup\n", "*tea*cup ", "&amp; ", "`teapot` ", "> ", "    ",
]  # fmt: skip
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(["", *PIECES])),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def tea(tmp_path_factory):
    return Settings(
        packs=((lay_out(tmp_path_factory.mktemp("memo")) / "tea").as_posix(),), languages=()
    )


@settings(max_examples=150, deadline=None)
@given(start=st.lists(st.sampled_from(PIECES), max_size=12), edits=EDITS)
def test_findings_after_each_edit_are_those_of_a_fresh_reading(tea, start, edits):
    remembering, fresh = Linter(tea, memo=PassageMemo()), Linter(tea)
    text = "".join(start)
    for place, removed, put_in in edits:
        at = int(place * len(text))
        text = text[:at] + put_in + text[at + removed :]
        source = Source("a.md", text, format="markdown")
        assert remembering.lint_source(source) == fresh.lint_source(source)


def test_a_passage_is_read_again_when_the_document_answers_otherwise(tea):
    linter, fresh = Linter(tea, memo=PassageMemo()), Linter(tea)
    plain = "# Things\n\nSome.\n\n- teacup\n- saucer\n"
    for text in (plain, plain.replace("Things", "Avoid"), plain):
        source = Source("a.md", text, format="markdown")
        assert linter.lint_source(source) == fresh.lint_source(source)


def test_only_what_changed_is_read_again(tea, monkeypatch):
    from inclusive_lint import line

    linter = Linter(tea, memo=PassageMemo())
    text = "".join(f"Teacup number {n}.\n\n" for n in range(30))
    linter.lint_text(text, path="a.md")
    read = []
    original = line.split_sentences
    monkeypatch.setattr(line, "split_sentences", lambda t: read.append(t) or original(t))
    result = linter.lint_text(text.replace("number 7.", "number seven."), path="a.md")
    assert read == ["Teacup number seven."]
    assert len(result.findings) == 30


def test_reading_to_the_end_reads_what_is_remembered_too(tea):
    linter = Linter(tea, memo=PassageMemo())
    source = Source("a.md", "A teacup.\n", format="markdown")
    linter.lint_source(source)
    (seen,) = linter.read_fully([source])
    assert len(seen) == 1


def test_what_is_kept_is_of_the_newest_text_only(tea):
    memo = PassageMemo()
    linter = Linter(tea, memo=memo)
    for number in range(50):
        linter.lint_text(f"Teacup {number}.\n\nTeapot.\n", path="a.md")
    assert len(memo.of("a.md")) == 2
    for number in range(200):
        linter.lint_text("Teacup.\n", path=f"{number}.md")
    assert len(memo._texts) <= 64


@pytest.mark.model
@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(edits=EDITS)
def test_with_the_model_and_the_shipped_packs_too(edits):
    words = [
        "He is crazy. ",
        "whitelist ",
        "the blind ",
        "guys ",
        "each user loses his key. ",
        "master ",
    ]
    chosen = Settings(packs=("core", "technology"))
    remembering, fresh = Linter(chosen, memo=PassageMemo()), Linter(chosen)
    text = "# Notes\n\n" + "".join(words) + "\n\n- master\n\nThe blind man's whitelist.\n"
    for number, (place, removed, put_in) in enumerate(edits):
        at = int(place * len(text))
        text = text[:at] + put_in + words[number % len(words)] + text[at + removed :]
        source = Source("a.md", text, format="markdown")
        one, other = remembering.lint_source(source), fresh.lint_source(source)
        assert one.findings == other.findings
        assert replace(one, notices=()) == replace(other, notices=())
