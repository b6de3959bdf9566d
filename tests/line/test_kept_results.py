"""Whole results of unchanged inputs are kept, and only for what they depend on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from line.test_engine import RULES, NoReader
from packs.pack_files import write_pack

from inclusive_lint.engine import Linter
from inclusive_lint.kept_results import key_of_result, pack_result, unpack_result
from inclusive_lint.model import Allow, FileResult, Settings, Source
from inclusive_lint.verdicts import MemoryCache

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "A whitelist.\n\n<!-- inclusive-lint: disable-next-line -- kept -->\nA sanity check 🙂 of a\nwhite list.\n"


@pytest.fixture
def pack(tmp_path: Path) -> str:
    return str(write_pack(tmp_path, RULES))


class Refusing:
    """A line that must not run."""

    def begin(self, *_: object, **__: object) -> None:
        raise AssertionError("the result was not taken from the cache")


def test_a_result_survives_the_way_to_bytes_and_back(pack: str) -> None:
    source = Source("a.md", TEXT, format="markdown")
    result = Linter(Settings(packs=(pack,)), reader=NoReader()).lint_source(source)
    assert len(result.findings) == 3
    assert any(f.suppressed for f in result.findings)
    assert unpack_result(pack_result(result), source) == result


def test_damaged_bytes_are_no_result() -> None:
    source = Source("a.md", TEXT, format="markdown")
    for data in (b"", b"{}", b"[]", b'{"findings": [[1]], "notices": [], "words": 1}', b"\xff"):
        assert unpack_result(data, source) is None


def test_an_unchanged_input_is_not_read_again(pack: str) -> None:
    cache = MemoryCache()
    source = Source("a.md", TEXT.replace("sanity", "plain"), format="markdown")
    first = Linter(Settings(packs=(pack,)), cache=cache).lint_source(source)
    again = Linter(Settings(packs=(pack,)), cache=cache)
    again._stages = Refusing  # type: ignore[assignment,method-assign]
    assert again.lint_source(source) == first


@pytest.mark.parametrize(
    "changed",
    [
        {"text": TEXT + "x"},
        {"path": "b.md"},
        {"format": "text"},
        {"writable": False},
    ],
)
def test_another_input_has_another_key(changed: dict[str, object]) -> None:
    source = Source("a.md", TEXT, format="markdown")
    settings = Settings()
    key = key_of_result(source, settings, "1")
    assert key == key_of_result(Source("a.md", TEXT, format="markdown"), Settings(), "1")
    assert key != key_of_result(replace(source, **changed), settings, "1")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "settings",
    [
        Settings(ignore=("race",)),
        Settings(allow=(Allow("white list"),)),
        Settings(scope=frozenset({"comments", "strings"})),
        Settings(preferences=(("disability-language", "person-first"),)),
        Settings(require_reason=True),
    ],
)
def test_other_settings_or_versions_have_another_key(settings: Settings) -> None:
    source = Source("a.md", TEXT, format="markdown")
    key = key_of_result(source, Settings(), "1")
    assert key != key_of_result(source, settings, "1")
    assert key != key_of_result(source, Settings(), "2")


def test_a_result_without_findings_keeps_no_source() -> None:
    source = Source("a.md", TEXT, format="markdown")
    assert unpack_result(pack_result(FileResult("a.md", words=3)), source) == FileResult(
        "a.md", words=3
    )
