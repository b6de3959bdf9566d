"""The documentation is true: what it shows happens, what it links exists, what is generated is current."""

import doctest
import importlib.util
import json
import re
import shlex
from pathlib import Path

import click
import jsonschema
import pytest
import yaml
from click.testing import CliRunner
from pages import PAGES, ROOT, WRITTEN, blocks, named, run_console, steps, without_blocks

import inclusive_lint
from inclusive_lint.cli import cli
from inclusive_lint.config_schema import SETTINGS
from inclusive_lint.packs.discovery import shipped_folder
from inclusive_lint.packs.loader import load_pack
from inclusive_lint.packs.schema import RULE

DOCS = ROOT / "docs"
PACKS = sorted(path.parent for path in shipped_folder().glob("*/pack.yaml"))
CONSOLE = [
    pytest.param(block, id=f"{named(page)} {number}")
    for page in WRITTEN
    for number, block in enumerate(blocks(page.read_text("utf-8"), "console"))
    if steps(block)
]


def generator(name):
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def empty(tmp_path, monkeypatch):
    """A folder of its own, with a cache of its own and no configuration above."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path


# Generated pages


def test_every_rule_has_a_page_that_is_current():
    written = {path.name: path.read_text("utf-8") for path in (DOCS / "rules").glob("*.md")}
    wanted = generator("generate_rules").pages()
    assert sorted(wanted) == sorted(written), "run: make pages"
    assert [name for name in wanted if wanted[name] != written[name]] == [], "run: make pages"


def test_the_tables_of_the_rule_format_are_current():
    page = (DOCS / "writing-rules.md").read_text("utf-8")
    assert page == generator("generate_rules").manual(page), "run: make pages"
    assert page.count("<!-- table: ") == page.count("<!-- end -->") == 5


def test_the_schemas_are_current():
    for name, text in generator("generate_schemas").schemas().items():
        path = Path(inclusive_lint.__file__).with_name("schemas") / name
        assert json.loads(path.read_text("utf-8")) == json.loads(text), "run: make pages"


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_the_shipped_packs_are_as_the_schemas_say(folder):
    schemas = {n: json.loads(t) for n, t in generator("generate_schemas").schemas().items()}
    for path in folder.glob("**/*.yaml"):
        # The loader reads plain scalars as written: a version is text, whatever YAML makes of it.
        value = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        schema = schemas["pack.schema.json" if path.name == "pack.yaml" else "rules.schema.json"]
        _retyped(value)
        jsonschema.validate(value, schema)


def _retyped(value):
    """Give booleans and numbers back that ``BaseLoader`` left as text, where our loader does."""
    if not isinstance(value, dict | list):
        return
    for key, item in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if item in ("true", "false"):
            value[key] = item == "true"
        elif key in ("before", "after") and str(item).isdecimal():
            value[key] = int(item)
        _retyped(item)


# What pages name


def test_every_link_leads_to_a_page_and_a_heading_that_exist():
    dead = []
    for page in PAGES:
        text = re.sub(r"`[^`\n]*`", "", without_blocks(page.read_text("utf-8")))
        for link in re.findall(r"\]\(<?([^)>\s]+)", text):
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            outside = re.match(r"https://|mailto:", link)
            if not outside and (not target.exists() or (anchor and anchor not in anchors(target))):
                dead.append((named(page), link))
    assert dead == []


def anchors(page):
    heads = re.findall(r"^#+ (.+)$", without_blocks(page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_key_of_a_rule_and_every_setting_is_documented():
    manual = (DOCS / "writing-rules.md").read_text("utf-8")
    assert [key for key in RULE.keys if f"`{key}`" not in manual] == []
    configuration = (DOCS / "configuration.md").read_text("utf-8")
    assert [s.name for s in SETTINGS if f"`{s.name}`" not in configuration] == []


def test_every_option_of_every_command_is_documented():
    page = (DOCS / "cli.md").read_text("utf-8")
    missing = []
    for path, command in commands(cli, ()):
        options = [o for p in command.params if isinstance(p, click.Option) for o in p.opts]
        missing += [(*path, o) for o in options if o not in page and o != "--help"]
        if path and f"inclusive-lint {' '.join(path)}" not in page:
            missing.append(path)
    assert missing == []


def commands(command, path):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from commands(command.get_command(context, name), (*path, name))


def shown_commands():
    """(page, words) of every command line of ours in a block of a page."""
    for page in WRITTEN:
        text = page.read_text("utf-8")
        for block in (b for language in ("sh", "console", "bash") for b in blocks(text, language)):
            for line in block.splitlines():
                for part in re.split(r" \| |&&|;", line.partition(" #")[0].removeprefix("$ ")):
                    if re.match(r"(\S*/)?inclusive-lint ", part.strip()):
                        yield named(page), shlex.split(part)[1:]


def test_every_command_on_a_page_exists_with_its_options():
    unknown = []
    for page, words in shown_commands():
        command, rest = cli, list(words)
        while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
            command = command.get_command(click.Context(command), rest.pop(0))
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts)}
        options |= {"--help", "-h", "--version"}
        given = [word.partition("=")[0] for word in rest if re.match(r"--?[a-z]", word)]
        unknown += [(page, words, option) for option in given if option not in options]
    assert unknown == []


def test_every_command_shows_an_example():
    bare = [
        path for path, command in commands(cli, ()) if "Examples:" not in (command.epilog or "")
    ]
    assert bare == []


def test_no_page_knows_a_machine():
    pattern = re.compile(r"/(?:home|root|work|Users)/\w+")
    found = [(named(p), m[0]) for p in PAGES for m in pattern.finditer(p.read_text("utf-8"))]
    assert found == []


def test_the_overview_of_the_architecture_stays_short_and_names_what_exists():
    page = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert len(page.splitlines()) < 200
    parts = {
        path.name
        for folder in ("inclusive_lint", "lsp_server", "docs", "rules")
        for path in (ROOT / folder).rglob("*")
    }
    named_files = set(re.findall(r"`(?:[\w/]+/)?(\w+\.py)`", page))
    assert named_files - parts == set()


def test_an_entry_of_the_decisions_is_short_and_whole():
    entries = (DOCS / "decisions.md").read_text("utf-8").split("\n## ")[1:]
    long = [entry.splitlines()[0] for entry in entries if len(entry.strip().splitlines()) > 15]
    parts = ("- **Context.**", "- **Choice.**", "- **Price.**")
    torn = [entry.splitlines()[0] for entry in entries if not all(part in entry for part in parts)]
    assert (long, torn) == ([], [])


# What pages show


@pytest.mark.model
@pytest.mark.parametrize("block", CONSOLE)
def test_a_console_shows_what_happens(block, empty):
    for command, shown, code, output in run_console(block):
        assert code in (0, 1), f"{command}: {output}"
        if shown.strip():
            assert (command, output.strip()) == (command, shown.strip())


@pytest.mark.model
def test_the_library_page_runs_as_written(empty):
    (empty / "notes.md").write_text("Doctors help the blind.\n", "utf-8")
    text = "\n".join(blocks((DOCS / "library.md").read_text("utf-8"), "pycon"))
    test = doctest.DocTestParser().get_doctest(text, {}, "library.md", "docs/library.md", 0)
    said = []
    assert len(test.examples) > 30
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert "".join(said) == ""


@pytest.mark.model
def test_the_rule_of_the_manual_grows_as_it_is_told(empty):
    page = (DOCS / "writing-rules.md").read_text("utf-8")
    first, finished = [b for b in blocks(page, "yaml") if "  examples:" in b]
    [shown] = blocks(page, "text")
    folder = empty / "our-words"
    assert CliRunner().invoke(cli, ["packs", "new", "our-words"]).exit_code == 0
    for rule, expected in ((first, shown), (finished, "All checks pass.\n")):
        (folder / "rules.yaml").write_text(rule, "utf-8")
        assert CliRunner().invoke(cli, ["packs", "test", "./our-words"]).output == expected


def test_every_piece_of_a_rule_in_the_manual_can_be_read():
    page = (DOCS / "writing-rules.md").read_text("utf-8")
    for block in blocks(page, "yaml"):
        value = yaml.safe_load(block)
        rules = value if isinstance(value, list) else [value]
        assert [set(rule) - set(RULE.keys) - {"packs"} for rule in rules] == [set()] * len(rules)


def test_a_contributor_finds_the_pack_and_the_command_that_the_guide_names():
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    packs = {load_pack(folder).id for folder in PACKS}
    assert set(re.findall(r"packs test (\w+) ", page)) <= packs
