from __future__ import annotations

import builtins
import io
import zipfile
from typing import Any

import pytest
from faithful import check, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from inclusive_lint.model import Notice, ReadOptions, Source
from inclusive_lint.readers import office

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
T = 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'


def packed(**parts: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return target.getvalue()


def found(data: bytes, path: str) -> list[tuple[str | None, str]]:
    source = office.extract(data, path)
    assert isinstance(source, Source)
    assert not source.writable
    prose = office.read(source, ReadOptions())
    check(source.text, prose)
    return list(zip([block.place for block in prose.blocks], shown(prose), strict=True))


def trouble(data: bytes, path: str) -> str:
    notice = office.extract(data, path)
    assert isinstance(notice, Notice)
    assert notice.fatal
    return notice.message


def test_paragraphs_of_a_docx_are_numbered() -> None:
    body = "<w:p><w:r><w:t>The white</w:t></w:r><w:r><w:t>list</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>Two</w:t><w:tab/><w:t>b</w:t></w:r></w:p>"
    data = packed(word__document=f"<w:document {W}>{body}</w:document>")
    assert found(data, "a.docx") == [("paragraph 1", "The whitelist"), ("paragraph 2", "Two b")]


def test_an_odt_is_read_with_its_spans() -> None:
    body = "<text:h>Title</text:h><text:p>Some <text:span>soft</text:span> words</text:p>"
    data = packed(content=f"<o {T}>{body}</o>")
    assert found(data, "a.odt") == [("paragraph 1", "Title"), ("paragraph 2", "Some soft words")]


def test_slides_are_in_order_of_their_number() -> None:
    slides = {
        f"ppt__slides__slide{n}": f"<p {A}><a:p><a:r><a:t>Slide {n}</a:t></a:r></a:p></p>"
        for n in (10, 2)
    }
    assert found(packed(**slides), "a.pptx") == [("slide 1", "Slide 2"), ("slide 2", "Slide 10")]


def test_pages_of_a_pdf_are_told() -> None:
    pytest.importorskip("pypdf", reason="pypdf isn't installed")
    source = Source(
        "a.pdf", "One page\nwith a hyphen.\fAnother\n\npage", format="pdf", writable=False
    )
    prose = office.read(source, ReadOptions())
    assert [(b.place, t) for b, t in zip(prose.blocks, shown(prose), strict=True)] == [
        ("page 1", "One page with a hyphen."), ("page 2", "Another"), ("page 2", "page"),
    ]  # fmt: skip


def test_text_of_a_real_pdf_is_extracted() -> None:
    pypdf = pytest.importorskip("pypdf", reason="pypdf isn't installed")
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    target = io.BytesIO()
    writer.write(target)
    assert found(target.getvalue(), "a.pdf") == []


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def missing(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.startswith("pypdf"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", missing)
    assert "inclusive-lint[office]" in trouble(b"%PDF-1.4", "a.pdf")


def test_what_cannot_be_read_is_a_notice() -> None:
    assert "docx" in trouble(b"PK no zip", "a.docx")
    assert "odt" in trouble(packed(other="<a/>"), "a.odt")
    trouble(packed(word__document="<broken"), "a.docx")
    trouble(b"%PDF-1.4 broken", "a.pdf")


def test_bombs_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_LARGEST_PART", 1_000_000)
    assert "unpacks to more" in trouble(
        packed(word__document="<a>" + " " * 2_000_000 + "</a>"), "a.docx"
    )
    laughs = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "entities" in trouble(packed(word__document=laughs), "a.docx")


@given(
    st.text(alphabet="ab \n\f\t-.\u00ad@:/", max_size=80), st.sampled_from(["docx", "pdf", "pptx"])
)
@settings(max_examples=200, deadline=None)
def test_any_extracted_text_is_read_faithfully(text: str, name: str) -> None:
    check(text, office.read(Source("a", text, format=name), ReadOptions()))


@given(st.binary(max_size=60), st.sampled_from(["a.docx", "a.odt", "a.pptx", "a.pdf"]))
@settings(max_examples=100, deadline=None)
def test_any_bytes_are_a_source_or_a_notice(data: bytes, path: str) -> None:
    assert isinstance(office.extract(data, path), Source | Notice)
