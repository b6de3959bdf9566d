"""Templating around Markdown: shortcodes, containers, admonitions, MDX; none of it is prose."""

from __future__ import annotations

import pytest
from faithful import shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st
from nested import read

JSX = [
    "import a from 'b'\n", "export const a = {\n", "}\n", "\n\n", '<Tab title="a b">', "</Tab>", "<>", "</>",
    "{a}", "{", "}", "{`a", "`", "```\n", "{/* c */}", "<a b={{c: '}'}}>", "word ", "\n", "don't ", '"', "# ", "<",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('A {{< glossary text="b" >}} c', ["A _ c"]),
        ("{{< note >}}\nA note\n{{< /note >}}", ["A note"]),
        ('{{% a\n  b="c" %}}\nd', ["d"]),
        ("<table>\n  <tr>\n    <td>a<br />\n      {% b %}\n    </td>\n    <td>c</td>", ["a", "c"]),
        ("a\n{% b %}\nc", ["a", "c"]),
        ("- a\n  {% b %}\n- c", ["a", "c"]),
        ("{% include a.md %}\n\nb {% if c %}d{% endif %} e", ["b d e"]),
        ("[a]({{ site.url }}/b) and [c]({% link d %})", ["a and c"]),
        ("- {{ a }} is b", ["_ is b"]),
        ("| a | {{ b | c }} |\n|-|-|\n| {{ d }} e | f |", ["a", "_ e", "f"]),
        ("a {{ b\n\nc }} d", ["a {{ b", "c }} d"]),
        ("`{{ a }}` b", ["_ b"]),
        ("## A {#b}\n\nc", ["A", "c"]),
        (":::note\na\n:::\nb", ["a", "b"]),
        (":::tip[A title]\n\na\n\n:::", ["A title", "a"]),
        (":::warning A title {#id}\na\n:::", ["A title", "a"]),
        ("::: {.callout-note}\n## T\na\n:::", ["T", "a"]),
        ('::: {.callout-note title="A title" .b}\na\n:::', ["A title", "a"]),
        ('![a](b.png){#fig-c fig-alt="d" width=50%}', ["a"]),
        (": A caption {#tbl-a}", [": A caption"]),
        ("a\n\n{{< highlight go >}}\nb\n\nc\n{{< /highlight >}}\n\nd", ["a", "d"]),
        ("a {{< code >}}b{{< /code >}} c {{< code >}} d", ["a _ c _ d"]),
        ("{% highlight ruby %}\na\n{% endhighlight %}\n\nb", ["b"]),
        ("{%- comment -%}a\n\nb{%- endcomment -%}\n\nc", ["c"]),
        ("{{< code file=a >}}\n\na\n\n{{< code file=b >}}\n\nb", ["a", "b"]),
        ("::::{admonition} A title\na\n:::{tip}\nb\n:::\n::::", ["A title", "a", "b"]),
        ('<!--\n!!! note "Not"\n    a\n-->\n\nb', ["b"]),
        ("```\n:::note Not\n:::\n```\na", ["a"]),
        ('!!! note "A title"\n    a\n\n    - b\n\n        c\n\nd', ["A title", "a", "b", "c", "d"]),
        ("??? note\n    a\n    !!! tip\n        b\nc", ["a", "b c"]),
        ('=== "A tab"\n\n    a', ["A tab", "a"]),
        ("!!! Hey guys", ["!!! Hey guys"]),
        ("```{r, echo=FALSE}\n#| fig-cap: a\nb\n```\nc `r 1 + 1` d", ["c _ d"]),
        ("As [@doe99, p. 3] says @roe", ["As [_, p. 3] says _"]),
    ],
)
def test_templating_is_no_prose(text, expected):
    assert shown(read("markdown", text)) == expected


def test_what_stands_in_an_admonition_says_so():
    blocks = read("markdown", ":::note T\na\n\n- b\n:::\nc").blocks
    assert [(b.kind, b.context, b.text) for b in blocks] == [
        ("title", ("admonition",), "T"),
        ("admonition", ("admonition",), "a"),
        ("list_item", ("admonition", "list_item"), "b"),
        ("paragraph", (), "c"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a from 'b'\nexport const c = {\n  d: 1,\n}\n\nText", ["Text"]),
        ("Important: export is a word", ["Important: export is a word"]),
        ("# A {props.b} c", ["A _ c"]),
        ('<Tab title="A title" b={{c: "}"}}>\n\n**a** `b`\n\n</Tab>', ["A title", "a _"]),
        ("a <b>c</b> <Foo bar={1 > 2}/> d", ["a c d"]),
        ("{/* a */}\n\nb", ["b"]),
        ("{\n  [1].map(a => `b`)\n}\n\nc", ["c"]),
        ("```js\nimport a\n{\n```\n\nb `{` c", ["b _ c"]),
        ("a { b\n\nc", ["a { b", "c"]),
        ("<>\na\n</>", ["a"]),
        ("<Tabs>\n  <Item>\n    a *b*\n\n    c\n  </Item>\n</Tabs>\n\nd", ["a b", "c", "d"]),
        ("<Tabs>\n    ```js\n    a\n    ```\n\n    b\n</Tabs>", ["b"]),
        ("- a\n\n      b", ["a"]),
        ("Press <kbd>a</kbd> and <code>b</code>.", ["Press _ and _."]),
        ("a < b and c", ["a < b and c"]),
    ],
)
def test_mdx_modules_expressions_and_components_are_no_prose(text, expected):
    assert shown(read("mdx", text)) == expected


def test_prose_of_a_component_is_an_attribute():
    text = '<Card title="A title" href="/whitelist" />'
    assert [(b.kind, visible(b.text)) for b in read("mdx", text).blocks] == [
        ("attribute", "A title")
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(JSX), max_size=20).map("".join))
def test_any_jsx_is_read_faithfully(text):
    read("mdx", text)
    read("html", text, path="a.svelte")


MYST = """\
Before
```{note} A *note*
:class: x

Its body.
```
after

````{admonition} Its title
---
class: tip
---
Outer text
```{code-block} python
# no prose
```
Tail
````

```{toctree}
no
```

```md
```{tip}
```
"""


def test_fenced_directives_of_myst_hold_prose_unless_they_hold_code():
    found = [(b.kind, b.context, b.text) for b in read("markdown", MYST).blocks]
    assert found == [
        ("paragraph", (), "Before"),
        ("title", ("admonition",), "A *note*"),
        ("admonition", ("admonition",), "Its body."),
        ("paragraph", (), "after"),
        ("title", ("admonition",), "Its title"),
        ("admonition", ("admonition",), "Outer text"),
        ("admonition", ("admonition",), "Tail"),
    ]


@given(st.text(alphabet="`~{}note: -\n>ab", max_size=200))
def test_fences_of_any_kind_crash_nothing(text: str):
    read("markdown", "```{note}\n" + text)
