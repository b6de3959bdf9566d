"""Fixes: which edits are made, what they leave alone, and how files are replaced."""

import re
import stat
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import HIDDEN, finding

from inclusive_lint.fixes import apply_edits, select_edits, unified_diff, write_fixed
from inclusive_lint.model import Edit, Fix, Source
from inclusive_lint.source import read_source


def test_only_safe_fixes_are_taken_unless_asked():
    text = "whitelist whitelist"
    found = (finding(text), finding(text, occurrence=1, safe=False))
    assert (Edit(0, 9, "allowlist"),) == select_edits(found)
    assert 2 == len(select_edits(found, unsafe=True))


def test_suppressed_findings_are_left_alone():
    text = "whitelist"
    assert () == select_edits((finding(text, suppressed=HIDDEN),))


def test_the_more_specific_of_two_overlapping_fixes_wins():
    text = "a sanity check here"
    long = finding(text, "sanity check", words=("quick check",))
    short = finding(text, "sanity", words=("quick",))
    assert (Edit(2, 14, "quick check"),) == select_edits((short, long))


def test_a_fix_is_taken_whole_or_not_at_all():
    text = "a whitelist"
    article = Fix(True, (Edit(0, 1, "an"), Edit(2, 11, "allowlist")))
    rival = finding(text, "a whitelist", words=("the allowlist",))
    assert (Edit(0, 11, "the allowlist"),) == select_edits((finding(text, fix=article), rival))


def test_edits_that_touch_are_both_made():
    text = "whitelistblacklist"
    found = (finding(text), finding(text, "blacklist", words=("denylist",)))
    assert "allowlistdenylist" == apply_edits(text, select_edits(found))


@pytest.mark.parametrize(
    "edits",
    [(Edit(0, 3, ""), Edit(2, 4, "")), (Edit(3, 4, ""), Edit(0, 1, "")), (Edit(0, 99, ""),)],
)
def test_edits_that_can_not_be_made_are_refused(edits):
    with pytest.raises(ValueError, match="edit"):
        apply_edits("12345", edits)


@st.composite
def texts_and_findings(draw):
    text = draw(st.text(st.sampled_from("ab \n\r\té🙂"), max_size=60))
    found = []
    for number in range(draw(st.integers(0, 6))):
        cuts = draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6).map(sorted))
        words = draw(st.lists(st.text(st.sampled_from("xy\n"), max_size=3), min_size=3, max_size=3))
        pairs = zip(cuts[::2], cuts[1::2], strict=False)
        edits = tuple(Edit(s, e, w) for (s, e), w in zip(pairs, words, strict=False))
        clean = all(x.end < y.start for x, y in pairwise(edits))
        if clean and edits[0].end > edits[0].start:
            found.append(
                replace(
                    finding("whitelist"),
                    start=edits[0].start,
                    end=edits[-1].end,
                    match=text[edits[0].start : edits[-1].end],
                    fix=Fix(True, edits),
                    rule=f"r.{number}",
                )
            )
    return text, tuple(found)


@given(texts_and_findings())
def test_nothing_outside_the_edits_changes(sample):
    text, found = sample
    edits = select_edits(found)
    fixed = apply_edits(text, edits)
    at = moved = 0
    for edit in edits:
        kept = edit.start - at
        assert text[at : edit.start] == fixed[moved : moved + kept]
        assert edit.text == fixed[moved + kept : moved + kept + len(edit.text)]
        at, moved = edit.end, moved + kept + len(edit.text)
    assert text[at:] == fixed[moved:]


@given(texts_and_findings())
def test_selection_does_not_depend_on_the_order_of_findings(sample):
    _, found = sample
    assert select_edits(found) == select_edits(found[::-1])


TOY = {"white list": "allowlist", "list": "row", "a white": "an allowed", "he has": "they have"}


def toy_lint(text):
    """Findings on every occurrence of the toy terms, overlapping ones included."""
    return [
        replace(
            finding(term, term, rule=f"toy.{term}"),
            start=m.start(),
            end=m.end(),
            fix=Fix(True, (Edit(m.start(), m.end(), word),)),
        )
        for term, word in TOY.items()
        for m in re.finditer(rf"\b{term}\b", text)
    ]


@given(st.lists(st.sampled_from(["a", "white", "list", "he", "has", "x"])).map(" ".join))
def test_a_waiting_fix_is_made_by_the_next_run_until_nothing_is_found(text):
    for _ in range(3):
        text = apply_edits(text, select_edits(toy_lint(text)))
    assert [] == toy_lint(text)
    assert text == apply_edits(text, select_edits(toy_lint(text)))


@pytest.mark.parametrize("tool", ["git", "patch"])
def test_the_diff_is_read_by_patch_programs(tmp_path, tool):
    text = "one whitelist\r\n" + "keep\u2028me \r\n" * 9 + "white\nlist\n" + "k\n" * 4 + "whitelist"
    found = (
        finding(text),
        finding(text, "white\nlist", words=("allowlist",)),
        finding(text, occurrence=1),
    )
    edits = select_edits(found)
    name = "docs/a file.md"
    path = tmp_path / name
    path.parent.mkdir()
    path.write_bytes(text.encode())
    diff = unified_diff(name, text, edits)
    command = {"git": ["git", "apply", "-"], "patch": ["patch", "-p1", "--binary", "-s"]}[tool]
    try:
        subprocess.run(command, cwd=tmp_path, input=diff.encode(), check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip(f"{tool} is not installed")
    assert apply_edits(text, edits).encode() == path.read_bytes()


def _patched(diff, text):
    """A small patch program: hunks in, new text out; counts checked."""
    lines, out, at = text.split("\n"), [], 0
    rows = diff.split("\n")[2:-1]
    i = 0
    while i < len(rows):
        old, new = (x[1:].split(",") for x in rows[i].split()[1:3])
        start = int(old[0]) - 1 if int(old[1]) else int(old[0])
        out += [line + "\n" for line in lines[at:start]]
        at, i, seen = start, i + 1, [0, 0]
        while i < len(rows) and not rows[i].startswith("@@"):
            row = rows[i]
            if row.startswith("\\"):
                if rows[i - 1][0] in " +":
                    out[-1] = out[-1][:-1]
            else:
                if row[0] in " -":
                    assert lines[at] == row[1:]
                    at += 1
                if row[0] in " +":
                    out.append(row[1:] + "\n")
                seen[0] += row[0] in " -"
                seen[1] += row[0] in " +"
            i += 1
        assert [int(old[1]), int(new[1])] == seen
    rest = "\n".join(lines[at:]) if at < len(lines) else ""
    return "".join(out) + rest


@given(texts_and_findings())
def test_the_diff_says_what_the_edits_do(sample):
    text, found = sample
    edits = select_edits(found)
    diff = unified_diff("a", text, edits)
    assert apply_edits(text, edits) == (_patched(diff, text) if edits else text)


def source_of(path: Path, data: bytes) -> Source:
    path.write_bytes(data)
    source = read_source(path)
    assert isinstance(source, Source)
    return source


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfA whitelist. \r\nEnd",
        "A whitelist\u00e9\r".encode("utf-16"),
        "caf\u00e9 whitelist\n".encode("cp1252"),
    ],
)
def test_encoding_byte_order_mark_and_line_ends_stay(tmp_path, data):
    path = tmp_path / "a.md"
    source = source_of(path, data)
    fixed = source.text.replace("whitelist", "allowlist")
    assert (True, ()) == write_fixed(source, fixed)
    encoding = source.encoding
    assert data.replace("whitelist".encode(encoding), "allowlist".encode(encoding)) == (
        path.read_bytes()
    )


def test_a_character_that_the_encoding_lacks_leaves_the_file_alone(tmp_path):
    path = tmp_path / "a.txt"
    source = source_of(path, b"caf\xe9 whitelist")
    written, (notice,) = write_fixed(source, "café 許可リスト")
    assert not written
    assert ("IL322", b"caf\xe9 whitelist") == (notice.code, path.read_bytes())
    assert "U+8A31" in notice.message


def test_the_mode_stays(tmp_path):
    path = tmp_path / "a.md"
    source = source_of(path, b"whitelist")
    path.chmod(0o640)
    write_fixed(source, "allowlist")
    assert 0o640 == stat.S_IMODE(path.stat().st_mode)


def test_a_read_only_file_is_said_and_skipped(tmp_path):
    path = tmp_path / "a.md"
    source = source_of(path, b"whitelist")
    path.chmod(0o444)
    written, (notice,) = write_fixed(source, "allowlist")
    assert (False, "IL321", b"whitelist") == (written, notice.code, path.read_bytes())


def test_a_link_stays_and_its_target_is_fixed(tmp_path):
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    target.write_bytes(b"whitelist")
    link.symlink_to("real.md")
    source = read_source(link)
    written, (notice,) = write_fixed(source, "allowlist")
    assert (True, "IL325") == (written, notice.code)
    assert "real.md" == link.readlink().as_posix()
    assert b"allowlist" == target.read_bytes()


def test_a_hard_link_is_said(tmp_path):
    path = tmp_path / "a.md"
    source = source_of(path, b"whitelist")
    (tmp_path / "b.md").hardlink_to(path)
    _, (notice,) = write_fixed(source, "allowlist")
    assert "IL326" == notice.code


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path):
    path = tmp_path / "a.md"
    source = source_of(path, b"whitelist")
    path.write_bytes(b"whitelist, edited")
    written, (notice,) = write_fixed(source, "allowlist")
    assert (False, "IL323", b"whitelist, edited") == (written, notice.code, path.read_bytes())


def test_a_file_that_vanished_is_a_notice(tmp_path):
    path = tmp_path / "a.md"
    source = source_of(path, b"whitelist")
    path.unlink()
    written, (notice,) = write_fixed(source, "allowlist")
    assert (False, "IL324", True) == (written, notice.code, notice.fatal)


def test_text_taken_out_of_an_office_file_is_not_written_back(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    source = Source(path.as_posix(), "whitelist", format="docx", writable=False)
    written, (notice,) = write_fixed(source, "allowlist")
    assert (False, "IL327") == (written, notice.code)
