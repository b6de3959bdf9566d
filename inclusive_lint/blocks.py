"""Second stage: a ``Source`` in, its prose out, by the reader of its format; knows no rules."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Protocol

from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint.model import Prose, ReadOptions, Source


class Reader(Protocol):
    """A reader is a function; it raises nothing for any text."""

    def __call__(self, source: Source, options: ReadOptions) -> Prose:
        """Find the prose of ``source``."""
        ...


FORMATS: dict[str, str] = {
    "text": "inclusive_lint.readers.plain",
    "markdown": "inclusive_lint.readers.markdown",
    "mdx": "inclusive_lint.readers.markdown",
    "commit": "inclusive_lint.readers.commit",
    "html": "inclusive_lint.readers.html",
    "notebook": "inclusive_lint.readers.notebook",
    "rst": "inclusive_lint.readers.rst",
    "asciidoc": "inclusive_lint.readers.asciidoc",
    "latex": "inclusive_lint.readers.latex",
    "code": "inclusive_lint.readers.code",
    "yaml": "inclusive_lint.readers.yaml",
    "toml": "inclusive_lint.readers.toml",
    "json": "inclusive_lint.readers.json",
    "properties": "inclusive_lint.readers.properties",
    "po": "inclusive_lint.readers.po",
    "docx": "inclusive_lint.readers.office",
    "odt": "inclusive_lint.readers.office",
    "pptx": "inclusive_lint.readers.office",
    "pdf": "inclusive_lint.readers.office",
}
"""Format name -> module with a function ``read(source, options) -> Prose``."""

READ_AS_BYTES = frozenset({"docx", "odt", "pptx", "pdf"})
"""Formats that are not text: their module has ``extract(data, path) -> Source | Notice``."""

_SUFFIXES: dict[str, str] = {
    ".md": "markdown", ".markdown": "markdown", ".mdown": "markdown", ".mkd": "markdown", ".mkdn": "markdown",
    ".qmd": "markdown", ".rmd": "markdown", ".mdx": "mdx", ".txt": "text", ".text": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".xht": "html", ".shtml": "html",
    ".vue": "html", ".svelte": "html", ".svg": "html", ".xml": "html", ".docbook": "html", ".dbk": "html", ".dita": "html", ".njk": "html", ".liquid": "html",
    ".ipynb": "notebook",
    ".rst": "rst", ".rest": "rst", ".adoc": "asciidoc", ".asciidoc": "asciidoc", ".asc": "asciidoc",
    ".tex": "latex", ".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json",
    ".properties": "properties", ".po": "po", ".pot": "po",
    ".docx": "docx", ".odt": "odt", ".pptx": "pptx", ".pdf": "pdf",
}  # fmt: skip
_NAMES: dict[str, str] = {
    "COMMIT_EDITMSG": "commit", "MERGE_MSG": "commit", "TAG_EDITMSG": "commit", "SQUASH_MSG": "commit",
    "README": "text", "LICENSE": "text", "CHANGELOG": "text", "AUTHORS": "text",
}  # fmt: skip


def format_of(path: str) -> str | None:
    """The format that a path's name implies; None when nothing is known about it."""
    name = PurePosixPath(path).name
    if name in _NAMES:
        return _NAMES[name]
    if name == "CMakeLists.txt":
        return "code"
    known = _SUFFIXES.get(PurePosixPath(name).suffix.lower())
    if known is None:
        from inclusive_lint.readers.code_languages import language_of_name

        if language_of_name(path) is not None:
            return "code"
    return known


def formats() -> Iterable[str]:
    """All format names."""
    return FORMATS.keys()


def reader_of(format_name: str) -> Reader:
    """The reader of a format, imported on first use.

    Raises ConfigError for an unknown format.
    """
    module = FORMATS.get(format_name)
    if module is None:
        known = ", ".join(sorted(FORMATS))
        message = f"IL104: unknown format {format_name!r}; expected one of: {known}"
        raise ConfigError(message)
    reader: Reader = import_module(module).read
    return reader


def read_blocks(source: Source, options: ReadOptions) -> Prose:
    """Read ``source`` with the reader of ``source.format``."""
    return reader_of(source.format)(source, options)
