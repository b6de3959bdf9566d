"""Baselines: what is known, what is new, what is gone, and a file that survives edits and merges."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inclusive_lint.baseline import (
    Baseline,
    Entry,
    apply_baseline,
    create_baseline,
    find_stale,
    load_baseline,
    prune_baseline,
    render_baseline,
    save_baseline,
    update_baseline,
)
from inclusive_lint.model import ConfigError, FileResult, Finding, Notice, Result, Suppressed

ROOT = Path.cwd()


def result(files: dict[str, str], **options) -> Result:
    """A run in which each letter of a file's text is a finding, equal letters with equal digests."""
    out = []
    for path, letters in files.items():
        findings = []
        for place, letter in enumerate(letters):
            number = letters[: place + 1].count(letter)
            fingerprint = f"{ord(letter):016x}-{number}"
            finding = Finding(
                path, f"core.{letter}", "core", "gender", "warning", "m", letter, place, place + 1
            )
            findings.append(replace(finding, fingerprint=fingerprint))
        out.append(FileResult(path, tuple(findings), **options))
    return Result(tuple(out))


def new(run: Result, baseline: Baseline) -> list[str]:
    return [f"{f.path}:{f.match}" for f in apply_baseline(run, baseline, ROOT).findings]


def make(files: dict[str, str]) -> Baseline:
    return create_baseline(result(files), ROOT)


def known(baseline: Baseline) -> dict[str, str]:
    out: dict[str, str] = {}
    for entry in baseline.entries:
        out[entry.path] = out.get(entry.path, "") + entry.match * entry.count
    return out


def test_known_findings_do_not_count_and_stay_marked():
    marked = apply_baseline(result({"a.md": "xy"}), make({"a.md": "xy"}), ROOT)
    assert marked.findings == ()
    assert [f.suppressed for f in marked.suppressed] == [Suppressed("baseline")] * 2


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("x", "xx", ["a.md:x"]),
        ("xx", "xxx", ["a.md:x"]),
        ("xy", "yx", []),
        ("x", "zx", ["a.md:z"]),
        ("xx", "x", []),
        ("", "x", ["a.md:x"]),
    ],
)
def test_one_more_of_the_same_is_new(before, after, expected):
    assert new(result({"a.md": after}), make({"a.md": before})) == expected


def test_the_same_words_in_another_file_are_new():
    assert new(result({"b.md": "x"}), make({"a.md": "x"})) == ["b.md:x"]


def test_what_a_comment_suppresses_needs_no_place_in_the_baseline():
    run = result({"a.md": "xx"})
    first, second = run.files[0].findings
    first = replace(first, suppressed=Suppressed("comment"))
    run = Result((FileResult("a.md", (first, second)),))
    baseline = create_baseline(run, ROOT)
    assert baseline.total == 1
    assert new(run, baseline) == []


def test_paths_are_relative_to_the_folder_of_the_baseline():
    baseline = create_baseline(result({"docs/a.md": "x", "<stdin>": "y"}), ROOT / "docs")
    assert [entry.path for entry in baseline.entries] == ["<stdin>", "a.md"]
    run = result({str(ROOT / "docs" / "a.md"): "x"})
    assert apply_baseline(run, baseline, ROOT / "docs").findings == ()


def test_updating_adds_what_is_new_and_drops_what_is_gone_in_linted_files_only():
    baseline = make({"a.md": "xxy", "b.md": "x", "gone.md": "x"})
    after = update_baseline(
        baseline, result({"a.md": "xz", "c.md": "y"}), ROOT, exists=lambda path: path != "gone.md"
    )
    assert known(after) == {"a.md": "xz", "b.md": "x", "c.md": "y"}


def test_pruning_only_drops():
    baseline = make({"a.md": "xxy", "b.md": "x", "gone.md": "x"})
    run = result({"a.md": "xz", "c.md": "y"})
    after = prune_baseline(baseline, run, ROOT, exists=lambda path: path != "gone.md")
    assert known(after) == {"a.md": "x", "b.md": "x"}
    stale = find_stale(baseline, run, ROOT, exists=lambda path: path != "gone.md")
    assert [(e.path, e.match, e.count) for e in stale] == [
        ("a.md", "x", 1),
        ("a.md", "y", 1),
        ("gone.md", "x", 1),
    ]


@pytest.mark.parametrize(
    "notice",
    [Notice("a.md", "IL301", "can't be read", fatal=True), Notice("a.md", "IL304", "no model")],
)
def test_a_file_that_was_not_linted_to_the_end_keeps_its_entries(notice):
    baseline = make({"a.md": "x"})
    run = result({"a.md": ""}, notices=(notice,))
    assert prune_baseline(baseline, run, ROOT) == baseline
    assert update_baseline(baseline, run, ROOT) == baseline


def test_a_run_over_some_rules_says_nothing_of_the_others():
    baseline = make({"a.md": "xy"})
    run = result({"a.md": "z"})
    assert known(prune_baseline(baseline, run, ROOT, rules={"core.x"})) == {"a.md": "y"}
    assert known(update_baseline(baseline, run, ROOT, rules={"core.x"})) == {"a.md": "yz"}


def test_making_it_again_from_a_run_with_it_keeps_it():
    baseline = make({"a.md": "xxy"})
    marked = apply_baseline(result({"a.md": "xxy"}), baseline, ROOT)
    assert create_baseline(marked, ROOT) == baseline


# The file


def test_the_file_has_one_sorted_entry_a_line_without_positions(tmp_path):
    path = tmp_path / "b.json"
    save_baseline(make({"b.md": "x", "a.md": "yxx"}), path)
    lines = path.read_text("utf-8").splitlines()
    assert json.loads(lines[3].rstrip(",")) == {
        "path": "a.md", "fingerprint": f"{ord('x'):016x}", "count": 2, "rule": "core.x", "match": "x",
    }  # fmt: skip
    assert len(lines) == 3 + 3 + 3
    assert lines[3:6] == sorted(lines[3:6])
    assert load_baseline(path) == make({"b.md": "x", "a.md": "yxx"})


_LETTERS = st.text("xyz", max_size=6)
_FILES = st.dictionaries(
    st.sampled_from(["a.md", "b/c.md", "é.md", 'q"\\.md']), _LETTERS, max_size=3
)


@given(_FILES, st.randoms())
def test_reading_back_gives_the_same_whatever_the_order(files, random):
    baseline = make(files)
    entries = list(baseline.entries)
    random.shuffle(entries)
    text = render_baseline(Baseline(tuple(entries)))
    assert text == render_baseline(baseline)
    assert len(json.loads(text)["findings"]) == len(entries) + 1


@given(_FILES, _FILES)
def test_new_is_exactly_what_there_is_more_of(before, after):
    left = {path: list(text) for path, text in before.items()}
    expected = []
    for path, text in after.items():
        for letter in text:
            if letter in left.get(path, []):
                left[path].remove(letter)
            else:
                expected.append(f"{path}:{letter}")
    assert sorted(new(result(after), make(before))) == sorted(expected)


@given(_FILES, _FILES)
def test_after_an_update_nothing_is_new_and_nothing_stale(before, after):
    run = result(after)
    updated = update_baseline(make(before), run, ROOT, exists=lambda _: True)
    assert new(run, updated) == []
    assert find_stale(updated, run, ROOT, exists=lambda _: True) == ()
    assert update_baseline(updated, run, ROOT, exists=lambda _: True) == updated


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_merges_what_two_branches_add_far_apart_and_by_union_what_they_add_at_one_place(
    tmp_path,
):
    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-c", "commit.gpgsign=false", *arguments],
            cwd=tmp_path, check=True, capture_output=True,
        )  # fmt: skip

    path = tmp_path / "b.json"
    git("init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_text("b.json merge=union\n")
    save_baseline(make({"m.md": "x"}), path)
    git("add", ".")
    git("commit", "-qm", "base")
    git("switch", "-qc", "other")
    save_baseline(make({"m.md": "xx", "z.md": "x"}), path)
    git("commit", "-qam", "other")
    git("switch", "-q", "main")
    save_baseline(make({"m.md": "x", "z.md": "xy"}), path)
    git("commit", "-qam", "main")
    git("merge", "-q", "--no-edit", "other")
    assert known(load_baseline(path)) == {"m.md": "xx", "z.md": "xy"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", ":1:2: IL115: the baseline is not JSON"),
        (b"<<<<<<< HEAD\n", "keep the lines of both sides"),
        (b"\xff\xfe", "not JSON in UTF-8"),
        (b"[]", "not a baseline"),
        (b'{"version": 1}', "not a baseline"),
        (b'{"version": 1, "findings": [3]}', "entry 1 is no object"),
        (b'{"version": 1, "findings": [{"path": "a"}]}', "entry 1 lacks"),
        (b'{"version": 99, "findings": []}', "newer release (version 99, here 1); update"),
    ],
)
def test_a_file_that_cannot_be_used_is_an_error_with_the_way_out(tmp_path, content, words):
    path = tmp_path / "b.json"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        load_baseline(path)
    assert str(caught.value).startswith(f"{path.as_posix()}:")
    assert words in str(caught.value)


def test_a_missing_file_is_an_error_with_the_way_out(tmp_path):
    with pytest.raises(ConfigError, match="baseline create"):
        load_baseline(tmp_path / "b.json")


def test_a_file_without_changes_is_not_written_again(tmp_path):
    path = tmp_path / "b.json"
    save_baseline(make({"a.md": "x"}), path)
    before = path.stat().st_ino
    save_baseline(make({"a.md": "x"}), path)
    assert path.stat().st_ino == before


def test_names_and_matches_of_any_kind_can_be_written(tmp_path):
    path = tmp_path / "b.json"
    save_baseline(Baseline((Entry("\udcff.md", "0" * 16, 1, "core.x", "a\u2028b \ud800"),)), path)
    assert load_baseline(path).entries[0].path == "\udcff.md"
