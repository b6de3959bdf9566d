"""A workspace with a pack of its own: three words, no model needed; and what clients can do."""

from __future__ import annotations

PACK = """\
id: tea
title: Tea
version: "1.0"
language: en
description: Three words for tests.
licence: MIT
"""
RULES = """\
- id: tea.cup
  since: "1.0"
  severity: warning
  category: clarity
  terms: [teacup]
  replacements: [mug, bowl]
  fix: safe
  message: "Prefer {replacements} to '{match}' here."
  why: "A mug holds *more*."
  sources: [{title: "On mugs [1]", url: "https://example.org/mugs"}]
  examples:
    - {flag: "A [[teacup]] is full.", fixed: "A mug is full."}
- id: tea.pot
  since: "1.0"
  severity: suggestion
  category: clarity
  terms: [teapot]
  message: "'{match}' may be another vessel."
  why: "There are many vessels."
  sources: [{title: "Vessels", url: "https://example.org/vessels"}]
  examples:
    - {flag: "The [[teapot]] leaks."}
- id: tea.kettle
  since: "1.0"
  severity: error
  category: clarity
  terms: [kettle]
  replacements: [boiler]
  fix: manual
  message: "Prefer {replacements} to '{match}'."
  why: "It boils."
  sources: [{title: "Boiling", url: "https://example.org/boiling"}]
  examples:
    - {flag: "The [[kettle]] sings."}
"""
CONFIG = "packs: [./tea]\nlanguages: []\n"


def lay_out(folder, config=CONFIG):
    """Write the pack and the configuration."""
    pack = folder / "tea"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(PACK)
    (pack / "rules.yaml").write_text(RULES)
    (folder / ".inclusive-lint.yaml").write_text(config)
    return folder


CODE_ACTIONS = {
    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
    "resolveSupport": {"properties": ["edit"]},
    "dataSupport": True,
}
RICH = {
    "workspace": {
        "configuration": True,
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
    },
    "window": {"workDoneProgress": True},
    "textDocument": {
        "codeAction": CODE_ACTIONS,
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "publishDiagnostics": {"versionSupport": True},
    },
}

PULLING = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {}}}


def spans(diagnostics):
    """(line, first character, last character) of diagnostics that lie on one line."""
    return [
        (
            d["range"]["start"]["line"],
            d["range"]["start"]["character"],
            d["range"]["end"]["character"],
        )
        for d in diagnostics
    ]
