"""Open documents, kept as lines and edited in place: the one thing the server remembers about them is their text.

The store applies changes itself. It knows no rules, and a change to an unknown document is an error
for the caller, never a crash.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inclusive_lint_server import uris
from inclusive_lint_server.languages import format_for
from inclusive_lint_server.positions import points, split_lines, without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lsprotocol import types

    from inclusive_lint_server.positions import Encoding


class UnknownDocumentError(Exception):
    """A message names a document that isn't open."""


@dataclass
class Document:
    """An open document. Lines, because an edit then costs what it touches and not the whole text."""

    uri: str
    language_id: str
    version: int
    lines: list[str]
    """With their line ends; the last has none and may be empty. Never empty itself."""
    notebook: str | None = None
    """URI of the notebook that this document is a cell of."""
    revision: int = 0
    """Of a cell: counts the changes of its notebook, since what holds for one cell depends on the others."""
    opened: int = 0
    """Counts openings in the server's life, so that a document opened again isn't taken for the old one."""
    _text: str | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The whole text, joined when it is asked for."""
        if self._text is None:
            self._text = "".join(self.lines)
        return self._text

    @property
    def path(self) -> str:
        """A file system path, '/' separated, or for what isn't a file the last part of its name."""
        return uris.to_path(self.notebook or self.uri) or uris.name_of(self.uri)

    @property
    def format(self) -> str | None:
        """Name of the format to read it as; None when nothing in it is prose."""
        return format_for(self.language_id, self.path, is_cell=self.notebook is not None)

    @property
    def stamp(self) -> tuple[int, int, int]:
        """Changes with each change of the text, and of a cell's notebook."""
        return self.opened, self.version, self.revision

    def replace(self, text: str) -> None:
        """Take ``text`` for the whole document."""
        self.lines = split_lines(without_surrogates(text))
        self._text = None

    def splice(
        self, start: types.Position, end: types.Position, text: str, encoding: Encoding
    ) -> None:
        """Replace what stands between two positions; positions outside are clamped."""
        first, head = self._cut(start, encoding)
        last, tail = self._cut(end, encoding)
        if (last, tail) < (first, head):
            first, head, last, tail = last, tail, first, head
        middle = self.lines[first][:head] + without_surrogates(text) + self.lines[last][tail:]
        if first > 0 and self.lines[first - 1].endswith("\r"):
            # A lone CR just before: what is put in may begin with the LF that completes it.
            first -= 1
            middle = self.lines[first] + middle
        pieces = split_lines(middle)
        if last < len(self.lines) - 1:
            if pieces[-1] == "":
                pieces.pop()
            elif pieces[-1][-1] not in "\r\n":
                msg = "a line lost its end"
                raise AssertionError(msg)
        self.lines[first : last + 1] = pieces
        self._text = None

    def _cut(self, position: types.Position, encoding: Encoding) -> tuple[int, int]:
        if position.line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        if position.line < 0:
            return 0, 0
        line = self.lines[position.line].rstrip("\r\n")
        return position.line, points(line, position.character, encoding)


@dataclass
class Notebook:
    """An open notebook."""

    uri: str
    cells: list[types.NotebookCell]
    revision: int = 0


class DocumentStore:
    """The open documents by URI, and which notebook has which cells."""

    def __init__(self) -> None:
        self.encoding: Encoding = "utf-16"
        self._documents: dict[str, Document] = {}
        self._notebooks: dict[str, Notebook] = {}
        self._openings = 0

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._documents.values()))

    def __contains__(self, uri: str) -> bool:
        return uri in self._documents

    def is_open(self, uri: str) -> bool:
        """Whether a document or notebook is open."""
        return uri in self._documents or uri in self._notebooks

    def get(self, uri: str) -> Document | None:
        """The document, if it is open."""
        return self._documents.get(uri)

    def require(self, uri: str) -> Document:
        """The document; raises UnknownDocumentError when it isn't open."""
        document = self._documents.get(uri)
        if document is None:
            raise UnknownDocumentError(f"{uri} is not open")
        return document

    def open(self, item: types.TextDocumentItem, notebook: str | None = None) -> Document:
        """Take in a document; one that was open already is replaced."""
        self._openings += 1
        document = Document(
            item.uri, item.language_id, item.version, [""], notebook, self._openings
        )
        document.replace(item.text)
        self._documents[item.uri] = document
        return document

    def change(
        self,
        uri: str,
        version: int,
        changes: Iterable[types.TextDocumentContentChangeEvent],
    ) -> Document:
        """Apply changes in order; raises UnknownDocumentError."""
        document = self.require(uri)
        for change in changes:
            span = getattr(change, "range", None)
            if span is None:
                document.replace(change.text)
            else:
                document.splice(span.start, span.end, change.text, self.encoding)
        document.version = version
        return document

    def close(self, uri: str) -> Document | None:
        """Forget a document; None when it wasn't open."""
        return self._documents.pop(uri, None)

    def open_notebook(
        self, notebook: types.NotebookDocument, cells: Iterable[types.TextDocumentItem]
    ) -> list[Document]:
        """Take in a notebook with the text of its cells."""
        self._notebooks[notebook.uri] = Notebook(notebook.uri, list(notebook.cells))
        return [self.open(item, notebook.uri) for item in cells]

    def change_notebook(
        self, uri: str, change: types.NotebookDocumentChangeEvent
    ) -> tuple[list[Document], list[str]]:
        """Apply a change of cells; gives the changed documents and the URIs of those closed."""
        notebook = self._notebooks.get(uri)
        if notebook is None:
            raise UnknownDocumentError(f"{uri} is not open")
        changed: list[Document] = []
        closed: list[str] = []
        cells = change.cells
        if cells is None:
            return changed, closed
        if cells.structure is not None:
            array = cells.structure.array
            notebook.cells[array.start : array.start + array.delete_count] = array.cells or ()
            changed += [self.open(item, uri) for item in cells.structure.did_open or ()]
            gone = [identifier.uri for identifier in cells.structure.did_close or ()]
            closed += [cell for cell in gone if self.close(cell)]
        for content in cells.text_content or ():
            document = content.document
            changed.append(self.change(document.uri, document.version, content.changes))
        self._update(notebook, cells.data or ())
        return changed, closed

    def _update(self, notebook: Notebook, data: Iterable[types.NotebookCell]) -> None:
        given = {cell.document: cell for cell in data}
        notebook.cells = [given.get(cell.document, cell) for cell in notebook.cells]
        notebook.revision += 1
        for cell in self.cells(notebook.uri):
            cell.revision = notebook.revision

    def close_notebook(self, uri: str) -> list[str]:
        """Forget a notebook and its cells; gives the URIs of the cells."""
        self._notebooks.pop(uri, None)
        cells = [d.uri for d in self if d.notebook == uri]
        for cell in cells:
            self.close(cell)
        return cells

    def notebook(self, uri: str) -> Notebook | None:
        """The notebook, if it is open."""
        return self._notebooks.get(uri)

    def cells(self, uri: str) -> list[Document]:
        """The open cells of a notebook, in order."""
        notebook = self._notebooks.get(uri)
        listed = notebook.cells if notebook is not None else ()
        return [self._documents[c.document] for c in listed if c.document in self._documents]

    def together(self, document: Document) -> list[Document]:
        """The documents that are linted as one: a notebook's cells, and any other by itself.

        Nothing for one that isn't open any more.
        """
        if self._documents.get(document.uri) is not document:
            return []
        if document.notebook is None:
            return [document]
        cells = self.cells(document.notebook)
        return cells if any(cell is document for cell in cells) else []
