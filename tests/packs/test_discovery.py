"""Packs are found by name, path and entry point; nothing of a third party is imported."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from packs.pack_files import rule, write_pack

from inclusive_lint.engine import Linter
from inclusive_lint.model import ConfigError, PackError, Settings
from inclusive_lint.packs.discovery import find_pack, installed_packs

if TYPE_CHECKING:
    from pathlib import Path


def install(folder: Path, *, name: str = "theirs") -> None:
    """A distribution as pip leaves it: a package with a pack in it and an entry point."""
    package = folder / "their_package"
    write_pack(package, rule("zonk", name=name), name=name)
    (package / "__init__.py").write_text("raise RuntimeError('imported')", encoding="utf-8")
    info = folder / "their_package-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-package\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        f"[inclusive_lint.packs]\n{name} = their_package.{name}\n", encoding="utf-8"
    )


def test_packs_that_ship_are_found_by_name() -> None:
    assert {"core", "technology"} <= set(installed_packs())


def test_an_unknown_name_gets_the_nearest_one() -> None:
    with pytest.raises(PackError, match="no pack named 'cor'; did you mean 'core'"):
        find_pack("cor")


def test_an_installed_pack_is_found_without_importing_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    linter = Linter(Settings(packs=("theirs",)))
    assert [f.match for f in linter.lint_text("What a zonk.").findings] == ["zonk"]
    assert "their_package" not in sys.modules


def test_all_takes_in_installed_packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    assert "theirs" in {p.id for p in Linter(Settings(packs=("all",))).ruleset.packs}


def test_select_takes_ids_categories_and_packs(tmp_path: Path) -> None:
    pack = str(write_pack(tmp_path, rule("foo") + rule("bar")))
    for select, expected in [
        (("mine.foo",), ["mine.foo"]),
        (("race",), ["mine.bar", "mine.foo"]),
        (("mine",), ["mine.bar", "mine.foo"]),
    ]:
        assert [r.id for r in Linter(Settings(packs=(pack,), select=select)).rules] == expected


def test_an_unknown_rule_in_select_gets_the_nearest_one(tmp_path: Path) -> None:
    pack = str(write_pack(tmp_path, rule("foo")))
    with pytest.raises(ConfigError, match=r"'mine.fo'; did you mean 'mine.foo'"):
        Linter(Settings(packs=(pack,), select=("mine.fo",)))


def test_a_rule_wins_over_its_category_and_pack_in_severities(tmp_path: Path) -> None:
    pack = str(write_pack(tmp_path, rule("foo") + rule("bar")))
    severities = (("mine", "suggestion"), ("mine.foo", "error"))
    linter = Linter(Settings(packs=(pack,), severities=severities))
    assert {r.id: r.severity for r in linter.rules} == {
        "mine.foo": "error",
        "mine.bar": "suggestion",
    }


def test_a_damaged_compiled_pack_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from inclusive_lint.packs import ruleset

    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))
    pack = str(write_pack(tmp_path, rule("foo")))
    ruleset.load_rules((pack,))
    (compiled,) = (tmp_path / "cache" / "packs").iterdir()
    compiled.write_bytes(b"\0" * 64)
    ruleset._memory.clear()
    assert [r.id for r in ruleset.load_rules((pack,)).rules] == ["mine.foo"]


def test_a_path_with_an_at_sign_is_no_pin(tmp_path: Path) -> None:
    pack = write_pack(tmp_path / "a@b", rule("foo"))
    assert find_pack(str(pack)) == (pack, None)
    assert find_pack(f"{pack}@1.0") == (pack, "1.0")
