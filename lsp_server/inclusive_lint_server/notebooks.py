"""In the linting process: a notebook's cells as the one file that they are, and its findings back in the cells.

The cells are put together as the JSON of a ``.ipynb``, so that what holds for a whole document (which
occurrence of its kind a finding is, what a baseline knows, a suppression over several cells) holds as
it does on the command line.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import Edit, Fix, InclusiveLintError, Replacement
from inclusive_lint_server import encode
from inclusive_lint_server.positions import split_lines
from inclusive_lint_server.worker_state import packs_of, troubles_of, untold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inclusive_lint.model import FileResult, Finding
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState

_OPENING = '{"cells": ['
_ESCAPE = re.compile(r"\\(?:u[0-9a-f]{4}|.)")
_LANGUAGES = {"cpp": "c++", "csharp": "c#", "shellscript": "bash"}
"""What an editor calls a language -> what a notebook's metadata calls it."""


@dataclass
class _Cell:
    """A cell in the JSON."""

    uri: str
    text: str
    start: int
    """Offset of its strings in the JSON."""
    end: int = 0
    """Behind them."""
    starts: list[int] = field(default_factory=list)
    """Offset in the JSON of each run of characters that stand there as they are."""
    runs: list[tuple[int, int]] = field(default_factory=list)
    """Of each run the offset in the text, and the length."""

    def offset(self, at: int) -> int:
        """The offset in the cell's text of an offset in the JSON."""
        number = max(bisect_right(self.starts, at) - 1, 0)
        begin, length = self.runs[number]
        return begin + max(0, min(at - self.starts[number], length))


def lint_notebook(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Lint a notebook; the answer has a part for each cell."""
    text, cells = _composed(head["cells"], body)
    document = replace(worker.document(head, b""), text=text, format="notebook")
    answer: Head = {"rules": {}, "troubles": [], "parts": []}
    findings: Iterable[Finding] = ()
    shared: dict[str, Any] = {"packs": [], "notices": []}
    digest = ""
    try:
        result = worker.linting.lint(document)
        linter, _ = worker.linting.linter_for(document)
    except InclusiveLintError as error:
        answer["troubles"] = troubles_of(error)
    else:
        digest = linter.ruleset.digest[:16]
        findings = result.findings
        shared = {"packs": packs_of(linter), "notices": _notices(result)}
        answer["rules"] = untold(worker, linter, {finding.rule for finding in findings})
    pieces: list[bytes] = []
    at = 0
    shown = worker.shown(document)
    by_cell = _by_cell(findings, cells)
    for cell in cells:
        mine = [_moved(finding, cell) for finding in by_cell[cell.uri]]
        part, piece = encode.encode(mine, worker.index(cell.text), shown, digest)
        answer["parts"].append({**part, **shared, "uri": cell.uri, "at": (at, at + len(piece))})
        pieces.append(piece)
        at += len(piece)
    return answer, b"".join(pieces)


def _composed(listed: Iterable[dict[str, Any]], body: bytes) -> tuple[str, list[_Cell]]:
    """The notebook's JSON, and where its cells are in it."""
    pieces: list[str] = []
    cells: list[_Cell] = []
    language = "python"
    at = taken = 0
    for number, one in enumerate(listed):
        text = body[taken : taken + one["bytes"]].decode("utf-8", "replace")
        taken += one["bytes"]
        if one["type"] == "code":
            language = _LANGUAGES.get(one["language"], one["language"])
        before = f'{"," if number else _OPENING}\n{{"cell_type": "{one["type"]}", "source": [\n'
        cell = _Cell(one["uri"], text, at + len(before))
        strings = _strings(cell)
        cells.append(cell)
        pieces += [before, strings, "]}"]
        at += len(before) + len(strings) + 2
    metadata = json.dumps({"language_info": {"name": language}})
    return f'{"".join(pieces) or _OPENING}], "metadata": {metadata}}}', cells


def _strings(cell: _Cell) -> str:
    """A cell's text as a file has it: a string for each line, on a line of its own, as suppressions count lines."""
    strings: list[str] = []
    at, taken = cell.start, 0
    for line in split_lines(cell.text):
        string = json.dumps(line, ensure_ascii=False)
        begin = 1
        for escape in (*_ESCAPE.finditer(string), None):
            stop = escape.start() if escape is not None else len(string) - 1
            cell.starts.append(at + begin)
            cell.runs.append((taken, stop - begin))
            taken += stop - begin
            if escape is not None:
                taken += 1
                begin = escape.end()
        strings.append(string)
        at += len(string) + 2
    cell.end = at - 2
    return ",\n".join(strings)


def _by_cell(findings: Iterable[Finding], cells: list[_Cell]) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {cell.uri: [] for cell in cells}
    starts = [cell.start for cell in cells]
    for finding in findings:
        cell = cells[bisect_right(starts, finding.start) - 1]
        if finding.end <= cell.end:
            found[cell.uri].append(finding)
    return found


def _moved(finding: Finding, cell: _Cell) -> Finding:
    """A finding with the offsets and words of the cell's own text."""
    start, end = cell.offset(finding.start), cell.offset(finding.end)
    return replace(
        finding,
        start=start,
        end=end,
        match=cell.text[start:end],
        replacements=tuple(
            Replacement(each.text, tuple(_edits(each.edits, cell))) for each in finding.replacements
        ),
        fix=Fix(finding.fix.safe, tuple(_edits(finding.fix.edits, cell))) if finding.fix else None,
    )


def _edits(edits: Iterable[Edit], cell: _Cell) -> Iterator[Edit]:
    for edit in edits:
        # What is written into a JSON string is escaped; the editor escapes anew when it saves.
        text = json.loads(f'"{edit.text}"') if "\\" in edit.text else edit.text
        yield Edit(cell.offset(edit.start), cell.offset(edit.end), text)


def _notices(result: FileResult) -> list[str]:
    return list(dict.fromkeys(notice.message for notice in result.notices))
