from __future__ import annotations

import re
import sys
import warnings
from collections import Counter

import pytest
from faithful import ALPHABET, read, shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_rst import WORD

DOCUMENT = r"""
\documentclass{article} % a preamble comment
\begin{document}
\section{Intro to the node}\label{sec:intro}
Some \emph{plain} text~with $x + y$ math, see Section~\ref{sec:intro}. % note
It is 50\% off.

\begin{itemize}
\item First item
  goes on
\item Second item
\end{itemize}

\textbf{Bold words} and \textit{more of them} here.
\begin{equation}
a + b
\end{equation}
The last caf\'e is open.
\end{document}
"""
TOKENS = [
    "\\", "{", "}", "[", "]", "$", "$$", "\\(", "\\)", "%", "\n", "\n\n", "~", "&", "\\\\", "\\section{", "\\footnote{", "\\emph{",
    "\\begin{itemize}", "\\end{itemize}", "\\item ", "\\begin{verbatim}", "\\end{verbatim}", "\\begin{tabular}{ll}", "\\end{tabular}",
    "\\verb|", "|", "\\cite{a}", "\\'e", "\\foo", "word ", "some more words ", "\\begin{document}", "\\end{document}", "``", "''", "\\title{",
    "\\href{a}{", "\r\n", "\\caption[", "\\begin{", "\\par",
]  # fmt: skip


def prose(text: str) -> list[str]:
    return shown(read("latex", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand more.\n\nNext.", ["One line and more.", "Next."]),
        (r"white\textbf{list} is \texttt{code} and \emph{soft}.", ["whitelist is _ and soft."]),
        (r"See \cite[p.~3]{master} and~\ref{sec:master}.", ["See _ and _."]),
        (r"So $master$ and \(slave\) and \[whitelist\] and $$x$$.", ["So _ and _ and _ and _."]),
        ("A % master\nB", ["A B"]),
        (r"A\footnote{The \emph{note}.} b", ["A", "The note.", "b"]),
        ("\\begin{verbatim}\nmaster\n\\end{verbatim}\nText", ["Text"]),
        ("\\begin{lstlisting}[language=C]\nmaster\n\\end{lstlisting}\nText", ["Text"]),
        ("\\begin{equation*}\nmaster\n\\end{equation*}\nText", ["Text"]),
        (r"\verb|master| and \verb+slave+ and \url{http://a.b/c} end", ["_ and _ and _ end"]),
        (r"\href{http://a.b/master}{the text} \textcolor{red}{is red}", ["the text is red"]),
        (r"\newcommand{\foo}{the master node is} Text", ["Text"]),
        (r"\mybox{The node is here} and \foo{master}", ["The node is here and"]),
        (r"caf\'e na\"{\i}ve \% \& \#", ["café naïve % & #"]),
        (
            r"\usepackage{master}\title{The \emph{Title}}\begin{document}Text\end{document} no",
            ["The Title", "Text"],
        ),
        (
            r"\begin{tabular}{ll} one & two \\ three & four \\ \end{tabular}",
            ["one", "two", "three", "four"],
        ),
        ("``Quoted'' text", ["“Quoted” text"]),
        (r"5\$ and 6\$ are master", ["5$ and 6$ are master"]),
    ],
)
def test_prose_is_what_is_printed(text: str, expected: list[str]) -> None:
    assert prose(text) == expected


def test_blocks_have_their_kind() -> None:
    text = r"\section{H}\caption[s]{C c} \begin{itemize}\item[T] One\end{itemize} \begin{quote}Q q\end{quote} P"
    kinds = [(block.kind, visible(block.text)) for block in read("latex", text).blocks]
    assert kinds == [
        ("heading", "H"),
        ("caption", "C c"),
        ("list_item", "T One"),
        ("quote", "Q q"),
        ("paragraph", "P"),
    ]


def test_comments_are_told() -> None:
    found = read("latex", "% inclusive-lint: disable\nText % more \\% \n\\% no")
    assert [comment.text for comment in found.comments] == ["inclusive-lint: disable", "more \\%"]


def test_words_agree_with_pylatexenc() -> None:
    oracle = pytest.importorskip("pylatexenc.latex2text", reason="pylatexenc isn't installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        converter = oracle.LatexNodes2Text(math_mode="remove", keep_comments=False)
        text = converter.latex_to_text(DOCUMENT)
    theirs = Counter(
        WORD.findall(
            re.sub(r"<ref>|<cit\.>|§\.?", " ", text).replace(
                "INTRO TO THE NODE", "Intro to the node"
            )
        )
    )
    ours = Counter(word for block in prose(DOCUMENT) for word in WORD.findall(block))
    agreed, total = sum((ours & theirs).values()), sum((ours | theirs).values())
    print(f"latex: {agreed / total:.4%} of {total} words agree with pylatexenc", file=sys.stderr)  # noqa: T201 - wanted
    assert agreed / total >= 0.995, (ours - theirs, theirs - ours)


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_markup_is_read_faithfully(text: str) -> None:
    read("latex", text)


@given(st.text(alphabet=ALPHABET, max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_faithfully(text: str) -> None:
    read("latex", text)
