"""In the linting process: what is kept between jobs, and what several kinds of job need."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inclusive_lint_server import encode
from inclusive_lint_server.linting import Document, Linting
from inclusive_lint_server.positions import TextIndex
from inclusive_lint_server.settings import DEFAULT_SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inclusive_lint.engine import Linter
    from inclusive_lint.model import InclusiveLintError
    from inclusive_lint_server.positions import Encoding
    from inclusive_lint_server.wire import Head

_PLACED = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?:(?P<code>IL\d+): )?(?P<text>.*)", re.DOTALL
)
_CODED = re.compile(r"(?P<code>IL\d+): (?P<text>.*)", re.DOTALL)


@dataclass
class WorkerState:
    """What the linting process keeps between jobs."""

    linting: Linting = field(default_factory=Linting)
    encoding: Encoding = "utf-16"
    told: set[str] = field(default_factory=set)
    """Keys of rules that the server knows already."""

    def document(self, head: Head, body: bytes) -> Document:
        """The document that a job is about."""
        return Document(
            path=head["path"],
            text=body.decode("utf-8", "replace"),
            format=head.get("format") or "text",
            folder=head.get("folder"),
            named=head.get("named", True),
            suffix=head.get("suffix", ""),
        )

    def index(self, text: str) -> TextIndex:
        """The positions of a text in the client's encoding."""
        return TextIndex(text, self.encoding)

    def shown(self, document: Document) -> Mapping[str, int]:
        """How severities are shown in a document's folder."""
        folder = self.linting.folders.get(document.folder or "", self.linting.base)
        shown: Mapping[str, int] = folder.settings.get("severities") or DEFAULT_SHOWN
        return shown


def packs_of(linter: Linter) -> list[str]:
    """Names and versions of the packs in use."""
    return [f"{pack.id}@{pack.version}" for pack in linter.ruleset.packs]


def untold(worker: WorkerState, linter: Linter, names: set[str]) -> dict[str, Any]:
    """What the server hasn't been told yet about some rules."""
    digest = linter.ruleset.digest[:16]
    fresh = {name for name in names if f"{digest}/{name}" not in worker.told}
    if not fresh:
        return {}
    rules = linter.ruleset.by_id()
    told = {f"{digest}/{n}": encode.rule_json(rules[n]) for n in sorted(fresh) if n in rules}
    worker.told |= told.keys()
    return told


def troubles_of(error: InclusiveLintError) -> list[Head]:
    """The mistakes that an error of a configuration or pack tells, with their places where they have one."""
    return [_trouble(text, error.code) for text in error.texts]


def _trouble(text: str, code: str) -> Head:
    placed = _PLACED.fullmatch(text)
    if placed:
        return {
            "path": placed["path"],
            "line": int(placed["line"]),
            "column": int(placed["column"]),
            "code": placed["code"] or code,
            "message": placed["text"],
        }
    coded = _CODED.fullmatch(text)
    return {
        "path": None,
        "line": 1,
        "column": 1,
        "code": coded["code"] if coded else code,
        "message": coded["text"] if coded else text,
    }
