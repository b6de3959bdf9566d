"""How wide text is on a terminal: tabs, combining marks, East Asian wide characters, emoji."""

from __future__ import annotations

from itertools import accumulate

TAB = 4
"""Columns from one tab stop to the next."""


def columns(text: str) -> list[int]:
    """The terminal column (from 0) at which each character of ``text`` starts, and the total.

    One entry more than ``text`` has characters; tabs go to the next stop.
    """
    if text.isascii() and "\t" not in text:
        return list(range(len(text) + 1))
    return list(accumulate(_widths(text), initial=0))


def _widths(text: str) -> list[int]:
    from wcwidth import wcwidth

    out: list[int] = []
    at = 0
    for char in text:
        width = TAB - at % TAB if char == "\t" else max(wcwidth(char), 0)
        out.append(width)
        at += width
    return out
