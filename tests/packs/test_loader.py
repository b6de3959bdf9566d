"""Packs load whole or not at all, and say where they are broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from packs.pack_files import rule, write_pack

from inclusive_lint.model import PackError
from inclusive_lint.packs.loader import load_pack


def error_of(folder: Path) -> str:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return str(caught.value)


def test_a_rule_is_loaded_with_its_terms(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, rule("foo")))
    assert [(r.id, [t.text for t in r.terms]) for r in pack.rules] == [("mine.foo", ["foo"])]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "unles: []",
            "rules.yaml:10:3: IL204: unknown key 'unles' in a rule; did you mean 'unless'?",
        ),
        (
            "unless: [{nxt: [a]}]",
            "IL204: unknown key 'nxt' among the conditions; did you mean 'next'?",
        ),
        ("unless: [{next: []}]", "expected at least one item, found an empty list"),
        ("unless: [{next: [$persn]}]", "expected a word, or one of the lexicons, found '$persn'"),
        ("detector: generic-pronom", "expected one of generic-pronoun"),
        ("even_in: [names]", "did you mean 'name'?"),
        ("fix: safe", "IL207: a safe fix needs a replacement"),
        ("match: [{LOWER: foo}]", "IL207: a rule has exactly one of terms, match, dependency"),
        ('until: "2.0"', "IL208: until 2.0 is newer than the pack's version 1.0"),
        ("unless: [{}]", "expected at least one condition, found none"),
        ("why: again", "key 'why' stands twice"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, more: str, expected: str) -> None:
    message = error_of(write_pack(tmp_path, rule("foo", more=more)))
    assert expected in message
    assert "rules.yaml:" in message


def test_broken_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    assert "rules.yaml:3:1: IL202" in error_of(write_pack(tmp_path, "- id: [\n  x: y\n"))


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    text = rule("foo").replace('  why: "y"\n', "")
    assert "IL205: key 'why' is missing in a rule" in error_of(write_pack(tmp_path, text))


def test_an_id_that_stands_twice_names_both_places(tmp_path: Path) -> None:
    message = error_of(write_pack(tmp_path, rule("foo") + rule("bar", rule="foo")))
    assert "rules.yaml:10:7: IL209" in message
    assert "first at" in message


def test_a_folder_without_pack_yaml_is_no_pack(tmp_path: Path) -> None:
    assert "pack.yaml is missing" in error_of(tmp_path)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = rule("foo").replace("severity", "severty") + rule("bar").replace(
        "severity: ", "severity: un"
    )
    with pytest.raises(PackError) as caught:
        load_pack(write_pack(tmp_path, text))
    assert [text.split(": ")[1] for text in caught.value.texts] == ["IL205", "IL204", "IL203"]


def test_a_version_that_there_is_not_yet_is_told_though_the_pack_is_sound(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="IL208: pack 'mine' has no version"):
        load_pack(write_pack(tmp_path, rule("foo")), "9.9")


def test_rules_that_are_not_utf8_are_told_with_their_line(tmp_path: Path) -> None:
    pack = write_pack(tmp_path, "")
    (pack / "rules.yaml").write_bytes(b"# one\n# \xff\n")
    assert "rules.yaml:2:1: IL201: not valid UTF-8" in error_of(pack)


def test_plain_null_and_no_are_words(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, rule("null") + rule("no")))
    assert sorted(t.text for r in pack.rules for t in r.terms) == ["no", "null"]


def test_yaml_tags_run_nothing(tmp_path: Path) -> None:
    text = rule("foo").replace('"y"', '!!python/object/apply:os.system ["touch pwned"]')
    assert "expected text" in error_of(write_pack(tmp_path, text))
    assert not Path("pwned").exists()


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000])
def test_nesting_without_end_is_told_and_crashes_nothing(tmp_path: Path, text: str) -> None:
    assert "rules.yaml:1:1: IL202: nested too deeply" in error_of(write_pack(tmp_path, text))
