"""Messages between the server and its linting process: a JSON head and, where there is text, raw bytes.

A frame is ``<head length><body length>`` (two unsigned 32-bit numbers, network order), the head as
JSON and the body as it is. JSON, not pickle: neither side runs what the other sends.
"""

from __future__ import annotations

import json
import struct
from typing import IO, Any

_SIZES = struct.Struct("!II")
Head = dict[str, Any]


def write_frame(stream: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Write one frame and flush."""
    data = json.dumps(head, separators=(",", ":")).encode("utf-8")
    stream.write(_SIZES.pack(len(data), len(body)) + data)
    if body:
        stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """Read one frame; None at the end of the stream, also when it ends inside a frame."""
    sizes = _read(stream, _SIZES.size)
    if sizes is None:
        return None
    head_size, body_size = _SIZES.unpack(sizes)
    head, body = _read(stream, head_size), _read(stream, body_size)
    if head is None or body is None:
        return None
    result: Head = json.loads(head)
    return result, body


def _read(stream: IO[bytes], size: int) -> bytes | None:
    data = stream.read(size)
    while len(data) < size:
        more = stream.read(size - len(data))
        if not more:
            return None
        data += more
    return data
