"""In the linting process: a comment that silences one finding, tried out before it is offered."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from inclusive_lint.model import Edit
from inclusive_lint_server import encode
from inclusive_lint_server.languages import comment_syntax

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inclusive_lint.model import Finding
    from inclusive_lint_server.languages import CommentSyntax
    from inclusive_lint_server.positions import TextIndex
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState

REASON = "reason"
_OPEN_TAG = re.compile(r"<[A-Za-z/!][^<>]*$")
_TABLE_ROW = re.compile(r"\s*\|.*\|\s*$")


def suppress(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """The edit that ignores a finding where it stands; no edits where no comment can do it."""
    document = worker.document(head, body)
    index = worker.index(document.text)
    settings = worker.linting.settings_for(document)
    syntax = comment_syntax(settings.format or document.format, head["language"])
    at = index.offset(head["at"]["line"], head["at"]["character"])
    if syntax is None:
        return {"edits": []}, b""
    before = _same(worker.linting.lint_all(document).findings, head["rule"])
    for edit in _candidates(document.text, at, head["rule"], syntax, index):
        text = document.text[: edit.start] + edit.text + document.text[edit.end :]
        shifted = at + len(edit.text) if edit.start <= at else at
        after = _same(worker.linting.lint_all(replace(document, text=text)).findings, head["rule"])
        gone = all(finding.start != shifted for finding in after)
        # A comment that breaks a paragraph in two may bring findings of its own.
        if gone and len(after) < len(before):
            return {"edits": encode.edits_of([edit], index)}, b""
    return {"edits": []}, b""


def _same(findings: tuple[Finding, ...], rule: str) -> list[Finding]:
    return [f for f in findings if f.rule == rule and f.suppressed is None]


def _candidates(
    text: str, at: int, rule: str, syntax: CommentSyntax, index: TextIndex
) -> Iterator[Edit]:
    """Edits in the order of how little they disturb."""
    line = index.line_of(at)
    if syntax.place == "line_end":
        yield from _at_line_end(text, line, f"disable-line {rule}", syntax, index)
    directive = f"disable-next-line {rule}"
    if syntax.place != "block_above":
        yield _line_above(text, line, directive, syntax, index)
    first = _paragraph_start(line, index)
    if syntax.place == "block_above" or first != line:
        yield _line_above(text, first, directive, syntax, index, apart=True)
        yield _line_above(text, first, f"disable {rule}", syntax, index, apart=True)


def _at_line_end(
    text: str, line: int, directive: str, syntax: CommentSyntax, index: TextIndex
) -> Iterator[Edit]:
    start, end = index.line_span(line)
    content = text[start:end]
    if _OPEN_TAG.search(text[max(0, end - 2000) : end]):
        return
    at = start + len(content.rstrip())
    comment = f"{syntax.before}inclusive-lint: {directive} -- {REASON}{syntax.after}"
    if _TABLE_ROW.match(content):
        at = start + content.rstrip().rindex("|")
        yield Edit(at, at, f"{comment} ")
    else:
        yield Edit(at, at, f" {comment}")


def _line_above(  # noqa: PLR0913 - one text, one place, one comment
    text: str,
    line: int,
    directive: str,
    syntax: CommentSyntax,
    index: TextIndex,
    *,
    apart: bool = False,
) -> Edit:
    start, end = index.line_span(line)
    content = text[start:end]
    indent = content[: len(content) - len(content.lstrip())]
    newline = _newline(text)
    comment = (
        f"{indent}{syntax.before}inclusive-lint: {directive} -- {REASON}{syntax.after}{newline}"
    )
    return Edit(start, start, comment + (newline if apart else ""))


def _paragraph_start(line: int, index: TextIndex) -> int:
    while line > 0 and index.line_text(line - 1).strip():
        line -= 1
    return line


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"
