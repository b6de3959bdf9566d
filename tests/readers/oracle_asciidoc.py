"""Asciidoctor.js as a second opinion on what is prose in AsciiDoc; needs node and its package."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

_SCRIPT = """
const load = require(process.argv[1] + '/asciidoctor');
const asciidoctor = (load.default || load)();
let text = '';
process.stdin.on('data', part => { text += part; }).on('end', () => process.stdout.write(asciidoctor.convert(
    text, {safe: 'secure', attributes: {showtitle: true, experimental: true, 'toc!': '', 'sectnums!': ''}})));
"""
_SILENT = {"pre", "code", "script", "style", "kbd", "video", "audio"}
_VOID = {"img", "br", "col", "hr", "input", "i"}


def modules() -> Path | None:
    """Where the package is installed; None when it isn't, or node isn't."""
    places = [
        os.environ.get("NODE_PATH", ""),
        Path.home() / ".cache/inclusive-lint-tests/asciidoc/node_modules",
    ]
    found = [Path(place) for place in places if place and (Path(place) / "asciidoctor").exists()]
    return found[0] if found and shutil.which("node") else None


def words(text: str, where: Path) -> list[str]:
    """The words that Asciidoctor shows, code left out."""
    command = ["node", "-e", _SCRIPT, str(where)]
    done = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, timeout=60
    )
    shown = _Shown()
    shown.feed(done.stdout)
    prose = re.sub(r"\\\$.*?\\\$|(?:Table|Figure) \d+\.", " ", "".join(shown.parts)).replace(
        "’", "'"
    )
    return re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", prose)


class _Shown(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.stack: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "img":
            self.parts.append(f" {values.get('alt') or ''} ")
        if tag in _VOID:
            return
        classes = (values.get("class") or "").split()
        silent = tag in _SILENT or bool(
            {"bare", "icon", "details", "toc", "conum", "attribution", "stemblock"} & set(classes)
        )
        self.stack.append(silent or (bool(self.stack) and self.stack[-1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID:
            self.stack.pop()
            if tag in ("p", "td", "th", "div", "h1", "h2", "h3", "li", "dt", "sup", "code"):
                self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not (self.stack and self.stack[-1]):
            self.parts.append(data)
