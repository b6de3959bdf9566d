"""Writing a file whole or not at all: who is killed half-way leaves the old file, never a part."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

_BINARY = getattr(os, "O_BINARY", 0)


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of the file ``path``, or make it where there is none.

    A symbolic link stays one: its target is written. The mode, and as far as allowed the owner, of
    the old file are kept; a new file gets the mode that any program would give it. Raises OSError,
    and then the old file is as it was and nothing is left behind.
    """
    target = Path(os.path.realpath(path))
    try:
        old: os.stat_result | None = target.stat()
    except FileNotFoundError:
        old = None
    if old is not None and not stat.S_ISREG(old.st_mode):
        raise OSError(0, "not a regular file", str(target))
    # In the same folder, since a file can be renamed only inside one file system.
    temporary = target.with_name(f".{target.name[:64]}.{secrets.token_hex(6)}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123  - the handle is open already
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if old is not None:
            _keep(temporary, old)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _keep(path: Path, old: os.stat_result) -> None:
    new = path.stat()
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        # Only the superuser may give a file away; the group alone may still be ours to set.
        for owner, group in ((old.st_uid, old.st_gid), (-1, old.st_gid)):
            with contextlib.suppress(OSError):
                os.chown(path, owner, group)
                break
    path.chmod(stat.S_IMODE(old.st_mode))


def _sync_folder(folder: Path) -> None:
    """Make the rename last a power cut where the system can; without it nothing is torn either."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
