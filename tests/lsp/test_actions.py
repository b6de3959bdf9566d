"""Code actions and hover: what is offered at a finding, and that applying it leaves nothing to find."""

from __future__ import annotations

import pytest
from lsp_client import ServerError, at
from lsp_words import CODE_ACTIONS, CONFIG, spans

QUICK = ["quickfix"]


def applied(text, edits):
    """``text`` after LSP text edits (ASCII only)."""
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines) + 1)]

    def offset(position):
        return min(starts[position["line"]] + position["character"], len(text))

    for edit in sorted(edits, key=lambda e: offset(e["range"]["start"]), reverse=True):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def edits_of(action):
    """The text edits of an action on one document."""
    (change,) = action["edit"]["documentChanges"]
    return change["edits"]


def titled(actions, beginning):
    """The one action with such a title."""
    (found,) = [a for a in actions if a["title"].startswith(beginning)]
    return found


def test_each_replacement_is_a_quick_fix_and_the_first_is_preferred(client, home):
    uri = (home / "fix.md").as_uri()
    client.open(uri, "A teacup.\n")
    found = client.diagnostics(uri, 1)
    actions = client.actions(uri, at(0, 4), QUICK, found)
    fixes = [a for a in actions if a["title"].startswith("Replace")]
    assert [(a["title"], a.get("isPreferred")) for a in fixes] == [
        ("Replace with “mug”", True),
        ("Replace with “bowl”", None),
    ]
    assert applied("A teacup.\n", edits_of(fixes[0])) == "A mug.\n"
    assert fixes[0]["edit"]["documentChanges"][0]["textDocument"] == {"uri": uri, "version": 1}
    assert fixes[0]["diagnostics"][0]["code"] == "tea.cup"


def test_fix_all_applies_the_safe_fixes_only(client, home):
    uri = (home / "all.md").as_uri()
    text = "A teacup and a kettle.\n\nTwo teacups.\n"
    client.open(uri, text)
    client.diagnostics(uri, 1)
    (action,) = client.actions(uri, at(0, 0), ["source.fixAll.inclusive-lint"])
    assert applied(text, edits_of(action)) == "A mug and a kettle.\n\nTwo mugs.\n"
    assert client.actions(uri, at(0, 0), ["source.fixAll"]) == [action]
    assert client.actions(uri, at(0, 0), ["source.organizeImports"]) == []


def test_nothing_is_offered_where_nothing_was_found(client, home):
    uri = (home / "none.md").as_uri()
    client.open(uri, "A teacup.\n\nMore.\n")
    client.diagnostics(uri, 1)
    assert client.actions(uri, at(2, 0), QUICK) == []


def test_a_fix_asked_for_right_after_typing_is_for_the_new_text(client, home):
    uri = (home / "race.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    client.change(uri, 2, {"text": "Oh! A teacup.\n"})
    fix = client.actions(uri, at(0, 8), QUICK)[0]
    assert applied("Oh! A teacup.\n", edits_of(fix)) == "Oh! A mug.\n"


@pytest.mark.parametrize(
    ("name", "language", "text", "line"),
    [
        ("i.md", "markdown", "One.\n\nA teacup\nand more.\n", 2),
        ("t.md", "markdown", "| a | b |\n|---|---|\n| teacup | x |\n", 2),
        ("i.html", "html", "<p>A\n teacup</p>\n", 1),
        ("i.rst", "restructuredtext", "One.\n\nA teacup\nand more.\n", 2),
        ("i.adoc", "asciidoc", "One.\n\nA teacup\nand more.\n", 2),
        ("i.tex", "latex", "One.\n\nA teacup\nand more.\n", 2),
    ],
)
def test_ignore_here_writes_a_comment_that_silences_this_finding(
    client, home, name, language, text, line
):
    uri = (home / name).as_uri()
    text += "\nAnother teacup.\n"
    client.open(uri, text, language)
    before = client.diagnostics(uri, 1)
    column = next(s for s in spans(before) if s[0] == line)[1]
    offered = titled(client.actions(uri, at(line, column), QUICK), "Ignore here")
    action = client.request("codeAction/resolve", offered)
    changed = applied(text, edits_of(action))
    assert "-- reason" in changed
    client.change(uri, 2, {"text": changed})
    after = client.diagnostics(uri, 2)
    assert [d["code"] for d in after] == ["tea.cup"] * (len(before) - 1)


def test_plain_text_has_no_comments_so_ignoring_is_not_offered(client, home):
    uri = (home / "i.txt").as_uri()
    client.open(uri, "A teacup.\n", "plaintext")
    client.diagnostics(uri, 1)
    titles = [a["title"] for a in client.actions(uri, at(0, 4), QUICK)]
    assert titles[-2:] == [
        "Allow “teacup” in this workspace",
        "Disable tea.cup in this workspace",
    ]


def test_an_old_offer_is_not_worked_out_for_a_changed_text(client, home):
    uri = (home / "old.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    offered = titled(client.actions(uri, at(0, 4), QUICK), "Ignore here")
    client.change(uri, 2, {"text": "\n\nA teacup.\n"})
    assert "edit" not in client.request("codeAction/resolve", offered)


@pytest.mark.parametrize(
    ("title", "line"), [("Allow", "allow:\n  - teacup\n"), ("Disable", "ignore:\n  - tea.cup\n")]
)
def test_a_phrase_is_allowed_and_a_rule_disabled_in_the_configuration(
    start, workspace, title, line
):
    client = start(workspace)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    action = client.request("codeAction/resolve", titled(client.actions(uri, at(0, 4)), title))
    (change,) = action["edit"]["documentChanges"]
    path = workspace / ".inclusive-lint.yaml"
    assert change["textDocument"] == {"uri": path.as_uri(), "version": None}
    path.write_text(applied(CONFIG, change["edits"]))
    assert path.read_text() == CONFIG + line
    changes = [{"uri": path.as_uri(), "type": 2}]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})
    assert client.diagnostics(uri, 1) == []


def test_a_configuration_file_is_made_where_there_is_none(start, tmp_path):
    client = start(tmp_path)
    uri = (tmp_path / "a.md").as_uri()
    client.open(uri, "The whitelist.\n")
    client.diagnostics(uri, 1)
    offered = titled(client.actions(uri, at(0, 5)), "Disable")
    made, change = client.request("codeAction/resolve", offered)["edit"]["documentChanges"]
    expected = (tmp_path / ".inclusive-lint.yaml").as_uri()
    assert (made["kind"], made["uri"]) == ("create", expected)
    assert change["edits"][0]["newText"].startswith("ignore:\n  - technology.")


def test_an_open_configuration_is_edited_as_it_stands_in_the_editor(start, workspace):
    client = start(workspace)
    config = (workspace / ".inclusive-lint.yaml").as_uri()
    client.open(config, CONFIG + "allow: [saucer]\n", "yaml", 5)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    action = client.request("codeAction/resolve", titled(client.actions(uri, at(0, 4)), "Allow"))
    (change,) = action["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == 5
    assert change["edits"][0]["newText"] == ", teacup"


def test_a_client_that_resolves_nothing_gets_edits_at_once(start, workspace):
    actions = {key: value for key, value in CODE_ACTIONS.items() if key != "resolveSupport"}
    client = start(workspace, capabilities={"textDocument": {"codeAction": actions}})
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    action = titled(client.actions(uri, at(0, 4)), "Ignore here")
    (edit,) = action["edit"]["changes"][uri]
    assert edit["newText"] == " <!-- inclusive-lint: disable-line tea.cup -- reason -->"


def test_a_client_without_code_actions_gets_commands_that_edit(start, workspace):
    client = start(workspace, capabilities={})
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    command = client.actions(uri, at(0, 4))[0]
    assert command["title"] == "Replace with “mug”"
    call = {"command": command["command"], "arguments": command["arguments"]}
    client.request("workspace/executeCommand", call)
    assert applied("A teacup.\n", client.applied[0]["changes"][uri]) == "A mug.\n"


def test_a_reason_is_a_place_to_type_where_snippets_are_understood(start, workspace):
    capabilities = {
        "textDocument": {"codeAction": CODE_ACTIONS},
        "workspace": {"workspaceEdit": {"documentChanges": True, "snippetEditSupport": True}},
    }
    client = start(workspace, capabilities=capabilities)
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    client.diagnostics(uri, 1)
    offered = titled(client.actions(uri, at(0, 4)), "Ignore here")
    (edit,) = edits_of(client.request("codeAction/resolve", offered))
    expected = " <!-- inclusive-lint: disable-line tea.cup -- ${1:reason} -->"
    assert edit["snippet"] == {"kind": "snippet", "value": expected}


def test_hover_tells_why_with_words_and_sources(client, home):
    uri = (home / "hover.md").as_uri()
    client.open(uri, "A teacup.\n")
    position = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}}
    hover = client.request("textDocument/hover", position)
    text = hover["contents"]["value"]
    assert hover["contents"]["kind"] == "markdown"
    assert hover["range"] == at(0, 2, 8)
    assert r"A mug holds \*more\*." in text
    assert "Instead: `mug`, `bowl`" in text
    assert r"[On mugs \[1\]](https://example.org/mugs)" in text
    position["position"]["character"] = 0
    assert client.request("textDocument/hover", position) is None


def test_hover_is_plain_text_for_a_client_without_markdown(start, workspace):
    client = start(workspace, capabilities={})
    uri = (workspace / "a.md").as_uri()
    client.open(uri, "A teacup.\n")
    position = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}}
    contents = client.request("textDocument/hover", position)["contents"]
    assert contents["kind"] == "plaintext"
    assert "A mug holds *more*." in contents["value"]
    assert "On mugs [1] <https://example.org/mugs>" in contents["value"]


def test_explaining_a_silent_word_says_what_was_seen(client, home):
    uri = (home / "explain.md").as_uri()
    client.open(uri, "The word “teacup” is a word.\n")
    client.diagnostics(uri, 1)
    call = {"command": "inclusiveLint.server.explain"}
    answer = client.request(
        "workspace/executeCommand", {**call, "arguments": [uri, {"line": 0, "character": 12}]}
    )
    assert "'teacup', tea.cup: silent" in answer["markdown"]
    assert answer["rules"] == []
    with pytest.raises(ServerError, match="position"):
        client.request("workspace/executeCommand", {**call, "arguments": [uri]})
