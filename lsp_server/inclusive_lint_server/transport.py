"""Bytes in and out: a thread that reads messages, a thread that writes them, and an event loop that waits for neither.

Not pygls's loops, because those stop at a header they don't know, answer broken JSON with a pop-up
and write on the event loop, which a client that doesn't read then blocks.
"""

from __future__ import annotations

import json
import queue
import re
import threading
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_LENGTH = re.compile(rb"\s*content-length\s*:\s*(\d+)\s*\r?\n", re.IGNORECASE)
_LONGEST_HEADER = 4096
_LONGEST_BODY = 1 << 30


@dataclass(frozen=True, slots=True)
class Malformed:
    """A body that isn't JSON."""

    reason: str


def read_message(stream: IO[bytes]) -> Any:
    """Read one message: decoded JSON, ``Malformed``, or None at the end of the stream.

    Lines that are no header are passed over until a length is found, so that one stray print of a
    wrapper script doesn't end the session.
    """
    length = None
    while True:
        line = stream.readline(_LONGEST_HEADER)
        if not line:
            return None
        found = _LENGTH.fullmatch(line)
        if found and int(found[1]) <= _LONGEST_BODY:
            length = int(found[1])
        elif not line.strip() and length is not None:
            return _body(stream, length)


def _body(stream: IO[bytes], length: int) -> Any:
    data = b""
    while len(data) < length:
        more = stream.read(length - len(data))
        if not more:
            return None
        data += more
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        return Malformed(str(error))


class Reader(threading.Thread):
    """Reads until the stream ends and hands each message on; ``on_end`` is called once."""

    def __init__(
        self, stream: IO[bytes], on_message: Callable[[Any], None], on_end: Callable[[], None]
    ) -> None:
        super().__init__(name="lsp-reader", daemon=True)
        self._stream = stream
        self._on_message = on_message
        self._on_end = on_end

    def run(self) -> None:
        """Read until the end."""
        try:
            while (message := read_message(self._stream)) is not None:
                self._on_message(message)
        except (OSError, ValueError):
            pass  # The stream was closed under us, which ends it as well.
        finally:
            self._on_end()


class Writer(threading.Thread):
    """Writes what is queued, in order; what pygls calls a writer."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(name="lsp-writer", daemon=True)
        self._stream = stream
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._broken = False

    def write(self, data: bytes) -> None:
        """Queue one whole message."""
        if not self._broken:
            self._queue.put(data)

    def close(self) -> None:
        """Write what is queued, then end; waits at most a second."""
        self._queue.put(None)
        if self.is_alive():
            self.join(timeout=1)

    def run(self) -> None:
        """Write until closed."""
        while (data := self._queue.get()) is not None:
            try:
                self._stream.write(data)
                if self._queue.empty():
                    self._stream.flush()
            except (OSError, ValueError):  # noqa: PERF203 - one write, one try
                self._broken = True  # The client is gone; the reader will notice the end.
                return


def framed(body: bytes) -> bytes:
    """Put the header before a message's body."""
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
