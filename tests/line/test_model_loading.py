"""The light way to load spaCy gives what the usual way gives."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.model

TEXT = "John Smith said the master of Paris isn't at No. 5, e.g. in Mr. Lee's house."


def run(code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_tokens_parse_and_entities_are_those_of_the_whole_pipeline() -> None:
    import spacy

    from inclusive_lint.nlp import installed_model, load_reader

    reader = load_reader()
    (doc,) = docs = reader.parse([TEXT])
    reader.add_entities(docs)
    whole = spacy.load(installed_model())(TEXT)
    assert [(t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in whole] == [
        (t.text, t.tag_, t.dep_, t.head.i, t.ent_type_) for t in doc
    ]


def test_a_parse_brings_neither_the_command_line_of_spacy_nor_a_web_client() -> None:
    code = (
        "import sys; from inclusive_lint.nlp import load_reader; load_reader().parse(['A test.']);"
        "print(sorted({'spacy.cli', 'requests', 'httpx', 'typer'} & set(sys.modules)))"
    )
    assert run(code) == "[]"


def test_spacy_is_whole_for_whoever_uses_it_afterwards() -> None:
    code = (
        "from inclusive_lint.spacy_loading import import_spacy; import_spacy();"
        "import spacy, spacy.cli; print(spacy.cli.download.__module__, bool(spacy.info(silent=True)))"
    )
    assert run(code) == "spacy.cli.download True"


def test_a_model_file_that_differs_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    from inclusive_lint import nlp
    from inclusive_lint.model import ConfigError

    monkeypatch.setitem(nlp._SHA256, "tokenizer", "0" * 64)
    with pytest.raises(ConfigError, match=r"IL106.*tokenizer differs; reinstall"):
        nlp._check_files(nlp.PINNED, of_entities=False)
    nlp._check_files(nlp.PINNED, of_entities=True)


def test_the_files_of_entity_recognition_are_checked_before_their_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from inclusive_lint import nlp
    from inclusive_lint.model import ConfigError

    monkeypatch.setitem(nlp._SHA256, "ner/model", "0" * 64)
    nlp._load.cache_clear()
    reader = nlp._load(nlp.PINNED)
    docs = reader.parse([TEXT])
    with pytest.raises(ConfigError, match=r"IL106.*ner/model differs; reinstall"):
        reader.add_entities(docs)
    nlp._load.cache_clear()


def test_the_version_of_the_pinned_model_is_the_installed_one() -> None:
    from importlib import metadata

    from inclusive_lint import nlp

    assert nlp.model_version(nlp.PINNED) == f"{nlp.PINNED}-{metadata.version(nlp.PINNED)}"
