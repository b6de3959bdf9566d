"""Diagnostics over the real process: what is shown, where, and that it is never out of date."""

from __future__ import annotations

import json

import pytest
from lsp_client import at, typed
from lsp_words import PULLING, spans


def test_a_finding_is_shown_with_its_rule_and_its_fix(client, home):
    uri = (home / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    (found,) = client.diagnostics(uri, 1)
    assert found["range"] == at(0, 2, 8)
    assert (found["severity"], found["code"], found["source"]) == (2, "tea.cup", "inclusive-lint")
    assert found["message"] == "Prefer 'mug' or 'bowl' to 'teacup' here."
    assert "codeDescription" not in found  # A pack of somebody else has no pages here.
    assert found["data"]["replacements"][0] == {
        "text": "mug",
        "edits": [{"range": at(0, 2, 8), "newText": "mug"}],
    }
    assert (found["data"]["version"], found["data"]["fix"]) == (1, {"safe": True})


def test_a_rule_that_ships_has_a_page(start, tmp_path):
    client = start(tmp_path)
    uri = (tmp_path / "a.md").as_uri()
    client.open(uri, "The whitelist.\n")
    (found,) = client.diagnostics(uri, 1)
    assert found["codeDescription"]["href"].endswith(f"rules/{found['code']}.md")


def test_severities_are_shown_as_information_warning_and_error(client, home):
    uri = (home / "severities.md").as_uri()
    client.open(uri, "A teapot, a teacup, a kettle.\n")
    assert [d["severity"] for d in client.diagnostics(uri, 1)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", (10, 16)), ("utf-16", (6, 12)), ("utf-32", (5, 11))]
)
def test_positions_count_as_the_client_counts(start, workspace, encoding, expected):
    client = start(workspace, capabilities={"general": {"positionEncodings": [encoding]}})
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "")
    client.change(uri, 2, typed(0, 0, "\u2028😀 A teacup"))
    assert spans(client.diagnostics(uri, 2)) == [(0, *expected)]


def test_typing_moves_and_removes_findings(client, home):
    uri = (home / "typing.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    client.change(uri, 2, typed(0, 0, "Yes. "))
    assert spans(client.diagnostics(uri, 2)) == [(0, 7, 13)]
    client.change(uri, 3, typed(0, 7, "", removed=3))
    assert client.diagnostics(uri, 3) == []


def test_only_the_newest_of_many_fast_changes_is_shown(client, home):
    uri = (home / "fast.md").as_uri()
    client.open(uri, "A teacup.\n")
    for version in range(2, 40):
        client.change(uri, version, typed(0, 0, "x"))
    client.diagnostics(uri, 39)
    versions = [p["version"] for _, m, p in client.seen if p and p.get("uri") == uri]
    assert all(version == 1 for version in versions)


def test_closing_a_document_takes_its_findings_away(client, home):
    uri = (home / "closing.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.diagnostics(uri) == []


@pytest.mark.parametrize(
    ("uri", "language"),
    [
        ("untitled:Untitled-1", "markdown"),
        ("untitled:Untitled-2", "plaintext"),
        ("file:///nowhere/.git/COMMIT_EDITMSG", "git-commit"),
        ("vscode-vfs://host/a/README", "restructuredtext"),
    ],
)
def test_documents_that_are_no_files_of_the_folder_are_linted_by_their_language(
    client, uri, language
):
    client.open(uri, "The whitelist and the teacup.\n", language)
    assert client.diagnostics(uri, 1) != []


def test_source_code_and_data_are_left_alone_unless_asked_for(client, home):
    for name, language in (("a.py", "python"), ("a.json", "json"), ("b.xyz", "unheard-of")):
        client.open((home / name).as_uri(), '# a teacup\n"teacup"\n', language)
    probe = (home / "probe.md").as_uri()
    client.open(probe, "teacup")
    client.diagnostics(probe, 1)
    assert not [p for _, m, p in client.seen if p and p.get("uri", "").endswith((".py", ".json"))]


def test_the_cells_of_a_notebook_are_linted_each_by_its_language(client, home):
    uri = (home / "n.ipynb").as_uri()
    cells = [("markdown", "A teacup."), ("python", "x = 1  # a kettle\ny = 'teacup'\n")]
    client.notify(
        "notebookDocument/didOpen",
        {
            "notebookDocument": {
                "uri": uri,
                "notebookType": "jupyter-notebook",
                "version": 1,
                "cells": [{"kind": 1, "document": f"nb:{i}"} for i in range(2)],
            },
            "cellTextDocuments": [
                {"uri": f"nb:{i}", "languageId": language, "version": 1, "text": text}
                for i, (language, text) in enumerate(cells)
            ],
        },
    )
    assert spans(client.diagnostics("nb:0", 1)) == [(0, 2, 8)]
    assert spans(client.diagnostics("nb:1", 1)) == [(0, 11, 17)]
    change = {
        "cells": {
            "structure": {
                "array": {"start": 0, "deleteCount": 1, "cells": []},
                "didClose": [{"uri": "nb:0"}],
            },
            "textContent": [
                {"document": {"uri": "nb:1", "version": 2}, "changes": [{"text": "# teapot"}]}
            ],
        }
    }
    notebook = {"uri": uri, "version": 2}
    client.notify("notebookDocument/didChange", {"notebookDocument": notebook, "change": change})
    assert client.diagnostics("nb:0") == []
    assert spans(client.diagnostics("nb:1", 2)) == [(0, 2, 8)]


def test_a_pulling_client_is_answered_and_not_pushed_to(start, workspace):
    client = start(workspace, capabilities=PULLING)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    report = client.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    assert (report["kind"], spans(report["items"])) == ("full", [(0, 2, 8)])
    assert not [m for _, m, _ in client.seen if m == "textDocument/publishDiagnostics"]


def test_a_pull_with_the_same_result_says_unchanged(start, workspace):
    client = start(workspace, capabilities=PULLING)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    document = {"textDocument": {"uri": uri}}
    first = client.request("textDocument/diagnostic", document)
    client.change(uri, 2, typed(0, 8, "!"))
    again = {**document, "previousResultId": first["resultId"]}
    second = client.request("textDocument/diagnostic", again)
    assert second == {"kind": "unchanged", "resultId": first["resultId"]}
    client.change(uri, 3, typed(0, 0, "So "))
    third = client.request("textDocument/diagnostic", again)
    assert (third["kind"], spans(third["items"])) == ("full", [(0, 5, 11)])


def test_a_pull_waits_for_the_newest_text(start, workspace):
    client = start(workspace, capabilities=PULLING)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    number = client.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    client.change(uri, 2, {"text": "\n\nA teacup"})
    assert spans(client.answer(number)["items"]) == [(2, 2, 8)]


def test_a_pull_for_an_unknown_document_is_empty(start, workspace):
    client = start(workspace, capabilities=PULLING)
    report = client.request("textDocument/diagnostic", {"textDocument": {"uri": "file:///x.md"}})
    assert report == {"kind": "full", "items": []}


def test_the_workspace_is_pulled_with_result_ids(start, workspace):
    (workspace / "a.md").write_text("A teacup.\n")
    (workspace / "b.md").write_text("Nothing.\n")
    client = start(workspace, capabilities=PULLING)
    report = client.request("workspace/diagnostic", {"previousResultIds": []})
    items = {i["uri"].rsplit("/", 1)[-1]: i for i in report["items"]}
    assert {name: len(i["items"]) for name, i in items.items()} == {"a.md": 1, "b.md": 0}
    uri = (workspace / "c.md").as_uri()
    client.open(uri, "teapot")  # Something changes, so that the next answer doesn't wait.
    known = [{"uri": i["uri"], "value": i["resultId"]} for i in report["items"]]
    again = client.request("workspace/diagnostic", {"previousResultIds": known})
    assert {i["kind"] for i in again["items"]} == {"unchanged"}


def test_what_is_pushed_is_json_that_any_client_reads(client, home):
    uri = (home / "strange ü 'quoted\".md").as_uri()
    client.open(uri, 'A teacup \\ "version":0, and a teacup\n')
    found = client.diagnostics(uri, 1)
    assert len(found) == 2
    assert json.loads(json.dumps(found)) == found
