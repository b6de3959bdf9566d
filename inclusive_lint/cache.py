"""Verdicts kept on the disk between runs: small values by key, shared by runs at the same time.

Nothing here raises for a broken, locked, full or missing disk: a cache may forget anything. Values
are bytes that mean nothing here, and are never executed.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sqlite3
import sys
import time
import weakref
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.dirs import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

FILE = "verdicts-1.sqlite3"
"""The number is that of the table's shape: another shape is another file."""
LIMIT = 64 * 1024 * 1024
"""Bytes; beyond it, what was used longest ago goes."""

_BATCH = 2_000
_LOCK_SECONDS = 2.0
_DAYS_BETWEEN_MARKS = 7
"""A value in use is marked at most this often, so that a run that only reads hardly writes."""
_SELECT_AT_ONCE = 500
_SELECT_ONE = "SELECT value, used FROM verdicts WHERE key = ?"


class CacheStats(NamedTuple):
    """What a cache holds."""

    path: Path
    entries: int
    size: int
    """Bytes on the disk."""


class DiskCache:
    """Keeps values in an SQLite file; safe for several threads and processes, forked ones included.

    The file is opened at the first use. Values that are put are written in batches, at ``close`` and
    when the process ends.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        limit: int = LIMIT,
        today: int | None = None,
    ) -> None:
        self.path = path if path is not None else cache_dir() / FILE
        self.notice: str | None = None
        """What happened to the file, where a user may want to know."""
        self._limit = limit
        self._day = today if today is not None else _today()
        self._lock = RLock()
        self._connection: sqlite3.Connection | None = None
        self._owner = 0
        self._off = False
        self._new: dict[bytes, bytes] = {}
        self._marked: set[bytes] = set()

    def get(self, key: bytes) -> bytes | None:
        """Return the value kept for ``key``, or None."""
        with self._lock:
            if self._owner == os.getpid() and self._connection is not None:
                # The way of nearly all calls, one for each sentence of a run.
                if key in self._new:
                    return self._new[key]
                try:
                    row = self._connection.execute(_SELECT_ONE, (key,)).fetchone()
                except sqlite3.Error:
                    self._drop_connection()
                else:
                    return self._seen(key, *row) if row is not None else None
            return self.get_many((key,)).get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep ``value``."""
        with self._lock:
            if self._owner == os.getpid() and not self._off and len(self._new) < _BATCH:
                self._new[key] = value
            else:
                self.put_many({key: value})

    def get_many(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return the values kept for ``keys``; those that aren't kept are left out."""
        with self._lock:
            self._check_process()
            found: dict[bytes, bytes] = {}
            missing: list[bytes] = []
            for key in keys:
                if key in self._new:
                    found[key] = self._new[key]
                else:
                    missing.append(key)
            if missing:
                self._safely(lambda connection: self._select(connection, missing, found))
            return found

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep several values."""
        with self._lock:
            self._check_process()
            if self._off:
                return
            self._new.update(values)
            if len(self._new) >= _BATCH:
                self.flush()

    def flush(self) -> None:
        """Write what was put."""
        with self._lock:
            self._check_process()
            if self._new or self._marked:
                self._safely(self._write)
                self._new.clear()
                self._marked.clear()

    def close(self) -> None:
        """Write what was put and let go of the file; a later use opens it again."""
        with self._lock:
            self.flush()
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = None

    def stats(self) -> CacheStats:
        """Return what the file holds."""
        with self._lock:
            self.flush()
            counted = [0]

            def count(connection: sqlite3.Connection) -> None:
                counted[0] = connection.execute("SELECT count(*) FROM verdicts").fetchone()[0]

            if self.path.exists():
                self._safely(count)
            return CacheStats(self.path, counted[0], sum(_size(p) for p in _files(self.path)))

    def __reduce__(self) -> tuple[type[DiskCache], tuple[Path]]:
        """Another process opens the file for itself."""
        return DiskCache, (self.path,)

    def __del__(self) -> None:
        # Who drops a cache loses nothing; a process that only inherited the connection keeps it.
        with contextlib.suppress(Exception):
            if self._owner:
                self.close()

    # --- the file ------------------------------------------------------------------------------

    def _check_process(self) -> None:
        """Let go of a connection that was opened before a fork: SQLite forbids to use it, or close it."""
        if self._owner == os.getpid():
            return
        if self._connection is not None:
            _abandoned.append(self._connection)
            self._connection = None
            self._new.clear()
            self._marked.clear()
        self._owner = os.getpid()
        _at_exit(self)

    def _safely(self, use: Callable[[sqlite3.Connection], None]) -> None:
        """Use the connection; a broken file is deleted and made again once, other trouble is passed over."""
        if self._off:
            return
        for attempt in (1, 2):
            try:
                if self._connection is None:
                    self._connection = _open(self.path)
                use(self._connection)
            except (sqlite3.OperationalError, OSError):  # noqa: PERF203  - twice at most
                # Locked for too long, read-only, no space: this run does without.
                self._drop_connection()
                self._off = True
                return
            except sqlite3.DatabaseError:
                self._drop_connection()
                if attempt == 2 or not _delete(self.path):
                    self._off = True
                    return
                self.notice = (
                    f"the verdict cache {self.path.as_posix()} was broken and is made anew"
                )
            except sqlite3.Error:
                self._drop_connection()
                self._off = True
                return
            else:
                return

    def _drop_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _select(
        self, connection: sqlite3.Connection, keys: list[bytes], found: dict[bytes, bytes]
    ) -> None:
        for start in range(0, len(keys), _SELECT_AT_ONCE):
            some = keys[start : start + _SELECT_AT_ONCE]
            query = (
                f"SELECT key, value, used FROM verdicts WHERE key IN ({','.join('?' * len(some))})"  # noqa: S608  - only places
            )
            for key, value, used in connection.execute(query, some):
                kept = self._seen(key, value, used)
                if kept is not None:
                    found[key] = kept

    def _seen(self, key: bytes, value: object, used: object) -> bytes | None:
        """Return a row's value, and remember to mark it where it hasn't been for long."""
        if not isinstance(value, bytes) or not isinstance(used, int):
            return None
        if used < self._day - _DAYS_BETWEEN_MARKS:
            self._marked.add(key)
        return value

    def _write(self, connection: sqlite3.Connection) -> None:
        day = self._day
        with connection:
            connection.executemany(
                "INSERT OR REPLACE INTO verdicts (key, value, used) VALUES (?, ?, ?)",
                [(key, value, day) for key, value in self._new.items()],
            )
            connection.executemany(
                "UPDATE verdicts SET used = ? WHERE key = ?", [(day, key) for key in self._marked]
            )
        if _used_bytes(connection) > self._limit:
            self._shrink(connection)

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Drop what was used longest ago until three quarters of the limit are used."""
        goal = self._limit * 3 // 4
        while (used := _used_bytes(connection)) > goal:
            total = connection.execute("SELECT count(*) FROM verdicts").fetchone()[0]
            if not total:
                break
            share = max(int(total * (used - goal) / used), 1)
            with connection:
                connection.execute(
                    "DELETE FROM verdicts WHERE key IN "
                    "(SELECT key FROM verdicts ORDER BY used, key LIMIT ?)",
                    (share,),
                )
        connection.execute("PRAGMA incremental_vacuum")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def open_cache() -> DiskCache:
    """Return the cache of verdicts in the cache folder."""
    return DiskCache()


def clear_cache(folder: Path | None = None) -> tuple[int, int]:
    """Delete what this tool keeps in its cache folder: verdicts and compiled packs.

    Returns how many files that were and their bytes. Only files of our own names are touched, since
    INCLUSIVE_LINT_CACHE_DIR can name any folder. Raises OSError where one can't be deleted.
    """
    place = folder if folder is not None else cache_dir()
    count = size = 0
    for pattern in ("verdicts-*.sqlite3*", "packs/*.bin*", "packs/*.tmp"):
        for path in sorted(place.glob(pattern)):
            if path.is_file():
                size += _size(path)
                path.unlink(missing_ok=True)
                count += 1
    with contextlib.suppress(OSError):
        (place / "packs").rmdir()
    return count, size


_abandoned: list[sqlite3.Connection] = []
"""Connections of the process that we were forked from; to be freed would close them."""


def _at_exit(cache: DiskCache) -> None:
    """Have a cache written when this process ends, as long as anybody still has it."""
    reference = weakref.ref(cache)

    def close() -> None:
        alive = reference()
        if alive is not None and alive._owner == os.getpid():  # noqa: SLF001  - one module
            alive.close()

    atexit.register(close)
    util = sys.modules.get("multiprocessing.util")
    if util is not None:
        # Children of multiprocessing end without running what atexit knows.
        util.Finalize(None, close, exitpriority=10)


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    connection = sqlite3.connect(
        path, timeout=_LOCK_SECONDS, check_same_thread=False, cached_statements=32
    )
    try:
        with contextlib.suppress(sqlite3.OperationalError):
            connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may lose the last batch, never the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA trusted_schema = OFF")
        if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            _make(connection)
        connection.execute("SELECT key, value, used FROM verdicts LIMIT 1").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection) -> None:
    """Make the table; harmless where another process was faster."""
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("VACUUM")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS verdicts "
        "(key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX IF NOT EXISTS by_use ON verdicts (used)")


def _used_bytes(connection: sqlite3.Connection) -> int:
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * size)


def _files(path: Path) -> list[Path]:
    return [path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")]


def _delete(path: Path) -> bool:
    """Delete a broken file; False where that can't be done or it isn't one that we'd have made."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        for each in _files(path):
            each.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _today() -> int:
    """Days since 1970; only their order matters."""
    return int(time.time() // 86_400)
