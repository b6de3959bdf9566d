"""Second stage: reads gettext PO and POT: msgid as English, msgstr in the language of the header."""

from __future__ import annotations

import re

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask
from inclusive_lint.readers._values import value_block
from inclusive_lint.readers.code_comments import comment_blocks
from inclusive_lint.readers.code_strings import mask_escapes

_LINE = re.compile(r"[^\r\n]+")
_STRING = re.compile(r'[ \t]*(?:(?P<word>msg(?:id(?:_plural)?|str(?:\[\d{1,3}\])?|ctxt))[ \t]*)?"')
_HEADER = re.compile(r'"Language:[ \t]*([A-Za-z]{2,3}(?:[_-][A-Za-z]{2,8})?)', re.IGNORECASE)
_HEAD = 4_000
_NOTE = re.compile(r"[ \t]*#(?:\.|(?=\s|\Z))[ \t]?")
_RST_NAME = re.compile(r":[\w:+-]{1,30}:(?=`)")


def read(source: Source, options: ReadOptions) -> Prose:
    """Find the prose of a PO source."""
    reader = _Reader(source.text, options)
    reader.run()
    return Prose(tuple(reader.blocks), tuple(reader.comments))


class _Reader:
    def __init__(self, text: str, options: ReadOptions) -> None:
        self.text = text
        self.comments_wanted = "comments" in options.scope
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.word = ""
        self.parts: list[tuple[int, int]] = []
        self.notes: list[tuple[int, int]] = []
        header = _HEADER.search(text, 0, _HEAD)
        self.language = header[1].replace("_", "-") if header is not None else None

    def run(self) -> None:
        """Walk the lines, and gather the strings and the notes that belong together."""
        text = self.text
        for line in _LINE.finditer(text):
            start, end = line.span()
            string = _STRING.match(text, start, end)
            if string is not None:
                self._end_notes()
                if string["word"]:
                    self._end_string()
                    self.word = string["word"]
                close = text.rfind('"', string.end(), end)
                self.parts.append((string.end(), close if close >= 0 else end))
                continue
            self._end_string()
            note = _NOTE.match(text, start, end)
            if line[0].lstrip().startswith("#"):
                body = text[note.end() if note else start : end].strip().lstrip("#").strip()
                self.comments.append(Comment(start, end, body))
            if note is not None and self.comments_wanted:
                self.notes.append((note.end(), end))
            else:
                self._end_notes()
        self._end_string()
        self._end_notes()

    def _end_notes(self) -> None:
        notes, self.notes = self.notes, []
        if notes:
            self.blocks.extend(comment_blocks(self.text, notes, "comment"))

    def _end_string(self) -> None:
        """Keep the string; the header, whose msgid is empty, is none."""
        parts, self.parts = self.parts, []
        word, self.word = self.word, ""
        if not parts or word == "msgctxt" or not word:
            return
        mask = Mask(self.text, parts[0][0], parts[-1][1])
        if self.text.startswith(("Project-Id-Version:", "Report-Msgid"), self._first(parts)):
            return
        for k, (start, end) in enumerate(parts):
            if k:
                mask.join(parts[k - 1][1], start)
            if self.text.find("\\", start, end) >= 0:
                mask_escapes(self.text, mask, start, end)
        if self.text.find(":`", mask.start, mask.end) >= 0:
            for role in _RST_NAME.finditer(self.text, mask.start, mask.end):
                mask.join(*role.span())
        language = "en" if word.startswith("msgid") else self.language
        block = value_block(mask, language=language)
        if block is not None:
            self.blocks.append(block)

    def _first(self, parts: list[tuple[int, int]]) -> int:
        """Where the text starts, behind the empty first line that long strings have."""
        return next((start for start, end in parts if end > start), parts[0][0])
