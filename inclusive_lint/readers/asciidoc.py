"""Second stage: reads AsciiDoc; a line scanner of our own, since no parser for it keeps offsets."""

from __future__ import annotations

import re

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._lines import Lines
from inclusive_lint.readers._mask import Mask, trimmed_block
from inclusive_lint.readers.asciidoc_inline import is_plain, mask_inline
from inclusive_lint.readers.rst_tables import csv_cells

_FENCE = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--|```+\w*|[|,:!]={3,})\s*\Z")
_FENCE_FIRST = frozenset("-.+/=*_`|,:!")
_SKIPPED = ("----", "....", "++++", "````", "```")
_KINDS = {"=": "", "*": "", "_": "quote", "-": ""}
_TITLE = re.compile(r"(?:={1,6}|#{1,6})[ \t]+(?=\S)")
_UNDERLINE = re.compile(r"([=\-~^+])\1+[ \t]*\Z")
_ATTRIBUTE = re.compile(r":!?[\w][\w-]*!?:(?:\s|\Z)")
_BLOCK_TITLE = re.compile(r"\.(?=[^\s.])")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:\[.*\]|[^\[\]].*|)\]\s*\Z")
_CODE_STYLES = re.compile(
    r"\[(?:source|listing|literal|stem|latexmath|asciimath|pass|ditaa|plantuml|graphviz|mermaid|vega"
    r"|blockdiag|a2s|bpmn|bytefield|nomnoml|pikchr|seqdiag|svgbob|tikz|wavedrom|,)\b|\[[^\]]*%?(?:source|listing)\b|\[,"
)
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+")
_ADMONITION_STYLE = re.compile(r"\[(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\b")
_LIST = re.compile(
    r"[ \t]*(?:(?:\*{1,5}|-|\.{1,5}|\d{1,4}\.|[a-zA-Z]\.|[ivxIVX]{1,5}\)|<(?:\d{1,3}|\.)>)[ \t]+(?:\[[ xX*]\][ \t]+)?)(?=\S)"
)
_TERM = re.compile(r"[ \t]*(?P<term>[^\s:;][^\r\n]{0,300}?)(?::{2,4}|;;)(?:[ \t]+|\Z)")
_BLOCK_MACRO = re.compile(r"(?P<name>[\w-]{1,30})::(?P<target>[^\s\[]*)\[(?P<text>[^\r\n]*)\]\s*\Z")
_CONDITION = re.compile(r"(?:ifdef|ifndef|ifeval|endif|include)::[^\s\[]*\[")
_BREAK = re.compile(r"(?:'{3,}|<{3,}|-{3}|\*{3}|- - -|\* \* \*)\s*\Z")
_CELL = re.compile(
    r"(?<!\\)(?:(?<![^\s])(?:\d{1,3}(?:\.\d{1,3})?[*+]|\.\d{1,3}[*+])?[<^>]?(?:\.[<^>])?(?P<style>[aehlmdsv])?)?\|"
)
_BLANK_LINES = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)")


def read(source: Source, options: ReadOptions) -> Prose:  # noqa: ARG001 - the reader's contract
    """Find the prose of an AsciiDoc source."""
    reader = _Reader(source.text)
    reader.run()
    return Prose(tuple(reader.blocks), tuple(reader.comments))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        split = Lines(text)
        self.split, self.lines, self.starts = split, split.lines, split.starts
        self.count = split.count
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.fences: list[tuple[str, str]] = []
        """The delimited blocks that are open: delimiter and kind."""
        self.in_list = False
        self.code_next = False
        self.admonition = False

    def run(self) -> None:
        """Walk the lines."""
        i = self._header()
        while i < self.count:
            if self.split.blank(i):
                i += 1
                continue
            i = self._block(i)

    def _header(self) -> int:
        """The document's title, and the author and revision lines below, which aren't prose."""
        i = 0
        while i < self.count and (
            self.split.blank(i) or _ATTRIBUTE.match(self.lines[i]) or self._comment_line(i)
        ):
            i += 1
        if i >= self.count or not self.lines[i].startswith(("= ", "# ")):
            return i
        self._emit(i, 2, i, "heading")
        i += 1
        names = 0
        while i < self.count and not self.split.blank(i):
            line = self.lines[i]
            if not _ATTRIBUTE.match(line) and not self._comment_line(i):
                names += 1
                if names > 2 or not re.match(r"[\w.'-]+(?: [\w.'-]+){0,3}(?: <|;|$)|v?\d", line):
                    break
            i += 1
        return i

    def _comment_line(self, i: int) -> bool:
        line = self.lines[i]
        if not line.startswith("//") or line.startswith("///"):
            return False
        self.comments.append(Comment(self.starts[i], self.starts[i] + len(line), line[2:].strip()))
        return True

    def _block(self, i: int) -> int:  # noqa: C901 - one branch a construct
        line = self.lines[i]
        first = line[0]
        if first == "/" and self._comment_line(i):
            return i + 1
        if first in _FENCE_FIRST and _FENCE.match(line):
            return self._delimited(i, line.rstrip())
        if first == ":" and _ATTRIBUTE.match(line):
            return self._attribute(i)
        if first == "[" and _BLOCK_ATTRIBUTES.match(line):
            self.code_next = self.code_next or _CODE_STYLES.match(line) is not None
            self.admonition = _ADMONITION_STYLE.match(line) is not None
            return i + 1
        if first in "=#" and (title := _TITLE.match(line)) is not None:
            self.in_list = False
            return self._single(i, title.end(), "heading")
        if first == "." and (title := _BLOCK_TITLE.match(line)) is not None:
            return self._single(i, 1, "caption", keep=True)
        if first in "'<-*" and _BREAK.match(line):
            return i + 1
        if first == "+" and line.strip() == "+":
            return i + 1
        double = "::" in line
        if double and (macro := _BLOCK_MACRO.match(line)) is not None:
            return self._macro(i, macro)
        if _may_be_item(line) and (item := _LIST.match(line)) is not None:
            return self._item(i, item.end())
        if (double or ";;" in line) and (term := _TERM.match(line)) is not None:
            return self._term(i, term)
        if self.split.lead[i] and not self.in_list:
            return self._until_blank(i)
        return self._paragraph(i, self.split.lead[i])

    def _single(self, i: int, at: int, kind: str, *, keep: bool = False) -> int:
        self._emit(i, at, i, kind)
        if not keep:
            self.code_next = self.admonition = False
        return i + 1

    def _attribute(self, i: int) -> int:
        while i < self.count and self.lines[i].endswith("\\"):
            i += 1
        return i + 1

    def _delimited(self, i: int, fence: str) -> int:
        code, self.code_next = self.code_next, False
        if fence.startswith("```"):
            fence = "```"
        if fence in [opened for opened, _ in self.fences]:
            while self.fences and self.fences.pop()[0] != fence:
                pass
            return i + 1
        if fence.endswith("===") and fence[0] in "|,:!":
            return self._table(i, fence)
        if fence.startswith((*_SKIPPED, "////")) or code:
            return self._skip(i, fence)
        kind = "admonition" if self.admonition else _KINDS[fence[0]]
        self.admonition = False
        self.fences.append((fence, kind))
        self.in_list = False
        return i + 1

    def _skip(self, i: int, fence: str) -> int:
        """Past the line that closes ``fence``; past everything where none does."""
        j = i + 1
        while j < self.count and self.lines[j].rstrip() != fence:
            j += 1
        if fence.startswith("////"):
            last = min(j, self.count - 1)
            end = self.starts[last] + len(self.lines[last])
            body = self.text[self.starts[i] + len(fence) : self.starts[last]].strip()
            self.comments.append(Comment(self.starts[i], end, body))
        return j + 1

    def _macro(self, i: int, macro: re.Match[str]) -> int:
        if macro["name"] == "image" and macro["text"]:
            text = macro["text"].split(",", 1)[0].strip('"')
            start = self.starts[i] + macro.start("text") + macro["text"].startswith('"')
            if "=" not in text:
                self._add(start, start + len(text), "alt_text")
        return i + 1

    def _item(self, i: int, at: int) -> int:
        self.in_list = True
        term = _TERM.match(self.lines[i], at) if "::" in self.lines[i] else None
        if term is not None:
            return self._term(i, term)
        return self._paragraph(i, at)

    def _term(self, i: int, term: re.Match[str]) -> int:
        start = self.starts[i]
        self._add(start + term.start("term"), start + term.end("term"), "definition_term")
        self.in_list = True
        if term.end() >= len(self.lines[i].rstrip()):
            return i + 1
        return self._paragraph(i, term.end())

    def _until_blank(self, i: int) -> int:
        while i < self.count and not self.split.blank(i):
            i += 1
        return i

    def _paragraph(self, i: int, at: int) -> int:
        """Lines up to a blank one or one that opens something else."""
        j = i + 1
        while j < self.count and not self.split.blank(j) and not self._interrupts(j):
            j += 1
        code, self.code_next = self.code_next, False
        admonition, self.admonition = self.admonition, False
        if code:
            return j
        if j == i + 1 and j < self.count and at == 0 and self._is_underline(i, j):
            self._emit(i, at, i, "heading")
            return j + 1
        kind = self._kind()
        label = _ADMONITION.match(self.lines[i], at)
        if label is not None:
            at, kind = label.end(), "admonition"
        self._emit(i, at, j - 1, "admonition" if admonition else kind)
        if not self.split.blank(min(j, self.count - 1)):
            return j
        following = j + 1
        if following < self.count and not self.split.blank(following):
            below = self.lines[following]
            ended = self.split.lead[following] == 0 and not (
                _may_be_item(below) and _LIST.match(below)
            )
            if ended and not _TERM.match(self.lines[following]):
                self.in_list = False
        return j

    def _is_underline(self, i: int, j: int) -> bool:
        under = self.lines[j].rstrip()
        return (
            _UNDERLINE.match(under) is not None
            and abs(len(under) - len(self.lines[i].rstrip())) <= 1
        )

    def _interrupts(self, j: int) -> bool:
        line = self.lines[j]
        first = line[0]
        if first in _FENCE_FIRST and (_FENCE.match(line) or line.rstrip() == "+"):
            return True
        if first == "/" and line.startswith("//") and not line.startswith("///"):
            return True
        if first == "[" and _BLOCK_ATTRIBUTES.match(line):
            return True
        if first in "ie" and _CONDITION.match(line):
            return True
        if first in "=-~^+" and _UNDERLINE.match(line) and len(line.rstrip()) >= 3:
            return True
        if not self.in_list:
            return False
        return (_may_be_item(line) and _LIST.match(line) is not None) or (
            ("::" in line or ";;" in line) and _TERM.match(line) is not None
        )

    def _kind(self) -> str:
        if self.in_list:
            return "list_item"
        if not self.fences:
            return "paragraph"
        for _, kind in reversed(self.fences[-8:]):
            if kind:
                return kind
        return "paragraph"

    def _context(self) -> tuple[str, ...]:
        if not self.fences:
            return ("list_item",) if self.in_list else ()
        kinds = [kind for _, kind in self.fences[-8:] if kind]
        return (*kinds, "list_item") if self.in_list else tuple(kinds)

    def _emit(self, i: int, at: int, last: int, kind: str) -> None:
        self._add(self.starts[i] + at, self.split.end(last), kind)

    def _add(self, start: int, end: int, kind: str) -> None:
        if end <= start:
            return
        if is_plain(self.text, start, end):
            block = trimmed_block(start, self.text[start:end], kind, self._context())
        else:
            mask = Mask(self.text, start, end)
            mask_inline(self.text, mask)
            block = mask.block(kind, context=self._context())
        if block is not None:
            self.blocks.append(block)

    def _table(self, i: int, fence: str) -> int:
        j = i + 1
        while j < self.count and self.lines[j].rstrip() != fence:
            j += 1
        if j == i + 1:
            return j + 1
        start = self.starts[i + 1]
        end = self.starts[j] if j < self.count else len(self.text)
        if fence[0] in "|!":
            self._cells(start, end)
        elif fence[0] == ",":
            for cell in csv_cells(self.text, start, end):
                self._add(*cell, "table_cell")
        return j + 1

    def _cells(self, start: int, end: int) -> None:
        """What stands between the bars of a table; the letter before a bar is the cell's style."""
        bars = list(_CELL.finditer(self.text, start, end))
        for k, bar in enumerate(bars):
            last = bars[k + 1].start() if k + 1 < len(bars) else end
            if bar["style"] in ("l", "m"):
                continue
            at = bar.end()
            for gap in _BLANK_LINES.finditer(self.text, at, last):
                self._add(at, gap.start(), "table_cell")
                at = gap.end()
            self._add(at, last, "table_cell")


def _may_be_item(line: str) -> bool:
    """A quick look before the regular expression: most lines start with a word."""
    return not line[0].isalpha() or "." in line[:3] or ")" in line[:7]
