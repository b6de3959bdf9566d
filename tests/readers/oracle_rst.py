"""docutils as a second opinion on what is prose in reStructuredText."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes, utils
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles

CONTENT = """seealso versionadded versionchanged deprecated versionremoved deprecated-removed todo
    glossary centered hlist only tab tab-set dropdown grid grid-item-card card impl-detail
    availability audit-event confval option envvar function method class data attribute exception
    py:function py:class py:method py:attribute py:data py:module c:function rst:directive
    rst:role decorator module describe program cmdoption setting fixture directive template""".split()
CODE = """code-block sourcecode highlight literalinclude toctree index graphviz mermaid doctest
    testcode testoutput prompt autofunction autoclass automodule automethod autosummary
    currentmodule tabularcolumns productionlist plot ipython autodata autoexception
    autoattribute autoprogram click plantuml inheritance-diagram bibliography""".split()
ROLES = """ref doc func class meth mod attr exc data const term pep cve rfc any numref keyword
    option envvar file samp program command kbd guilabel menuselection abbr dfn token issue gh
    gh-file cpy-file py:func py:class py:meth py:mod py:attr py:exc py:data py:obj obj c:func
    c:type c:macro c:member c:data c:expr source gh-label github pypi pr user download makevar
    regexp mailheader newsgroup manpage mimetype eq math code py:const std:ref std:doc
    """.split()
SKIPPED = (
    nodes.literal, nodes.literal_block, nodes.comment, nodes.math, nodes.math_block, nodes.raw,
    nodes.substitution_definition, nodes.doctest_block, nodes.system_message, nodes.field_name,
    nodes.option_group, nodes.footnote_reference, nodes.citation_reference, nodes.label,
    nodes.problematic, nodes.target, nodes.generated,
)  # fmt: skip
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_URL = re.compile(r"(?:\w+://|mailto:|www\.)\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class _Content(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec = None

    def run(self) -> list[nodes.Node]:
        box = nodes.admonition()
        name = self.name
        if self.arguments and (
            name.startswith(("version", "deprecated")) or name in ("seealso", "todo")
        ):
            words = self.arguments[0].split(None, 2 if name == "deprecated-removed" else 1)
            skip = 0 if name in ("seealso", "todo") else 2 if name == "deprecated-removed" else 1
            rest = self.arguments[0] if not skip else " ".join(words[skip:])
            if rest:
                found, _ = self.state.inline_text(rest, self.lineno)
                box += nodes.paragraph(rest, "", *found)
        elif self.arguments and name in ("tab", "dropdown", "card", "centered", "grid-item-card"):
            found, _ = self.state.inline_text(self.arguments[0], self.lineno)
            box += nodes.paragraph("", "", *found)
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]


class _Code(Directive):
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        return []


def _role(
    name: str, rawtext: str, text: str, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[Any]]:
    text = utils.unescape(text)
    title = re.match(r"(.+?)\s*<[^<>]*>\Z", text, re.DOTALL)
    if name in ("term", "abbr", "dfn"):
        return [nodes.Text(title[1] if title else text)], []
    if title and name not in ("file", "samp", "kbd", "program", "command", "math", "code"):  # noqa: SIM102
        if " " in title[1] or name in (
            "ref",
            "doc",
            "pep",
            "rfc",
            "any",
            "download",
            "numref",
            "option",
            "envvar",
            "keyword",
            "token",
        ):
            return [nodes.Text(title[1])], []
    return [nodes.literal(rawtext, text)], []


def _default(
    name: str, rawtext: str, text: str, *_: Any, **__: Any
) -> tuple[list[nodes.Node], list[Any]]:
    text = utils.unescape(text)
    if " " in text.strip() or "\n" in text.strip():
        return [nodes.emphasis(rawtext, text)], []
    return [nodes.literal(rawtext, text)], []


def prepare() -> None:
    """Teach docutils the roles and directives of Sphinx, as containers or as code."""
    for name in CONTENT:
        directives.register_directive(name, _Content)
    for name in [*CODE, "code", "raw", "include", "csv-table-x", "contents-x", "image-x"]:
        directives.register_directive(name, _Code)
    for name in ROLES:
        roles.register_local_role(name, _role)
    roles.register_local_role("", _default)
    roles.register_local_role("title-reference", _default)


def words(text: str) -> list[str]:
    """The words that docutils takes for prose."""
    prepare()
    tree = publish_doctree(
        text,
        settings_overrides={
            "report_level": 5, "halt_level": 6, "file_insertion_enabled": False,
            "raw_enabled": False, "doctitle_xform": False, "docinfo_xform": False,
            "input_encoding": "unicode", "_disable_config": True, "smart_quotes": False,
        },
    )  # fmt: skip
    found: list[str] = []
    _walk(tree, found)
    return found


def _walk(node: nodes.Node, found: list[str]) -> None:
    block: list[str] = []
    _gather(node, block)
    text = _URL.sub(" ", "".join(block))
    found.extend(WORD.findall(text))


def _gather(node: nodes.Node, out: list[str]) -> None:
    if isinstance(node, nodes.Text):
        out.append(str(node))
        return
    if isinstance(node, SKIPPED) and not (isinstance(node, nodes.target) and node.astext()):
        out.append(" ")
        return
    if isinstance(node, nodes.image):
        out.append(" " + node.get("alt", "") + " ")
    if isinstance(node, nodes.topic) and "contents" in node.get("classes", []):
        out.append(" ")
        if not node.children or not isinstance(node.children[0], nodes.title):
            return
    for child in node.children:
        _gather(child, out)
    if not isinstance(node, (nodes.Inline, nodes.TextElement)) or not isinstance(
        node, nodes.Inline
    ):
        out.append("\n")
