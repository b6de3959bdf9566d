"""Second stage: reads docx, odt, pptx and PDF, for checking only: the text is extracted first.

``extract`` turns bytes into a source of paragraphs parted by blank lines, pages and slides by form
feeds; ``read`` finds them again and says where they are. Packed XML is read with the standard
library and bounded; PDF needs pypdf, which the extra ``office`` brings.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from inclusive_lint.model import Block, Notice, Prose, ReadOptions, Source
from inclusive_lint.readers._mask import Mask, bare_links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LARGEST_PART = 64_000_000
"""Bytes of one unpacked part: a bomb is not unpacked further."""
_MOST_PARTS = 2_000
_LARGEST_TEXT = 20_000_000
"""Code points."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_ODT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SLIDE = re.compile(r"ppt/slides/slide(\d{1,5})\.xml\Z")
_PARAGRAPH = re.compile(r"[^\n\f]*\S[^\n\f]*(?:\n[ \t]*[^\s][^\n\f]*)*")
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HYPHEN = re.compile(r"(?<=[a-z])[\u00ad-]\n(?=[a-z])")
_PLACES = {"pptx": "slide", "pdf": "page"}


class _UnreadableError(Exception):
    """What is wrong with a document, in words."""


def extract(data: bytes, path: str) -> Source | Notice:
    """The text of a document; a notice (IL305) where it can't be had."""
    format_name = _format(data, path)
    try:
        pages = _EXTRACTORS[format_name](data)
    except _UnreadableError as error:
        return Notice(path, "IL305", str(error), fatal=True)
    except Exception as error:  # noqa: BLE001 - libraries and zip files fail in many ways
        return Notice(path, "IL305", f"can't be read as {format_name}: {error!r}"[:300], fatal=True)
    text = "\f".join("\n\n".join(paragraphs) for paragraphs in pages)[:_LARGEST_TEXT]
    return Source(path, text, format=format_name, writable=False)


def read(source: Source, options: ReadOptions) -> Prose:  # noqa: ARG001 - the reader's contract
    """The paragraphs of an extracted text, each with its page, slide or number."""
    place = _PLACES.get(source.format)
    blocks: list[Block] = []
    at, page = 0, 1
    for number, paragraph in enumerate(_PARAGRAPH.finditer(source.text), 1):
        start, end = paragraph.span()
        page += source.text.count("\f", at, start)
        at = start
        mask = Mask(source.text, start, end)
        for link in bare_links(source.text, start, end):
            mask.opaque(*link)
        where = f"{place} {page}" if place else f"paragraph {number}"
        block = mask.block("paragraph", place=where)
        if block is not None:
            blocks.append(block)
    return Prose(tuple(blocks))


def _format(data: bytes, path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower().removeprefix(".")
    if suffix in _EXTRACTORS:
        return suffix
    return "pdf" if data.startswith(b"%PDF") else "docx"


def _part(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """An XML part, unpacked up to a bound; one that declares entities is refused."""
    with archive.open(name) as file:
        data = file.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        message = f"{name} unpacks to more than {_LARGEST_PART // 1_000_000} MB; skipped"
        raise _UnreadableError(message)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _UnreadableError(f"{name} declares entities, which no office program writes; skipped")
    return ET.fromstring(data)  # noqa: S314 - no entities, bounded


def _docx(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
        found = [
            text
            for name in parts
            if name in names
            for text in _paragraphs(_part(archive, name), {f"{_W}p"}, f"{_W}t")
        ]
    return [found]


def _odt(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = _part(archive, "content.xml")
    return [list(_paragraphs(root, {f"{_ODT}p", f"{_ODT}h"}, None))]


def _pptx(data: bytes) -> list[list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        slides = sorted((int(m[1]), m[0]) for m in map(_SLIDE.match, archive.namelist()) if m)
        return [
            list(_paragraphs(_part(archive, name), {f"{_A}p"}, f"{_A}t"))
            for _, name in slides[:_MOST_PARTS]
        ]


def _paragraphs(root: ET.Element, breaks: set[str], run: str | None) -> Iterator[str]:
    """The text of each paragraph element: of its ``run`` elements, or all of it."""
    stack: list[tuple[ET.Element, bool]] = [(root, False)]
    current: list[str] = []
    while stack:
        element, leaving = stack.pop()
        if leaving:
            if element.tag in breaks and current:
                yield from _cleaned(current)
                current = []
            elif run is None and element.tail and element.tag not in breaks:
                current.append(element.tail)
            continue
        if element.tag == _FALLBACK or element.tag.endswith("}tracked-changes"):
            continue
        if element.tag in breaks and current:
            yield from _cleaned(current)
            current = []
        if element.text and (element.tag == run or run is None):
            current.append(element.text)
        if element.tag.endswith(("}tab", "}br", "}s", "}cr", "}line-break")):
            current.append(" ")
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from _cleaned(current)


def _cleaned(parts: list[str]) -> Iterator[str]:
    text = _SPACE.sub(" ", _CONTROL.sub(" ", "".join(parts))).strip()
    if text:
        yield text


def _pdf(data: bytes) -> list[list[str]]:
    try:
        from pypdf import PdfReader
    except ImportError:
        message = "PDF needs pypdf: install inclusive-lint[office] to have it checked"
        raise _UnreadableError(message) from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise _UnreadableError("is encrypted; save a copy without a password to have it checked")
    pages: list[list[str]] = []
    size = 0
    for page in reader.pages[:_MOST_PARTS]:
        text = (page.extract_text() or "").replace("\r\n", "\n").replace("\r", "\n")
        text = _HYPHEN.sub("", _CONTROL.sub(" ", text))
        pages.append([text])
        size += len(text)
        if size > _LARGEST_TEXT:
            break
    return pages


_EXTRACTORS: dict[str, Callable[[bytes], list[list[str]]]] = {
    "docx": _docx,
    "odt": _odt,
    "pptx": _pptx,
    "pdf": _pdf,
}
