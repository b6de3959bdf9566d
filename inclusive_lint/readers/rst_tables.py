"""Second stage, helper: the cells of reStructuredText tables as spans; masks nothing.

A cell is a list of pieces, one a line. Blocks may not overlap, so a cell of several lines stays
in one piece only as long as no other cell of its row has text in between.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Piece = tuple[int, int]
"""Start and end offset in the source."""

_RULE = re.compile(r"\+[-=+]*(?=\+)")
_RULE_PART = re.compile(r"[-=]+\Z")
_COLUMN = re.compile(r"=+")
_SPANNER = re.compile(r"-+(?: +-+)*[ \t]*\Z")
_CSV_CELL = re.compile(r'"[^"]*(?:""[^"]*)*"|[^,\s][^,\r\n]*')


def grid_cells(
    lines: Sequence[str], starts: Sequence[int], rows: tuple[int, int], at: int
) -> list[list[Piece]]:
    """Cells of the grid table in the lines ``rows`` that stands at character ``at``."""
    edges: set[int] = set()
    for i in range(*rows):
        for rule in _RULE.finditer(lines[i], at):
            edges.update(k for k in range(rule.start(), rule.end() + 1) if lines[i][k] == "+")
    cells = _Cells()
    ordered = sorted(edges)
    for i in range(*rows):
        line = lines[i]
        bars = [k for k in ordered if k < len(line) and line[k] in "|+"]
        for left, right in pairwise(bars):
            content = line[left + 1 : right]
            if not content or content.isspace() or _RULE_PART.match(content):
                cells.pause(left)
                continue
            start = starts[i] + left + 1 + len(content) - len(content.lstrip())
            cells.add(left, start, start + len(content.strip()))
    return cells.found


def simple_cells(
    lines: Sequence[str], starts: Sequence[int], rows: tuple[int, int], at: int
) -> list[list[Piece]]:
    """Cells of the simple table in the lines ``rows`` that stands at character ``at``."""
    columns = [m.start() for m in _COLUMN.finditer(lines[rows[0]], at)]
    cells = _Cells()
    for i in range(*rows):
        line = lines[i]
        body = line[at:]
        if not body.strip() or set(body) <= {"=", " "} or _SPANNER.match(body):
            cells.clear()
            continue
        if line[columns[0] : columns[1]].strip():
            cells.clear()
        for left, right in zip(columns, [*columns[1:], len(line)], strict=True):
            content = line[left:right]
            if content.strip():
                start = starts[i] + left + len(content) - len(content.lstrip())
                cells.add(left, start, start + len(content.strip()))
    return cells.found


def csv_cells(text: str, start: int, end: int) -> list[Piece]:
    """Cells of comma-separated lines, without their quotes."""
    found = []
    for cell in _CSV_CELL.finditer(text, start, end):
        quoted = cell[0].startswith('"') and cell[0].endswith('"') and len(cell[0]) > 1
        found.append((cell.start() + quoted, cell.end() - quoted))
    return found


class _Cells:
    """Cells in the making, by their left edge."""

    def __init__(self) -> None:
        self.found: list[list[Piece]] = []
        self._open: dict[int, list[Piece]] = {}
        self._last: list[Piece] | None = None

    def add(self, left: int, start: int, end: int) -> None:
        """A line of the cell at ``left``; it goes on its block only if that was the last one."""
        cell = self._open.get(left)
        if cell is not None and cell is self._last:
            cell.append((start, end))
            return
        cell = [(start, end)]
        self._open[left] = self._last = cell
        self.found.append(cell)

    def pause(self, left: int) -> None:
        """A rule or a blank line ends the paragraph in the cell at ``left``."""
        self._open.pop(left, None)

    def clear(self) -> None:
        """The row is over."""
        self._open.clear()
