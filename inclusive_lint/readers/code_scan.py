"""Second stage, helper: cuts source code into comments, strings and code; one regex a language.

The regex finds where something opens; what ends on its line is matched whole, what may go on is
closed by a search of its own. Nothing here knows what is prose.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.readers.code_languages import SYNTAX, Syntax

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_new = tuple.__new__
"""Half as expensive as calling a named tuple."""
_RUN = 400
"""Lines or escapes matched in one go: unbounded repetition costs memory for each round."""
_MAX_FAILURES = 20
"""Heredocs without an end that are looked for before heredocs are given up: each looks at all."""
_MAX_UNCLOSED = 2
"""The same for comments that nest, after which they are taken not to."""
_REGEX_BEFORE = frozenset("(,=:[!&|?{};+-*%>~^\n")
_REGEX_WORD = re.compile(
    r"(?:^|[^\w$.])(?:return|typeof|case|in|of|delete|void|throw|new|do|else|yield|await|when|and"
    r"|or|not|if|unless|while|until|split|grep|map|join|match)\Z"
)
_REGEX_BODY = re.compile(
    r"/(?![/*\s])(?:[^/\\\[\r\n]|\\.|\[(?:[^\]\\\r\n]|\\.){0,400}\]){1,400}/\w{0,8}"
)
_RAW_CPP = re.compile(r'"([^()\\\s"]{0,16})\(')
_RAW_RUST = re.compile(r'(#{1,16})"')
_LUA = re.compile(r"\[(=*)\[")
_CODE_OPENS = re.compile(r"<\?(?:php|=)?")
_HTML_COMMENT = re.compile(r"<!--")
_POD_END = re.compile(r"^=(?:cut|end)\b[^\r\n]*", re.MULTILINE)


class Piece(NamedTuple):
    """A comment or a string in the source."""

    kind: str
    """'line': comments to the end of their lines, adjacent ones together; 'block'; 'pod';
    'string': on one line; 'long': a string over lines."""
    start: int
    end: int
    inner: int
    """Where its text starts, behind the delimiter (of the first line)."""
    stop: int
    """Where its text ends, before the closing delimiter."""


class _Scanner(NamedTuple):
    syntax: Syntax
    pattern: re.Pattern[str]
    closers: dict[str, tuple[str, bool]]
    nest: re.Pattern[str] | None


@cache
def _scanner(language: str) -> _Scanner:
    """The regex of a language: first a set of characters, which the engine looks for fast.

    The alternatives that follow look back at the character found.
    """
    syntax = SYNTAX[language]
    openers = [*_raw_openers(syntax), *_comment_openers(syntax), *_string_openers(syntax)]
    first = "".join(dict.fromkeys("".join(chars for chars, _, _ in openers)))
    parts = []
    for number, (chars, group, rest) in enumerate(openers):
        inner = f"(?P<{group}{number}>{rest})" if group else rest
        parts.append(f"(?<=[{re.escape(chars)}]){inner}")
    closers = {opening: (closing, False) for opening, closing in syntax.block}
    closers.update({opening: (closing, escapes) for opening, closing, escapes in syntax.long})
    nest = None
    if syntax.nested and syntax.block:
        nest = re.compile("|".join(re.escape(text) for pair in syntax.block for text in pair))
    pattern = f"[{re.escape(first)}](?:{'|'.join(parts)})"
    return _Scanner(syntax, re.compile(pattern, re.DOTALL), closers, nest)


def _raw_openers(syntax: Syntax) -> Iterator[tuple[str, str, str]]:
    """Characters it starts with, the group's name, the regex of the rest."""
    if syntax.pod:
        yield "=", "pod", r"(?<![^\n]=)[a-z]\w*"
    if syntax.raw in ("rust", "swift"):
        yield "#", "hashes", r"#{0,16}\""
    if syntax.raw == "lua":
        yield "-", "luac", r"-\[=*\["
        yield "[", "luas", r"=*\["
    if syntax.raw == "cmake":
        yield "#", "luac", r"\[=*\["
        yield "[", "luas", r"=*\["
    if syntax.raw == "cpp":
        yield '"', "cpp", r'(?<=R")(?=[^()\\\s"]{0,16}\()'


def _comment_openers(syntax: Syntax) -> Iterator[tuple[str, str, str]]:
    for opening, _ in syntax.block:
        yield opening[0], "b", re.escape(opening[1:])
    for opening in syntax.line:
        at = opening.index("]") + 1 if opening[0] == "[" else 1
        chars = opening[1 : at - 1] if opening[0] == "[" else opening[0]
        line = r"(?:(?!\?>)[^\r\n]){0,2000}" if syntax.php else r"[^\r\n]*"
        more = rf"(?:(?:\r\n?|\n)[ \t]*{opening}{line}){{0,{_RUN}}}"
        yield chars, "l", f"{opening[at:]}{line}{more}"


def _string_openers(syntax: Syntax) -> Iterator[tuple[str, str, str]]:
    if syntax.heredoc:
        yield syntax.heredoc[0], "h", syntax.heredoc[1:]
    for opening, _, _ in syntax.long:
        yield opening[0], "m", re.escape(opening[1:])
    if syntax.regex:
        yield "/", "x", ""
    if syntax.char:
        yield "'", "", r"(?<![\w]')(?:\\[^'\r\n]{1,12}|[^'\\\r\n])'"
    for quote in syntax.quotes:
        other = rf"[^{quote}\\\r\n]*"
        escapes = rf"(?:\\(?:\r\n|.){other}){{0,{_RUN}}}"
        yield quote, "s", f"{other}{escapes}{quote}?"
    if syntax.kebab or not syntax.quotes:
        yield "\\", "", "."
    if syntax.php:
        yield "?", "html", ">"


def scan(text: str, language: str, *, only_behind: Container[str] = ()) -> Iterator[Piece]:
    """Comments and strings of ``text``, in order.

    With ``only_behind``, strings of one line right behind another character are left out, and those
    behind a single blank: they are no statements, and most strings of a source.
    """
    return _Scan(text, _scanner(language)).pieces(only_behind)


class _Scan:
    def __init__(self, text: str, scanner: _Scanner) -> None:
        self.text = text
        self.syntax, self.pattern, self.closers, self.nest = scanner
        self.dead: set[str] = set()
        self.failures = self.unclosed = 0

    def pieces(self, only_behind: Container[str]) -> Iterator[Piece]:
        text, search = self.text, self.pattern.search
        at = self._after_html(0) if self.syntax.php else 0
        while (match := search(text, at)) is not None:
            group = match.lastgroup
            at = match.end()
            if group is None:
                continue
            initial = group[0]
            start = match.start()
            if initial == "l" and group[1] != "u":
                yield _new(Piece, ("line", start, at, start, at))
            elif initial == "s":
                if only_behind and start > 1:
                    before = text[start - 1]
                    if before not in only_behind or (
                        before == " " and text[start - 2] not in " \t\r\n"
                    ):
                        continue
                closed = at - start > 1 and text[at - 1] == text[start]
                stop = at - 1 if closed else at
                yield _new(Piece, ("string", start, at, start + 1, stop))
            else:
                piece, at = self._long(group, match)
                if piece is not None:
                    yield piece

    def _long(self, group: str, match: re.Match[str]) -> tuple[Piece | None, int]:
        start, inner = match.span()
        initial = group[0]
        if initial == "b":
            return self._block(start, inner, match[0])
        if initial == "m":
            closing, escapes = self.closers[match[0]]
            stop, end = self._close(inner, closing, escapes=escapes)
            if self.syntax.stray and self._is_stray(start, stop):
                return None, inner
            return Piece("long", start, end, inner, stop), end
        if initial == "x":
            return None, self._regex(start)
        if group.startswith("html"):
            return None, self._after_html(inner)
        if initial == "p" or (initial == "h" and group[1].isdigit()):
            return self._by_line(group, match)
        return self._raw(group, match)

    def _is_stray(self, start: int, stop: int) -> bool:
        """Whether a quote behind a word, with no other on its line, closes one seen as opening."""
        before = self.text[start - 1 : start]
        if not before or before.isspace() or before in "=({:|,+>[!@;&":
            return False
        return self.text.find("\n", start, stop) >= 0

    def _close(self, inner: int, closing: str, *, escapes: bool) -> tuple[int, int]:
        """Where the text ends and where its closing does; both the end of the source if unclosed."""
        text = self.text
        size = len(text)
        if not escapes or text.find("\\", inner, inner + 1) < 0:
            stop = text.find(closing, inner)
            if not escapes and stop >= 0:
                return stop, stop + len(closing)
            if stop < 0:
                return size, size
            if text.find("\\", inner, stop) < 0:
                return stop, stop + len(closing)
        at = inner
        pattern = _escaped(closing)
        while (match := pattern.match(text, at)) is not None:
            at = match.end()
            if match[1] is not None:
                return at - len(closing), at
            if at >= size or match.end() == match.start():
                break
        return size, size

    def _block(self, start: int, inner: int, opening: str) -> tuple[Piece, int]:
        closing = self.closers[opening][0]
        if self.nest is not None and self.unclosed < _MAX_UNCLOSED:
            depth, at = 1, inner
            while depth and (found := self.nest.search(self.text, at)) is not None:
                depth += 1 if found[0] == opening else -1
                at = found.end()
            if not depth:
                return Piece("block", start, at, inner, at - len(closing)), at
            self.unclosed += 1
        stop, end = self._close(inner, closing, escapes=False)
        return Piece("block", start, end, inner, stop), end

    def _regex(self, at: int) -> int:
        before = at - 1
        while before >= 0 and at - before < 200 and self.text[before] in " \t":
            before -= 1
        if before >= 0 and self.text[before] not in _REGEX_BEFORE:
            word = self.text[max(0, before - 12) : before + 1]
            if not word[-1:].isalpha() or _REGEX_WORD.search(word) is None:
                return at + 1
        match = _REGEX_BODY.match(self.text, at)
        return match.end() if match is not None else at + 1

    def _after_html(self, at: int) -> int:
        match = _CODE_OPENS.search(self.text, at)
        return match.end() if match is not None else len(self.text)

    def _by_line(self, group: str, match: re.Match[str]) -> tuple[Piece | None, int]:
        start, inner = match.span()
        if group[0] == "p":
            end = _POD_END.search(self.text, inner)
            stop = end.start() if end is not None else len(self.text)
            return Piece(
                "pod", start, end.end() if end else stop, start, stop
            ), end.end() if end else stop
        if self.failures > _MAX_FAILURES:
            return None, inner
        tag = re.compile(rf"^[ \t]*{match['tag']}\b", re.MULTILINE)
        line_end = self.text.find("\n", inner)
        found = tag.search(self.text, line_end + 1) if line_end >= 0 else None
        if found is None:
            self.failures += 1
            return None, inner
        return Piece("long", start, found.end(), line_end + 1, found.start()), found.end()

    def _raw(self, group: str, match: re.Match[str]) -> tuple[Piece | None, int]:
        start, inner = match.span()
        if group[0] == "h":
            closing = '"' + "#" * (inner - start - 1)
        elif group[0] == "c":
            opening = _RAW_CPP.match(self.text, start)
            closing = f'){opening[1] if opening else ""}"'
            inner = opening.end() if opening else inner
        else:
            closing = "]" + "=" * (match[0].count("=")) + "]"
        stop, end = self._close(inner, closing, escapes=False)
        kind = "block" if group.startswith("luac") else "long"
        return Piece(kind, start, end, inner, stop), end


@cache
def _escaped(closing: str) -> re.Pattern[str]:
    """Matches up to ``closing``, or over some hundred escapes and other characters."""
    first, rest = re.escape(closing[0]), closing[1:]
    other = rf"|{first}(?!{re.escape(rest)})" if rest else ""
    return re.compile(
        rf"[^\\{first}]*(?:(?:\\.{other})[^\\{first}]*){{0,{_RUN}}}({re.escape(closing)}|\\?\Z)?",
        re.DOTALL,
    )
