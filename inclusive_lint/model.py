"""The data that flows from stage to stage: frozen values, no behaviour that reads a file or knows a rule.

What there are many of in a document (blocks, marks, comments) are named tuples, which are made four
times as fast as frozen dataclasses.

Offsets are code points of the ORIGINAL text (after decoding, byte order mark removed, line ends
kept), from 0, ends exclusive. Lines, columns, UTF-16 and UTF-8 exist only in ``reports`` and in
the language server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Severity = Literal["suggestion", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("suggestion", "warning", "error")

JOIN = "\ufdd0"
"""Mask character: markup that vanishes without leaving a gap (the asterisks of ``white**list**``)."""
OPAQUE = "\ufdd1"
"""Mask character: inline content that stands in the sentence but isn't prose (code, maths, an image)."""
BLANK = " "
"""Mask character: markup that separates (a quote marker, a table bar, the indent of a list)."""


class InclusiveLintError(Exception):
    """Base of the errors that are a user's to mend; ``code`` is stable (IL101 ...).

    One may stand for several mistakes: each argument is the text of one.
    """

    code = "IL000"

    @property
    def texts(self) -> tuple[str, ...]:
        """What is to be said of each mistake, in one line each."""
        return tuple(str(text) for text in self.args)

    def __str__(self) -> str:
        """The texts, one a line."""
        return "\n".join(self.texts)


class PackError(InclusiveLintError):
    """A rule pack can't be loaded; the text says path:line:column and what was expected."""

    code = "IL201"


class ConfigError(InclusiveLintError):
    """A setting or configuration file can't be used; the text says where and what to do."""

    code = "IL101"


@dataclass(frozen=True, slots=True)
class Notice:
    """Trouble with one input, reported beside the findings; the rest of the run goes on."""

    path: str
    """The path as given, or '' when it concerns the whole run."""
    code: str
    """Stable: IL301 unreadable, IL302 binary, IL303 not decodable, IL304 model missing ..."""
    message: str
    """One line: what was found and what to do."""
    fatal: bool = False
    """Whether the input could not be read at all, so that the run exits with 2."""


@dataclass(frozen=True, slots=True)
class Source:
    """A decoded input."""

    path: str
    """As given by the user, '/' separated; '<stdin>' or '<text>' when there is no file."""
    text: str
    """Without byte order mark, line ends as in the file."""
    encoding: str = "utf-8"
    """Python codec name that encodes ``text`` back into the same bytes."""
    bom: bytes = b""
    """The byte order mark found, to be written back."""
    format: str = "text"
    """A name from ``blocks.FORMATS``."""
    writable: bool = True
    """False where the text was extracted (docx, pdf) and edits can't be written back."""


class Mark(NamedTuple):
    """A stretch inside a block that carries meaning for rules."""

    kind: str
    """'code', 'link', 'emphasis', 'strong', 'image', 'quotation'."""
    start: int
    """Code points of the source text."""
    end: int
    """Exclusive."""


class Block(NamedTuple):
    """A run of prose: one paragraph, heading, cell, comment ... that is read by itself."""

    start: int
    """Offset in the source text."""
    text: str
    """``source.text[start:start + len(text)]`` with all that isn't prose masked by JOIN, OPAQUE,
    BLANK or, where a line ends, the original line end. A character reference or an escape becomes
    the character it stands for, followed by JOINs to keep the length."""
    kind: str
    """One of ``BLOCK_KINDS``."""
    context: tuple[str, ...] = ()
    """Enclosing kinds, outermost first: ('quote', 'list_item')."""
    marks: tuple[Mark, ...] = ()
    """In order of start."""
    place: str | None = None
    """Where a human looks when lines don't help: 'cell 3, line 2', 'page 4', 'slide 2'."""
    language: str | None = None
    """BCP 47 language the format itself declares (``lang="es"``, a PO header); None if unknown."""

    @property
    def end(self) -> int:
        """Exclusive offset in the source text."""
        return self.start + len(self.text)


BLOCK_KINDS = (
    "paragraph", "heading", "list_item", "table_cell", "quote", "caption", "footnote",
    "admonition", "title", "alt_text", "attribute", "front_matter", "comment", "docstring",
    "string", "identifier", "key", "value", "commit_subject", "commit_body", "definition_term",
)  # fmt: skip
"""'attribute' is the prose value of an HTML attribute (title, aria-label, placeholder)."""


class Comment(NamedTuple):
    """A comment of the document's own syntax, where a suppression can stand."""

    start: int
    """Offset of the whole comment, delimiters included."""
    end: int
    """Exclusive."""
    text: str
    """What stands between the delimiters, stripped."""


@dataclass(frozen=True, slots=True)
class Prose:
    """What a reader found in a source."""

    blocks: tuple[Block, ...]
    """In order of start. No prose is in two of them: what is read by itself (an image's alternative
    text, the title of a link) lies within its paragraph's span, and is masked there."""
    comments: tuple[Comment, ...] = ()
    """In order of start."""
    notices: tuple[Notice, ...] = ()
    """Trouble met while reading (an unclosed construct is not trouble)."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a reader is asked for beyond the prose that is always read."""

    scope: frozenset[str] = frozenset({"comments"})
    """Any of 'comments', 'strings', 'identifiers' (source code), 'keys' (data files),
    'html-comments'."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of ``text[start:end]``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words offered in place of a match, with all edits that keep the grammar."""

    text: str
    """In the number, tense and case of the match."""
    edits: tuple[Edit, ...]
    """In order, not overlapping: the match, and where needed a/an before it and the verb after."""


@dataclass(frozen=True, slots=True)
class Fix:
    """The edits that ``--fix`` applies."""

    safe: bool
    """True: one replacement and the grammar holds. False: needs ``--unsafe-fixes``."""
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Why a finding is not counted."""

    kind: Literal["comment", "baseline", "allow", "unchanged"]
    reason: str | None = None
    """As the writer gave it."""
    line: int | None = None
    """Line (from 1) of the suppressing comment."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One reported place."""

    path: str
    rule: str
    """Rule id, such as 'technology.allowlist'."""
    pack: str
    category: str
    severity: Severity
    message: str
    """One sentence for the writer; kind, and complete without the why."""
    match: str
    """``text[start:end]`` exactly."""
    start: int
    end: int
    replacements: tuple[Replacement, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    """Identity across edits: 16 hex digits, '-' and an occurrence number."""
    evidence: tuple[str, ...] = ()
    """The conditions that decided, in words."""
    block_kind: str = "paragraph"
    place: str | None = None
    suppressed: Suppressed | None = None


@dataclass(frozen=True, slots=True)
class Allow:
    """A phrase that a configuration accepts."""

    phrase: str
    rules: tuple[str, ...] = ()
    """Rule ids, categories or packs it is limited to; empty: all."""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The effective settings for one input. Hashable: one ``Linter`` serves all equal settings."""

    packs: tuple[str, ...] = ("core", "technology")
    """Pack names, each with an optional pin: 'core@1.0'; a path to a folder; or 'all'."""
    select: tuple[str, ...] = ()
    """Rule ids, categories or packs; empty: everything in ``packs``."""
    ignore: tuple[str, ...] = ()
    """Rule ids, categories or packs taken out again."""
    severities: tuple[tuple[str, Severity], ...] = ()
    """(rule id, category or pack, severity); a rule id wins over a category, a category over a pack."""
    preferences: tuple[tuple[str, str], ...] = ()
    """Such as ('disability-language', 'person-first')."""
    allow: tuple[Allow, ...] = ()
    format: str | None = None
    """Overrides the format that the name implies."""
    scope: frozenset[str] = frozenset({"comments"})
    """See ``ReadOptions.scope``."""
    languages: tuple[str, ...] = ("en",)
    """Paragraphs detected as another language are left alone; empty: no detection."""
    model: str | None = None
    """Name of an installed spaCy pipeline; None: the pinned English model."""
    require_reason: bool = False
    """A suppression without a reason suppresses nothing and is a finding."""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What came of one input."""

    path: str
    findings: tuple[Finding, ...] = ()
    """Sorted by (start, end, rule); suppressed ones included, marked."""
    notices: tuple[Notice, ...] = ()
    source: Source | None = None
    """Kept only where there are findings, for reports and fixes."""
    words: int = 0
    """Words of prose read (0 when the fast scan met no candidate and no block was read)."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a run, in the order of the inputs' paths."""

    files: tuple[FileResult, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Trouble with the run as a whole."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings that are not suppressed, in order of path, start, end, rule."""
        return tuple(f for r in self.files for f in r.findings if f.suppressed is None)

    @property
    def suppressed(self) -> tuple[Finding, ...]:
        """The suppressed findings, in the same order."""
        return tuple(f for r in self.files for f in r.findings if f.suppressed is not None)

    @property
    def all_notices(self) -> tuple[Notice, ...]:
        """Notices of the run, then of each input."""
        return self.notices + tuple(n for r in self.files for n in r.notices)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come; handed to a callback."""

    done: int
    total: int
    path: str = field(default="")
