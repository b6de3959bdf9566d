"""Markdown: what is prose, what is not, and where it stands."""

from __future__ import annotations

import pytest
from faithful import ALPHABET, shown, visible
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nested import read

from inclusive_lint.model import Comment

FRAGMENTS = [
    "# ", "> ", "- ", "1. ", "    ", "\n", "\n\n", "**", "*", "_", "`", "```\n", "[", "](", ")", "![", "]: ",
    "<b>", "</b>", "<!--", "-->", "<pre>", "<code>", "</code>", '<p title="a b">', "| a | b |\n|---|---|\n", "|",
    "[^1]", "[^1]: ", "$", "$$", "---\n", "title: x\n", "&amp;", "&#65;", "\\", "{{< x >}}", "{{", "}}", "{% x %}",
    "{%", ":::note a\n", ":::\n", '!!! note "t"\n', "{/* a */}", "{#id}", "https://a.b/c", "a@b.cc", "[[a|b]]",
    "é", "“a”", "\u00a0", "😀", "\u2028", "\r\n", "\r", "\t", "word ", ' "title"', "<img alt='a b'>", ": ", "~~",
]  # fmt: skip


def prose(text: str) -> list[str]:
    return shown(read("markdown", text))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, visible(block.text)) for block in read("markdown", text).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line\nand another.\n\nNext.", ["One line and another.", "Next."]),
        ("> a quoted\n> line\n> > and\n> > more", ["a quoted line", "and more"]),
        ("> lazy\nline", ["lazy line"]),
        ("- an item\n  goes on\n- next\n\n  par", ["an item goes on", "next", "par"]),
        ("- a\n  - b\n\n    c\n- [x] d", ["a", "b", "c", "d"]),
        ("# A head #\n\nSet\nhead\n====", ["A head", "Set head"]),
        ("## Name {#name .cls}", ["Name"]),
        ("Use `x = 1` now", ["Use _ now"]),
        ("A *soft* and __hard__ and ~~old~~ word", ["A soft and hard and old word"]),
        ("white**list**", ["whitelist"]),
        ("don\\'t \\*stop\\*", ["don't *stop*"]),
        ("R&amp;D &#65;&nbsp;b", ["R&D A b"]),
        ("a  \nb\\\nc", ["a b c"]),
        ("See [the *site*](https://a.b/whitelist).", ["See the site."]),
        ("See [a][b] and [b].\n\n[b]: /blacklist", ["See a and b."]),
        ("At <https://a.b> or https://a.b/whitelist, <a@b.cc>, x@y.org.", ["At _ or _, _, _."]),
        ("Say $x^2$ and $$y$$ or $5 for men and $6", ["Say _ and _ or $5 for men and $6"]),
        ("It is $20-$30 for a", ["It is $20-$30 for a"]),
        ("a[^1] b\n\n[^1]: The\n    note", ["a b", "The note"]),
        ("| a | b |\n|---|---|\n| `x` \\| y | z |", ["a", "b", "_ | y", "z"]),
        ("Term\n: What it is", ["Term", "What it is"]),
        ("```py\n# master\n```\n\n    slave\n\ntext", ["text"]),
        ("- a\n\n  ```\n  b\n  ```\n  c", ["a", "c"]),
        ("a <b>bold</b> b<wbr>c <br> d <code>e *f*</code>", ["a bold bc d _"]),
        ("<div>\ntext <b>a</b>\n</div>\n\n<pre>\nb\n\nc</pre>", ["text a"]),
        ("<div><pre>\na\n\nb\n\n</pre>c</div>\n\nd", ["c", "d"]),
        ("> <p>a\n> b</p>", ["a b"]),
        ("Ask @whitelist/team-a now :man: a:b:c", ["Ask _ now _ a:b:c"]),
        ("In #master-chat :man::tone-2: C# #1", ["In _ _ C# #1"]),
        ("See /usr/share/master or his/her /ok", ["See _ or his/her /ok"]),
        ("<div>\n[a](/master) `slave` b\n</div>", ["a _ b".replace("a", "[a]")]),
        ("See [[target|the text]] and [[target]]", ["See the text and _"]),
        ("A [span]{.cls} ![a](b){width=50%} {: .no_toc }", ["A [span] _", "a"]),
        ("The {ref}`x` role", ["The __ role"]),
        ("Fine\n\n***\n\nend", ["Fine", "end"]),
        ("", []),
        ("* * *\n\n123 | 45", []),
    ],
)
def test_prose_is_found_and_nothing_else(text, expected):
    assert prose(text) == [e.replace("__", "_") for e in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# a", [("heading", "a")]),
        ("> a", [("quote", "a")]),
        ("- a", [("list_item", "a")]),
        ("|a|\n|-|\n|b|", [("table_cell", "a"), ("table_cell", "b")]),
        ("[^n]: a\n", [("footnote", "a")]),
        ("> [!NOTE]\n> a", [("admonition", "a")]),
        ("T\n: d", [("definition_term", "T"), ("list_item", "d")]),
        ('![an alt](b "a title")', [("alt_text", "an alt"), ("title", "a title")]),
        ("[x](y 'a \\'title\\'')", [("paragraph", "x"), ("title", "a 'title'")]),
        ("[x](y (a title))", [("paragraph", "x"), ("title", "a title")]),
        ('[x]: y "a title"', [("title", "a title")]),
        ("> [x]: y\n>   'a\n>   title'", [("title", "a title")]),
        ('a <abbr title="b c">d</abbr>', [("paragraph", "a d"), ("attribute", "b c")]),
        ('<img src="x" alt="b c">', [("alt_text", "b c")]),
    ],
)
def test_blocks_have_the_kind_of_what_they_are(text, expected):
    assert kinds(text) == expected


def test_context_tells_what_a_block_stands_in():
    block = read("markdown", "> 1. a\n>    - b").blocks[1]
    assert block.context == ("quote", "list_item", "list_item")


def test_marks_tell_links_and_emphasis():
    text = "é [a *b*](c) **d** `e` ![f](g)"
    marks = read("markdown", text).blocks[0].marks
    assert [(mark.kind, text[mark.start : mark.end]) for mark in marks] == [
        ("link", "[a *b*](c)"),
        ("emphasis", "*b*"),
        ("strong", "**d**"),
        ("code", "`e`"),
        ("image", "![f](g)"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a é b 😀 **c** d",
        "“a” *b* c\u00a0d",
        "\u00a0**x** **y**\u00a0z",
        "日本 **語** x",
        "*\u00a0a* b",
    ],
)
def test_offsets_are_code_points_whatever_the_bytes(text):
    for block in read("markdown", text).blocks:
        for had, has in zip(text[block.start : block.end], block.text, strict=True):
            assert has == had or had == "*"


def test_white_space_beyond_ascii_decides_on_emphasis_as_the_parser_says():
    assert prose("a **\u00a0b** c") == ["a ** b** c"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: A b # c\nlayout: master\n---\nx", ["A b", "x"]),
        ("---\ndescription: >-\n  a\n  b\n\n  c\ntags: [d]\n---\n", ["a b", "c"]),
        ("---\ntitle: 'it''s'\nsummary: \"a \\\"b\\\" \\u00e9\"\n---\n", ["it's", 'a "b" é']),
        ("---\ntitle: a\n  b\n---\n", ["a b"]),
        ("+++\ntitle = \"a\\tb\"\n[params]\ndescription = '''c\nd'''\n+++\nx", ["a b", "c d", "x"]),
        ('{\n  "title": "a \\"b\\"", "x": "y"\n}\n\nz', ['a "b"', "z"]),
        ("---\n\na\n\n---\n", ["a"]),
        ("---\ntitle: a\n", ["title: a"]),
    ],
)
def test_front_matter_gives_titles_and_descriptions_only(text, expected):
    assert prose(text) == expected


def test_front_matter_declares_the_language_of_the_document():
    blocks = read("markdown", "---\ntitle: a\nlang: es\n---\nb").blocks
    assert blocks[-1].language == "es"


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("a\n\n<!-- c d -->\n\nb", "c d"),
        ("a <!-- c d --> b", "c d"),
        ("> <!-- c d -->", "c d"),
        ("---\n# c d\ntitle: a\n---\n", "c d"),
        ("[//]: # (c d)", "c d"),
        ('[comment]: <> "c d"', "c d"),
        ("{/* c d */}\n\na", "c d"),
        ("{# c d #}\n\na", "c d"),
    ],
)
def test_comments_are_reported_and_are_no_prose(text, inner):
    found = read("markdown", text)
    assert [comment.text for comment in found.comments] == [inner]
    comment = found.comments[0]
    assert inner in text[comment.start : comment.end]
    assert all("c d" not in block.text for block in found.blocks)


def test_comments_are_prose_when_asked_for():
    found = read("markdown", "a <!-- b c --> d\n\n<!-- e\nf -->", scope="html-comments")
    assert shown(found) == ["a d", "b c", "e f"]


def test_what_looks_like_a_comment_in_code_is_none():
    text = "```\n<!-- a -->\n{/* b */}\n```\n`<!-- c -->` `{# d #}`"
    assert read("markdown", text).comments == ()


def test_a_comment_spans_its_delimiters():
    assert read("markdown", "é <!-- a -->").comments == (Comment(2, 12, "a"),)


def test_scripts_in_a_page_are_no_prose_and_the_page_goes_on():
    assert prose("<script>\nvar a;\n\nvar b;\n</script>\n\nc") == ["c"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join))
@example('[a](<b\n> "c")\n')
def test_any_markup_is_read_faithfully(text):
    read("markdown", text)
    read("mdx", text)
    read("markdown", text, scope="html-comments")


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=60))
def test_any_text_is_read_faithfully(text):
    read("markdown", text)
    read("mdx", text)


@given(st.text(alphabet=st.characters(), max_size=30))
def test_any_character_is_read_faithfully(text):
    read("markdown", text)


@given(
    st.lists(
        st.sampled_from(["a", "é", "word", "it's", "well-known", "R2"]), min_size=1, max_size=8
    )
)
def test_a_paragraph_is_the_same_in_plain_text_and_in_markdown(words):
    text = " ".join(words) + "."
    markdown, plain = read("markdown", text), read("text", text)
    assert [(b.start, b.text) for b in markdown.blocks] == [(b.start, b.text) for b in plain.blocks]


@pytest.mark.parametrize("surrogate", ["\ud800 a", "a **\udfff** b"])
def test_lone_surrogates_do_no_harm(surrogate):
    assert read("markdown", surrogate).blocks


def test_marks_of_a_link_without_text_do_not_reach_the_next_block():
    found = read("markdown", "[](a)\n\n# Title\n").blocks
    assert [(b.text, b.marks) for b in found] == [("Title", ())]
