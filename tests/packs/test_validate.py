"""Every error of a pack is told with its place, not the first alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from packs.pack_files import rule, write_pack

from inclusive_lint.cli import cli
from inclusive_lint.model import PackError
from inclusive_lint.packs.discovery import installed_packs
from inclusive_lint.packs.loader import load_pack
from inclusive_lint.packs.schema import RULES
from inclusive_lint.packs.spec import compose
from inclusive_lint.packs.validate import errors_of, validate_file, validate_pack

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = """\
- id: mine.first
  since: "1.0"
  severity: loud
  categorie: race
  terms: [x, {term: y, pos: nuon}]
  when: [{next: a}, {any: [{nxt: b}, {about: animal}]}]
  message: "x"
  sources: [{title: t, url: "http://example.org"}]
  examples: [{pass: ""}]
"""


def told(pack: Path) -> list[tuple[str, int, int, str]]:
    return [(e.path.rpartition("/")[2], e.line, e.column, e.code) for e in validate_pack(pack)]


def test_every_error_of_a_rule_is_told_at_its_place(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, BROKEN)
    assert told(pack) == [
        ("rules.yaml", 1, 3, "IL205"),  # category
        ("rules.yaml", 1, 3, "IL205"),  # why
        ("rules.yaml", 3, 13, "IL203"),
        ("rules.yaml", 4, 3, "IL204"),
        ("rules.yaml", 5, 29, "IL203"),
        ("rules.yaml", 6, 29, "IL204"),
        ("rules.yaml", 6, 46, "IL203"),
        ("rules.yaml", 8, 29, "IL203"),
        ("rules.yaml", 9, 21, "IL203"),
    ]
    assert "did you mean 'noun'" in str(validate_pack(pack)[4])


def test_errors_of_all_files_are_told_together(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, rule("a", rule="Bad"), extra="colour: red\n")
    (pack / "more.yaml").write_text("- [\n")
    (pack / "latin.yaml").write_bytes(b"# caf\xe9\n")
    assert told(pack) == [
        ("latin.yaml", 1, 1, "IL201"),
        ("more.yaml", 2, 1, "IL202"),
        ("pack.yaml", 7, 1, "IL204"),
        ("rules.yaml", 1, 7, "IL203"),
    ]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (rule("a") + rule("b", rule="a"), (10, 7, "IL209")),
        (rule("a", name="other"), (1, 7, "IL203")),
        (rule("a", since="1.1"), (2, 10, "IL208")),
        (rule("a", more='until: "1.0"'), (10, 10, "IL208")),
        (rule("a", more='was: [{until: "3.0", severity: error}]'), (10, 17, "IL208")),
        (rule("a").replace("terms: [a]", "match: [{POS: NOUN}]"), (1, 1, "IL211")),
    ],
)
def test_what_only_a_whole_pack_can_tell_is_told(
    tmp_path: Path, rules: str, expected: tuple[int, int, str]
) -> None:
    assert [each[1:] for each in told(write_pack(tmp_path, rules))] == [expected]


def test_a_changelog_speaks_of_versions_that_are_there(tmp_path: Path) -> None:
    extra = 'changelog: {"1.0": a, "1.1": b, soon: c}\n'
    pack = write_pack(tmp_path, rule("a"), extra=extra)
    assert told(pack) == [("pack.yaml", 7, 23, "IL208"), ("pack.yaml", 7, 33, "IL203")]


def test_a_folder_without_a_pack_is_an_error(tmp_path: Path) -> None:
    assert [e.code for e in validate_pack(tmp_path)] == ["IL201"]


def test_shipped_packs_are_valid() -> None:
    assert {name: validate_pack(folder) for name, folder in installed_packs().items()} == {
        name: [] for name in installed_packs()
    }


def test_the_command_tells_all_packs_and_ends_with_2(tmp_path: Path) -> None:
    good = write_pack(tmp_path, rule("a", name="good"), name="good")
    bad = write_pack(tmp_path, BROKEN, name="bad")
    done = CliRunner().invoke(
        cli, ["packs", "validate", str(good), str(bad)], standalone_mode=False
    )
    assert done.return_value == 2
    assert "good@1.0: 1 rule, valid\n" in done.output
    assert done.output.endswith(f"{bad}: 10 errors\n")
    shown = CliRunner().invoke(cli, ["packs", "validate", str(bad), "--format", "json"])
    [pack] = json.loads(shown.output)["packs"]
    assert (len(pack["errors"]), pack["errors"][0]["line"]) == (10, 1)


plain = st.recursive(
    st.sampled_from(["a", "1.0", "mine.x", "race", "warning", "true", "", "noun"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "since", "terms", "when", "next", "any", "not", "near", "term"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(plain)
def test_there_are_errors_exactly_where_the_loader_has_one(value: object) -> None:
    node = compose(yaml.safe_dump(value), "x")
    assert node is not None
    first = None
    try:
        RULES.read(node, "x")
    except PackError as error:
        first = str(error)
    told = {str(each) for each in errors_of(RULES, node, "x")}
    assert first in told if first is not None else told == set()


def test_a_valid_pack_loads(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, rule("a") + rule("b", since="1.1"), version="1.1")
    assert validate_pack(pack) == []
    assert len(load_pack(pack).rules) == 2


def test_one_file_is_judged_by_the_text_that_an_editor_has(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, rule("foo"))
    (pack / "more.yaml").write_text(rule("bar"), encoding="utf-8")
    path = pack / "rules.yaml"
    assert validate_file(pack, path, rule("foo") + rule("other")) == []
    again, late = validate_file(pack, path, rule("bar") + rule("x").replace('"1.0"', '"7.0"'))
    assert (again.line, again.code, late.code) == (1, "IL209", "IL208")
    assert "more.yaml:1" in again.message
    (found,) = validate_file(pack, path, "- [")
    assert (found.code, found.path) == ("IL202", path.as_posix())


def test_a_file_is_judged_though_its_pack_yaml_is_broken(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, rule("foo"))
    meta = pack / "pack.yaml"
    meta.write_text("version: [\n", encoding="utf-8")
    assert validate_file(pack, pack / "rules.yaml", rule("foo")) == []
    codes = {error.code for error in validate_file(pack, meta, "id: Mine\ncolour: red\n")}
    assert codes == {"IL203", "IL204", "IL205"}
