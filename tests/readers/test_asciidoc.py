from __future__ import annotations

import sys
from collections import Counter

import oracle_asciidoc
import pytest
from faithful import ALPHABET, read, shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_rst import WORD

DOCUMENT = """\
= The *Doc* Title
Jane Doe <jane@x.org>
v1.0, 2020-01-01
:url: http://a.b

Preamble with `code` and _emphasis_ and https://a.b/c[the link text^].
More of it, see <<sec,the section>> and {url}.

[[sec]]
== Section one

.A listing title
[source,ruby]
----
whitelist = 1
----

* one item
goes on
** nested item with link:a.html[Some text,window=_blank]
+
attached paragraph

. numbered `literal text` item

term:: its meaning
other term::
  second meaning

NOTE: Mind this
text.

[WARNING]
====
Inside it, **un**bound and __em__phasis.
====

// comment here
////
a long comment
////

.Table title
|===
|First |Second head

|cell one
|cell *two*

|cell three
|cell #four#
|===

 literal paragraph here

image::a.png[An alt text,100]

____
Quote here
____

....
literal whitelist
....

A sentence.footnote:[The note text.] Here "`curved`" and 2 * 3 * 4 &amp; more +
line break, kbd:[Ctrl] and https://c.d/e and x^2^ is H~2~O.
((shown term)) and (((hidden, term))) end. Escaped \\*stars* here.

=== Another heading

--
An open block.
--

[stem]
++++
x = 1
++++

[quote, Someone, Somewhere]
A quoted paragraph.

Last one.
"""
TOKENS = [
    "= Title\n", "== T\n", ".T\n", "----\n", "....\n", "====\n", "****\n", "____\n", "|===\n", "|a ", "a|b", "2+|c", "--\n", "```\n", "////\n",
    "// c\n", "[source]\n", "[NOTE]\n", "[[a]]\n", "* ", "** ", ". ", "- ", "a:: ", "+\n", "NOTE: ", ":a: b\n", "image::a[b]\n", "\n", "\n\n", " ",
    "word ", "`", "``", "*", "**", "_", "__", "#", "+", "++", "^", "~", "<<a,b>>", "<<", ">>", "link:a[b]", "https://a.b[c]", "footnote:[", "]",
    "{a}", "((", "))", "(((", "&amp;", "\\", '"`', '`"', "\r\n", "<1> ", "[.a]#", "'''\n",
]  # fmt: skip


def prose(text: str) -> list[str]:
    return shown(read("asciidoc", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand more.\n\nNext.", ["One line and more.", "Next."]),
        ("white**list** is `code` and _soft_.", ["whitelist is _ and soft."]),
        ("snake_case_name and a*b*c", ["snake_case_name and a*b*c"]),
        (
            "See https://a.b[the *site*^] or xref:a.adoc#b[its text] or xref:a.adoc[].",
            ["See the site or its text or _."],
        ),
        ("See <<a,some text>> or <<a>>.", ["See some text or _."]),
        (
            "image:a.png[A dog] and kbd:[Ctrl+C] and stem:[x] and {version}",
            ["A dog and _ and _ and _"],
        ),
        ("Text.footnote:[A note here.] More", ["Text. A note here. More"]),
        ("[source,js]\nwhitelist();\n\nText", ["Text"]),
        ("[source]\n--\nwhitelist();\n--\nText", ["Text"]),
        ("----\nunclosed\n\nwhitelist", []),
        ("* one\n- two\nmore\n\n. three", ["one", "two more", "three"]),
        ("a paragraph\n* that goes on", ["a paragraph * that goes on"]),
        ("|===\n|one 2+|two\nmore\n\nl|code\n.2+a|* item\n|===", ["one", "two more", "* item"]),
        ("TIP: Mind +\nit", ["Mind it"]),
        ("ifdef::a[]\nText\nendif::[]", ["Text"]),
        ("caf&eacute; &lt; it", ["café < it"]),
        ("a +pass+ and ++more pass++ or `+lit+`\n\n++++\n<b>x</b>\n++++", ["a _ and _ or _"]),
        ("\\*not bold* and \\https://a.b", ["*not bold* and \\_"]),
    ],
)
def test_prose_is_what_is_shown(text: str, expected: list[str]) -> None:
    assert prose(text) == expected


def test_blocks_have_their_kind() -> None:
    text = "= T\n\n.C\n|===\n|x y\n|===\n\nNOTE: N\n\n____\nQ\n____\n\n* L\n\nP\n\nterm:: D\n"
    kinds = [(block.kind, visible(block.text)) for block in read("asciidoc", text).blocks]
    assert kinds == [
        ("heading", "T"), ("caption", "C"), ("table_cell", "x y"), ("admonition", "N"), ("quote", "Q"),
        ("list_item", "L"), ("paragraph", "P"), ("definition_term", "term"), ("list_item", "D"),
    ]  # fmt: skip


def test_comments_are_told() -> None:
    found = read("asciidoc", "Text\n// inclusive-lint: disable\nmore\n////\nlong\n////\n")
    assert [comment.text for comment in found.comments] == ["inclusive-lint: disable", "long"]
    assert shown(found) == ["Text", "more"]


def test_words_agree_with_asciidoctor() -> None:
    where = oracle_asciidoc.modules()
    if where is None:
        pytest.skip("node or its package asciidoctor isn't installed")
    theirs = Counter(oracle_asciidoc.words(DOCUMENT, where))
    ours = Counter(word for block in prose(DOCUMENT) for word in WORD.findall(block))
    agreed, total = sum((ours & theirs).values()), sum((ours | theirs).values())
    print(  # noqa: T201 - the number is wanted
        f"asciidoc: {agreed / total:.4%} of {total} words agree with Asciidoctor", file=sys.stderr
    )
    assert agreed / total >= 0.995


@given(st.lists(st.sampled_from(TOKENS), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_any_markup_is_read_faithfully(text: str) -> None:
    read("asciidoc", text)


@given(st.text(alphabet=ALPHABET, max_size=120))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_faithfully(text: str) -> None:
    read("asciidoc", text)
