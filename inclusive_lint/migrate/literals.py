"""A simple regular expression in, the few texts that it matches out."""

from __future__ import annotations

from itertools import product

LIMIT = 40
"""Texts that one expression may stand for."""


class NotLiteralError(Exception):
    """The expression can't be written as a short list of texts; the message says what stands in the way."""


def literals(pattern: str) -> tuple[str, ...]:
    r"""The texts of an expression such as ``white[- ]?list(?:s|ed)?``, in order, each once.

    Understood: literals, escapes, groups, alternatives, ``?``, small character classes, ``\s`` and
    ``\b``. Raises NotLiteralError for anything else, and for more than ``LIMIT`` texts.
    """
    reader = _Reader(pattern)
    texts = reader.alternatives()
    if reader.at < len(pattern):
        raise NotLiteralError(f"unmatched '{pattern[reader.at]}'")
    cleaned = (" ".join(text.split()) for text in texts)
    return tuple(dict.fromkeys(text for text in cleaned if text))


_ESCAPES = {"b": "", "B": "", "s": " ", "t": " ", "n": " "}


class _Reader:
    """Recursive descent over one pattern; ``at`` is the next character."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self.at = 0

    def alternatives(self) -> list[str]:
        texts = self._sequence()
        while self._peek() == "|":
            self.at += 1
            texts = texts + self._sequence()
        return _few(texts)

    def _sequence(self) -> list[str]:
        texts = [""]
        while (char := self._peek()) and char not in "|)":
            part = self._optional(self._atom())
            texts = _few([a + b for a, b in product(texts, part)])
        return texts

    def _optional(self, part: list[str]) -> list[str]:
        char = self._peek()
        if char in {"*", "+", "{"}:
            raise NotLiteralError(f"repetition '{char}'")
        if char == "?":
            self.at += 1
            return [*part, ""]
        return part

    def _atom(self) -> list[str]:
        char = self._peek()
        self.at += 1
        if char == "(":
            return self._group()
        if char == "[":
            return self._set()
        if char == "\\":
            return [self._escape()]
        if char in {".", "^", "$", "*", "+", "?"}:
            raise NotLiteralError(f"'{char}'")
        return [char]

    def _group(self) -> list[str]:
        if self._peek() == "?":
            for head in ("?:", "?i:", "?i)"):
                if self._pattern.startswith(head, self.at):
                    self.at += len(head)
                    break
            else:
                raise NotLiteralError(f"'({self._pattern[self.at : self.at + 3]}'")
            if head == "?i)":
                return [""]
        texts = self.alternatives()
        if self._peek() != ")":
            raise NotLiteralError("unmatched '('")
        self.at += 1
        return texts

    def _set(self) -> list[str]:
        end = self._pattern.find("]", self.at + 1)
        inside = self._pattern[self.at : end] if end > 0 else ""
        self.at = end + 1
        if not inside or inside[0] == "^" or "-" in inside[1:-1]:
            raise NotLiteralError(f"the set '[{inside}]'")
        out: list[str] = []
        escaped = False
        for char in inside:
            if char == "\\" and not escaped:
                escaped = True
                continue
            out.append(_ESCAPES.get(char, char) if escaped else char)
            escaped = False
        # Case is not looked at when matching, so [Ww] is one letter.
        return list({text.lower(): text for text in reversed(out)}.values())[::-1]

    def _escape(self) -> str:
        char = self._peek()
        self.at += 1
        if char in _ESCAPES:
            return _ESCAPES[char]
        if not char or char.isalnum():
            raise NotLiteralError(f"'\\{char}'")
        return char

    def _peek(self) -> str:
        return self._pattern[self.at] if self.at < len(self._pattern) else ""


def _few(texts: list[str]) -> list[str]:
    if len(texts) > LIMIT:
        raise NotLiteralError(f"more than {LIMIT} forms")
    return texts
