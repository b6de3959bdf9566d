"""The verdict cache: what it keeps, what it survives, and what it leaves alone."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
import threading
import time

import pytest

from inclusive_lint.cache import FILE, DiskCache, clear_cache, open_cache


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / FILE


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def test_what_is_put_is_there_in_this_run_and_the_next(path):
    cache = DiskCache(path)
    cache.put(b"k", b"v")
    assert cache.get(b"k") == b"v"
    assert cache.get(b"other") is None
    cache.close()
    assert DiskCache(path).get(b"k") == b"v"


def test_many_are_got_and_put_at_once(path):
    cache = DiskCache(path)
    cache.put_many({key(n): b"%d" % n for n in range(5_000)})
    cache.close()
    found = DiskCache(path).get_many([key(n) for n in range(4_000, 6_000)])
    assert found == {key(n): b"%d" % n for n in range(4_000, 5_000)}


def test_nothing_is_made_on_the_disk_until_something_is_kept_or_asked(path):
    DiskCache(path).close()
    assert DiskCache(path).stats().entries == 0
    assert not path.parent.exists()


@pytest.mark.parametrize(
    "content", [b"not a database" * 100, b"", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_broken_file_is_made_anew(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    cache = DiskCache(path)
    assert cache.get(b"k") is None
    cache.put(b"k", b"v")
    cache.close()
    assert DiskCache(path).get(b"k") == b"v"
    assert (cache.notice is not None) == bool(content)


def test_a_file_that_breaks_in_the_middle_is_made_anew(path):
    cache = DiskCache(path)
    cache.put_many({key(n): b"v" * 100 for n in range(5_000)})
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    cache = DiskCache(path)
    cache.get_many([key(n) for n in range(5_000)])
    cache.put(b"k", b"v")
    cache.close()
    assert DiskCache(path).get(b"k") == b"v"


def test_a_table_of_another_shape_is_no_reason_to_fail(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE verdicts (other TEXT)")
    connection.close()
    cache = DiskCache(path)
    cache.put(b"k", b"v")
    assert cache.get(b"k") == b"v"
    cache.close()
    assert cache.get(b"k") is None


@pytest.mark.parametrize("kind", ["folder", "file in the way"])
def test_a_place_that_cannot_be_used_is_done_without(tmp_path, kind):
    if kind == "folder":
        place = tmp_path / FILE
        place.mkdir()
    else:
        (tmp_path / "x").write_text("x")
        place = tmp_path / "x" / FILE
    cache = DiskCache(place)
    cache.put(b"k", b"v")
    cache.flush()
    assert cache.get(b"k") is None
    assert cache.stats().entries == 0
    cache.close()


def test_a_link_in_its_place_is_not_followed_to_delete(tmp_path, path):
    precious = tmp_path / "precious.txt"
    precious.write_text("precious " * 100)
    path.parent.mkdir()
    path.symlink_to(precious)
    cache = DiskCache(path)
    cache.put(b"k", b"v")
    cache.close()
    assert precious.read_text() == "precious " * 100
    assert path.is_symlink()


def test_a_locked_file_delays_a_run_only_briefly(path, monkeypatch):
    monkeypatch.setattr("inclusive_lint.cache._LOCK_SECONDS", 0.05)
    cache = DiskCache(path)
    cache.put(b"a", b"v")
    cache.close()
    holder = sqlite3.connect(path)
    holder.execute("BEGIN EXCLUSIVE")
    started = time.perf_counter()
    blocked = DiskCache(path)
    blocked.put(b"k", b"v")
    blocked.close()
    assert time.perf_counter() - started < 2
    holder.rollback()
    holder.close()
    assert DiskCache(path).get(b"a") == b"v"


def test_it_stays_below_its_limit_and_what_was_used_last_stays(path):
    limit = 400_000

    def on(day: int) -> DiskCache:
        return DiskCache(path, limit=limit, today=day)

    def fill(day: int, start: int, count: int) -> None:
        cache = on(day)
        cache.put_many({key(n): os.urandom(200) for n in range(start, start + count)})
        cache.close()

    fill(100, 0, 1_000)
    reading = on(130)
    assert len(reading.get_many([key(n) for n in range(100)])) == 100
    reading.close()
    for day, start in enumerate(range(1_000, 1_600, 300), 131):
        fill(day, start, 300)
    cache = on(140)
    assert path.stat().st_size <= limit * 1.3
    assert len(cache.get_many([key(n) for n in range(1_000, 1_600)])) == 600
    assert len(cache.get_many([key(n) for n in range(100)])) == 100
    assert len(cache.get_many([key(n) for n in range(100, 1_000)])) < 600
    cache.close()


def test_a_run_that_only_reads_does_not_write(path):
    cache = DiskCache(path)
    cache.put(b"k", b"v")
    cache.close()
    before = path.read_bytes()
    again = DiskCache(path)
    assert again.get(b"k") == b"v"
    assert not again._marked
    again.close()
    assert path.read_bytes() == before


def test_threads_share_one_cache(path):
    cache = DiskCache(path)
    wrong = []

    def work(start: int) -> None:
        for n in range(start, start + 300):
            cache.put(key(n), b"%d" % n)
            if cache.get(key(n)) != b"%d" % n:
                wrong.append(n)

    threads = [threading.Thread(target=work, args=(i * 300,)) for i in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert cache.stats().entries == 1_800
    cache.close()


_WRITER = (
    "import sys; from pathlib import Path; from inclusive_lint.cache import DiskCache\n"
    "cache = DiskCache(Path(sys.argv[1]))\n"
    "for n in range(int(sys.argv[2]), int(sys.argv[2]) + 4000):\n"
    "    cache.put(n.to_bytes(16, 'big'), b'%d' % n)\n"
)


def test_runs_at_the_same_time_lose_nothing_and_a_run_writes_when_it_ends(path):
    writers = [
        subprocess.Popen([sys.executable, "-c", _WRITER, str(path), str(start)])
        for start in range(0, 12_000, 4_000)
    ]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    cache = DiskCache(path)
    assert cache.stats().entries == 12_000
    assert cache.notice is None
    cache.close()


_FORKER = (
    "import multiprocessing, sys; from pathlib import Path; from inclusive_lint.cache import DiskCache\n"
    "cache = DiskCache(Path(sys.argv[1])); cache.put(b'parent', b'v'); cache.flush(); cache.put(b'later', b'v')\n"
    "def work(n):\n"
    "    assert cache.get(b'parent') == b'v'\n"
    "    cache.put(b'child%d' % n, b'v')\n"
    "children = [multiprocessing.get_context('fork').Process(target=work, args=(n,)) for n in range(3)]\n"
    "for child in children: child.start()\n"
    "for child in children: child.join()\n"
    "sys.exit(max(child.exitcode for child in children))\n"
)


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
def test_forked_children_open_the_file_for_themselves_and_write_at_their_end(path):
    subprocess.run([sys.executable, "-W", "ignore", "-c", _FORKER, str(path)], check=True)
    found = DiskCache(path).get_many([b"parent", b"later", b"child0", b"child1", b"child2"])
    assert len(found) == 5


def test_clearing_removes_our_files_and_no_others(tmp_path, monkeypatch):
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path))
    cache = open_cache()
    assert cache.path == tmp_path / FILE
    cache.put(b"k", b"v")
    cache.close()
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "0-311.bin").write_bytes(b"x")
    (tmp_path / "notes.md").write_text("mine")
    count, size = clear_cache()
    assert count >= 2
    assert size > 0
    assert [path.name for path in tmp_path.iterdir()] == ["notes.md"]
    assert clear_cache() == (0, 0)
