"""Shared by the readers: a text cut into lines, with their offsets and indents."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?")
_SPACE = " \t\f\v"


class Lines:
    """Lines end with LF, CRLF or CR only; the text after the last line end is a line too."""

    __slots__ = ("columns", "count", "lead", "lines", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[str]
        """Without their line ends."""
        self.starts: list[int] = []
        """Offsets of the lines."""
        if "\r" in text:
            self.starts = [m.start() for m in _LINE.finditer(text)]
            self.lines = [line.rstrip("\r\n") for line in _LINE.findall(text)]
        else:
            self.lines = text.split("\n")
            at = 0
            for line in self.lines:
                self.starts.append(at)
                at += len(line) + 1
        self.lead = [len(line) - len(line.lstrip(_SPACE)) for line in self.lines]
        """Characters of white space that each line starts with."""
        self.columns = self._columns() if "\t" in text else self.lead
        """The column (from 0, tabs of 8) where the text of each line stands."""
        self.count = len(self.lines)

    def blank(self, i: int) -> bool:
        """Whether line ``i`` holds nothing but white space."""
        return self.lead[i] == len(self.lines[i])

    def end(self, i: int) -> int:
        """Offset of the end of line ``i``, without white space and line end."""
        return self.starts[i] + len(self.lines[i].rstrip())

    def _columns(self) -> list[int]:
        return [
            len(line[:lead].expandtabs(8)) if "\t" in line[:lead] else lead
            for line, lead in zip(self.lines, self.lead, strict=True)
        ]


@dataclass(slots=True)
class Level:
    """An open container: lines indented at least ``least`` belong to it."""

    least: int
    column: int | None
    """Where its text stands; None until its first line is met."""
    kind: str
