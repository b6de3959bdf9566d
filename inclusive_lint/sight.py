"""What the engine sees at one candidate: its words, its sentence, and, once read, its parse and entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import OPAQUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from inclusive_lint.passages import Passage
    from inclusive_lint.sentences import Sentences

WORDS, PARSE, ENTITIES = 0, 1, 2
"""Levels of reading: neighbouring words; tagger and parser; named entities."""

_TOKEN = re.compile(rf"{OPAQUE}|'?\w+(?:'\w+)?|[^\w\s]")
_CODE = re.compile(r"`[^`\n]{1,200}`|\b[A-Za-z]*[a-z][A-Z]\w*|\b\w+\(")
_CAMEL_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WINDOW = 1_000
"""Code points looked at on each side of a match."""
_SKIPPED = frozenset({"'s", "'", "-"})


Fact = Callable[["Sequence[str]"], "Hashable"]
"""A question about a document's texts, one text a block; a module's function, so that it is its own name."""


class Texts(tuple[str, ...]):  # noqa: SLOT001 - a tuple can't have a slot of its own
    """The clean texts of a document's blocks, in order, with its source text beside them."""

    source: str = ""
    """The source text, markup and code included; '' where nobody gave it."""


class DocumentView:
    """The whole document as guards and detectors may see it: through questions that it remembers.

    What a passage has asked is kept with what was found in it (see ``memo``), so nothing may depend
    on other passages but by ``ask``.
    """

    __slots__ = ("_answers", "_asked", "_memo", "_texts")

    def __init__(self, texts: Sequence[str], source: str = "") -> None:
        self._texts = Texts(texts)
        self._texts.source = source
        self._answers: dict[Fact, Hashable] = {}
        self._asked: dict[Fact, Hashable] = {}
        self._memo: dict[str, object] = {}

    @property
    def texts(self) -> Sequence[str]:
        """One text a block, in order. Who looks at them is decided again after every edit: prefer ``ask``."""
        texts: Sequence[str] = self.ask(tuple)
        return texts

    @property
    def memo(self) -> dict[str, object]:
        """A scratch pad for what was worked out of ``texts``, at the same price."""
        self.ask(tuple)
        return self._memo

    def ask(self, fact: Fact) -> Any:
        """The answer to a question, worked out once."""
        if fact not in self._answers:
            self._answers[fact] = fact(self._texts)
        self._asked[fact] = self._answers[fact]
        return self._answers[fact]

    def take_asked(self) -> tuple[tuple[Fact, Hashable], ...]:
        """What was asked since the last call, with the answers."""
        asked, self._asked = tuple(self._asked.items()), {}
        return asked


def is_one_block(texts: Sequence[str]) -> bool:
    """A fact: whether the document is a single block."""
    return len(texts) == 1


def code_words(texts: Sequence[str]) -> frozenset[str]:
    """A fact: lower-case words of the document's code spans and of names that can only be code."""
    code = " ".join(_CODE.findall(getattr(texts, "source", "")))
    return frozenset(word.lower() for word in _CAMEL_WORD.findall(code))


class Sight:
    """A candidate in its sentence. Offsets are code points of the passage's clean text."""

    def __init__(  # noqa: PLR0913 - built in one place, by name
        self,
        *,
        passage: Passage,
        sentences: Sentences,
        sentence: int,
        start: int,
        end: int,
        format_name: str,
        document: DocumentView,
        doc: Doc | None = None,
        entities: bool = False,
    ) -> None:
        self.passage = passage
        self.sentences = sentences
        self.sentence_index = sentence
        self.sentence_start, self.sentence_end = sentences.spans[sentence]
        self.start = start
        self.end = end
        self.format = format_name
        self.document = document
        self.doc = doc
        self.level = WORDS if doc is None else ENTITIES if entities else PARSE

    @property
    def text(self) -> str:
        """The passage's clean text."""
        return self.passage.text

    @property
    def match(self) -> str:
        """The candidate's clean text."""
        return self.passage.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        """The clean text of the sentence that holds the candidate."""
        return self.passage.text[self.sentence_start : self.sentence_end]

    def previous_sentences(self, count: int) -> str:
        """Up to ``count`` sentences before this one, in the same block."""
        first = max(0, self.sentence_index - count)
        if first == self.sentence_index:
            return ""
        return self.text[self.sentences.spans[first][0] : self.sentence_start].rstrip()

    @cached_property
    def before(self) -> tuple[str, ...]:
        """Words and punctuation before the match in its sentence, nearest first, as written."""
        found = _TOKEN.findall(
            self.text, max(self.sentence_start, self.start - _WINDOW), self.start
        )
        return tuple(reversed(found))

    @cached_property
    def after(self) -> tuple[str, ...]:
        """Words and punctuation after the match in its sentence, as written."""
        return tuple(
            _TOKEN.findall(
                self.text, self.end, max(min(self.sentence_end, self.end + _WINDOW), self.end)
            )
        )

    @cached_property
    def next_words(self) -> tuple[str, ...]:
        """Lower-case words after the match, past a possessive or a hyphen that joins."""
        return _lowered(self.after)

    @cached_property
    def previous_words(self) -> tuple[str, ...]:
        """Lower-case words before the match, nearest first, past a hyphen that joins."""
        return _lowered(self.before)

    @cached_property
    def sentence_words(self) -> tuple[str, ...]:
        """Lower-case words of the sentence, the match left out."""
        return tuple(w.lower() for w in (*reversed(self.before), *self.after))

    @cached_property
    def span(self) -> Span:
        """The tokens of the match; only after the parse."""
        if self.doc is None:
            raise LookupError("the sentence has not been parsed")
        shift = self.sentence_start
        span = self.doc.char_span(self.start - shift, self.end - shift, alignment_mode="expand")
        if span is None:  # pragma: no cover - a match always lies inside its sentence
            raise LookupError("the match lies outside its sentence")
        return span

    @cached_property
    def root(self) -> Token:
        """The token of the match that the others hang on."""
        return self.span.root

    def char_before(self) -> str:
        """The character right before the match; '' at the start."""
        return self.text[self.start - 1] if self.start else ""

    def char_after(self) -> str:
        """The character right after the match; '' at the end."""
        return self.text[self.end] if self.end < len(self.text) else ""

    def token_offset(self, token: Token) -> int:
        """Where a token of the parse begins in the passage."""
        return self.sentence_start + int(token.idx)


def _lowered(words: Sequence[str]) -> tuple[str, ...]:
    start = 0
    while start < len(words) and words[start].lower() in _SKIPPED:
        start += 1
    return tuple(word.lower() for word in words[start:])
