"""Configuration: what is read, what is refused and where, and what wins."""

from __future__ import annotations

import json
import pickle
import time
from pathlib import Path

import pytest

from inclusive_lint import config as config_module
from inclusive_lint.config import Config, load_config
from inclusive_lint.config_schema import BY_NAME, SETTINGS, json_schema
from inclusive_lint.engine import Linter
from inclusive_lint.model import Allow, ConfigError, PackError, Settings
from inclusive_lint.show import show_config, show_data

NAME = ".inclusive-lint.yaml"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def load(text: str, name: str = NAME) -> Config:
    write(name, text)
    return load_config(Path.cwd())


def settings(text: str, path: str = "a.md", name: str = NAME) -> Settings:
    return load(text, name).settings_for(path)


def error(text: str, name: str = NAME) -> str:
    with pytest.raises(ConfigError) as caught:
        settings(text, name=name)
    return str(caught.value)


# What is read


def test_without_a_file_the_defaults_hold():
    assert load_config(Path.cwd()).settings_for("a.md") == Settings()


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}\n", "null\n"])
def test_an_empty_file_changes_nothing(text):
    assert settings(text) == Settings()


def test_every_setting_of_yaml_reaches_the_settings():
    found = settings(
        "packs: [core@1.0, hiring]\nselect: [gender]\nignore: [core.guys]\n"
        "severity: {gender: error, race: off}\npreferences: {disability-language: person-first}\n"
        "allow:\n  - master's thesis\n  - {phrase: Master Agreement, rules: [technology], reason: its name}\n"
        "scope: [strings]\nlanguages: []\nrequire-reason: true\nmodel: en_core_web_md\n"
        "formats: {'*.md': text}\n"
    )
    assert found == Settings(
        packs=("core@1.0", "hiring"),
        select=("gender",),
        ignore=("core.guys", "race"),
        severities=(("gender", "error"),),
        preferences=(("disability-language", "person-first"),),
        allow=(Allow("master's thesis"), Allow("Master Agreement", ("technology",), "its name")),
        format="text",
        scope=frozenset({"strings"}),
        languages=(),
        model="en_core_web_md",
        require_reason=True,
    )


def test_toml_says_the_same_as_yaml():
    yaml = settings(
        "ignore: [race]\nseverity: {gender: error}\noverrides:\n- {paths: [a.md], scope: [keys]}\n"
    )
    Path(NAME).unlink()
    toml = settings(
        '[tool.inclusive-lint]\nignore = ["race"]\n[tool.inclusive-lint.severity]\ngender = "error"\n'
        '[[tool.inclusive-lint.overrides]]\npaths = ["a.md"]\nscope = ["keys"]\n',
        name="pyproject.toml",
    )
    assert yaml == toml


def test_a_bare_off_is_the_word_and_not_yaml_false():
    assert settings("severity: {clarity: off}\n").ignore == ("clarity",)


def test_a_severity_set_later_takes_off_back():
    found = settings(
        "severity: {clarity: off}\noverrides:\n- {paths: ['*.md'], severity: {clarity: error}}\n"
    )
    assert (found.ignore, found.severities) == ((), (("clarity", "error"),))


@pytest.mark.parametrize("content", ["[tool.ruff]\n", "", "not toml at all ["])
def test_a_pyproject_without_our_table_is_passed_over(content):
    write("pyproject.toml", content)
    write("sub/pyproject.toml", content)
    assert load_config(Path("sub")).path is None


def test_yaml_wins_over_pyproject_in_one_folder():
    write("pyproject.toml", '[tool.inclusive-lint]\nfail-on = "error"\n')
    assert load("fail-on: never\n").fail_on == "never"


# What is refused, and where


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("packs: [core]\nigore: [x]\n", "2:1: IL111", "did you mean 'ignore'?"),
        ("failOn: error\n", "1:1: IL111", "did you mean 'fail-on'?"),
        ("fail_on: error\n", "1:1: IL111", "did you mean 'fail-on'?"),
        ("rules: {}\n", "1:1: IL111", "did you mean 'severity'?"),
        ("zzz: 1\n", "1:1: IL111", "expected one of: extends, packs"),
        ("paths: [a]\n", "1:1: IL111", "can't stand at the top of the file"),
        ("format: text\n", "1:1: IL111", "can't stand at the top of the file"),
        ("ignore: [a]\nignore: [b]\n", "2:1: IL111", "set twice"),
        ("ignore: gender\n", "1:9: IL112", "expected a list of rule ids, categories or packs, found text"),
        ("ignore: [a, 3]\n", "1:13: IL112", "found a number"),
        ("languages: [no]\n", "1:13: IL112", "put it in quotes"),
        ("severity: {a: eror}\n", "1:15: IL112", "did you mean 'error'?"),
        ("severity: {a: error, a: off}\n", "1:22: IL112", "set twice"),
        ("fail-on: fatal\n", "1:10: IL112", "suggestion, warning, error, never"),
        ("require-reason: maybe\n", "1:17: IL112", "expected true or false"),
        ("scope:\n  - comment\n", "2:5: IL112", "did you mean 'comments'?"),
        ("formats: {'*.x': markdwon}\n", "1:18: IL112", "did you mean 'markdown'?"),
        ("exclude: ['!']\n", "1:11: IL112", "no usable pattern"),
        ("allow: [{reason: x}]\n", "1:9: IL112", "'phrase' is missing"),
        ("allow: [{phrase: x, rule: [y]}]\n", "1:21: IL111", "unknown setting 'rule'; did you mean 'rules'?"),
        ("allow: ['']\n", "1:9: IL112", "nothing between quotes"),
        ("overrides: [{ignore: [x]}]\n", "1:13: IL112", "'paths' is missing"),
        ("overrides: [{paths: []}]\n", "1:21: IL112", "at least one pattern"),
        ("overrides:\n- paths: [a]\n  fail-on: error\n", "3:3: IL111", "can't stand in a section"),
        ("- a\n- b\n", "1:1: IL112", "expected settings"),
        ("packs: !!python/object:os.system [x]\n", "1:8: IL110", "tags"),
        ("packs: [core\n", "2:1: IL110", "not valid YAML"),
        ("a: &a [*a]\n", "1:4: IL110", "holds itself"),
        ("baseline: /etc/passwd\n", "1:11: IL112", "inside the folder of this file"),
        ("baseline: ../x.json\n", "1:11: IL112", "inside the folder of this file"),
        ("baseline: 'C:\\x.json'\n", "1:11: IL112", "inside the folder of this file"),
        ("model: ./model\n", "1:8: IL112", "name of an installed package"),
        ("cache: /tmp/x\n", "1:8: IL112", "expected true or false"),
        ("extends: no.yaml\n", "1:10: IL113", "there is no file no.yaml"),
        ("extends: nosuchpackage:a.yaml\n", "1:10: IL113", "no package 'nosuchpackage'"),
        ("extends: yaml:../os.py\n", "1:10: IL113", "has no file"),
        (".inf: 1\n", "1:1: IL111", "unknown setting '.inf'"),
    ],
)  # fmt: skip
def test_a_mistake_in_yaml_is_an_error_with_its_place(text, place, words):
    message = error(text)
    assert message.startswith(f"{NAME}:{place}: ")
    assert words in message


def test_names_that_nothing_has_are_told_with_their_places():
    config = load(
        "ignore: [core.gyus, gender]\n"
        "severity: {core.x1: off, core.x2: error, core.guys: off}\n"
        "preferences: {disability-language: foo, x: y}\n"
    )
    with pytest.raises(ConfigError) as caught:
        Linter(config.settings_for("a.md"))
    assert [text.partition(" '")[0].removeprefix(f"{NAME}:") for text in caught.value.texts] == [
        "1:10: IL102: no rule, category or pack is named",
        "2:12: IL102: no rule, category or pack is named",
        "2:26: IL102: no rule, category or pack is named",
        "3:36: IL103: preference",
        "3:41: IL103: unknown preference",
    ]


def test_packs_that_there_are_not_are_told_with_their_places():
    config = load("packs:\n- core\n- croe\n- ./none\n")
    with pytest.raises(PackError) as caught:
        Linter(config.settings_for("a.md"))
    assert [text.partition(": no")[0] for text in caught.value.texts] == [
        f"{NAME}:3:3: IL210",
        f"{NAME}:4:3: IL210",
    ]


def test_a_version_that_a_pack_has_not_is_told_where_it_is_pinned():
    config = load("packs:\n- core@9.9\n- technology\n- technology@7.0\n")
    with pytest.raises(PackError) as caught:
        Linter(config.settings_for("a.md"))
    assert [text.partition(": pack")[0] for text in caught.value.texts] == [
        f"{NAME}:2:3: IL208",
        f"{NAME}:4:3: IL208",
    ]


def test_settings_with_places_can_be_sent_to_another_process():
    found = settings("ignore: [gender]\npreferences: {a: b}\npacks: [core]\n")
    sent = pickle.loads(pickle.dumps(found))
    assert (sent, repr(sent), hash(sent)) == (found, repr(found), hash(found))
    assert sent.ignore[0].origin == found.ignore[0].origin


def test_all_mistakes_of_a_file_are_told_at_once():
    text = (
        "igore: [x]\n"
        "packs: [core, 3, 4]\n"
        "severity: {a: eror, b: error, a: off}\n"
        "allow:\n- {reason: x}\n- {phrase: y, rule: z, rules: [1]}\n"
        "overrides:\n- paths: [a, 5]\n  fail-on: error\n  scope: [comment]\n- ignore: 3\n- x\n"
    )
    with pytest.raises(ConfigError) as caught:
        load(text)
    places = [line.removeprefix(f"{NAME}:").partition(": ")[0] for line in caught.value.texts]
    assert places == [
        "1:1", "2:15", "2:18", "3:15", "3:31", "5:3", "6:15", "6:32",
        "9:3", "10:11", "8:14", "11:11", "11:3", "12:3",
    ]  # fmt: skip
    assert str(caught.value).splitlines() == list(caught.value.texts)


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('[tool.inclusive-lint]\npacks = ["core"]\nigore = []\n', "3:1", "did you mean 'ignore'?"),
        ('[tool.inclusive-lint]\nignore = [\n  "a",\n  3,\n]\n', "2:1", "found a number"),
        ('[tool.inclusive-lint]\nscope = ["comments",\n  "srtings"]\n', "3:3", "'strings'"),
        ('[tool.inclusive-lint]\nfail-on = "x"\n', "2:", "expected one of"),
        ('[tool.inclusive-lint.severity]\nrace = "eror"\n', "2:", "'error'"),
        (
            "[[tool.inclusive-lint.overrides]]\npaths = ['a']\n" * 2 + 'ignor = ["x"]\n',
            "5:1",
            "'ignore'",
        ),
        ('[tool.inclusive-lint]\nseverity = {race = "eror"}\n', "2:", "'error'"),
        ("[tool.inclusive-lint]\nfail-on = 2020-01-01\n", "2:1", "found a date"),
        ("[tool.inclusive-lint\n", "1:", "not valid TOML"),
    ],
)
def test_a_mistake_in_toml_is_an_error_with_its_line(text, place, words):
    message = error(text, "pyproject.toml")
    assert message.startswith(f"pyproject.toml:{place}")
    assert words in message


def test_a_file_that_is_not_utf8_or_huge_is_an_error():
    Path(NAME).write_bytes(b"packs: [core]\n# \xff\n")
    with pytest.raises(ConfigError, match=f"{NAME}:2:1: IL114: not UTF-8"):
        load_config(Path.cwd())
    Path(NAME).write_bytes(b"#" * 1_100_000)
    with pytest.raises(ConfigError, match="IL114: more than"):
        load_config(Path.cwd())


def test_aliases_of_aliases_are_refused_quickly():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    started = time.perf_counter()
    assert "far too many values" in error("\n".join(lines))
    assert time.perf_counter() - started < 5


@pytest.mark.parametrize("depth", [60, 600, 60_000])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_nesting_without_end_is_refused(depth, start, end):
    assert "IL110" in error("packs:\n  " + start * depth + end * depth)


def test_nesting_without_end_in_toml_is_refused():
    text = "[tool.inclusive-lint]\npacks = " + "[" * 60_000 + "]" * 60_000
    assert "nested too deeply" in error(text, "pyproject.toml")


def test_nothing_of_a_package_is_imported_to_extend_it(monkeypatch):
    write("lib/sharedrules/__init__.py", "raise SystemExit('imported')\n")
    write("lib/sharedrules/base.yaml", "fail-on: error\npacks: [./ours]\n")
    monkeypatch.syspath_prepend(Path("lib").resolve())
    config = load("extends: sharedrules:base.yaml\n")
    assert config.fail_on == "error"
    assert config.settings_for("a.md").packs == (
        f"{Path('lib').resolve().as_posix()}/sharedrules/ours",
    )


# What wins


def test_the_nearest_file_wins_whole():
    write("docs/.inclusive-lint.yaml", "fail-on: never\nlanguages: [en, de]\n")
    config = load("require-reason: true\n")
    assert config.settings_for("a.md").require_reason
    assert config.settings_for("docs/deep/er/a.md") == Settings(languages=("en", "de"))
    assert config.settings_for("<stdin>").require_reason


def test_extends_is_weaker_than_the_file_and_lists_meet_as_documented():
    write(
        "base.yaml",
        "packs: [core]\nignore: [a]\nexclude: [x/]\nfail-on: error\nseverity: {a: error, b: error}\n",
    )
    write("more.yaml", "extends: base.yaml\nignore: [b]\nseverity: {b: warning}\n")
    config = load("extends: [more.yaml]\npacks: [technology]\nignore: [c]\nfail-on: never\n")
    found = config.settings_for("a.md")
    assert found.packs == ("technology",)
    assert found.ignore == ("a", "b", "c")
    assert found.severities == (("a", "error"), ("b", "warning"))
    assert config.fail_on == "never"
    assert config.value("exclude") == ("x/",)
    assert [path.name for path in config.files] == ["base.yaml", "more.yaml", NAME]


def test_extends_in_a_circle_is_an_error_that_shows_the_way():
    write("b.yaml", f"extends: {NAME}\n")
    message = error("extends: b.yaml\n")
    assert message.startswith("b.yaml:1:10: IL113")
    assert f"{NAME} -> b.yaml -> {NAME}" in message


def test_two_ways_to_one_base_are_no_circle():
    write("base.yaml", "ignore: [a]\n")
    write("l.yaml", "extends: base.yaml\n")
    write("r.yaml", "extends: base.yaml\n")
    assert "a" in settings("extends: [l.yaml, r.yaml]\n").ignore


def test_sections_apply_in_order_to_the_paths_that_match():
    config = load(
        "ignore: [z]\noverrides:\n"
        "- {paths: [docs/], ignore: [a], packs: [core], languages: []}\n"
        "- {paths: ['*.txt', '!keep.txt'], ignore: [b], format: markdown}\n"
    )
    assert config.settings_for("a.md") == Settings(ignore=("z",))
    assert config.settings_for("docs/x/a.md") == Settings(
        ignore=("z", "a"), packs=("core",), languages=()
    )
    both = config.settings_for(str(Path.cwd() / "docs" / "a.txt"))
    assert (both.ignore, both.format) == (("z", "a", "b"), "markdown")
    assert config.settings_for("keep.txt").format is None


def test_the_last_format_pattern_that_matches_decides():
    config = load("formats: {'*.inc': html, 'legal/*.inc': text}\n")
    assert config.settings_for("a.inc").format == "html"
    assert config.settings_for("legal/a.inc").format == "text"


def test_flags_win_over_every_file():
    write("docs/.inclusive-lint.yaml", "select: [x]\nignore: [y]\nfail-on: error\n")
    config = load("overrides: [{paths: ['*.md'], packs: [core], select: [b]}]\n").with_overrides(
        packs=("hiring",), select=("gender",), ignore=("a",), fail_on="never", format=None, allow=()
    )
    assert config.settings_for("a.md") == Settings(
        packs=("hiring",), select=("gender",), ignore=("a",)
    )
    assert config.settings_for("docs/a.md").ignore == ("y", "a")
    assert config.settings_for("docs/a.md").select == ("gender",)
    assert config.fail_on == "never"
    assert config.with_overrides(format="text").settings_for("a.md").format == "text"


def test_an_explicit_file_holds_for_everything_and_isolated_uses_none():
    write("docs/.inclusive-lint.yaml", "ignore: [y]\n")
    write(NAME, "ignore: [z]\n")
    write("other.yaml", "ignore: [o]\n")
    explicit = load_config(Path.cwd(), explicit=Path("other.yaml"))
    assert explicit.settings_for("docs/a.md").ignore == ("o",)
    assert load_config(Path.cwd(), isolated=True).settings_for("docs/a.md") == Settings()
    with pytest.raises(ConfigError, match="IL114: the configuration can't be read: no such file"):
        load_config(Path.cwd(), explicit=Path("none.yaml"))
    write("pyproject.toml", "[tool.x]\n")
    with pytest.raises(ConfigError, match="no table"):
        load_config(Path.cwd(), explicit=Path("pyproject.toml"))


def test_patterns_are_seen_from_the_folder_of_the_file_in_use(tmp_path, monkeypatch):
    write(
        "repo/.inclusive-lint.yaml",
        "overrides: [{paths: [/docs/a.md], ignore: [x]}]\nexclude: [/out]\n",
    )
    monkeypatch.chdir(tmp_path / "repo")
    write("docs/b.md", "")
    assert load_config(Path.cwd()).settings_for("docs/a.md").ignore == ("x",)
    monkeypatch.chdir("docs")
    config = load_config(Path.cwd())
    assert config.settings_for("a.md").ignore == ("x",)
    assert config.selection_for(str(Path.cwd())).root == (tmp_path / "repo").as_posix()
    assert config.selection_for(str(Path.cwd())).exclude == ("/out",)


def test_equal_settings_are_one_object_and_each_file_is_read_once(monkeypatch):
    reads = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda self: reads.append(self) or original(self))
    config = load("overrides: [{paths: [docs/], ignore: [a]}]\n")
    first = config.settings_for("docs/a.md")
    assert all(config.settings_for(f"docs/{n}/b{n}.md") is first for n in range(200))
    assert len(reads) == 1


# Showing


def test_show_says_each_value_and_where_it_is_from():
    write("base.yaml", "ignore: [a]\n")
    config = load("extends: base.yaml\nignore: [b]\noverrides:\n- {paths: ['*.md'], ignore: [c]}\n")
    text = show_config(config.with_overrides(ignore=("d",)), "x.md")
    assert (
        "ignore:\n  - a  # base.yaml:1:10\n  - b  # .inclusive-lint.yaml:2:10\n"
        "  - c  # .inclusive-lint.yaml:4:30\n  - d  # command line\n" in text
    )
    assert "fail-on: warning  # default\n" in text
    data = show_data(config, "x.md")
    assert data["ignore"][2] == {"value": "c", "origin": ".inclusive-lint.yaml:4:30"}


def test_what_show_writes_is_itself_a_configuration_with_the_same_effect():
    text = (
        "severity: {gender: 'off', x: error}\nallow: [{phrase: 'a: b', reason: '#'}]\n"
        "exclude: ['!x', '*.md']\nlanguages: ['no']\n"
    )
    config = load(text)
    before = config.settings_for("a.md")
    shown = show_config(config).replace("null", "~")
    kept = [line for line in shown.splitlines() if not line.endswith("~  # default")]
    assert settings("\n".join(kept)) == before


# The table


def test_the_shipped_schema_is_current():
    path = Path(config_module.__file__).parent / "schemas" / "config.schema.json"
    assert json.loads(path.read_text("utf-8")) == json.loads(json.dumps(json_schema()))


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda s: s.name)
def test_each_setting_has_a_working_example_that_the_schema_takes(setting):
    jsonschema = pytest.importorskip("jsonschema")
    yaml = pytest.importorskip("yaml")

    write("../shared.yaml", "{}\n")
    text = setting.example if setting.top else f"overrides: [{{paths: [a], {setting.example}}}]"
    if setting.name != "extends":
        load(text).settings_for("a")
    jsonschema.validate(yaml.safe_load(text), json_schema())
    bad = yaml.safe_load("unknown-key: 1")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(bad, json_schema())


def test_the_documentation_names_every_setting():
    page = (Path(config_module.__file__).parent.parent / "docs" / "configuration.md").read_text(
        "utf-8"
    )
    assert [name for name in BY_NAME if f"`{name}`" not in page] == []
