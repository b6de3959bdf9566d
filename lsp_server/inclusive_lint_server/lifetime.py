"""The server's end: it outlives neither its client nor its standard input, and takes its linting process along."""

from __future__ import annotations

import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS_BETWEEN_LOOKS = 2.0


def is_alive(pid: int) -> bool:
    """Whether a process exists (one that we may not signal does)."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def watch(pid: int, on_gone: Callable[[], None], *, every: float = _SECONDS_BETWEEN_LOOKS) -> bool:
    """Call ``on_gone`` from a thread when process ``pid`` has ended.

    False, and no watch, when there is no such process now: a client in another container sends a
    number that means nothing here.
    """
    if not is_alive(pid):
        return False

    def look() -> None:
        pause = threading.Event()
        while is_alive(pid):
            pause.wait(every)
        on_gone()

    threading.Thread(target=look, name="lsp-client-watch", daemon=True).start()
    return True


def _is_alive_on_windows(pid: int) -> bool:
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]  # exists on Windows only
    synchronize, timed_out = 0x00100000, 0x00000102
    handle = kernel.OpenProcess(synchronize, False, pid)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
    finally:
        kernel.CloseHandle(handle)
