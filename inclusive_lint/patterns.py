"""Path patterns in gitignore syntax, the one glob language of ``.gitignore`` and configuration; reads no files."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from pathspec import GitIgnoreSpec


class PathPatterns:
    """Compiled patterns; the last one that matches a path decides."""

    __slots__ = ("_spec",)

    def __init__(self, lines: Iterable[str]) -> None:
        self._spec = _compile(list(lines))

    def decide(self, path: str) -> bool | None:
        """Say True where a pattern takes ``path`` in, False where a negated one takes it out, else None.

        ``path`` is '/' separated and relative to the folder of the patterns; a folder's ends with '/'.
        """
        if self._spec is None:
            return None
        return self._spec.check_file(_encodable(path)).include

    def decide_alone(self, path: str) -> bool | None:
        """Decide as ``decide`` does, but from the path alone: a pattern for a folder above doesn't count.

        That is how git asks, since it walks into a folder only when that folder isn't ignored.
        """
        if self._spec is None or self.decide(path) is None:
            return None
        name = _encodable(path)
        for pattern in reversed(self._spec.patterns):
            if pattern.regex is not None and _is_of(pattern.regex, name):
                return pattern.include
        return None

    def matches(self, path: str) -> bool:
        """Whether ``path`` is taken in."""
        return self.decide(path) is True


@lru_cache(maxsize=1024)
def compiled(lines: tuple[str, ...]) -> PathPatterns:
    """Compile the patterns of a setting, once."""
    return PathPatterns(lines)


def bad_pattern(line: str) -> str | None:
    """Why a line isn't a usable pattern, None when it is."""
    if not line.strip():
        return "an empty pattern matches nothing"
    if line.strip() == "!" or line.strip() == "/":
        return "a pattern needs a name after it"
    try:
        _from_lines([line])
    except ValueError as error:
        return str(error)
    return None


def _is_of(regex: re.Pattern[str], path: str) -> bool:
    if regex.pattern.startswith("^"):
        return regex.fullmatch(path) is not None
    # pathspec reduces `*` to `.` and `*/` to its mark of a folder.
    return regex.pattern == "." or path.endswith("/")


def _compile(lines: list[str]) -> GitIgnoreSpec | None:
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    try:
        return _from_lines(lines)
    except ValueError:
        # git passes over a line that it can't read, and so do we.
        return _from_lines([line for line in lines if bad_pattern(line) is None])


def _from_lines(lines: list[str]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([_encodable(_contents(line)) for line in lines])


def _contents(line: str) -> str:
    """Write ``a/**`` as ``a/**/*``: pathspec lets the first match the folder ``a/``, git doesn't.

    Else ``a/**`` and ``!a/keep.md`` together would leave ``a`` unvisited.
    """
    stripped = line.rstrip()
    if stripped.endswith("/**"):
        return stripped + "/*"
    return stripped + "*/" if stripped.endswith("/**/") else line


def _encodable(text: str) -> str:
    """``text`` without lone surrogates, which file names may hold and RE2 refuses."""
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode("utf-8")
