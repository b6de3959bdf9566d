"""Configurations of other tools become ours, and what is lost is said."""

import json
import subprocess
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.migrate import migrate
from inclusive_lint.migrate.literals import LIMIT, NotLiteralError, literals
from inclusive_lint.model import ConfigError
from inclusive_lint.packs.loader import load_pack
from inclusive_lint.packs.testing import check_packs


def carried(tool, folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return migrate(tool, folder)


def config_of(out):
    return yaml.safe_load(out.config())


def pack_of(out, folder):
    pack = folder / "pack"
    pack.mkdir()
    for name, text in out.pack_files().items():
        (pack / name).write_text(text, encoding="utf-8")
    return load_pack(pack)


ALEX = {
    ".alexrc": json.dumps({"allow": ["host-hostess", "invalid"], "profanitySureness": 1}),
    ".alexignore": "# built\nbuild/\n\n*.gen.md\n",
    "package.json": json.dumps({"name": "x", "alex": {"allow": ["dad-mom"], "noBinary": True}}),
}


def test_alex_allowed_rules_become_allowed_phrases(tmp_path):
    out = carried("alex", tmp_path, ALEX)
    config = config_of(out)
    assert ["host", "hostess", "invalid", "dad", "mom"] == [a["phrase"] for a in config["allow"]]
    assert "'host-hostess' was allowed in .alexrc" == config["allow"][0]["reason"]
    assert ["build/", "*.gen.md"] == config["exclude"]
    assert [".alexrc", "package.json", ".alexignore"] == out.read
    assert {} == out.pack_files()


def test_alex_what_is_lost_is_said(tmp_path):
    notes = " ".join(carried("alex", tmp_path, ALEX).notes)
    assert "profanitySureness" in notes
    assert "noBinary" in notes


def test_alex_programs_are_not_run(tmp_path):
    out = carried("alex", tmp_path, {".alexrc.js": "throw new Error('ran')"})
    assert [] == out.read
    assert ".alexrc.js is a program and was not run" in out.notes[0]


def test_alex_yaml_is_read(tmp_path):
    out = carried("alex", tmp_path, {".alexrc.yml": "allow:\n  - butt\n"})
    assert ["butt"] == [a["phrase"] for a in config_of(out)["allow"]]


WOKE = {
    ".woke.yaml": """
ignore_files:
  - vendor/*
include_note: true
rules:
  - name: tribal-knowledge
    terms: [tribal knowledge, tribal wisdom]
    alternatives: [shared knowledge]
    note: It makes light of the traditions of Indigenous peoples.
    severity: warn
  - name: nitty gritty
    terms:
      - nitty gritty
    severity: info
  - name: white-box
""",
    ".wokeignore": "testdata/\n",
}


def test_woke_rules_become_a_pack_that_loads(tmp_path):
    pack = pack_of(carried("woke", tmp_path, WOKE), tmp_path)
    first, second = sorted(pack.rules, key=lambda r: r.id, reverse=True)
    assert "from-woke.tribal-knowledge" == first.id
    assert ("tribal knowledge", "tribal wisdom") == tuple(t.text for t in first.terms)
    assert (("shared knowledge",), "warning") == (first.replacements, first.severity)
    assert "It makes light of the traditions of Indigenous peoples." == first.why
    assert ("suggestion", ()) == (second.severity, second.replacements)


def test_woke_files_and_switched_off_rules_go_to_the_configuration(tmp_path):
    out = carried("woke", tmp_path, WOKE)
    config = config_of(out)
    assert ["vendor/*", "testdata/"] == config["exclude"]
    assert ["white box", "white-box"] == [a["phrase"] for a in config["allow"]]
    assert ["core", "technology", "./inclusive-lint-pack"] == config["packs"]
    assert any("include_note" in note for note in out.notes)


def test_blocklint_lists_become_rules_but_for_its_own_four(tmp_path):
    ini = "[tox]\nenvlist = py\n[blocklint]\nblocklist = master,gizmo\nwordlist=frobnicate\nmax_issue_threshold=3\nskip-files=a.py,b.py\n"
    out = carried("blocklint", tmp_path, {"tox.ini": ini})
    pack = pack_of(out, tmp_path)
    assert ["from-blocklint.frobnicate", "from-blocklint.gizmo"] == [r.id for r in pack.rules]
    assert ["a.py", "b.py"] == config_of(out)["exclude"]
    assert any("baseline" in note for note in out.notes)


VALE = {
    ".vale.ini": """
StylesPath = styles
MinAlertLevel = suggestion
Vocab = Ours
Packages = Google

[formats]
mdx = md

[*.md]
BasedOnStyles = alex, House, Google
House.Passive = NO
House.Terms = error
TokenIgnores = (x)
""",
    "styles/House/Terms.yml": """
extends: substitution
message: "Use '%s' instead of '%s'."
level: warning
ignorecase: true
link: https://example.org/terms
swap:
  (?:sanity|sense) check: quick check|smoke test
  'white[- ]?listed?': allowlist
  '\\d+ men': people
exceptions:
  - sanity check house
""",
    "styles/House/Words.yml": "extends: existence\nmessage: '%s'\ntokens:\n  - obviously\n  - of course\n",
    "styles/House/Passive.yml": "extends: existence\nmessage: x\ntokens: [was]\n",
    "styles/House/Long.yml": "extends: occurrence\nmessage: x\nmax: 30\n",
    "styles/config/vocabularies/Ours/accept.txt": "[Mm]an page\n(?=x)y\n",
    "styles/config/vocabularies/Ours/reject.txt": "gizmo\n",
}


def test_vale_styles_become_a_pack_that_loads(tmp_path):
    pack = pack_of(carried("vale", tmp_path, VALE), tmp_path)
    rules = {rule.id: rule for rule in pack.rules}
    check = rules["from-vale.house-terms-sanity-check"]
    assert ("sanity check", "sense check") == tuple(t.text for t in check.terms)
    assert (("quick check", "smoke test"), "error") == (check.replacements, check.severity)
    assert "https://example.org/terms" == check.sources[0].url
    assert "from-vale.house-passive" not in rules
    words = rules["from-vale.house-words"]
    assert ("obviously", "of course") == tuple(t.text for t in words.terms)
    assert ("gizmo",) == tuple(t.text for t in rules["from-vale.gizmo"].terms)


def test_vale_exceptions_and_vocabulary_become_allowed_phrases(tmp_path):
    allow = config_of(carried("vale", tmp_path, VALE))["allow"]
    assert ["Man page", "sanity check house"] == [a["phrase"] for a in allow]
    assert "from-vale.house-terms-sanity-check" in allow[1]["rules"]


@pytest.mark.parametrize(
    "lost",
    [
        "House.Long: a rule that extends 'occurrence' is not carried over.",
        "House.Terms, '\\d+ men': not carried over: it has '\\d'.",
        "Style Google is not carried over: nothing of it is in styles",
        "Style alex is not carried over: its words are in the packs core and technology.",
        "'TokenIgnores' of [*.md] is not carried over.",
        "'Packages' is not carried over.",
        "vocabulary Ours, '(?=x)y': not carried over",
    ],
)
def test_vale_what_is_lost_is_said(tmp_path, lost):
    assert any(lost in note for note in carried("vale", tmp_path, VALE).notes)


def test_vale_styles_without_a_configuration_are_enough(tmp_path):
    files = {"House/Words.yml": VALE["styles/House/Words.yml"]}
    assert ["house-words"] == [
        r.id.partition(".")[2] for r in pack_of(carried("vale", tmp_path, files), tmp_path).rules
    ]


@pytest.mark.parametrize("tool", ["alex", "woke", "blocklint", "vale"])
def test_a_folder_without_a_configuration_is_an_error_that_says_what_was_looked_for(tmp_path, tool):
    with pytest.raises(ConfigError, match="IL110: no configuration of"):
        migrate(tool, tmp_path)
    with pytest.raises(ConfigError, match="IL110: no such file"):
        migrate(tool, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("tool", "name", "text"),
    [
        ("alex", ".alexrc", '{"allow": ['),
        ("alex", ".alexrc", "[1, 2]"),
        ("woke", ".woke.yaml", "a: [\n"),
        ("woke", ".woke.yaml", "\x00"),
        ("blocklint", "tox.ini", "no section"),
        ("vale", ".vale.ini", "[unclosed\nx"),
    ],
)
def test_a_broken_configuration_is_an_error_that_names_the_file(tmp_path, tool, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(ConfigError, match=name):
        migrate(tool, tmp_path)


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("whitelist", ("whitelist",)),
        (r"\bwhite[- ]?list(?:s|ed)?\b", ("white-lists", "white-listed", "white-list",
                                          "white lists", "white listed", "white list",
                                          "whitelists", "whitelisted", "whitelist")),
        ("[Ww]hite", ("White",)),
        (r"man\s?made", ("man made", "manmade")),
        ("(?i:Foo|Bar)", ("Foo", "Bar")),
        (r"e\.g\.", ("e.g.",)),
    ],
)  # fmt: skip
def test_simple_expressions_are_written_out(pattern, texts):
    assert texts == literals(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "a.b",
        "a*",
        "(?=x)",
        "[a-z]",
        "[^a]",
        r"\w",
        r"\d",
        "(a",
        "a)",
        "x{2}",
        "^a",
        "(?P<n>a)",
        "\\",
    ],
)
def test_other_expressions_are_refused(pattern):
    with pytest.raises(NotLiteralError):
        literals(pattern)


@given(st.text(st.sampled_from("ab|()[]?\\-: "), max_size=30))
def test_any_expression_is_written_out_or_refused(pattern):
    try:
        texts = literals(pattern)
    except NotLiteralError:
        return
    assert len(texts) <= LIMIT


def test_the_command_writes_once_and_then_asks(tmp_path):
    (tmp_path / ".woke.yaml").write_text(WOKE[".woke.yaml"])
    command = [sys.executable, "-m", "inclusive_lint", "migrate", "woke", str(tmp_path)]
    first = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (0, 3) == (first.returncode, first.stdout.count("wrote "))
    assert "2 rules, 2 allowed phrases, 1 excluded patterns." in first.stderr
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 2 == again.returncode
    assert "use --force" in again.stderr


def test_woke_default_severity_is_that_of_rules_without_one(tmp_path):
    text = "default_severity: error\nrules:\n- {name: a, terms: [gizmo]}\n- {name: b, terms: [foo], severity: info}\n"
    pack = pack_of(carried("woke", tmp_path, {".woke.yaml": text}), tmp_path)
    assert ["error", "suggestion"] == [rule.severity for rule in pack.rules]


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("a|b", ("a", "b")),
        ("primary, host or director", ("primary", "host", "director")),
        ("as it is said, so it is meant to be", ("as it is said, so it is meant to be",)),
    ],
)
def test_vale_replacements_are_told_apart(tmp_path, text, offered):
    style = f"extends: substitution\nmessage: x\nswap:\n  gizmo: {text}\n"
    pack = pack_of(carried("vale", tmp_path, {"House/T.yml": style}), tmp_path)
    assert offered == pack.rules[0].replacements


def test_vale_sections_with_patterns_of_brackets_are_read(tmp_path):
    ini = "StylesPath = s\n[[!.]*.adoc]\nBasedOnStyles = H\n; a remark\nH.W = error\n"
    files = {".vale.ini": ini, "s/H/W.yml": "extends: existence\nmessage: x\ntokens: [gizmo]\n"}
    assert "error" == pack_of(carried("vale", tmp_path, files), tmp_path).rules[0].severity


@pytest.mark.model
@pytest.mark.parametrize(("tool", "files"), [("woke", WOKE), ("vale", VALE)])
def test_a_pack_that_was_carried_over_passes_the_checks_of_packs(tmp_path, tool, files):
    out = carried(tool, tmp_path, files)
    pack_of(out, tmp_path)
    problems = check_packs((f"{tmp_path}/pack",))
    assert [] == [str(problem) for problem in problems if problem.check != "unique"]
