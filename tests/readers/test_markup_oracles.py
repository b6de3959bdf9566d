"""On real documents, Markdown and HTML are read as other parsers read them: 99.5 % of the words."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pyromark
import pytest
from faithful import visible
from nested import read
from oracle_markup import WORD, html_words, markdown_words, words

from inclusive_lint.model import Source
from inclusive_lint.source import read_source

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
LEAST = 0.995


def ours(format_name: str, text: str) -> list[str]:
    found: list[str] = []
    for block in read(format_name, text).blocks:
        if block.kind != "front_matter":
            found += WORD.findall(visible(block.text).replace("_", " 0 "))
    return found


def agreement(pairs: list[tuple[str, list[str], list[str]]]) -> float:
    """Share of words that both found; prints the files that differ most."""
    total = missed = added = 0
    worst = []
    for name, mine, theirs in pairs:
        less = Counter(theirs) - Counter(mine)
        more = Counter(mine) - Counter(theirs)
        total += len(theirs)
        missed += less.total()
        added += more.total()
        worst.append(
            (
                less.total() + more.total(),
                name,
                dict(less.most_common(6)),
                dict(more.most_common(6)),
            )
        )
    share = 1 - max(missed, added) / max(total, 1)
    sys.stdout.write(
        f"\n{len(pairs)} files, {total} words, {missed} missed, {added} added: {share:.4%}\n"
    )
    for count, name, less_words, more_words in sorted(worst, reverse=True)[:6]:
        sys.stdout.write(f"  {count} {name}: missed {less_words}, added {more_words}\n")
    return share


def packaged(*suffixes: str) -> list[Path]:
    """Documents that installed packages carry."""
    found: list[Path] = []
    for folder in (Path(p) for p in sys.path if p.endswith("site-packages")):
        found += [p for p in sorted(folder.rglob("*")) if p.suffix in suffixes and p.is_file()]
    return found


def sources(paths: list[Path]) -> list[Source]:
    read_in = [read_source(path) for path in paths]
    return [
        source for source in read_in if isinstance(source, Source) and len(source.text) < 500_000
    ]


def markdown_parser():
    markdown_it = pytest.importorskip("markdown_it")
    deflist = pytest.importorskip("mdit_py_plugins.deflist")
    footnote = pytest.importorskip("mdit_py_plugins.footnote")
    parser = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return parser.use(deflist.deflist_plugin).use(footnote.footnote_plugin)


@pytest.mark.slow
def test_markdown_of_the_corpus_is_read_as_markdown_it_reads_it():
    if not CORPUS.is_dir():
        pytest.skip("no ../shared/corpus here")
    parser = markdown_parser()
    pairs = [
        (s.path, ours("markdown", s.text), markdown_words(s.text, parser))
        for s in sources(sorted(CORPUS.rglob("*.md")))
    ]
    assert agreement(pairs) >= LEAST


@pytest.mark.slow
def test_markdown_of_installed_packages_is_read_as_markdown_it_reads_it():
    parser = markdown_parser()
    found = sources(packaged(".md"))
    if not found:
        pytest.skip("no installed package carries Markdown")
    pairs = [(s.path, ours("markdown", s.text), markdown_words(s.text, parser)) for s in found]
    assert agreement(pairs) >= LEAST


@pytest.mark.slow
def test_html_of_installed_packages_is_read_as_html_parser_reads_it():
    found = [
        s
        for s in sources(packaged(".html", ".htm", ".svg"))
        if "{%" not in s.text and "{{" not in s.text
    ]
    if not found:
        pytest.skip("no installed package carries HTML")
    pairs = [(s.path, ours("html", s.text), html_words(s.text)) for s in found]
    assert agreement(pairs) >= LEAST


@pytest.mark.slow
def test_rendered_corpus_is_read_as_html_parser_reads_it():
    if not CORPUS.is_dir():
        pytest.skip("no ../shared/corpus here")
    pages = [(s.path, pyromark.html(s.text)) for s in sources(sorted(CORPUS.rglob("*.md")))]
    pages = [
        (path, page)
        for path, page in pages
        if "{%" not in page and "{{" not in page and "{#" not in page
    ]
    pairs = [(path, ours("html", page), html_words(page)) for path, page in pages]
    assert agreement(pairs) >= LEAST


def test_the_oracle_leaves_out_what_is_no_word():
    assert words("a https://b.c/d @e :f_g: h@i.jk l") == ["a", "l"]
