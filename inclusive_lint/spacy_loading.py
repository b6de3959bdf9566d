"""Imports spaCy and loads a pipeline without what linting never uses; knows no rules.

What is left out is more than half of the time to the first parse: spaCy's command line (with its web
client), most of the tokenizer (see ``spacy_tokenizer``), the strings that the training saw, and entity
recognition until it is asked for.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from itertools import chain
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
    from inclusive_lint.spacy_tokenizer import LateTokenizer

    spacy = import_spacy()
    with _indexed_registries():
        nlp: Language = spacy.load(
            name,
            exclude=["lemmatizer", "senter", "ner", "tokenizer", "strings"],
            config={"nlp": {"tokenizer": {"@tokenizers": _bare_tokenizer(spacy)}}},
        )
    nlp.tokenizer = LateTokenizer(nlp.vocab, nlp.path / "tokenizer")
    _add_labels(nlp)
    return nlp


def load_recognizer(name: str, vocab: Any) -> Any:
    """The entity recognizer of the same pipeline, for docs that share ``vocab``."""
    spacy = import_spacy()
    with _indexed_registries():
        nlp = spacy.load(
            name,
            vocab=vocab,
            exclude=list(_NOT_FOR_ENTITIES),
            config={"nlp": {"tokenizer": {"@tokenizers": _bare_tokenizer(spacy)}}},
        )
    _add_labels(nlp)
    return nlp.get_pipe("ner")


def _add_labels(nlp: Language) -> None:
    """Labels have to be in the store of strings; of what else the training saw, nobody asks."""
    for labels in nlp.pipe_labels.values():
        for label in labels:
            nlp.vocab.strings.add(label)


def _bare_tokenizer(spacy: Any) -> str:
    """The registered name of a tokenizer that does nothing and takes no time to make."""
    if spacy.registry.tokenizers.get_all().get(_TOKENIZER) is None:
        from spacy.tokenizer import Tokenizer

        def make_bare_tokenizer() -> Any:
            return lambda nlp: Tokenizer(nlp.vocab)

        spacy.registry.tokenizers.register(_TOKENIZER, func=make_bare_tokenizer)
    return _TOKENIZER


class _ByGroup:
    """Entry points by group: spaCy asks more than a hundred times, and each time all are looked at."""

    def __init__(self, points: Any) -> None:
        self._groups: dict[str, list[Any]] = {}
        # Before Python 3.12, the standard library gives a dict of groups, whose methods warn.
        members = chain.from_iterable(dict.values(points)) if isinstance(points, dict) else points
        for point in members:
            self._groups.setdefault(point.group, []).append(point)

    def select(self, *, group: str) -> list[Any]:
        """The entry points of a group."""
        return self._groups.get(group, [])


@contextmanager
def _indexed_registries() -> Iterator[None]:
    """Registries that remember what they hold: each weight of a model asks for all of two of them."""
    import catalogue

    points = getattr(catalogue, "AVAILABLE_ENTRY_POINTS", None)
    registered = getattr(catalogue, "REGISTRY", None)
    if points is None or registered is None:
        yield
        return
    get_all = catalogue.Registry.get_all
    known: dict[tuple[Any, ...], dict[str, Any]] = {}

    def remembered(self: Any) -> dict[str, Any]:
        key = (self.namespace, self.entry_points, len(registered))
        if key not in known:
            known[key] = get_all(self)
        return dict(known[key])

    catalogue.AVAILABLE_ENTRY_POINTS = _ByGroup(points)
    catalogue.Registry.get_all = remembered
    try:
        yield
    finally:
        catalogue.AVAILABLE_ENTRY_POINTS = points
        catalogue.Registry.get_all = get_all
