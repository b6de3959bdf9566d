"""A pipeline's stored tokenizer, ready at once: what a text doesn't need isn't made; knows no rules.

Loading spaCy's tokenizer means compiling four regular expressions, with classes of thousands of
characters of all scripts, and entering more than a thousand special cases ("don't", "e.g."). An
English sentence needs a few of each. Tokens are the same as those of the tokenizer loaded whole.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_ALL_AFTER = 64
"""Texts after which every special case is entered: from then on, looking for them costs more."""

_CLASS = re.compile(r"\\.|\[(\^?)((?:\\.|[^\]\\])+)\]", re.DOTALL)
_FOREIGN = r"(?:[^\x00-\x7f]|\\u(?!00[0-7])[0-9A-Fa-f]{4}|\\U(?!000000[0-7])[0-9A-Fa-f]{8})"
_FOREIGN_RUN = re.compile(rf"(\\[^uU])|(?<!-)(?:{_FOREIGN}(?:-{_FOREIGN})?)+(?!-)")
_TWICE = re.compile(r"([|&~])\1+")
_CASELESS = re.compile(r"\(\?[a-zA-Z]*i")


def ascii_pattern(pattern: str) -> str:
    """A regular expression that finds the same in ASCII texts, its classes without other characters.

    A pattern that ignores case is left as it is: some foreign letters are ASCII ones in another case.
    """
    if _CASELESS.search(pattern):
        return pattern
    return _CLASS.sub(_ascii_class, pattern)


def _ascii_class(found: re.Match[str]) -> str:
    negated, inside = found.groups()
    if inside is None:
        return found[0]
    kept = _TWICE.sub(r"\1", _FOREIGN_RUN.sub(r"\1", inside))
    # One foreign character stays, so that no class is left empty and a hyphen keeps its place.
    return f"[{negated}\x80{kept}]"


class LatePattern:
    """A regular expression that is compiled when it is first used, and mostly for ASCII alone."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _ascii(self) -> re.Pattern[str]:
        return re.compile(ascii_pattern(self.pattern))

    def _for(self, text: str) -> re.Pattern[str]:
        return self._ascii if text.isascii() else self._whole

    def search(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.search``."""
        return self._for(text).search(text)

    def match(self, text: str) -> re.Match[str] | None:
        """As ``re.Pattern.match``."""
        return self._for(text).match(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As ``re.Pattern.finditer``."""
        return self._for(text).finditer(text)


class LateTokenizer:
    """Tokenizes as the tokenizer stored in a file does. Raises OSError and ValueError for a bad file."""

    def __init__(self, vocab: Vocab, file: Path) -> None:
        import srsly
        from spacy.tokenizer import Tokenizer

        stored = srsly.msgpack_loads(file.read_bytes())
        if not isinstance(stored, dict) or not isinstance(stored.get("exceptions"), dict):
            raise ValueError(f"{file} is no stored tokenizer")  # noqa: TRY004 - the file is wrong

        def method(name: str, what: str) -> Any:
            pattern = stored.get(name)
            return getattr(LatePattern(pattern), what) if isinstance(pattern, str) else None

        self._pending: dict[str, Any] = dict(stored["exceptions"])
        self._texts = 0
        self._tokenizer = Tokenizer(
            vocab,
            prefix_search=method("prefix_search", "search"),
            suffix_search=method("suffix_search", "search"),
            infix_finditer=method("infix_finditer", "finditer"),
            token_match=method("token_match", "match"),
            url_match=method("url_match", "match"),
            faster_heuristics=bool(stored.get("faster_heuristics", True)),
        )

    def __call__(self, text: str) -> Doc:
        """Tokenize; a special case that doesn't occur in the text can't matter to it."""
        if self._pending:
            self._texts += 1
            every = self._texts > _ALL_AFTER
            for case in sorted(c for c in self._pending if every or c in text):
                self._tokenizer.add_special_case(case, self._pending.pop(case))
        doc: Doc = self._tokenizer(text)
        return doc
