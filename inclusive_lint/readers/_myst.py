"""Fenced directives of MyST in Markdown: which hold prose, and the lines that are none of it.

Takes a text; gives spans for ``_templating`` to take out. A fence around anything else is code.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DIRECTIVE = re.compile(r"\{(?=[a-z])(?<=(?:```|~~~)\{)")
"""Whether there may be any; a quick look."""
_FENCE = re.compile(r"^[ \t>]*(?P<fence>`{3,}|~{3,})(?P<info>[^\r\n]*)", re.MULTILINE)
_INFO = re.compile(r"\{(?P<name>[a-z][\w:-]*)\}[ \t]*(?P<title>[^\r\n]*)")
_OPTIONS = re.compile(
    r"(?:\r\n|\n|\r)(?:[ \t>]*---[ \t]*(?:\r\n|\n|\r)(?:(?![ \t>]*---)[^\r\n]*(?:\r\n|\n|\r)){0,40}[ \t>]*---[ \t]*(?=\r|\n|\Z)"
    r"|[ \t>]*:[\w-]+:[^\r\n]*(?:(?:\r\n|\n|\r)[ \t>]*:[\w-]+:[^\r\n]*){0,40})"
)
_ADMONITIONS = frozenset(
    "admonition attention caution danger error hint important note seealso tip todo warning".split()
)
_CHANGES = frozenset("deprecated versionadded versionchanged versionremoved".split())
_OTHERS = frozenset(
    "aside card card-carousel dropdown epigraph exercise grid grid-item grid-item-card highlights margin "
    "proof pull-quote sidebar solution tab-item tab-set table topic".split()
)


def directive_lines(text: str) -> Iterator[tuple[int, int, int, tuple[int, int] | None]]:
    """Yield start and end of each line to take out, +1 or -1 for an admonition, and a title's span."""
    open_fences: list[tuple[str, int]] = []
    code = ""
    at = 0
    for match in _FENCE.finditer(text):
        if match.start() < at:
            continue
        fence, info = match["fence"], match["info"].strip()
        if code:
            if not info and fence.startswith(code):
                code = ""
            continue
        if not info and open_fences and fence.startswith(open_fences[-1][0]):
            yield *match.span("fence"), -open_fences.pop()[1], None
            continue
        directive = _INFO.match(text, match.start("info"), match.end())
        name = directive["name"] if directive is not None else ""
        if directive is None or name not in _ADMONITIONS | _OTHERS | _CHANGES:
            code = fence
            continue
        step = 1 if name in _ADMONITIONS else 0
        open_fences.append((fence, step))
        options = _OPTIONS.match(text, match.end())
        at = options.end() if options is not None else match.end()
        title = directive.span("title") if directive["title"] and name not in _CHANGES else None
        yield match.start("fence"), at, step, title
