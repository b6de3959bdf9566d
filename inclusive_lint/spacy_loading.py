"""Imports spaCy and loads a pipeline without what linting never uses; knows no rules.

Three things are left out, which together are almost half of the time to the first parse: spaCy's
command line (with its web client), a default tokenizer that the stored one replaces at once, and
entity recognition until it is asked for.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

_TOKENIZER = "inclusive_lint.bare_tokenizer.v1"
_NOT_FOR_ENTITIES = (
    "tok2vec", "tagger", "attribute_ruler", "parser", "lemmatizer", "senter", "tokenizer", "vocab",
)  # fmt: skip


def import_spacy() -> Any:
    """spaCy, imported without its command line where this is the first import of it.

    ``spacy.info`` and ``spacy.cli`` work as ever: they are imported when they are used.
    """
    if "spacy" in sys.modules:
        return sys.modules["spacy"]
    stubs = {"spacy.cli": ModuleType("spacy.cli"), "spacy.cli.info": ModuleType("spacy.cli.info")}
    stubs["spacy.cli"].__path__ = []
    stubs["spacy.cli.info"].info = _info  # type: ignore[attr-defined]  # the one name that is used
    sys.modules.update(stubs)
    try:
        import spacy
    finally:
        for name, stub in stubs.items():
            if sys.modules.get(name) is stub:
                del sys.modules[name]
    vars(spacy).pop("cli", None)
    return spacy


def _info(*args: Any, **options: Any) -> Any:
    """``spacy.info``, by the real command line module."""
    from spacy.cli.info import info

    return info(*args, **options)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage collection: loading makes half a million objects, and nearly all of them stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_no_collection()
def load_parser(name: str) -> Language:
    """The tagger and parser of one of the English pipelines that spaCy publishes."""
    spacy = import_spacy()
    _register_tokenizer(spacy)
    nlp: Language = spacy.load(
        name,
        exclude=["lemmatizer", "senter", "ner"],
        config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}},
    )
    return nlp


def load_recognizer(name: str, vocab: Any) -> Any:
    """The entity recognizer of the same pipeline, for docs that share ``vocab``."""
    spacy = import_spacy()
    _register_tokenizer(spacy)
    nlp = spacy.load(
        name,
        vocab=vocab,
        exclude=list(_NOT_FOR_ENTITIES),
        config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}},
    )
    return nlp.get_pipe("ner")


def _register_tokenizer(spacy: Any) -> None:
    if spacy.registry.tokenizers.get_all().get(_TOKENIZER) is not None:
        return

    from spacy.tokenizer import Tokenizer

    def make_bare_tokenizer() -> Any:
        # The stored rules are read into it right afterwards.
        return lambda nlp: Tokenizer(nlp.vocab)

    spacy.registry.tokenizers.register(_TOKENIZER, func=make_bare_tokenizer)
