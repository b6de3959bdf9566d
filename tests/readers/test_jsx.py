"""JSX in JavaScript and TypeScript: the text between tags is prose, the code around it is not."""

from __future__ import annotations

import time

import pytest
from faithful import visible
from hypothesis import given
from hypothesis import strategies as st
from nested import read

PIECES = ["<p>", "</p>", "<b a={", "/>", "{", "}", "word ", "don't ", '"', "`", "//", "/*", "*/", "(", "<T,>", "\n", ">"]  # fmt: skip


def blocks(text: str, path: str = "a.tsx") -> list[tuple[str, str]]:
    return [(b.kind, visible(b.text)) for b in read("code", text, path).blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x = <p>Don't go, it's fine</p>;", [("paragraph", "Don't go, it's fine")]),
        ("return <p>a <b>bold</b> word</p>", [("paragraph", "a bold word")]),
        ("f(<p>a {count} b</p>)", [("paragraph", "a _ b")]),
        ("a && <i>{xs.map(x => <li>An item</li>)}</i>", [("list_item", "An item")]),
        ('x = <img alt="A cat" src={a > b} />', [("alt_text", "A cat")]),
        ("x = <p>See https://a.b/c now</p>", [("paragraph", "See _ now")]),
        ("x = <p>a</p>; // A note", [("paragraph", "a"), ("comment", "A note")]),
        ("x = <></>; y = a < b; z = useState<string>(c > d)", []),
        ("const f = <T,>(x: T) => x; const g = <T extends U>(x: T) => x", []),
        ("x = '<p>no</p>'; y = `<p>no</p>`", []),
        ("x = <p>not closed", []),
    ],
)
def test_text_between_tags_is_prose(text: str, expected: list[tuple[str, str]]):
    assert blocks(text) == expected


def test_typescript_without_jsx_has_no_elements():
    assert blocks("x = <p>a</p>", "a.ts") == []


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_broken_elements_crash_nothing(pieces: list[str]):
    read("code", "".join(pieces), "a.jsx")


@pytest.mark.parametrize(
    "unit", ["<a>", "(<a>{", "<a b={", "{<a>", "=" + " " * 199 + "<a", "</a>", "`"]
)
def test_time_grows_with_size_alone(unit: str):
    spent = []
    for size in (50_000, 200_000):
        text = "x\n" + (unit * 100 + "\n") * (size // len(unit) // 100)
        began = time.process_time()
        read_only(text)
        spent.append(time.process_time() - began)
    assert spent[1] < 12 * spent[0] + 0.2


def read_only(text: str) -> None:
    from inclusive_lint.blocks import read_blocks
    from inclusive_lint.model import ReadOptions, Source

    read_blocks(Source("a.jsx", text, format="code"), ReadOptions())
