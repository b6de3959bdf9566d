"""The whole workspace: linted on command with progress, reported, and turned into a baseline."""

from __future__ import annotations

import pytest
from lsp_client import ServerError, at
from lsp_words import CONFIG, PULLING, spans

LINT = {"command": "inclusiveLint.server.lintWorkspace", "arguments": []}


@pytest.fixture
def full(workspace):
    """A workspace with files in it."""
    (workspace / "a.md").write_text("A teacup.\n")
    (workspace / "docs").mkdir()
    (workspace / "docs" / "b.rst").write_text("A teapot and a kettle.\n")
    (workspace / "clean.md").write_text("Water.\n")
    return workspace


def test_linting_the_workspace_counts_and_shows_progress(start, full):
    client = start(full)
    answer = client.request("workspace/executeCommand", LINT)
    assert answer == {
        "files": 3,
        "findings": 3,
        "severities": {"suggestion": 1, "warning": 1, "error": 1},
        "cancelled": False,
    }
    kinds = [p["value"]["kind"] for _, m, p in client.seen if m == "$/progress"]
    assert (kinds[0], kinds[-1]) == ("begin", "end")


def test_linting_the_workspace_shows_findings_of_closed_files_until_they_are_opened(start, full):
    client = start(full)
    client.request("workspace/executeCommand", LINT)
    uri = (full / "a.md").as_uri()
    assert spans(client.diagnostics(uri)) == [(0, 2, 8)]
    client.open(uri, "Nothing.\n")
    assert client.diagnostics(uri) == []


def test_an_open_document_counts_as_it_stands_in_the_editor(start, full):
    client = start(full)
    client.open((full / "clean.md").as_uri(), "kettle kettle")
    answer = client.request("workspace/executeCommand", LINT)
    assert answer["severities"]["error"] == 3


def test_linting_can_be_cancelled(start, full):
    for number in range(300):
        (full / f"{number}.md").write_text(f"A teacup {number}.\n")
    client = start(full)

    def cancel(params):
        client.notify("window/workDoneProgress/cancel", {"token": params["token"]})

    client.hooks["$/progress"] = cancel
    answer = client.request("workspace/executeCommand", LINT)
    assert answer["cancelled"]
    assert answer["files"] < 303


@pytest.fixture
def many(full):
    """A workspace that takes a while."""
    for number in range(300):
        (full / f"{number}.md").write_text(f"A teacup {number}.\n")
    return full


def kinds(client, token):
    """The kinds of progress told on a token."""
    told = [p for _, m, p in client.seen if m == "$/progress" and p["token"] == token]
    return [p["value"]["kind"] for p in told]


@pytest.mark.parametrize("command", ["lintWorkspace", "createBaseline"])
def test_a_command_tells_its_progress_on_the_token_of_its_request(start, full, command):
    client = start(full, capabilities={})
    params = {"command": f"inclusiveLint.server.{command}", "workDoneToken": "mine"}
    client.request("workspace/executeCommand", params)
    told = kinds(client, "mine")
    assert (told[0], told[-1]) == ("begin", "end")


@pytest.mark.parametrize("command", ["lintWorkspace", "createBaseline"])
def test_a_command_whose_request_is_cancelled_ends_at_once(start, many, command):
    client = start(many)
    params = {"command": f"inclusiveLint.server.{command}", "workDoneToken": 7}
    client.hooks["$/progress"] = lambda _params: client.notify("$/cancelRequest", {"id": number})
    number = client.ask("workspace/executeCommand", params)
    with pytest.raises(ServerError) as caught:
        client.answer(number)
    assert caught.value.code == -32800
    client.wait("$/progress", lambda p: p["token"] == 7 and p["value"]["kind"] == "end")
    assert not list(many.glob("*baseline*"))


def test_a_baseline_can_be_cancelled_and_is_then_not_written(start, many):
    client = start(many)

    def cancel(params):
        client.notify("window/workDoneProgress/cancel", {"token": params["token"]})

    client.hooks["$/progress"] = cancel
    command = {"command": "inclusiveLint.server.createBaseline"}
    with pytest.raises(ServerError) as caught:
        client.request("workspace/executeCommand", command)
    assert caught.value.code == -32800
    assert not list(many.glob("*baseline*"))
    client.open((many / "a.md").as_uri(), "A teacup.\n")
    assert len(client.diagnostics((many / "a.md").as_uri(), 1)) == 1


def test_the_report_tells_of_each_finding_with_its_fix(start, full):
    client = start(full)
    report = client.request("inclusiveLint/workspaceReport", {})
    assert report["summary"]["findings"] == 3
    assert [f["path"] for f in report["findings"]] == ["a.md", "docs/b.rst", "docs/b.rst"]
    first = report["findings"][0]
    assert first["uri"] == (full / "a.md").as_uri()
    assert first["folder"] == full.as_uri()
    assert (first["rule"], first["match"], first["range"]) == ("tea.cup", "teacup", at(0, 2, 8))
    assert first["fix"] == {"safe": True, "edits": [{"range": at(0, 2, 8), "newText": "mug"}]}
    assert [r["text"] for r in first["replacements"]] == ["mug", "bowl"]
    known = client.request("inclusiveLint/workspaceReport", {"lint": False})
    assert known["findings"] == report["findings"]


def known(client):
    """(path, match) of each finding that is known without reading the workspace."""
    report = client.request("inclusiveLint/workspaceReport", {"lint": False})
    assert report["summary"]["findings"] == len(report["findings"])
    return sorted((f["path"], f["match"]) for f in report["findings"])


def test_what_is_known_has_open_documents_as_they_now_are(start, full):
    client = start(full)
    client.request("inclusiveLint/workspaceReport", {})
    rest = [("docs/b.rst", "kettle"), ("docs/b.rst", "teapot")]
    uri = (full / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    assert known(client) == [("a.md", "teacup"), *rest]
    client.change(uri, 2, {"text": "\nA kettle and a teapot.\n"})
    assert known(client) == [("a.md", "kettle"), ("a.md", "teapot"), *rest]
    client.change(uri, 3, {"text": "Nothing.\n"})
    assert known(client) == rest
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert known(client) == [("a.md", "teacup"), *rest]
    client.open(uri, "A teapot.\n")
    (full / "a.md").unlink()
    client.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert known(client) == rest


def test_before_the_workspace_is_read_the_open_documents_of_it_are_known(start, full):
    (full / ".inclusive-lint.yaml").write_text(CONFIG + "exclude: [out.md]\n")
    client = start(full)
    assert known(client) == []
    for uri, text in (
        ((full / "new.md").as_uri(), "A teacup."),
        ((full / "out.md").as_uri(), "A teacup."),
        ("file:///elsewhere/x.md", "A whitelist."),
        ("untitled:Untitled-1", "A teacup."),
    ):
        client.open(uri, text)
    assert known(client) == [("new.md", "teacup")]


def test_the_packs_that_can_be_chosen_are_listed(start, full):
    client = start(full)
    packs = client.request("inclusiveLint/packs", {"uri": full.as_uri()})
    names = {pack["name"]: pack for pack in packs}
    assert {"core", "technology"} <= names.keys()
    assert names["core"]["rules"] > 0
    assert not names["core"]["enabled"]


def test_a_rule_is_told_about(start, full):
    client = start(full)
    rule = client.request("inclusiveLint/rule", {"rule": "tea.cup", "uri": full.as_uri()})
    assert (rule["id"], rule["replacements"]) == ("tea.cup", ["mug", "bowl"])
    assert "On mugs" in rule["markdown"]
    assert client.request("inclusiveLint/rule", {"rule": "no.such"}) is None


def test_a_baseline_takes_all_findings_away(start, full):
    client = start(full)
    uri = (full / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    assert len(client.diagnostics(uri, 1)) == 1
    command = "inclusiveLint.server.createBaseline"
    answer = client.request("workspace/executeCommand", {"command": command})
    assert answer["findings"] == 3
    assert client.diagnostics(uri, 1) == []
    client.change(uri, 2, {"text": "A teacup.\n\nA kettle.\n"})
    assert [d["code"] for d in client.diagnostics(uri, 2)] == ["tea.kettle"]


def test_restarting_reads_everything_anew(start, full):
    client = start(full)
    uri = (full / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    client.request("workspace/executeCommand", {"command": "inclusiveLint.server.restart"})
    assert len(client.diagnostics(uri, 1)) == 1


def test_a_client_that_pulls_may_do_without_the_workspace(start, full):
    client = start(full, capabilities=PULLING, options={"workspaceDiagnostics": False})
    client.request("workspace/executeCommand", LINT)
    assert spans(client.diagnostics((full / "a.md").as_uri())) == [(0, 2, 8)]
