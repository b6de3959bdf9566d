"""Second stage: reads reStructuredText, Sphinx directives and roles included; a line scanner of our own.

docutils keeps no offsets inside a paragraph, so lines are walked here, with a stack of the
indents that are open, and docutils is the oracle in the tests.
"""

from __future__ import annotations

import re
from itertools import pairwise

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._lines import Level, Lines
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers.rst_directives import Directive, describe
from inclusive_lint.readers.rst_inline import NEEDED, mask_inline
from inclusive_lint.readers.rst_tables import csv_cells, grid_cells, simple_cells

_BULLET = re.compile(r"[-+*\u2022\u2023\u2043](?:[ \t]+|\Z)")
_ENUMERATOR = re.compile(
    r"(?:\((?:\d{1,9}|[a-zA-Z]|[ivxlcdm]{1,9}|[IVXLCDM]{1,9}|#)\)"
    r"|(?:\d{1,9}|[a-zA-Z]|[ivxlcdm]{1,9}|[IVXLCDM]{1,9}|#)[.)])(?:[ \t]+|\Z)"
)
_FIELD = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?![\s`]|\Z)){1,300}(?<! ):(?:[ \t]+|\Z)")
_OPTION_WORD = r"(?:-\w|--?\w[\w-]{1,60}|/\w)(?:[ =](?:<[^<>]{1,60}>|[a-zA-Z][\w-]{0,60}))?"
_OPTION = re.compile(rf"{_OPTION_WORD}(?:, {_OPTION_WORD}){{0,8}}(?:[ \t]{{2,}}|\Z)")
_LINE_BLOCK = re.compile(r"\|(?:[ \t]+|\Z)")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*[ \t]*\Z")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]+|\Z)")
_FOOTNOTE = re.compile(r"\[(?:\d+|#[\w.+:-]*|\*|[A-Za-z][\w.+:-]*)\](?:[ \t]+|\Z)")
_DIRECTIVE = re.compile(r"(\w[\w.+:-]*)[ \t]?::(?:[ \t]+|\Z)")
_OPTION_LINE = re.compile(r":([\w][\w -]{0,60}):(?:[ \t]+|\Z)")
_GRID = re.compile(r"\+[-=]+\+[-=+]*[ \t]*\Z")
_SIMPLE = re.compile(r"=+(?: +=+)+[ \t]*\Z")
_DOCTEST = re.compile(r">>>(?: |\Z)")
_VERSION = re.compile(r"\S+[ \t]*")
_PROSE_OPTIONS = {"alt": "alt_text", "caption": "caption", "header": "table_cell"}
_PARAGRAPH_KINDS = frozenset(
    {"list_item", "quote", "footnote", "admonition", "caption", "table_cell"}
)


def read(source: Source, options: ReadOptions) -> Prose:  # noqa: ARG001 - the reader's contract
    """Find the prose of a reStructuredText source."""
    reader = _Reader(source.text)
    reader.run()
    reader.blocks.sort(key=lambda block: block.start)
    return Prose(tuple(reader.blocks), tuple(reader.comments))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.levels = [Level(0, 0, "")]
        self.context: tuple[str, ...] = ()
        split = Lines(text)
        self.lines, self.starts, self.count = split.lines, split.starts, split.count
        self.lead, self.columns = split.lead, split.columns

    def run(self) -> None:
        """Walk all lines."""
        i = 0
        while i < self.count:
            at = self.lead[i]
            if at == len(self.lines[i]):
                i += 1
                continue
            column = self.columns[i]
            self._enter(column)
            i = self._block(i, at, column)

    def _enter(self, column: int) -> None:
        """Close the containers that a line at ``column`` is outside of; a deeper one is a quote."""
        levels = self.levels
        size = len(levels)
        while column < levels[-1].least:
            levels.pop()
        top = levels[-1]
        if top.column is None:
            top.column = top.least = column
        elif column > top.column:
            levels.append(Level(column, column, "quote"))
            size = -1
        if len(levels) != size:
            self._set_context()

    def _open(self, least: int, column: int | None, kind: str) -> None:
        self.levels.append(Level(least, column, kind))
        self._set_context()

    def _set_context(self) -> None:
        self.context = tuple(level.kind for level in self.levels[-12:] if level.kind)

    def _block(self, i: int, at: int, column: int) -> int:  # noqa: C901 - one branch a construct
        """Read the block that starts at character ``at`` of line ``i``; the next line to read."""
        line = self.lines[i]
        first = line[at]
        if (
            first.isalpha()
            and line[at + 1 : at + 2] not in (".", ")")
            and first not in "ivxIVXcmlCML"
        ):
            return self._paragraph(i, at, column)
        marker = _BULLET.match(line, at) or self._enumerator(i, at, column)
        if marker is not None:
            return self._item(i, marker.end(), column + marker.end() - at, column)
        if first == "." and (marker := _EXPLICIT.match(line, at)) is not None:
            return self._explicit(i, marker.end(), column)
        if first == "_" and line.startswith("__ ", at):
            return i + 1
        if first == ":" and (marker := _FIELD.match(line, at)) is not None:
            return self._labelled(i, marker.end(), column, "")
        if first in "-/" and (marker := _OPTION.match(line, at)) is not None:
            return self._labelled(i, marker.end(), column, "")
        if first == ">" and _DOCTEST.match(line, at):
            return self._until_blank(i)
        if first == "|" and _LINE_BLOCK.match(line, at):
            return self._line_block(i, at)
        if first == "+" and _GRID.match(line, at):
            return self._grid(i, at)
        if first == "=" and _SIMPLE.match(line, at):
            return self._simple(i, at)
        if _ADORNMENT.match(line, at):
            return self._overlined(i, at, column)
        return self._paragraph(i, at, column)

    # -- lists and other containers

    def _enumerator(self, i: int, at: int, column: int) -> re.Match[str] | None:
        """An enumerator, unless the next line shows that it is the text of a paragraph."""
        marker = _ENUMERATOR.match(self.lines[i], at)
        if marker is None or i + 1 >= self.count:
            return marker
        following = self.lines[i + 1]
        lead = self.lead[i + 1]
        if lead == len(following) or self.columns[i + 1] > column:
            return marker
        if self.columns[i + 1] == column and _ENUMERATOR.match(following, lead) is None:
            return None
        return marker

    def _item(self, i: int, at: int, column: int, least: int) -> int:
        """A list item whose text starts at ``at``, or on the next line when nothing follows."""
        while True:
            line = self.lines[i]
            if at >= len(line):
                self._open(least + 1, None, "list_item")
                return i + 1
            self._open(column, column, "list_item")
            marker = _BULLET.match(line, at) or self._enumerator(i, at, column)
            if marker is None:
                return self._block(i, at, column)
            least, column, at = column, column + marker.end() - at, marker.end()

    def _labelled(self, i: int, at: int, column: int, kind: str) -> int:
        """The body of a field, an option or a footnote: its other lines are indented by any amount."""
        self._open(column + 1, None, kind)
        if at >= len(self.lines[i].rstrip()):
            return i + 1
        body = self._body_column(i, column)
        if body is None:
            return self._paragraph(i, at, column + 1)
        self._enter(body)
        return self._paragraph(i, at, body)

    def _body_column(self, i: int, column: int) -> int | None:
        if i + 1 < self.count and self.lead[i + 1] < len(self.lines[i + 1]):
            body = self.columns[i + 1]
            return body if body > column else None
        return None

    # -- paragraphs, titles, literal blocks

    def _paragraph(self, i: int, at: int, column: int) -> int:
        """A paragraph, a title with its underline, or the term of a definition."""
        lines, lead, columns = self.lines, self.lead, self.columns
        j = i + 1
        # A title is looked for first: the lines below it are read again, so not all at each title.
        if j < self.count and columns[j] == column and _ADORNMENT.match(lines[j], lead[j]):
            under = lines[j].strip()
            if len(under) >= 4 or len(under) >= len(lines[i].strip()):
                self._emit(i, at, i, "heading")
                return i + 2
        while j < self.count and columns[j] == column and lead[j] < len(lines[j]):
            j += 1
        deeper = j < self.count and columns[j] > column and lead[j] < len(lines[j])
        literal = lines[j - 1].rstrip().endswith("::")
        if deeper and not literal and j == i + 1:
            self._emit(i, at, i, "definition_term")
            self._open(column + 1, None, "definition")
            return j
        self._emit(i, at, j - 1, self._kind(), literal=literal)
        return self._literal_block(j, self.levels[-1].column or 0) if literal else j

    def _kind(self) -> str:
        innermost = self.context[-1] if self.context else ""
        return innermost if innermost in _PARAGRAPH_KINDS else "paragraph"

    def _emit(self, i: int, at: int, last: int, kind: str, *, literal: bool = False) -> None:
        """The text from character ``at`` of line ``i`` to the end of line ``last`` as a block."""
        start = self.starts[i] + at
        end = self.starts[last] + len(self.lines[last].rstrip())
        if literal:
            end -= 2 if end - start == 2 or self.text[end - 3 : end - 2].isspace() else 1
        self._add(start, end, kind)

    def _add(self, start: int, end: int, kind: str) -> None:
        if end <= start:
            return
        mask = Mask(self.text, start, end)
        if NEEDED.search(self.text, start, end) is not None:
            mask_inline(self.text, mask)
        self._keep(mask.block(kind, context=self.context))

    def _keep(self, block: Block | None) -> None:
        if block is not None:
            self.blocks.append(block)

    def _literal_block(self, i: int, column: int) -> int:
        """Skip the literal block that starts after line ``i``; the next line to read."""
        while i < self.count and self.lead[i] == len(self.lines[i]):
            i += 1
        if i >= self.count or self.columns[i] < column:
            return i
        if self.columns[i] > column:
            return self._indented(i, column)
        quote = self.lines[i][self.lead[i]]
        if quote.isalnum():
            return i
        while i < self.count and self.lines[i].startswith(quote, self.lead[i]):
            i += 1
        return i

    def _indented(self, i: int, column: int) -> int:
        """The first line from ``i`` on that isn't blank and not deeper than ``column``."""
        while i < self.count:
            if self.columns[i] <= column and self.lead[i] < len(self.lines[i]):
                return i
            i += 1
        return i

    def _until_blank(self, i: int) -> int:
        while i < self.count and self.lead[i] < len(self.lines[i]):
            i += 1
        return i

    def _overlined(self, i: int, at: int, column: int) -> int:
        lines, lead = self.lines, self.lead
        over = lines[i].strip()
        if i + 2 < self.count and lead[i + 1] < len(lines[i + 1]) and lines[i + 2].strip() == over:
            self._emit(i + 1, lead[i + 1], i + 1, "heading")
            return i + 3
        if over == "::":
            return self._literal_block(i + 1, self.levels[-1].column or 0)
        if len(over) >= 4 and (i + 1 == self.count or lead[i + 1] == len(lines[i + 1])):
            return i + 1
        return self._paragraph(i, at, column)

    def _line_block(self, i: int, at: int) -> int:
        """Verse: its lines are one block, the bars blanked."""
        first, column = i, self.columns[i]
        mask = Mask(self.text, self.starts[i] + at, self.starts[i] + at)
        spans = []
        while i < self.count and self.lead[i] < len(self.lines[i]):
            bar = _LINE_BLOCK.match(self.lines[i], self.lead[i])
            if self.columns[i] != column if bar else self.columns[i] <= column:
                break
            if bar:
                spans.append(self.starts[i] + self.lead[i])
            i += 1
        i = max(i, first + 1)
        mask.end = self.starts[i - 1] + len(self.lines[i - 1])
        for bar_at in spans:
            mask.blank(bar_at, bar_at + 1)
        mask_inline(self.text, mask)
        self._keep(mask.block(self._kind(), context=self.context))
        return i

    # -- tables

    def _grid(self, i: int, at: int) -> int:
        j = i + 1
        while j < self.count and self.lines[j][at : at + 1] in ("|", "+") and self.lead[j] == at:
            j += 1
        self._cells(grid_cells(self.lines, self.starts, (i, j), at))
        return j

    def _simple(self, i: int, at: int) -> int:
        j, borders = i + 1, 1
        while j < self.count and (self.lead[j] >= at or self.lead[j] == len(self.lines[j])):
            if self.lines[j].startswith("=", at) and _SIMPLE.match(self.lines[j], at):
                borders += 1
                after = self.lines[j + 1].strip() if j + 1 < self.count else ""
                if borders == 3 or not after:
                    break
            j += 1
        else:
            return self._paragraph(i, at, self.columns[i])
        self._cells(simple_cells(self.lines, self.starts, (i, j), at))
        return j + 1

    def _cells(self, spans: list[list[tuple[int, int]]]) -> None:
        """Each cell is a list of pieces, its lines; what stands between them is blanked."""
        for pieces in spans:
            mask = Mask(self.text)
            for (_, end), (start, _) in pairwise(pieces):
                mask.blank(end, start)
            for mask.start, mask.end in pieces:
                mask_inline(self.text, mask)
            mask.start = pieces[0][0]
            self._keep(mask.block("table_cell", context=self.context))

    # -- explicit markup

    def _explicit(self, i: int, at: int, column: int) -> int:
        line = self.lines[i]
        if line.startswith("[", at) and (note := _FOOTNOTE.match(line, at)) is not None:
            return self._labelled(i, note.end(), column, "footnote")
        if line.startswith(("_", "__", "|"), at):
            return self._indented(i + 1, column)
        directive = _DIRECTIVE.match(line, at)
        if directive is not None:
            return self._directive(i, directive.end(), column, describe(directive[1]))
        end = (
            self._indented(i + 1, column)
            if at < len(line) or self._body_column(i, column)
            else i + 1
        )
        last = end - 1
        while last > i and self.lead[last] == len(self.lines[last]):
            last -= 1
        stop = self.starts[last] + len(self.lines[last])
        body = self.text[self.starts[i] + at : stop].strip() if stop > self.starts[i] + at else ""
        self.comments.append(Comment(self.text.rfind("..", 0, self.starts[i] + at + 1), stop, body))
        return end

    def _directive(self, i: int, at: int, column: int, directive: Directive) -> int:
        """Options are skipped, and the argument and the content as ``directive`` says."""
        if directive.content == "csv":
            return self._csv(i, at, column)
        after = self._options(i + 1, column, directive, at)
        if directive.argument == "version" and (version := _VERSION.match(self.lines[i], at)):
            at = version.end()
            if directive.words == 2 and (version := _VERSION.match(self.lines[i], at)):
                at = version.end()
        if directive.argument in ("title", "caption") and at < len(self.lines[i]):
            self._emit(i, at, max(after[0] - 1, i), directive.argument)
        if directive.content == "skip":
            return self._indented(i + 1, column)
        if directive.argument in ("body", "version") and at < len(self.lines[i].rstrip()):
            return self._labelled(i, at, column, directive.kind)
        self._open(column + 1, None, directive.kind)
        return after[1]

    def _options(self, i: int, column: int, directive: Directive, at: int) -> tuple[int, int]:
        """Where the argument's lines end, and where the options' do."""
        argument = i
        deeper = directive.argument not in ("body", "version") and at < len(self.lines[i - 1])
        while self._inside(argument, column) and deeper:
            if _OPTION_LINE.match(self.lines[argument], self.lead[argument]):
                break
            argument += 1
        j = argument
        while self._inside(j, column):
            option = _OPTION_LINE.match(self.lines[j], self.lead[j])
            if option is None and j == argument:
                break
            j += 1
            if option is not None and option[1] in _PROSE_OPTIONS:
                first = j - 1
                while self._inside(j, self.columns[first]):
                    j += 1
                self._option(option[1], first, option.end(), j - 1)
        return argument, j

    def _option(self, name: str, first: int, at: int, last: int) -> None:
        if name == "header":
            start, end = self.starts[first] + at, self.starts[last] + len(self.lines[last])
            self._cells([[cell] for cell in csv_cells(self.text, start, end)])
        else:
            self._emit(first, at, last, _PROSE_OPTIONS[name])

    def _inside(self, i: int, column: int) -> bool:
        return i < self.count and self.columns[i] > column and self.lead[i] < len(self.lines[i])

    def _csv(self, i: int, at: int, column: int) -> int:
        directive = describe("table")
        if at < len(self.lines[i]):
            self._emit(i, at, i, "caption")
        _, content = self._options(i + 1, column, directive, 0)
        end = self._indented(content, column)
        last = min(end, self.count) - 1
        stop = self.starts[last] + len(self.lines[last])
        if content <= last:
            self._cells([[cell] for cell in csv_cells(self.text, self.starts[content], stop)])
        return end
