"""HTML and its kin: what is prose, what is not, and where it stands."""

from __future__ import annotations

import pytest
from faithful import ALPHABET, shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st
from nested import read

FRAGMENTS = [
    "<p>", "</p>", "<b>", "</b>", "<br>", "<ul><li>", "</ul>", "<td>", "<code>", "</code>", "<pre>", "</pre>",
    "<script>", "</script>", "<!--", "-->", "<!doctype html>", "<![CDATA[", "]]>", "<?php", "?>", "<%", "%>",
    '<a title="b c">', "<a b='", '"', "'", ">", "<", "</", "<p lang=es>", "<i lang=fr>", "</i>", "<img alt='a b'>",
    "&amp;", "&#x41;", "&lt", "&", "{{ a }}", "{% a %}", "{#", "word ", "\n", " ", "é", "😀", "/>", "=", "<x-y>",
]  # fmt: skip


def prose(text: str, path: str = "a.html") -> list[str]:
    return shown(read("html", text, path=path))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>One <b>bo</b>ld<p>Two", ["One bold", "Two"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("a<br>b <span>c</span>d", ["a b cd"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("R&amp;D &copy; &#65;&nbsp;b &unknown; &", ["R&D © A b &unknown; &"]),
        ("a <code>b <i>c</i></code> d <kbd>e</kbd>", ["a _ d _"]),
        ("<pre>a</pre>b<SCRIPT>c<d</SCRIPT><style>e</style>f", ["b", "f"]),
        ("<script src=a />b", ["b"]),
        ("a<!-- b -->c<!doctype html>d", ["ac d"]),
        ("a <?php b > c ?> d <% e %> f", ["a d f"]),
        ('<a href="whitelist" title="a b">c</a>', ["a b", "c"]),
        ("<img src=a alt='b c'> d", ["_ d", "b c"]),
        ("<input placeholder=name aria-label='a b'>", ["name", "a b"]),
        ('<meta name="description" content="a b"><meta name="x" content="c d">', ["a b"]),
        ('<p data-x="title=no" class="a>b">c', ["c"]),
        ("<p class=foo\">a</p> <p don't>b", ["a", "b"]),
        ("a < b and c > d", ["a < b and c > d"]),
        ("<p>a https://b.c/d e@f.gh", ["a _ _"]),
        ("<p>a {{ b }} c {% d %} e", ["a _ c e"]),
        ("a <code>b", ["a b"]),
        ("a <b", ["a"]),
        ("un<wbr>broken un<x-y>known", ["unbroken un known"]),
        ("<p>an <i lang='fr'>que</i> here <i lang=en>and</i>", ["an _ here and"]),
    ],
)
def test_prose_is_found_and_nothing_else(text, expected):
    assert prose(text) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.vue", '<template><p :title="a">{{ b }} c</p></template><script>d</script>', ["_ c"]),
        ("a.svelte", "<script>a</script><p on:x={() => b > 1}>{c} d {#if e}f{/if}</p>", ["_ d f"]),
        (
            "a.svg",
            "<svg><title>A b</title><text><tspan>c</tspan> d</text><path d='M0'/></svg>",
            ["A b", "c d"],
        ),
    ],
)
def test_components_and_pictures_are_read_as_html(path, text, expected):
    assert prose(text, path) == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<h2>a</h2>", "heading"),
        ("<title>a</title>", "title"),
        ("<li><p>a", "list_item"),
        ("<table><tr><td>a", "table_cell"),
        ("<blockquote><p>a", "quote"),
        ("<figcaption>a", "caption"),
        ("<dl><dt>a", "definition_term"),
        ("<img alt=a>", "alt_text"),
        ("<p title=a>", "attribute"),
        ("<ul><li>x</ul><p>a", "paragraph"),
    ],
)
def test_blocks_have_the_kind_of_what_they_are(text, kind):
    assert read("html", text).blocks[-1].kind == kind


def test_elements_declare_their_language():
    text = "<html lang=en><p>a<p lang=es>b<p>c<div lang='pt-BR'><div>d</div>e</div>f"
    assert [(b.text, b.language) for b in read("html", text).blocks] == [
        ("a", "en"), ("b", "es"), ("c", "en"), ("d", "pt-BR"), ("e", "pt-BR"), ("f", "en"),
    ]  # fmt: skip


def test_comments_are_reported_and_prose_only_when_asked_for():
    found = read("html", "a<!-- b c -->")
    assert [comment.text for comment in found.comments] == ["b c"]
    assert shown(found) == ["a"]
    assert shown(read("html", "a<!-- b c -->", scope="html-comments")) == ["a", "b c"]


def test_marks_tell_links_quotations_and_code():
    text = "<p>a <a href=x>b</a> <q>c</q> <em>d</em> <code>e</code> f"
    (block,) = read("html", text).blocks
    assert [(m.kind, visible(text[m.start : m.end])) for m in block.marks] == [
        ("link", "<a href=x>b</a>"),
        ("quotation", "<q>c</q>"),
        ("emphasis", "<em>d</em>"),
        ("code", "<code>e</code>"),
    ]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join),
    st.sampled_from(["a.html", "a.svelte"]),
)
def test_any_markup_is_read_faithfully(text, path):
    read("html", text, path=path)
    read("html", text, path=path, scope="html-comments")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_is_read_faithfully(text):
    read("html", text)


DOCBOOK = """\
<?xml version="1.0"?>
<book lang="en"><title>Guide</title>
<para>Use <command>ls</command> to list <emphasis>all</emphasis> files.</para>
<programlisting>not a word of prose</programlisting>
<itemizedlist><listitem><para>An item of it</para></listitem></itemizedlist>
<para xml:lang="es">Otra cosa en otra lengua</para>
<groupId>org.example</groupId><version>1.2</version><path>src/main/java</path>
<string name="a">Choose what to read</string>
</book>
"""


def test_xml_has_the_elements_of_docbook_and_only_values_that_are_prose():
    found = [(b.kind, visible(b.text), b.language) for b in read("html", DOCBOOK, "a.xml").blocks]
    assert found == [
        ("title", "Guide", "en"),
        ("paragraph", "Use _ to list all files.", "en"),
        ("list_item", "An item of it", "en"),
        ("paragraph", "Otra cosa en otra lengua", "es"),
        ("paragraph", "Choose what to read", "en"),
    ]


def test_marks_of_an_element_without_text_do_not_reach_the_next_block():
    found = read("html", '<a href="b"></a><h1>Title</h1>').blocks
    assert [(b.text, b.marks) for b in found] == [("Title", ())]
