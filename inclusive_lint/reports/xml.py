"""Escaping for the XML reports; characters that XML can't hold become the replacement character."""

from __future__ import annotations

import re

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_WHITE = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
_TEXT = str.maketrans({**_ESCAPES, "\r": "&#13;"})
_ATTRIBUTE = str.maketrans({**_ESCAPES, **_WHITE})

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def text(value: str) -> str:
    """``value`` as element content."""
    return _FORBIDDEN.sub("\ufffd", value).translate(_TEXT)


def attributes(**values: object) -> str:
    """`` name="value"`` for each; a trailing underscore of a name is dropped."""
    return "".join(
        f' {name.rstrip("_")}="{_FORBIDDEN.sub(chr(0xFFFD), str(value)).translate(_ATTRIBUTE)}"'
        for name, value in values.items()
    )
