"""Second stage: reads LaTeX: text, titles, captions and footnotes; one pass over its commands.

A paragraph ends at a blank line, a sectioning command, an item or a block environment. Commands
are masked; which of their arguments are prose is a table.
"""

from __future__ import annotations

import re
import unicodedata

from inclusive_lint.model import Block, Comment, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask, bare_links
from inclusive_lint.readers._values import is_prose

_TOKEN = re.compile(
    r"[%\\$~{}&\r\n`'-](?:"
    r"(?<=%)(?P<comment>[^\r\n]*)"
    r"|(?<=\\)(?P<command>[A-Za-z@]+\*?)|(?<=\\)(?P<math>[(\[])|(?<=\\)(?P<accent>[\"'`^~=.](?:\{\\?[A-Za-z]\}|\\?[A-Za-z]))"
    r"|(?<=\\)(?P<escape>[^A-Za-z@\r\n])"
    r"|(?<=\$)(?P<dollar>\$?)"
    r"|(?<=[\r\n])(?P<blank>\n?(?:[ \t]*(?:\r\n|\n|\r))+)"
    r"|(?<=[{}])(?P<brace>)|(?<=[~&])(?P<gap>)"
    r"|(?<=`)(?P<quote>`)|(?<=')(?P<unquote>')"
    r")"
)
_TITLES = frozenset(
    """part chapter section subsection subsubsection paragraph subparagraph title subtitle frametitle
    framesubtitle chapter* section* subsection* subsubsection* part* paragraph* subparagraph* minisec
    addchap addsec""".split()
)
_APART = {"caption": "caption", "caption*": "caption", "subcaption": "caption", "footnote": "footnote",
          "footnotetext": "footnote", "thanks": "footnote", "endnote": "footnote", "sidenote": "footnote",
          "marginpar": "footnote", "captionof": "caption"}  # fmt: skip
_SHOWN = frozenset(
    """emph textbf textit textsl textsc textrm textsf textmd textup textnormal underline uline uppercase
    lowercase MakeUppercase MakeLowercase enquote alert mbox hbox fbox framebox text textcolor colorbox
    href hyperref so st sout hl parbox centerline raisebox makebox footnotesize textsuperscript
    textsubscript name index* blockquote foreignquote say term dfn textquote em""".split()
)
_SKIP_FIRST = {
    "textcolor": 1,
    "colorbox": 1,
    "href": 1,
    "parbox": 1,
    "raisebox": 1,
    "foreignquote": 1,
    "captionof": 1,
}
"""Commands whose first argument is no prose, though the next one is."""
_OPAQUE = frozenset(
    """texttt verb lstinline mintinline code ref cref Cref autoref eqref pageref nameref vref cite citep
    citet citeauthor citeyear parencite textcite autocite footcite url path nolinkurl gls Gls glspl
    acrshort acrlong acrfull ac SI si num qty unit ensuremath includegraphics citealp citealt nocite
    fullcite smartcite supercite lstinline* textsuperscript* LaTeX TeX today dots ldots textellipsis
    file email filename""".split()
)
_WITH_ARGUMENT = _OPAQUE - {"LaTeX", "TeX", "today", "dots", "ldots", "textellipsis"}
_CODE_ENVIRONMENTS = frozenset(
    """verbatim Verbatim lstlisting minted alltt comment equation align gather multline displaymath math
    eqnarray tikzpicture picture filecontents pgfpicture algorithm2e algorithmic flalign alignat split
    cases array matrix pmatrix bmatrix thebibliography BVerbatim LVerbatim code pyconsole sagesilent
    forest axis circuitikz asy dot luacode""".split()
)
_ARGUED = frozenset(
    """tabular tabularx tabulary longtable array minipage multicols wrapfigure adjustbox subfigure
    subtable""".split()
)
_OPTION = re.compile(r"\[[^\[\]]{0,500}\]")
_VERB = re.compile(r"\*?(?P<mark>[^\sA-Za-z{*])")
_NAME = re.compile(r"\{([^{}\s]{1,60})\}")
_BRACE = re.compile(r"\\.|%[^\r\n]*|[{}]", re.DOTALL)
_DEFINITIONS = frozenset(
    """newcommand renewcommand providecommand def edef gdef newenvironment renewenvironment usepackage
    documentclass setlength newtheorem hypersetup lstset tikzset input include bibliography
    bibliographystyle DeclareMathOperator newcommand* renewcommand* let setcounter addtocounter label
    pagestyle thispagestyle vspace hspace vspace* hspace* definecolor graphicspath newacronym
    newglossaryentry captionsetup geometry bibitem tag index glossary hypertarget hyperlink pdfinfo
    addbibresource subfile usetikzlibrary RequirePackage newif cline cmidrule multirow""".split()
)
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
}
_LONGEST_ARGUMENT = 20_000


def read(source: Source, options: ReadOptions) -> Prose:  # noqa: ARG001 - the reader's contract
    """Find the prose of a LaTeX source."""
    reader = _Reader(source.text)
    reader.run()
    return Prose(tuple(reader.blocks), tuple(reader.comments))


def _matching_braces(text: str) -> dict[int, int]:
    """Offset of each opening brace -> the offset behind the one that closes it."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            stack.append(brace.start())
        elif brace[0] == "}" and stack:
            pairs[stack.pop()] = brace.end()
    return pairs


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.dead: set[str] = set()
        self.apart: list[tuple[int, str]] = []
        """Braces that are open around text of its own kind: depth and the kind outside."""
        self.depth = 0
        self.kind = "paragraph"
        self.items = 0
        self.in_table = False
        self.braces = _matching_braces(text)
        begin = text.find("\\begin{document}")
        self.start = begin + len("\\begin{document}") if begin >= 0 else 0
        self.preamble = begin
        self.mask = Mask(text, self.start, self.start)

    def run(self) -> None:
        """Walk the tokens."""
        text = self.text
        if self.preamble > 0:
            self._preamble()
        end = text.find("\\end{document}", self.start)
        end = len(text) if end < 0 else end
        at = self.start
        while (token := _TOKEN.search(text, at, end)) is not None:
            at = max(self._token(token), token.start() + 1)
        self._close(end, end)

    def _preamble(self) -> None:
        """Of what stands before the document only comments are told, and the title is read."""
        for token in _TOKEN.finditer(self.text, 0, self.preamble):
            if token.lastgroup == "comment":
                self._comment(token)
            elif token["command"] == "title":
                argument = self._argument(token.end())
                if argument is not None:
                    mask = Mask(self.text, argument[0] + 1, argument[1] - 1)
                    for inner in re.finditer(
                        r"\\[A-Za-z]+\*?|[{}~\\]", self.text[mask.start : mask.end]
                    ):
                        mask.blank(mask.start + inner.start(), mask.start + inner.end())
                    self._keep(mask.block("title"))

    def _token(self, token: re.Match[str]) -> int:
        group = token.lastgroup
        start, end = token.span()
        if group == "command":
            return self._command(token["command"], start, end)
        if group == "comment":
            return self._comment(token)
        if group == "blank":
            self._close(start, end)
        elif group in ("math", "dollar"):
            return self._math(token)
        elif group == "accent":
            self._accent(token)
        elif group == "escape":
            self._escape(token[0], start, end)
        elif group == "brace":
            self._brace(start)
        elif group == "gap":
            self._gap(start, end)
        elif group in ("quote", "unquote"):
            self.mask.char(start, end, "\u201c" if group == "quote" else "\u201d")
        return end

    def _gap(self, start: int, end: int) -> None:
        """A tie is a blank, an ampersand parts the cells of a table."""
        if self.text[start] == "&" and self.in_table:
            self._close(start, end)
        else:
            self.mask.blank(start, end)

    def _escape(self, escape: str, start: int, end: int) -> None:
        if escape == "\\\\" and self.in_table:
            self._close(start, end)
        elif escape == "\\\\":
            option = _OPTION.match(self.text, end)
            self.mask.blank(start, option.end() if option else end)
        elif escape[1] in "%&#_{}$":
            self.mask.char(start, end, escape[1])
        elif escape[1] == "-":
            self.mask.join(start, end)
        else:
            self.mask.blank(start, end)

    def _accent(self, token: re.Match[str]) -> None:
        body = token["accent"]
        letter = body.strip("{}\\\"'`^~=.")[-1:]
        self.mask.char(*token.span(), unicodedata.normalize("NFC", letter + _ACCENTS[body[0]])[:1])

    def _comment(self, token: re.Match[str]) -> int:
        start, end = token.span()
        self.comments.append(Comment(start, end, token["comment"].lstrip("%").strip()))
        self.mask.join(start, end)
        return end

    def _math(self, token: re.Match[str]) -> int:
        start, inner = token.span()
        closing = {"\\(": "\\)", "\\[": "\\]"}.get(token[0], token[0])
        close = -1 if closing in self.dead else self.text.find(closing, inner)
        gap = self.text.find("\n\n", inner, close) if close >= 0 else -1
        if close < 0:
            self.dead.add(closing)
        if close < 0 or (closing == "$" and gap >= 0):
            self.mask.blank(start, inner)
            return inner
        self.mask.opaque(start, close + len(closing))
        return close + len(closing)

    def _brace(self, at: int) -> None:
        self.mask.join(at, at + 1)
        if self.text[at] == "{":
            self.depth += 1
            return
        self.depth -= 1
        if self.apart and self.depth <= self.apart[-1][0]:
            kind = self.apart.pop()[1]
            self._close(at, at + 1)
            self.kind = kind

    def _command(self, name: str, start: int, end: int) -> int:
        if name == "begin":
            return self._begin(start, end)
        if name == "end":
            return self._end(start, end)
        if name in ("verb", "verb*", "lstinline", "mintinline"):
            return self._verb(start, end)
        if name in _TITLES or name in _APART:
            return self._own_block(name, start, end)
        if name == "item":
            self._close(start, end)
            self.kind = "list_item"
            return self._after_option(end)
        if name == "par":
            self._close(start, end)
            return end
        if name in _SHOWN:
            return self._shown(name, start, end)
        if name in _OPAQUE:
            return self._opaque(name, start, end)
        self.mask.join(start, self._glued(end))
        return self._arguments(end, shown=name not in _DEFINITIONS)

    def _glued(self, end: int) -> int:
        """The white space behind a command without arguments belongs to it."""
        return end + 1 if self.text[end : end + 1] in (" ", "\t") else end

    def _opaque(self, name: str, start: int, end: int) -> int:
        if name in _WITH_ARGUMENT:
            stop = self._past_options(end)
            for _ in range(2 if name in ("SI", "qty") else 1):
                argument = self._argument(stop)
                stop = argument[1] if argument is not None else stop
        else:
            stop = end + 2 if self.text.startswith("{}", end) else end
        self.mask.opaque(start, stop)
        if name in ("texttt", "code"):
            self.mask.mark("code", start, stop)
        return stop

    def _shown(self, name: str, start: int, end: int) -> int:
        stop = self._past_options(end)
        for _ in range(_SKIP_FIRST.get(name, 0)):
            argument = self._argument(stop)
            stop = argument[1] if argument is not None else stop
        self.mask.join(start, stop)
        argument = self._argument(stop) if name in ("emph", "textbf", "textit", "href") else None
        if argument is not None:
            kind = {"emph": "emphasis", "textit": "emphasis", "textbf": "strong"}.get(name, "link")
            self.mask.mark(kind, start, argument[1])
        return stop

    def _arguments(self, at: int, *, shown: bool) -> int:
        """Of a command that isn't known, options are masked, and arguments that are no sentence."""
        stop = self._past_options(at)
        while (argument := self._argument(stop)) is not None:
            if shown and is_prose(self.text[argument[0] + 1 : argument[1] - 1]):
                break
            stop = self._past_options(argument[1])
        if stop > at:
            self.mask.join(at, stop)
        return stop

    def _own_block(self, name: str, start: int, end: int) -> int:
        stop = self._past_options(end)
        for _ in range(_SKIP_FIRST.get(name, 0)):
            argument = self._argument(stop)
            stop = argument[1] if argument is not None else stop
        if self.text[stop : stop + 1] != "{":
            self.mask.join(start, stop)
            return stop
        kind, outer = _APART.get(name, "heading"), self.kind
        self._close(start, stop + 1)
        if len(self.apart) < 200:
            self.apart.append((self.depth, outer if kind != "heading" else "paragraph"))
        self.depth += 1
        self.kind = kind
        return stop + 1

    def _begin(self, start: int, end: int) -> int:
        name = _NAME.match(self.text, end)
        if name is None:
            return end
        stop = name.end()
        plain = name[1].rstrip("*")
        if plain in _CODE_ENVIRONMENTS:
            closing = f"\\end{{{name[1]}}}"
            close = -1 if closing in self.dead else self.text.find(closing, stop)
            if close >= 0:
                self._close(start, close + len(closing))
                return close + len(closing)
            self.dead.add(closing)
        if plain in ("itemize", "enumerate", "description"):
            self.items += 1
        stop = self._past_options(stop)
        if plain in _ARGUED:
            argument = self._argument(stop)
            stop = argument[1] if argument is not None else stop
        self._close(start, stop)
        if plain.startswith(("tabular", "longtable", "tabulary")):
            self.in_table, self.kind = True, "table_cell"
        if plain in ("quote", "quotation", "verse"):
            self.kind = "quote"
        return stop

    def _end(self, start: int, end: int) -> int:
        name = _NAME.match(self.text, end)
        stop = name.end() if name is not None else end
        self._close(start, stop)
        if name is not None and name[1] in ("itemize", "enumerate", "description"):
            self.items = max(self.items - 1, 0)
        self.in_table = (
            self.in_table and name is not None and not name[1].startswith(("tabular", "longtable"))
        )
        self.kind = "list_item" if self.items else "table_cell" if self.in_table else "paragraph"
        return stop

    def _verb(self, start: int, end: int) -> int:
        if self.text[end : end + 1] in "{[":
            return self._opaque("texttt", start, end)
        mark = _VERB.match(self.text, end)
        close = self.text.find(mark["mark"], mark.end(), mark.end() + 1_000) if mark else -1
        stop = close + 1 if close >= 0 else end
        self.mask.opaque(start, stop)
        return stop

    def _past_options(self, at: int) -> int:
        for _ in range(3):
            option = _OPTION.match(self.text, at)
            if option is None:
                break
            at = option.end()
        return at

    def _after_option(self, at: int) -> int:
        r"""The term of \item[term] is read."""
        if self.text[at : at + 1] == "[":
            close = self.text.find("]", at, at + 500)
            if close >= 0:
                self.mask.start = at + 1
                self.mask.blank(close, close + 1)
                return at + 1
        return at

    def _argument(self, at: int) -> tuple[int, int] | None:
        """Start and end of the {argument} at ``at``, braces included."""
        end = self.braces.get(at, 0)
        return (at, end) if at < end <= at + _LONGEST_ARGUMENT else None

    def _close(self, end: int, following: int) -> None:
        """End the block at ``end``; the next one starts at ``following``."""
        mask = self.mask
        if end > mask.start:
            mask.end = end
            for link in bare_links(self.text, mask.start, end):
                mask.opaque(*link)
            context = ("list_item",) if self.items else ()
            self._keep(mask.block(self.kind, context=context))
        self.mask = Mask(self.text, following, following)

    def _keep(self, block: Block | None) -> None:
        if block is not None and (not self.blocks or self.blocks[-1].end <= block.start):
            self.blocks.append(block)
