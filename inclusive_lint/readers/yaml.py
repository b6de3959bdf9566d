"""Second stage: reads YAML: values that are prose and comments, keys when asked.

A line scanner of our own, since templates (Helm, Ansible, Jekyll) are no valid YAML; PyYAML is
the oracle in the tests.
"""

from __future__ import annotations

import re

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._lines import Lines
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import is_prose_of, mask_placeholders, value_block
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_strings import mask_escapes

_DASH = re.compile(r"[-?](?:[ \t]+|\Z)")
_KEY = re.compile(
    r"(?:\"[^\"\\]{0,300}(?:\\.[^\"\\]{0,300}){0,20}\"|'[^']{0,300}(?:''[^']{0,300}){0,20}'"
    r"|[^\s#&*!|>'\"%@`{}\[\],-](?:[^:#\r\n]|:(?=[^\s])|(?<=\S)#){0,300}"
    r"|-(?=\S)(?:[^:#\r\n]|:(?=[^\s])|(?<=\S)#){1,300})[ \t]*:(?:[ \t]+|\Z)"
)
_PROPERTY = re.compile(r"[!&][^\s,\[\]{}]*[ \t]*")
_BLOCK = re.compile(r"[|>][-+0-9]{0,3}[ \t]*(?:#.*)?\Z")
_COMMENT = re.compile(r"(?<!\S)#")
_DOUBLE_END = re.compile(r'[^"\\]*(?:\\.[^"\\]*){0,400}("|\\?\Z)?', re.DOTALL)
_FLOW = re.compile(
    r"[\"'{}\[\],:#](?:(?<=\")(?P<double>)|(?<=')(?P<single>)|(?<=#)(?<!\S#)(?P<comment>[^\r\n]*)|)"
)
_TEMPLATE = re.compile(r"\{[{%]")
_LEADER = re.compile(r"#+[ \t]?")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a YAML source."""
    reader = _Reader(source.text, options)
    reader.run()
    return Prose(tuple(reader.blocks), tuple(reader.comments))


class _Reader:
    def __init__(self, text: str, options: ReadOptions) -> None:
        self.text = text
        self.scope = options.scope
        self.split = Lines(text)
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.pending: list[tuple[int, int]] = []
        self.unclosed = False
        """A bracket has no end; others are not followed then."""

    def run(self) -> None:
        """Walk the lines."""
        split = self.split
        i = 0
        while i < split.count:
            if split.blank(i):
                self._end_comment()
                i += 1
                continue
            line, at = split.lines[i], split.lead[i]
            if line[at] == "#":
                self._comment_line(i, at)
                i += 1
                continue
            self._end_comment()
            if line.startswith(("%", "---", "...")) and at == 0:
                i = self._node(i, 3, 0, "") if line.startswith("--- ") else i + 1
                continue
            i = self._entry(i, at)
        self._end_comment()

    def _comment_line(self, i: int, at: int) -> None:
        """A comment from character ``at`` of line ``i``; those of adjacent lines are read together."""
        start, end = self.split.starts[i] + at, self.split.end(i)
        leader = _LEADER.match(self.text, start, end)
        content = leader.end() if leader is not None else start
        self.comments.append(Comment(start, end, self.text[content:end].strip()))
        self.pending.append((content, end))

    def _end_comment(self) -> None:
        pending, self.pending = self.pending, []
        if pending and "comments" in self.scope:
            self.blocks.extend(comment_blocks(self.text, pending, "comment"))

    def _entry(self, i: int, at: int) -> int:
        """Dashes and a key, then a node; the next line to read."""
        line = self.split.lines[i]
        indent = at
        while (dash := _DASH.match(line, at)) is not None:
            indent, at = at, dash.end()
        if at >= len(line):
            return i + 1
        key = _KEY.match(line, at)
        if key is None:
            return self._node(i, at, indent if at != indent else -1, "")
        name = line[at : key.end()].rstrip().removesuffix(":").rstrip()
        if "keys" in self.scope:
            start = self.split.starts[i] + at
            self._keep(Mask(self.text, start, start + len(name)).block("key"))
        return self._node(i, key.end(), at, name.strip("\"'"))

    def _node(self, i: int, at: int, indent: int, key: str) -> int:
        """A value that starts at ``at``, of a parent indented by ``indent``; the next line to read."""
        line = self.split.lines[i]
        while at < len(line) and line[at] in " \t":
            at += 1
        while (tag := _PROPERTY.match(line, at)) is not None:
            at = tag.end()
        if at >= len(line):
            return i + 1
        first = line[at]
        if first == "#":
            self._comment_line(i, at)
            return i + 1
        if first in "|>" and _BLOCK.match(line, at):
            return self._block_scalar(i, indent, key)
        if first in "\"'":
            return self._quoted(i, at, key)
        if first in "{[" and not _TEMPLATE.match(line, at):
            return self._flow(i, at)
        if first == "*":
            return i + 1
        return self._plain(i, at, indent, key)

    def _block_scalar(self, i: int, indent: int, key: str) -> int:
        split = self.split
        j = i + 1
        while j < split.count and (split.blank(j) or split.lead[j] > indent):
            j += 1
        last = j
        while last > i + 1 and split.blank(last - 1):
            last -= 1
        if last > i + 1:
            body = self.text[split.starts[i + 1] : split.end(last - 1)]
            if is_prose_of(key, body):
                lines = [(split.starts[k], split.end(k)) for k in range(i + 1, last)]
                self._prose_lines(lines)
        return j

    def _prose_lines(self, lines: list[tuple[int, int]]) -> None:
        """The paragraphs of a long value: lists, fences and code in backticks as in Markdown."""
        for block in comment_blocks(self.text, lines, "value"):
            if "{" in block.text:
                mask = Mask(block.text)
                mask_placeholders(block.text, mask, 0, len(block.text))
                masked = mask.block("value")
                if masked is None:
                    continue
                self.blocks.append(
                    Block(block.start + masked.start, masked.text, "value", marks=block.marks)
                )
            else:
                self.blocks.append(block)

    def _quoted(self, i: int, at: int, key: str) -> int:
        """A string in quotes, perhaps over lines."""
        start = self.split.starts[i] + at
        end = self._string_end(start)
        if is_prose_of(key, self.text[start + 1 : end]):
            self._string(start, end)
        return self._after(i, end)

    def _string(self, start: int, end: int) -> None:
        mask = Mask(self.text, start + 1, end)
        if self.text[start] == '"':
            if self.text.find("\\", start, end) >= 0:
                mask_escapes(self.text, mask, start + 1, end)
        else:
            at = self.text.find("''", start + 1, end)
            while at >= 0:
                mask.char(at, at + 2, "'")
                at = self.text.find("''", at + 2, end)
        self._keep(value_block(mask))

    def _string_end(self, start: int) -> int:
        """Offset of the closing quote of the string that opens at ``start``."""
        text, at = self.text, start + 1
        if text[start] == "'":
            while (close := text.find("'", at)) >= 0 and text[close + 1 : close + 2] == "'":
                at = close + 2
            return close if close >= 0 else len(text)
        while (part := _DOUBLE_END.match(text, at)) is not None:
            if part[1] == '"':
                return part.end() - 1
            if part.end() == at or part[1] is not None:
                break
            at = part.end()
        return len(text)

    def _after(self, i: int, end: int) -> int:
        """The line to go on with after ``end``; a comment behind it on its line is read."""
        split = self.split
        while i + 1 < split.count and split.starts[i + 1] <= end:
            i += 1
        comment = _COMMENT.search(split.lines[i], max(end - split.starts[i], 0))
        if comment is not None:
            self._comment_line(i, comment.start())
        return i + 1

    def _flow(self, i: int, at: int) -> int:
        """[a, b] or {a: b}, perhaps over lines."""
        if self.unclosed:
            return i + 1
        depth, position = 0, self.split.starts[i] + at
        plain, key, kept = position, "", len(self.blocks)
        while (token := _FLOW.search(self.text, position)) is not None:
            start, position = token.start(), token.end()
            char = self.text[start]
            if token.lastgroup in ("double", "single"):
                if not self.text[plain:start].strip():
                    position = plain = self._flow_string(start, key)
                continue
            if char == "#" and token.lastgroup is None:
                continue
            if char == ":":
                if self.text[position : position + 1] not in (" ", "\n", "\r", ""):
                    continue
                key = self.text[plain:start].strip()
            else:
                self._flow_plain(plain, start, key)
                key = ""
            plain = position
            depth += (char in "{[") - (char in "}]")
            if depth <= 0:
                break
        if token is None:
            self.unclosed = True  # Without this each bracket would look to the end.
            del self.blocks[kept:]
            return i + 1
        return self._after(i, position)

    def _flow_plain(self, start: int, end: int, key: str) -> None:
        if is_prose_of(key, self.text[start:end]):
            self._keep(value_block(Mask(self.text, start, end)))

    def _flow_string(self, start: int, key: str) -> int:
        end = self._string_end(start)
        if end == len(self.text):
            return start + 1
        is_key = self.text[end + 1 : end + 2] == ":"
        if not is_key and is_prose_of(key, self.text[start + 1 : end]):
            self._string(start, end)
        return end + 1

    def _plain(self, i: int, at: int, indent: int, key: str) -> int:
        """A plain scalar; deeper lines that are no entries continue it."""
        split = self.split
        j = i + 1
        line = split.lines[i]
        comment = _COMMENT.search(line, at)
        end = split.starts[i] + comment.start() if comment else split.end(i)
        while comment is None and j < split.count and not split.blank(j):
            following, lead = split.lines[j], split.lead[j]
            if lead <= indent or following[lead] == "#" or _KEY.match(following, lead):
                break
            if _DASH.match(following, lead) and key == "":
                break
            comment = _COMMENT.search(following, lead)
            end = split.starts[j] + comment.start() if comment else split.end(j)
            j += 1
        start = split.starts[i] + at
        if is_prose_of(key, self.text[start:end]):
            self._keep(value_block(Mask(self.text, start, end)))
        if comment is not None:
            self._comment_line(j - 1, comment.start())
        return j

    def _keep(self, block: Block | None) -> None:
        if block is not None and (not self.blocks or self.blocks[-1].end <= block.start):
            self.blocks.append(block)
