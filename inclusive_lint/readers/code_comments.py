"""Second stage, helper: the paragraphs of comments and docstrings; finds no comments itself.

In come the lines of a comment without their leaders, out go blocks: markup of Javadoc, Sphinx,
Doxygen and Markdown masked, and what is code, a directive to a tool or a hash left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.model import BLANK, Block
from inclusive_lint.readers._mask import Mask, fill, trimmed_block
from inclusive_lint.readers.comment_inline import has_inline, mask_inline

if TYPE_CHECKING:
    from collections.abc import Sequence


Line = tuple[int, int]
"""Start and end of a line's content in the source."""

_TOOL = re.compile(
    r"(?:noqa\b|type: ?ignore|pylint:|flake8:|ruff:|mypy:|pyright:|isort:|fmt: ?o|yapf:|pragma:"
    r"|nolint|NOLINT|eslint|tslint|prettier-|stylelint|jshint|jslint|istanbul|c8 |v8 |@ts-|ts-|@flow"
    r"|global |clang-format|rubocop:|shellcheck |swiftlint:|go:|\+build|-\*-|vim?: ?|ex: |SPDX-"
    r"|#|sourceMappingURL|region\b|endregion\b|language=|noinspection|inclusive-lint:|NOSONAR"
    r"|phpcs:|phpstan-|psalm-|@codingStandards|frozen_string_literal|encoding:|coding[:=]|spell-?checker"
    r"|cspell|codespell|wokeignore|alex |textlint-|markdownlint|hadolint|tflint|checkov:|tfsec:)"
)
_FENCE = re.compile(
    r"(?:```|~~~|[@\\](?:end)?(?:code|verbatim|dot|msc|startuml|enduml|f\[|f\])|</?pre\b)"
)
_HTML_FENCE_END = re.compile(r"</pre>|@end|\\end")
_DOCTEST = re.compile(r">>>(?: |$)|In \[\d+\]:|\$ |julia> |iex(?:\(\d+\))?> ")
_TAG = re.compile(
    r"[@\\](?P<tag>[A-Za-z]\w{1,30})\b(?:\[[\w, ]{1,12}\])?"
    r"|:(?P<field>[A-Za-z]\w{1,20})(?P<args>[^:`\r\n]{0,120}):(?=\s|$)"
    r"|(?P<bullet>(?:[-*+\u2022]|\(?\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)"
)
_NAMED_TAGS = frozenset(
    """param tparam arg argument property prop throws throw exception raise raises typeparam field
    retval keyword member enum option yieldparam yieldreturn slot event attr fires emits
    cvar ivar var val value""".split()
)
_TYPED_TAGS = frozenset("return returns yield yields type".split())
_TEXT_TAGS = frozenset(
    """brief details note notes warning attention remark remarks deprecated todo bug summary desc
    description short pre post invariant par title result abstract discussion
    important tip caution rationale fixme sideeffect test api apinote implspec implnote doc example
    return returns""".split()
)
_DROPPED_TAGS = frozenset(
    """see sa author authors link copyright license file name class module memberof typedef
    namespace ingroup defgroup addtogroup version override internal private public protected
    constructor extends implements augments callback const constant default function method
    interface mixin mixes requires since url icon link linkplain inheritdoc copydoc hide ignore
    package subpackage category group template access static readonly""".split()
)
_FIELD_NAMES = frozenset("type rtype vartype module class func meth attr".split())
_NAME = re.compile(
    r"[ \t]*(?:\{[^{}\r\n]{0,200}\}[ \t]*)?(?:\[[^\]\r\n]{0,100}\]|[^\s]{1,100})(?:[ \t]+-(?=\s))?"
)
_TYPE = re.compile(r"[ \t]*\{[^{}\r\n]{0,200}\}")
_GOOGLE = re.compile(r"\*{0,2}[A-Za-z_][\w.]{0,60}(?: ?\([^()\r\n]{0,120}\))?:(?=\s)")
_NUMPY = re.compile(r"\*{0,2}\w{1,60}(?:, ?\*{0,2}\w{1,60}){0,8} ?: [^.\r\n]{1,120}$")
_SPHINX = re.compile(r"\.\. +(?P<name>[\w:-]{1,40})::(?P<rest>[^\r\n]*)")
_SPHINX_TEXT = frozenset(
    "note warning tip hint caution danger important seealso versionadded versionchanged deprecated".split()
)
_WORDLESS = re.compile(r"[\W_]*$")
_LETTERS = re.compile(r"[^\W\d_]{2}")

_CODE_END = re.compile(r"[;{}]\s*$|\)\s*[:{]\s*$|=>\s*\{?$|\\$")
_CODE_WHOLE = re.compile(
    r"[#@]?[\w.$>\[\]'\"*&-]{1,80}\s*(?:[-+*/|&%^.:?]?=(?!=)|<-|:=)\s*\S+(?:\(.*\))?[,;]?$"
    r"|[\w.$:>-]{1,80}\([^)]*\);?$"
)
_CODE_START = re.compile(
    r"(?:(?:if|elif|while|for|switch|foreach|catch|until|unless)\b ?[\w!(].*(?:[:({]|==|then)\s*\S*$"
    r"|(?:return|import|from|def|class|var|let|const|fn|func|function|public|private|protected|static"
    r"|int|void|char|float|double|bool|auto|using|namespace|package|struct|enum|type|export|echo|printf?"
    r"|assert|raise|throw|await|async|sudo|git|npm|pip|cd|else|end|fi|done|unsigned|long|extern|virtual"
    r"|template|typedef|SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER)\b(?!\.\s)(?!,)"
    r".{0,120}[(){};=<>\[\]\"$]"
    r"|[#@]?[\w.$>\[\]'\"*&-]{1,80}\s*(?:[-+*/|&%^.:?]?=(?!=)|<-|:=|\+\+|--;)\s*\S"
    r"|[\w.$:>-]{1,80}\(.*\)?[,;.]?\s*$|[\]})]"
    r"|<(?!/?(?:summary|remarks|para|p|b|i|returns|param|value|see|typeparam|exception|example|li|ul|ol|c)\b)[/\w]|[\w.]+\[|['\"][\w-]+['\"]\s*:|@[\w.]+(?:\(|$)|&&|\|\|)"
)
_PLAIN_WORDS = re.compile(
    r"(?<![\w.'\"(])(?:(?:[A-Za-z][a-z]+(?:['’][a-z]+)?|a|I)[,.:]? ){3}[A-Za-z][a-z]*(?![\w(=.\[])|^\w[a-z]+(?: [a-z]+){2,}[.!?]$"
)
_PLAIN = {
    "comment": re.compile(r"[^0-9(){}\[\]=<>;:\"$@&|\\+`/\r\t]*"),
    "docstring": re.compile(r"[^0-9:`{</@\r\t]*"),
}
"""What neither looks like code nor holds markup, but for _NOT_PLAIN; the usual paragraph."""
_NOT_PLAIN = {"comment": "then", "docstring": "()"}
_MAYBE_CODE = re.compile(r"[(){}\[\]=<>;:\"$@&|\\+]|then")
"""What a line of code holds."""


def comment_blocks(text: str, lines: Sequence[Line], kind: str) -> list[Block]:
    """Blocks of the prose in the ``lines`` of one comment or docstring."""
    if len(lines) == 1 and kind == "comment":
        start, end = lines[0]
        content = text[start:end]
        words = content.lstrip()
        if words[:1].isalpha() and _is_plain(words, kind):
            if _TOOL.match(words):
                return []
            return [Block(start + len(content) - len(words), words.rstrip(), kind)]
    builder = _Builder(text, kind)
    for start, end in lines:
        builder.add(start, end)
    builder.flush()
    return builder.blocks


class _Builder:
    def __init__(self, text: str, kind: str) -> None:
        self.text = text
        self.kind = kind
        self.blocks: list[Block] = []
        self.paragraph: list[Line] = []
        self.indent = 0
        self.fence = ""
        self.below: int | None = None
        """Lines indented deeper than this are code."""
        self.doctest = False
        self.gap = self.filled = ""
        """What lay between the last two lines, and its mask."""

    def add(self, start: int, end: int) -> None:  # noqa: C901 - the hot loop, without calls for the usual line
        """Take the next line."""
        content = self.text[start:end]
        body = content.lstrip()
        if not body:
            if self.paragraph:
                self.flush()
            self.doctest = False
            return
        indent = len(content) - len(body)
        start += indent
        body = body.rstrip()
        end = start + len(body)
        if self.fence:
            if _FENCE.match(body):
                self.fence = ""
            return
        if self.doctest or (self.below is not None and indent > self.below):
            return
        self.below = None
        first = body[0]
        if first in "`~@\\<>I$ji" and self._opens_code(body):
            return
        if first.isalpha() and (self.kind == "comment" or ":" not in body):
            if _TOOL.match(body) is not None:
                self.flush()
                return
            paragraph = self.paragraph
            if not paragraph:
                self.indent = indent
            elif indent != self.indent and self.text[paragraph[-1][1] - 1] == ":":
                self.flush()
                self.indent = indent
            self.paragraph.append((start, end))
            return
        self._special(body, start, end, indent)

    def _opens_code(self, body: str) -> bool:
        """Whether a line opens a fence or a doctest."""
        if (fence := _FENCE.match(body)) is not None:
            self.flush()
            closed = (
                _HTML_FENCE_END.search(body, fence.end())
                or "end" in fence[0]
                or fence[0][:2] == "</"
            )
            self.fence = "" if closed else fence[0]
            return True
        if _DOCTEST.match(body):
            self.flush()
            self.doctest = True
            return True
        return False

    def _is_tool(self, body: str) -> bool:
        if _TOOL.match(body) is None:
            return False
        self.flush()
        return True

    def _special(  # noqa: C901 - one branch a kind of line
        self, body: str, start: int, end: int, indent: int
    ) -> None:
        """A line that may start with markup."""
        if self._is_tool(body):
            return
        if _WORDLESS.match(body):
            self.flush()
            if body.startswith("::"):
                self.below = indent
            return
        if (sphinx := _SPHINX.match(body)) is not None:
            self.flush()
            if sphinx["name"] not in _SPHINX_TEXT:
                self.below = indent
            elif sphinx["rest"].strip():
                self._append(start + sphinx.start("rest"), end, indent)
            return
        tag = _TAG.match(body)
        if tag is not None:
            self._tagged(tag, start, end, indent)
            return
        if self.kind == "docstring":
            if self._fresh(indent) and _NUMPY.match(body) and len(body.split()) <= 8:
                self.flush()
                return
            if indent and (name := _GOOGLE.match(body)) is not None:
                self.flush()
                self._append(start + name.end(), end, indent)
                return
        self._append(start, end, indent)

    def _fresh(self, indent: int) -> bool:
        return not self.paragraph or indent < self.indent

    def _tagged(self, tag: re.Match[str], start: int, end: int, indent: int) -> None:
        rest = start + tag.end()
        if tag["bullet"]:
            self.flush()
            self._append(rest, end, indent)
            return
        name = (tag["tag"] or tag["field"]).lower()
        known = name in _NAMED_TAGS or name in _TYPED_TAGS or name in _TEXT_TAGS
        if tag["tag"] and not known and self.paragraph and name not in _DROPPED_TAGS:
            self._append(start, end, indent)
            return
        self.flush()
        if tag["field"]:
            if name not in _FIELD_NAMES:
                self._append(rest, end, indent)
            return
        if not known:
            return
        if (
            name in _NAMED_TAGS and (argument := _NAME.match(self.text, rest, end)) is not None
        ) or (argument := _TYPE.match(self.text, rest, end)) is not None:
            rest = argument.end()
        self._append(rest, end, indent)

    def _append(self, start: int, end: int, indent: int) -> None:
        paragraph = self.paragraph
        if paragraph and indent != self.indent and self.text[paragraph[-1][1] - 1] == ":":
            self.flush()
        if not paragraph or not self.paragraph:
            self.indent = indent
        if start < end:
            self.paragraph.append((start, end))

    def flush(self) -> None:
        """Close the paragraph, and keep it if it is prose."""
        lines, self.paragraph = self.paragraph, []
        if not lines:
            return
        start, end = lines[0][0], lines[-1][1]
        joined = self._joined(lines)
        if _is_plain(joined, self.kind):
            block = trimmed_block(start, joined, self.kind)
            if block is not None:
                self.blocks.append(block)
            return
        if end - start > 2 and self.text.endswith("::", start, end):
            self.below = self.indent
            end -= 1
        runs = _without_code(self.text, lines) if self.kind == "comment" else [lines]
        for run in runs:
            last = min(end, run[-1][1])
            if len(run) != len(lines):
                joined = self._joined(run)
            if has_inline(joined):
                self._mask(run, last)
            elif (
                block := trimmed_block(run[0][0], joined[: last - run[0][0]], self.kind)
            ) is not None:
                self.blocks.append(block)

    def _joined(self, lines: list[Line]) -> str:
        """The lines as one text of the length of their span, with blanks for what lies between."""
        text = self.text
        start, at = lines[0]
        if len(lines) == 1:
            return text[start:at]
        pieces = [text[start:at]]
        for start, end in lines[1:]:
            gap = text[at:start]
            if gap != self.gap:  # mostly the same from line to line
                self.gap, self.filled = gap, fill(gap, BLANK)
            pieces += self.filled, text[start:end]
            at = end
        return "".join(pieces)

    def _mask(self, lines: list[Line], end: int) -> None:
        start = lines[0][0]
        mask = Mask(self.text, start, end)
        for k in range(1, len(lines)):
            mask.blank(lines[k - 1][1], lines[k][0])
        mask_inline(self.text, mask)
        block = mask.block(self.kind)
        if block is not None:
            self.blocks.append(block)


def _is_plain(joined: str, kind: str) -> bool:
    return (
        kind in _PLAIN
        and _PLAIN[kind].fullmatch(joined) is not None
        and _NOT_PLAIN[kind] not in joined
        and "www." not in joined
    )


def _without_code(text: str, lines: list[Line]) -> list[list[Line]]:
    """The runs of lines that are left without code that was commented out."""
    runs: list[list[Line]] = [[]]
    code = 0
    for start, end in lines:
        if _MAYBE_CODE.search(text, start, end) is None:
            runs[-1].append((start, end))
            continue
        line = text[start : min(end, start + 300)]
        ends = _CODE_END.search(text[max(start, end - 60) : end]) is not None
        whole = ends or _CODE_WHOLE.match(line) is not None
        if (whole or _CODE_START.match(line)) and not _PLAIN_WORDS.search(line):
            code += 1
            if whole:
                runs.append([])
                continue
        runs[-1].append((start, end))
    return [] if code * 2 > len(lines) else [run for run in runs if run]
