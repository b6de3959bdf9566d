"""Configuration files and rule packs as they are written: completion, hover and problems."""

from __future__ import annotations

import pytest
import yaml
from inclusive_lint_server.config_edits import toml_edit, yaml_edit
from inclusive_lint_server.yaml_place import ITEM, place_at
from lsp_words import RULES, spans

CURSOR = "^"


def at_cursor(text):
    """``text`` without its cursor, and the cursor's line and column."""
    before = text[: text.index(CURSOR)]
    line = before.count("\n")
    return text.replace(CURSOR, ""), line, len(before) - (before.rfind("\n") + 1)


@pytest.mark.parametrize(
    ("text", "path", "at_key"),
    [
        ("^", (), True),
        ("pac^", (), True),
        ("packs: ^", ("packs",), False),
        ("packs: [co^", ("packs", ITEM), False),
        ("packs: [core, ^]", ("packs", ITEM), False),
        ("packs:\n  - ^", ("packs", ITEM), True),
        ("packs:\n- ^", ("packs", ITEM), True),
        ("severity:\n  ^", ("severity",), True),
        ("severity:\n  core.x: war^", ("severity", "core.x"), False),
        ("severity: {core.x: ^}", ("severity", "core.x"), False),
        ("severity: {cor^}", ("severity",), True),
        ("overrides:\n  - paths: [a]\n    ^", ("overrides", ITEM), True),
        (
            "overrides:\n  - paths: [a]\n    ignore:\n      - ^",
            ("overrides", ITEM, "ignore", ITEM),
            True,
        ),
        ("a:\n  b: 1\n# note\n\nignore: [^", ("ignore", ITEM), False),
        ("- id: x\n  seve^", (ITEM,), True),
        ("- id: x\n  examples:\n    - {fl^", (ITEM, "examples", ITEM), True),
    ],
)
def test_a_cursor_has_a_place_even_where_the_text_does_not_parse(text, path, at_key):
    text, line, column = at_cursor(text)
    place = place_at(text.split("\n"), line, column)
    assert (place.path, place.at_key) == (path, at_key)


def test_keys_that_are_there_already_are_siblings():
    text, line, column = at_cursor("packs: [a]\n^\nignore:\n  - b\n")
    assert set(place_at(text.split("\n"), line, column).siblings) == {"packs", "ignore"}


def complete(client, uri, text, version=1):
    text, line, column = at_cursor(text)
    client.open(uri, text, "yaml", version)
    position = {"line": line, "character": column}
    params = {"textDocument": {"uri": uri}, "position": position}
    return {i["label"]: i for i in client.request("textDocument/completion", params)["items"]}


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        ("^", {"packs", "ignore", "overrides"}, {"paths", "tea.cup"}),
        ("packs: [./tea]\n^", {"ignore"}, {"packs"}),
        ("packs: [^]", {"core", "technology", "all"}, {"tea.cup"}),
        ("packs: [./tea]\nignore:\n  - ^", {"tea.cup", "gender", "core"}, {"fail-on"}),
        ("fail-on: ^", {"warning", "never"}, {"packs"}),
        ("severity:\n  tea.cup: ^", {"error", "off"}, {"tea.pot"}),
        ("severity:\n  ^", {"tea.cup", "gender"}, set()),
        ("overrides:\n  - ^", {"paths", "ignore"}, {"fail-on"}),
    ],
)
def test_a_configuration_is_completed(client, home, text, some, none):
    found = complete(client, (home / ".inclusive-lint.yaml").as_uri(), text)
    assert some <= found.keys()
    assert not none & found.keys()


def test_a_completed_key_replaces_the_word_and_brings_its_colon(client, home):
    found = complete(client, (home / ".inclusive-lint.yaml").as_uri(), "pac^")
    assert found["packs"]["textEdit"]["newText"] == "packs: "
    assert found["packs"]["textEdit"]["range"]["start"]["character"] == 0
    assert "packs" in found["packs"]["documentation"].lower()


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("- id: tea.new\n  ^", {"severity", "terms", "when"}),
        ("- id: tea.new\n  category: ^", {"gender", "race"}),
        ("- id: tea.new\n  when:\n    - ^", {"next", "pos"}),
    ],
)
def test_a_rule_is_completed(client, home, text, some):
    assert some <= complete(client, (home / "tea" / "new.yaml").as_uri(), text).keys()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail^-on: error", "lightest finding"),
        ("packs: [./tea]\nignore: [tea.c^up]", "A mug holds"),
        ("ignore: [gen^der]", "generic pronouns"),
        ("packs: [co^re]", "**"),
    ],
)
def test_hover_in_a_configuration_tells_what_a_word_means(client, home, text, said):
    uri = (home / ".inclusive-lint.yaml").as_uri()
    text, line, column = at_cursor(text)
    client.open(uri, text, "yaml")
    position = {"line": line, "character": column}
    hover = client.request(
        "textDocument/hover", {"textDocument": {"uri": uri}, "position": position}
    )
    assert said in hover["contents"]["value"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("packs: [", "IL110", None),
        ("pakcs: []\n", "IL111", (0, 0, 5)),
        ("packs: [./tea]\nignore: [tea.cpu]\n", "IL102", (1, 9, 16)),
        ("packs: [croe]\n", "IL210", (0, 8, 12)),
    ],
)
def test_mistakes_in_a_configuration_are_shown_where_they_stand(client, home, text, code, place):
    uri = (home / ".inclusive-lint.yaml").as_uri()
    client.open(uri, text, "yaml", hash(text) % 1000)
    (found,) = client.diagnostics(uri, hash(text) % 1000)
    assert found["code"] == code
    if place is not None:
        assert spans([found]) == [place]


def test_all_mistakes_in_a_configuration_are_shown_while_it_is_written(client, home):
    uri = (home / ".inclusive-lint.yaml").as_uri()
    text = "pakcs: []\nfail-on: fatal\nignore: [tea.cup, 3]\noverrides:\n- {paths: [a], x: 1}\n"
    client.open(uri, text, "yaml", 3000)
    found = client.diagnostics(uri, 3000)
    assert spans(found) == [(0, 0, 5), (1, 9, 14), (2, 18, 19), (4, 15, 16)]
    names = "packs: [./tea]\nignore: [tea.cpu, tea.pto]\noverrides:\n- paths: ['x/[ab]']\n  ignore: [tea.kettel]\n"
    client.change(uri, 3001, {"text": names})
    found = client.diagnostics(uri, 3001)
    assert spans(found) == [(1, 9, 16), (1, 18, 25), (4, 11, 21)]
    assert {d["code"] for d in found} == {"IL102"}


def test_a_configuration_shows_where_it_names_a_file_that_is_broken(client, home):
    (home / "base.yaml").write_text("igore: []\nsleect: []\n")
    uri = (home / ".inclusive-lint.yaml").as_uri()
    client.open(uri, "packs: [./tea]\nextends: base.yaml\n", "yaml", 3100)
    (found,) = client.diagnostics(uri, 3100)
    assert (spans([found]), found["code"]) == ([(1, 9, 18)], "IL111")
    assert "base.yaml:1" in found["message"]


def test_a_table_in_pyproject_is_checked_too(client, home):
    uri = (home / "pyproject.toml").as_uri()
    text = '[tool.inclusive-lint]\npakcs = []\nignore = ["core.gyus"]\nfail-on = "x"\n'
    client.open(uri, text, "toml")
    assert spans(client.diagnostics(uri, 1)) == [(1, 0, 5), (3, 0, 7)]
    client.change(uri, 2, {"text": '[tool.inclusive-lint]\nignore = ["core.gyus"]\n'})
    (found,) = client.diagnostics(uri, 2)
    assert (found["code"], found["range"]["start"]["line"]) == ("IL102", 1)


def test_a_sound_configuration_has_no_problems(client, home):
    uri = (home / ".inclusive-lint.yaml").as_uri()
    client.open(uri, "packs: [./tea]\nignore: [tea.cup]\n", "yaml", 2000)
    assert client.diagnostics(uri, 2000) == []


def test_a_pack_being_written_shows_the_examples_that_fail(client, home):
    uri = (home / "tea" / "rules.yaml").as_uri()
    broken = RULES.replace("A [[teacup]] is full.", "A [[saucer]] is full.")
    client.open(uri, RULES, "yaml")
    assert client.diagnostics(uri, 1) == []
    client.change(uri, 2, {"text": broken})
    (found, *_) = client.diagnostics(uri, 2)
    line = broken.split("\n").index(next(x for x in broken.split("\n") if "saucer" in x))
    assert found["range"]["start"]["line"] == line
    assert "saucer" in found["message"]
    client.change(uri, 3, {"text": RULES.replace("since:", "sicne:", 1)})
    found = client.diagnostics(uri, 3)
    assert [(d["code"], *spans([d])) for d in found] == [
        ("IL205", (0, 2, 4)),
        ("IL204", (1, 2, 7)),
    ]


def test_each_rule_of_a_pack_that_is_broken_is_shown_while_it_is_written(client, home):
    uri = (home / "tea" / "rules.yaml").as_uri()
    broken = RULES.replace("severity: error", "severity: loud").replace(
        "terms: [teapot]", 'terms: [teapot, ""]'
    )
    client.open(uri, broken, "yaml", 10)
    found = client.diagnostics(uri, 10)
    lines = broken.split("\n")
    places = [(lines[d["range"]["start"]["line"]].strip(), d["code"]) for d in found]
    assert places == [('terms: [teapot, ""]', "IL203"), ("severity: loud", "IL203")]
    client.change(uri, 11, {"text": RULES})
    assert client.diagnostics(uri, 11) == []


def test_pack_yaml_is_checked_too(client, home):
    uri = (home / "tea" / "pack.yaml").as_uri()
    client.open(uri, "id: Tea\ncolour: red\n", "yaml")
    found = client.diagnostics(uri, 1)
    assert [spans([d])[0] for d in found if d["code"] != "IL205"] == [(0, 4, 7), (1, 0, 6)]
    assert {d["range"]["start"]["line"] for d in found if d["code"] == "IL205"} == {0}


def test_other_yaml_is_nobodys_business(client, home):
    uri = (home / "compose.yaml").as_uri()
    client.open(uri, "services: {}\n", "yaml")
    params = {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}}
    assert client.request("textDocument/completion", params) is None


def edited(edit, text):
    return text[: edit.start] + edit.text + text[edit.end :]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "allow:\n  - x y\n"),
        ("# note\n", "# note\nallow:\n  - x y\n"),
        ("packs: [a]", "packs: [a]\nallow:\n  - x y\n"),
        ("allow: []\npacks: [a]\n", "allow: [x y]\npacks: [a]\n"),
        ("allow: [a, b] # c\n", "allow: [a, b, x y] # c\n"),
        (
            "allow:\n- a # one\n\n# two\npacks: [p]\n",
            "allow:\n- a # one\n- x y\n\n# two\npacks: [p]\n",
        ),
        (
            "allow:\n  - phrase: a\n    reason: r\n",
            "allow:\n  - phrase: a\n    reason: r\n  - x y\n",
        ),
        ("allow:\r\n  - a\r\n", None),
    ],
)
def test_a_value_is_added_to_yaml_and_all_else_stays(text, expected):
    edit = yaml_edit(text, "allow", "x y")
    if expected is None:
        assert edited(edit, text).count("x y") == 1
    else:
        assert edited(edit, text) == expected


@pytest.mark.parametrize("text", ["allow: x\n", "[1, 2]\n", "allow: [", "{packs: [a]}\n", "- a\n"])
def test_yaml_that_cannot_be_edited_safely_is_left_alone(text):
    assert yaml_edit(text, "allow", "x") is None


@pytest.mark.parametrize("value", ["yes", "a: b", "#x", "it's", 'say "x"', "[x]", "1.0", "é"])
def test_any_phrase_comes_back_as_it_was(value):
    text = "allow:\n  - a\n"
    assert yaml.safe_load(edited(yaml_edit(text, "allow", value), text)) == {"allow": ["a", value]}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[tool.inclusive-lint]\n", '[tool.inclusive-lint]\nallow = ["x"]\n'),
        (
            '[tool.inclusive-lint]\nallow = [\n  "a", # one\n]\n[b]\n',
            '[tool.inclusive-lint]\nallow = ["x", \n  "a", # one\n]\n[b]\n',
        ),
        ("[project]\nname = 'p'\n", None),
    ],
)
def test_a_value_is_added_to_toml(text, expected):
    edit = toml_edit(text, "allow", "x")
    if expected is None:
        assert edit is None
    else:
        changed = edited(edit, text)
        assert changed == expected or "allow" in text
