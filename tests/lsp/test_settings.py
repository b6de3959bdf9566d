"""Settings of the editor and configurations of the workspace, and what happens when they change or break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inclusive_lint_server.settings import ClientSettings, parse
from lsp_client import at
from lsp_words import CONFIG, RICH, lay_out, spans

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = st.sampled_from(["packs", "severities", "lintDelay", "languages", "sourceComments", "x"])


@given(st.dictionaries(NAMES, JSON))
def test_no_setting_makes_reading_them_fail(given_settings):
    assert isinstance(parse(given_settings, lambda _text: None), ClientSettings)


def test_a_setting_of_the_wrong_kind_is_named_and_the_others_hold():
    said = []
    settings = parse(
        {"packs": "core", "lintDelay": 5, "severities": {"error": "Loud"}}, said.append
    )
    assert (settings.packs, settings.lint_delay) == (None, 5)
    assert len(said) == 2
    assert "inclusiveLint.packs is not a list of strings" in said[0]


def test_a_section_may_be_wrapped_in_its_name():
    assert parse({"inclusiveLint": {"packs": ["x"]}}, print).packs == ("x",)


def ask(client, folder, text="A teapot, a teacup, a kettle.\n", name="a.md"):
    uri = (folder / name).as_uri()
    client.open(uri, text)
    return client.diagnostics(uri, 1)


@pytest.mark.parametrize(
    ("settings", "codes"),
    [
        ({"select": ["tea.cup"]}, ["tea.cup"]),
        ({"ignore": ["tea.cup", "tea.pot"]}, ["tea.kettle"]),
        ({"severities": {"suggestion": "Off", "error": "Off"}}, ["tea.cup"]),
        ({"languages": ["plaintext"]}, []),
        ({"packs": None, "configuration": ""}, ["tea.pot", "tea.cup", "tea.kettle"]),
        ({"configuration": "other.yaml"}, ["tea.kettle"]),
    ],
)
def test_settings_are_asked_for_and_win_over_the_configuration(start, workspace, settings, codes):
    (workspace / "other.yaml").write_text(CONFIG + "select: [tea.kettle]\n")
    client = start(workspace, client={"settings": settings})
    if not codes:
        uri = (workspace / "a.md").as_uri()
        client.open(uri, "teacup")
        client.request("inclusiveLint/packs", {})
        assert client.actions(uri, at(0, 0)) == []
        return
    assert [d["code"] for d in ask(client, workspace)] == codes


def test_settings_come_with_initialize_where_they_cannot_be_asked_for(start, workspace):
    options = {"severities": {"error": "Hint"}, "select": ["tea.kettle"]}
    client = start(workspace, capabilities={}, options=options)
    assert [(d["code"], d["severity"]) for d in ask(client, workspace)] == [("tea.kettle", 4)]


def test_a_changed_setting_is_seen_at_once(start, workspace):
    client = start(workspace)
    assert len(ask(client, workspace)) == 3
    client.settings = {"ignore": ["tea.cup"]}
    client.notify("workspace/didChangeConfiguration", {"settings": None})
    assert len(client.diagnostics((workspace / "a.md").as_uri(), 1)) == 2


def test_a_client_that_never_tells_its_settings_is_served_all_the_same(start, workspace):
    capabilities = {"workspace": {"configuration": True}}
    client = start(workspace, capabilities={})
    del capabilities
    client.responders["workspace/configuration"] = lambda _params: "nonsense"
    assert len(ask(client, workspace)) == 3


def test_a_changed_configuration_file_is_seen_at_once(start, workspace):
    client = start(workspace)
    assert len(ask(client, workspace)) == 3
    path = workspace / ".inclusive-lint.yaml"
    path.write_text(CONFIG + "ignore: [tea.cup]\n")
    changes = [{"uri": path.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert len(client.diagnostics((workspace / "a.md").as_uri(), 1)) == 2


def test_a_saved_configuration_is_seen_without_watchers(start, workspace):
    client = start(workspace, capabilities={})
    assert len(ask(client, workspace)) == 3
    path = workspace / ".inclusive-lint.yaml"
    client.open(path.as_uri(), CONFIG, "yaml")
    path.write_text(CONFIG + "ignore: [tea.cup]\n")
    client.notify("textDocument/didSave", {"textDocument": {"uri": path.as_uri()}})
    assert len(client.diagnostics((workspace / "a.md").as_uri(), 1)) == 2


def test_a_changed_pack_is_seen_at_once(start, workspace):
    client = start(workspace)
    assert len(ask(client, workspace)) == 3
    path = workspace / "tea" / "rules.yaml"
    path.write_text(path.read_text().replace("terms: [kettle]", "terms: [samovar]"))
    changes = [{"uri": path.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert len(client.diagnostics((workspace / "a.md").as_uri(), 1)) == 2


def test_each_folder_has_its_own_configuration(start, tmp_path):
    one = lay_out(tmp_path / "one")
    two = lay_out(tmp_path / "two", CONFIG + "select: [tea.cup]\n")
    client = start(one, two)
    assert (len(ask(client, one)), len(ask(client, two))) == (3, 1)


def test_folders_come_and_go(start, tmp_path):
    one = lay_out(tmp_path / "one")
    two = lay_out(tmp_path / "two", CONFIG + "select: [tea.cup]\n")
    client = start(one)
    added = [{"uri": two.as_uri(), "name": "two"}]
    event = {"event": {"added": added, "removed": [{"uri": one.as_uri(), "name": "one"}]}}
    client.notify("workspace/didChangeWorkspaceFolders", event)
    assert len(ask(client, two)) == 1
    report = client.request("inclusiveLint/workspaceReport", {})
    assert {f["folder"] for f in report["findings"]} <= {two.as_uri()}


def test_a_broken_configuration_is_one_diagnostic_and_one_message(start, workspace):
    path = workspace / ".inclusive-lint.yaml"
    path.write_text("packs: [./tea]\nsevrity: {}\n")
    client = start(workspace)
    assert ask(client, workspace) == []
    ask(client, workspace, name="b.md")
    shown = [p for _, m, p in client.seen if m == "window/showMessage"]
    assert len(shown) == 1
    assert ".inclusive-lint.yaml:2" in shown[0]["message"]
    (found,) = client.diagnostics(path.as_uri())
    assert (found["code"], found["range"]["start"]["line"]) == ("IL111", 1)
    path.write_text(CONFIG)
    changes = [{"uri": path.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    while len(client.diagnostics((workspace / "a.md").as_uri(), 1)) != 3:
        pass
    client.wait(
        "textDocument/publishDiagnostics",
        lambda p: p["uri"] == path.as_uri() and not p["diagnostics"],
    )


def messages(client):
    return [p["message"] for _, m, p in client.seen if m == "window/showMessage"]


def test_all_mistakes_of_a_closed_configuration_are_shown_with_one_message(start, workspace):
    path = workspace / ".inclusive-lint.yaml"
    path.write_text("packs: [./tea]\nsevrity: {}\nigore: []\nfail-on: x\n")
    client = start(workspace)
    ask(client, workspace)
    found = client.diagnostics(path.as_uri())
    assert [d["range"]["start"]["line"] for d in found] == [1, 2, 3]
    (message,) = messages(client)
    assert message.endswith("(and 2 more)")


def test_a_message_comes_once_until_the_configuration_is_mended(start, workspace):
    path = workspace / ".inclusive-lint.yaml"
    client = start(workspace)
    uri = (workspace / "a.md").as_uri()
    ask(client, workspace)

    def write(text):
        path.write_text(text)
        changes = [{"uri": path.as_uri(), "type": 2}]
        client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
        client.diagnostics(uri, 1)
        return len(messages(client))

    assert [write("pack"), write("packs: ["), write("packs: [x]\n")] == [1, 1, 1]
    assert [write(CONFIG), write("packs: [y]\n")] == [1, 2]


def test_findings_stay_while_a_configuration_is_broken(start, workspace):
    client = start(workspace)
    assert len(ask(client, workspace)) == 3
    path = workspace / ".inclusive-lint.yaml"
    path.write_text("packs: [")
    changes = [{"uri": path.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert len(client.diagnostics((workspace / "a.md").as_uri(), 1)) == 3


def test_a_broken_pack_is_shown_in_its_file(start, workspace):
    path = workspace / "tea" / "rules.yaml"
    path.write_text(path.read_text().replace("severity: error", "severity: loud"))
    client = start(workspace)
    assert ask(client, workspace) == []
    (found,) = client.diagnostics(path.as_uri())
    assert found["code"].startswith("IL2")


def test_a_workspace_that_is_not_trusted_brings_no_packs_of_its_own(start, workspace):
    client = start(workspace, options={"workspaceTrusted": False})
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup and a whitelist.\n")
    assert [d["code"].split(".")[0] for d in client.diagnostics(uri, 1)] == ["technology"]
    client.notify("inclusiveLint/trust", {"trusted": True})
    assert [d["code"] for d in client.diagnostics(uri, 1)] == ["tea.cup"]


def test_a_configuration_that_a_stranger_extends_is_left_alone(start, workspace, tmp_path):
    (tmp_path / "base.yaml").write_text("ignore: [technology]\n")
    (workspace / ".inclusive-lint.yaml").write_text("extends: [../base.yaml]\n")
    client = start(workspace, options={"workspaceTrusted": False})
    assert len(ask(client, workspace, "A whitelist.\n")) == 1
    client.notify("inclusiveLint/trust", {"trusted": True})
    assert client.diagnostics((workspace / "a.md").as_uri(), 1) == []


def test_source_comments_are_linted_when_asked_for(start, workspace):
    client = start(workspace, client={"settings": {"sourceComments": True}})
    uri = (workspace / "a.py").as_uri()
    client.open(uri, "# a teacup\nteacup = 1\n", "python")
    assert spans(client.diagnostics(uri, 1)) == [(0, 4, 10)]


def test_the_state_is_told_to_a_client_that_wants_to_know(start, workspace):
    capabilities = {**RICH, "experimental": {"inclusiveLintStatus": True}}
    client = start(workspace, capabilities=capabilities)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    told = client.wait("inclusiveLint/status", lambda p: p["uri"] == uri and p["state"] == "ready")
    assert told == {
        "state": "ready",
        "uri": uri,
        "findings": 1,
        "packs": ["tea@1.0"],
        "message": None,
    }
