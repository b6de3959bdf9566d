"""URIs and paths. Only ``file:`` URIs have a path; all others keep their name for finding a format."""

from __future__ import annotations

import os
import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote, urlsplit

_DRIVE = re.compile(r"/([A-Za-z])(?::|%3[Aa])(?=/|$)")


def to_path(uri: str) -> str | None:
    """The path of a ``file:`` URI, '/' separated; None for other schemes and malformed ones.

    >>> to_path("file:///c%3A/a%20b.md")
    'c:/a b.md'
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or "\0" in unquote(parts.path):
        return None
    drive = _DRIVE.match(parts.path)
    if drive:
        return f"{drive[1].lower()}:{unquote(parts.path[drive.end() :])}"
    path = unquote(parts.path)
    return f"//{parts.netloc}{path}" if parts.netloc not in ("", "localhost") else path or None


def from_path(path: str | os.PathLike[str]) -> str:
    """The ``file:`` URI of an absolute path, percent-encoded as VS Code does it."""
    text = os.fspath(path)
    if PureWindowsPath(text).drive and os.sep == "\\":
        text = "/" + PureWindowsPath(text).as_posix()
    return "file://" + quote(text, safe="/~!$&'()*+,;=@-._")


def name_of(uri: str) -> str:
    """The last part of a URI's path: 'Untitled-1', 'COMMIT_EDITMSG'."""
    try:
        return PurePosixPath(unquote(urlsplit(uri).path)).name or uri
    except ValueError:
        return uri


def is_inside(uri: str, folder: str) -> bool:
    """Whether ``uri`` is ``folder`` or lies under it."""
    folder = folder.rstrip("/")
    return uri == folder or uri.startswith(folder + "/")
