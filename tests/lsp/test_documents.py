"""The document store applies changes as an editor does, and refuses what it can't."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inclusive_lint_server.documents import DocumentStore, UnknownDocumentError
from inclusive_lint_server.positions import ENCODINGS, TextIndex
from lsprotocol import types

PIECES = st.text(st.sampled_from("ab\n\r\u2028é😀"), max_size=12)


def item(text, *, uri="file:///w/a.md", language="markdown", version=1):
    return types.TextDocumentItem(uri=uri, language_id=language, version=version, text=text)


def partial(span, text):
    start, end = (types.Position(*p) for p in span)
    return types.TextDocumentContentChangePartial(range=types.Range(start, end), text=text)


@pytest.mark.parametrize("encoding", ENCODINGS)
@settings(max_examples=200)
@given(start=PIECES, data=st.data())
def test_incremental_changes_give_the_text_that_the_editor_has(encoding, start, data):
    store = DocumentStore()
    store.encoding = encoding
    document = store.open(item(start))
    text = start
    for version in range(2, data.draw(st.integers(2, 6))):
        a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
        if text[a - 1 : a + 1] == "\r\n" or text[b - 1 : b + 1] == "\r\n":
            continue  # No position can name the middle of a line end.
        new = data.draw(PIECES)
        span = TextIndex(text, encoding).range(a, b)
        store.change(document.uri, version, [partial(span, new)])
        text = text[:a] + new + text[b:]
        assert text == document.text
    assert TextIndex(text).line_count == len(document.lines)


def test_a_line_feed_put_after_a_lone_carriage_return_makes_one_line_end():
    store = DocumentStore()
    document = store.open(item("a\rb"))
    store.change(document.uri, 2, [partial(((1, 0), (1, 0)), "\n")])
    assert document.lines == ["a\r\n", "b"]


def test_a_change_without_a_range_replaces_everything():
    store = DocumentStore()
    document = store.open(item("a\nb"))
    store.change(document.uri, 2, [types.TextDocumentContentChangeWholeDocument(text="c")])
    assert document.text == "c"


def test_positions_outside_the_document_are_clamped():
    store = DocumentStore()
    document = store.open(item("a\nb"))
    store.change(document.uri, 2, [partial(((0, 99), (99, 99)), "!")])
    assert document.text == "a!"


def test_a_range_given_backwards_is_read_forwards():
    store = DocumentStore()
    document = store.open(item("abc"))
    store.change(document.uri, 2, [partial(((0, 2), (0, 1)), "")])
    assert document.text == "ac"


def test_a_change_to_a_document_that_is_not_open_is_refused():
    with pytest.raises(UnknownDocumentError, match="not open"):
        DocumentStore().change("file:///x", 2, [])


def test_a_document_opened_again_is_another_one():
    store = DocumentStore()
    first = store.open(item("a")).stamp
    store.close("file:///w/a.md")
    assert store.open(item("b")).stamp != first


@pytest.mark.parametrize(
    ("uri", "language", "expected"),
    [
        ("file:///w/a.md", "markdown", "markdown"),
        ("file:///w/a.rst", "plaintext", "rst"),
        ("file:///w/notes.txt", "markdown", "markdown"),
        ("untitled:Untitled-1", "markdown", "markdown"),
        ("untitled:Untitled-1", "plaintext", "text"),
        ("file:///w/.git/COMMIT_EDITMSG", "git-commit", "commit"),
        ("file:///w/.git/COMMIT_EDITMSG", "", "commit"),
        ("file:///w/a.py", "python", "code"),
        ("file:///w/a.xyz", "klingon", None),
    ],
)
def test_the_format_comes_from_the_name_and_else_from_the_language(uri, language, expected):
    assert DocumentStore().open(item("", uri=uri, language=language)).format == expected


def test_cells_of_a_notebook_come_and_go_with_it():
    store = DocumentStore()
    cell = types.NotebookCell(types.NotebookCellKind.Markup, "nb:1")
    notebook = types.NotebookDocument("file:///w/n.ipynb", "jupyter-notebook", 1, [cell])
    store.open_notebook(notebook, [item("a", uri="nb:1")])
    new = types.NotebookCell(types.NotebookCellKind.Markup, "nb:2")
    structure = types.NotebookDocumentCellChangeStructure(
        types.NotebookCellArrayChange(start=0, delete_count=1, cells=[new]),
        did_open=[item("b", uri="nb:2")],
        did_close=[types.TextDocumentIdentifier("nb:1")],
    )
    change = types.NotebookDocumentChangeEvent(
        cells=types.NotebookDocumentCellChanges(structure=structure)
    )
    changed, closed = store.change_notebook("file:///w/n.ipynb", change)
    assert ([d.uri for d in changed], closed) == (["nb:2"], ["nb:1"])
    assert [cell.uri for cell in store.cells("file:///w/n.ipynb")] == ["nb:2"]
    assert store.close_notebook("file:///w/n.ipynb") == ["nb:2"]
    assert "nb:2" not in store
