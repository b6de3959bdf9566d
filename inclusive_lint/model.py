"""The data that flows from stage to stage: frozen values, no behaviour that reads a file or knows a rule.

What a clean file needs stands here; the prose of a document (``model_prose``) and what is found in
it (``model_findings``) are parts of this module that are imported when one of their names is used.

Offsets are code points of the ORIGINAL text (after decoding, byte order mark removed, line ends
kept), from 0, ends exclusive. Lines, columns, UTF-16 and UTF-8 exist only in ``reports`` and in
the language server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from inclusive_lint.model_findings import Edit, Finding, Fix, Replacement, Suppressed
    from inclusive_lint.model_prose import (
        BLANK,
        BLOCK_KINDS,
        JOIN,
        OPAQUE,
        Block,
        Comment,
        Mark,
        Prose,
        ReadOptions,
    )

__all__ = [
    "BLANK", "BLOCK_KINDS", "JOIN", "OPAQUE", "SEVERITIES", "Allow", "Block", "Comment",
    "ConfigError", "Edit", "FileResult", "Finding", "Fix", "InclusiveLintError", "Mark", "Notice",
    "PackError", "Progress", "Prose", "ReadOptions", "Replacement", "Result", "Settings",
    "Severity", "Source", "Suppressed",
]  # fmt: skip

Severity = Literal["suggestion", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = ("suggestion", "warning", "error")

_PARTS = ("inclusive_lint.model_findings", "inclusive_lint.model_prose")


def __getattr__(name: str) -> Any:
    """A name of the parts, kept here from then on."""
    if not name.startswith("_"):
        from importlib import import_module

        for part in map(import_module, _PARTS):
            if name in vars(part):
                globals()[name] = vars(part)[name]
                return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


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
