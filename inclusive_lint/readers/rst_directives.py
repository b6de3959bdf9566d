"""Second stage, helper: what is prose in each reStructuredText directive; a table, no scanning."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Directive:
    """How a directive is read."""

    argument: str = "none"
    """'none': not prose; 'title' or 'caption': prose of its own; 'body': the first paragraph of
    the content; 'version': as 'body', after a word (or ``words`` of them)."""
    content: str = "body"
    """'body', 'skip' or 'csv'."""
    kind: str = ""
    """The block kind of its paragraphs; '' leaves it to what is around."""
    words: int = 1


_SKIP = Directive("none", "skip")
_NAMES: dict[Directive, str] = {
    Directive("body", "body", "admonition"): """attention caution danger error hint important note
        tip warning seealso todo versionhint impl-detail availability""",
    Directive("title", "body", "admonition"): "admonition topic sidebar dropdown details collapse",
    Directive("version", "body", "admonition"): """versionadded versionchanged deprecated
        versionremoved""",
    Directive("version", "body", "admonition", 2): "deprecated-removed",
    Directive("body", "body"): """epigraph highlights pull-quote compound line-block parsed-prose
        centered hlist""",
    Directive("title", "body"): "rubric contents card tab tab-item grid-item-card figure-title",
    Directive("caption", "body", "table_cell"): "list-table flat-table",
    Directive("caption", "body"): "table",
    Directive("none", "body", "caption"): "figure",
    Directive("caption", "csv"): "csv-table",
    _SKIP: """
        code code-block sourcecode highlight highlightlang literalinclude include parsed-literal
        math raw image index toctree meta role default-role currentmodule module-info
        productionlist graphviz graph digraph inheritance-diagram mermaid uml plantuml plot
        ipython jupyter-execute jupyter-input jupyter-output doctest testcode testoutput testsetup
        testcleanup program-output command-output exec automodule autoclass autofunction
        automethod autodata autoexception autoattribute autoproperty autosummary autoprogram
        autoenum argparse click doxygenclass doxygenfunction doxygenfile doxygenstruct
        doxygenenum doxygengroup sectnum section-numbering header footer replace unicode date
        title target-notes tabularcolumns cssclass rst-class youtube vimeo raw-html
        bibliography datatemplate sphinx-design kroki blockdiag seqdiag nwdiag actdiag ditaa
        prompt console terminal asciinema ifconfig-code nbsphinx nbgallery minigallery
        repl repl-quiet csv grammar-snippet c:alias cpp:alias js:autofunction openapi swaggerv2doc
        runcmd exec_code altair-plot bokeh-plot pyvista-plot mdinclude ghcontributors
        limited-api-list linenos-code kernel-doc kernel-figure kernel-render code-include tikz
        wavedrom svgbob chart echarts iframe video audio gitinclude sqltable""",
}
_TABLE: dict[str, Directive] = {
    name: directive for directive, names in _NAMES.items() for name in names.split()
}
_OTHER = Directive()
_CODE_PARTS = ("code", "diagram", "plot", "literal", "verbatim", "snippet", "script", "shell")


def describe(name: str) -> Directive:
    """How the directive ``name`` is read; an unknown one is taken for a container of prose."""
    found = _TABLE.get(name) or _TABLE.get(name.lower())
    if found is not None:
        return found
    lowered = name.lower()
    if lowered.startswith("auto") or any(part in lowered for part in _CODE_PARTS):
        return _SKIP
    return _OTHER
