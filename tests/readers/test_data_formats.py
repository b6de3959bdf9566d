from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml
from faithful import ALPHABET, read, shown, visible
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle_rst import WORD

from inclusive_lint.readers._values import is_prose, is_prose_of

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
TOKENS = {
    "yaml": ["- ", "a: ", "key: ", "|\n", ">-\n", "  ", "\n", '"', "'", "{", "}", "[", "]", ", ", "# c", "two words here ",
             "\\", "''", "&a ", "*a", "!t ", "---\n", "? ", ": ", "{{ x }}", "\t", "\r\n", "%s", "https://a.b"],
    "json": ["{", "}", "[", "]", '"', ": ", ", ", '"key": ', '"some words here"', "\\", "\\n", "\\u00e9", "\\ud800", "// c\n", "/* ", "*/", "\n", "word "],
    "toml": ["a = ", "[t]\n", "[[t]]\n", '"', "'", '"""', "'''", "# c\n", "\\", "some words here", "\n", "{", "}", ", ", "\\U0010ffff"],
    "properties": ["a", "=", ":", " ", "\\\n", "\\", "# c\n", "! c\n", "some words here", "\n", "\r\n", "\\u0041"],
    "po": ['msgid "', 'msgstr "', 'msgstr[0] "', 'msgctxt "', '"', "\n", "#. note\n", "#: a.c\n", "#~ ", "\\n", "some words", '"Language: de\\n"\n', "%s", ":ref:`a`"],
}  # fmt: skip


def prose(module: str, text: str, scope: str = "comments") -> list[str]:
    return shown(read(module, text, "file", scope))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: The master node\n  goes on # note\n", ["The master node goes on", "note"]),
        ("# One\n# more\n\n# two\n", ["One more", "two"]),
        ("- one two three\n- - four five six\n", ["one two three", "four five six"]),
        ('a: "some \\"quoted\\" words\n  go on"\n', ['some "quoted" words go on']),
        ("a: 'it''s some words'\n", ["it's some words"]),
        (
            "a: |\n  Some words\n  here\n\n  ```\n  code here now\n  ```\nb: x\n",
            ["Some words here"],
        ),
        ("- a: >-\n    Some words\n  b: more words here\n", ["Some words", "more words here"]),
        (
            "a: {b: \"some words here\", 'c': ['more words too']} # note\n",
            ["some words here", "more words too", "note"],
        ),
        ("run: |\n  build the whole thing\n", []),
        ("a: npm run build\nb: master\nc: /a/b c/d\nd: *master\ne: !!str x\n", []),
        ("title: Whitelist\nname: Whitelist\n", ["Whitelist"]),
        ("a: {{ master }}\nb: The {{ x }} node is\n", ["The _ node is"]),
        ("a: See https://a.b/c now please\n", ["See _ now please"]),
        ("a: no#comment here at all\n", ["no#comment here at all"]),
    ],
)
def test_yaml_values_and_comments_are_prose(text: str, expected: list[str]) -> None:
    assert prose("yaml", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "The \\"master\\" node\\nis", "b": "x", "master": 1}', ['The "master" node is']),
        ('{"a": "caf\\u00e9 and more words"}', ["café and more words"]),
        (
            '{"a": ["some words here"]} // a note\n/* more\n * here */',
            ["some words here", "a note", "more here"],
        ),
        ('{"scripts": {"x": "tsc -p ."}, "integrity": "sha512-ab cd ef"}', []),
        ('{"description": "Whitelist", "id": "whitelist"}', ["Whitelist"]),
    ],
)
def test_json_values_are_prose(text: str, expected: list[str]) -> None:
    assert prose("json", text) == expected


def test_keys_are_read_when_asked() -> None:
    assert prose("json", '{"master_key": 1}', "keys") == ["master_key"]
    assert prose("yaml", "master_key: 1\n'b': 2", "keys") == ["master_key", "'b'"]
    assert prose("toml", "[a.b]\nmaster_key = 1", "keys") == ["a.b", "master_key"]
    assert prose("properties", "master.key=1", "keys") == ["master.key"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "The master node" # note\n', ["The master node", "note"]),
        (
            'a = """\nSome words\\\n  here"""\nb = \'raw words\\here now\'\n',
            ["Some words here", "raw words\\here now"],
        ),
        ("# One\n# more\n[a]\n", ["One more"]),
        ('a = "x"\ncommand = "some words here"\n', []),
    ],
)
def test_toml_values_and_comments_are_prose(text: str, expected: list[str]) -> None:
    assert prose("toml", text) == expected


def test_properties_are_read_over_continued_lines() -> None:
    text = "# A note\na.b = Some words \\\n    go on\nc : master\nd.title Hello\ne=caf\\u00e9 is open\n"
    assert prose("properties", text) == ["A note", "Some words go on", "Hello", "café is open"]


def test_the_name_of_a_bundle_tells_its_language() -> None:
    found = read("properties", "a=El nodo de aqui", "x/messages_pt_BR.properties")
    assert [block.language for block in found.blocks] == ["pt-BR"]


def test_messages_have_the_language_of_the_header() -> None:
    text = (
        'msgid ""\nmsgstr ""\n"Project-Id-Version: x\\n"\n"Language: es\\n"\n\n#. A note\n#: a.c:3\nmsgctxt "menu words"\n'
        'msgid "Hello %s "\n"world"\nmsgid_plural "Hellos"\nmsgstr[0] "Hola mundo"\n\n#~ msgid "old words"\n'
    )
    blocks = [(b.language, visible(b.text)) for b in read("po", text).blocks]
    assert blocks == [
        (None, "A note"),
        ("en", "Hello _ world"),
        ("en", "Hellos"),
        ("es", "Hola mundo"),
    ]


@pytest.mark.parametrize(
    "value",
    ["The master node", "Hello {name}, welcome back!", "Uses %s as its value", "He said “so”."],
)
def test_sentences_are_prose(value: str) -> None:
    assert is_prose(value)


@pytest.mark.parametrize(
    "value",
    ["master", "a/b c/d", "npm run build", "SELECT a FROM b", "x && y", "^[a-z]+ \\w$", "1 2 3", "git push origin --force", "", " ", "a-b --c=d e"],
)  # fmt: skip
def test_names_commands_and_code_are_not(value: str) -> None:
    assert not is_prose(value)
    assert not is_prose_of("command", "some words in it")


@pytest.mark.parametrize("module", sorted(TOKENS))
@given(data=st.data())
@settings(max_examples=250, deadline=None)
def test_any_markup_is_read_faithfully(module: str, data: st.DataObject) -> None:
    read(
        module,
        "".join(data.draw(st.lists(st.sampled_from(TOKENS[module]), max_size=40))),
        "a",
        "all",
    )


@pytest.mark.parametrize("module", sorted(TOKENS))
@given(text=st.text(alphabet=ALPHABET, max_size=100))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_faithfully(module: str, text: str) -> None:
    read(module, text, "a", "all")


def scalars(text: str) -> list[str]:
    """The values that PyYAML finds and that are prose; keys left out."""
    found: list[str] = []

    def walk(node: yaml.Node, key: str) -> None:
        if isinstance(node, yaml.ScalarNode):
            if is_prose_of(key, node.value):
                found.append(node.value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                walk(item, "")
        elif isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                walk(value, name.value if isinstance(name, yaml.ScalarNode) else "")

    for document in yaml.compose_all(text, Loader=yaml.CSafeLoader):
        if document is not None:
            walk(document, "")
    return found


def test_values_agree_with_pyyaml() -> None:
    agreed = total = 0
    files = [*ROOT.joinpath("rules").rglob("*.yaml"), *CORPUS.rglob("*.y*ml")]
    for path in files[:80]:
        text = path.read_text(encoding="utf-8")
        try:
            values = [
                value
                for value in scalars(text)
                if "`" not in value and "://" not in value and "{" not in value
            ]
        except yaml.YAMLError:
            continue
        theirs = Counter(word for value in values for word in WORD.findall(value))
        found = [
            b.text
            for b in read("yaml", text).blocks
            if b.kind == "value" and "\ufdd1" not in b.text
        ]
        ours = Counter(word for value in found for word in WORD.findall(visible(value)))
        agreed += sum((ours & theirs).values())
        total += sum((ours | theirs).values())
    if not total:
        pytest.skip("no YAML with prose here")
    print(f"yaml: {agreed / total:.4%} of {total} words agree with PyYAML", file=sys.stderr)  # noqa: T201
    assert agreed / total >= 0.995
