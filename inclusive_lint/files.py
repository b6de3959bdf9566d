"""Before the first stage: paths as the user gave them in, the files to lint out; opens no document.

What a folder yields: files whose format is a documentation format, that neither ``.gitignore`` nor
the setting ``exclude`` rules out, in the order of their paths. A file that is named is always taken.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.blocks import format_of
from inclusive_lint.gitignore import IgnoreStack, ignores_above
from inclusive_lint.model import Notice
from inclusive_lint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

FOLDER_FORMATS = frozenset(
    {"markdown", "mdx", "text", "rst", "asciidoc", "html", "latex", "notebook"}
)
"""Formats that a folder yields unasked; code, data and office files need ``include`` or ``formats``."""

SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", ".bzr", ".jj", "node_modules", "bower_components", "site-packages",
        ".venv", "venv", ".direnv", ".tox", ".nox", ".eggs", "__pycache__", "__pypackages__",
        ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".ipynb_checkpoints",
        ".cache", ".idea", ".vscode", ".vs", ".gradle", ".terraform", ".yarn", ".next", ".nuxt",
        "_build", "dist", "buck-out",
    }
)  # fmt: skip
"""Names of folders that are never walked into; name such a folder itself to have it walked."""

_NOT_PROSE = (
    r"(?:(?:licen[sc]es?|copying|notice|unlicense|patents)(?:[.-][\w.-]*)?"
    r"|(?:requirements|constraints)[\w.-]*\.txt|(?:dev-|test-)?requirements\.txt"
    r"|cmakelists\.txt|robots\.txt|ads\.txt|meson_options\.txt|py\.typed)"
)
"""Names whose suffix says text but that are a licence (not the writer's to reword) or a tool's input."""


class Selection(NamedTuple):
    """What the settings in force for a folder say about the files to take from it."""

    root: str = ""
    """Absolute folder, '/' separated, that the patterns are relative to; '': the folder walked."""
    exclude: tuple[str, ...] = ()
    """Patterns in gitignore syntax."""
    include: tuple[str, ...] = ()
    """Patterns of files to take besides those with a documentation format."""
    formats: tuple[tuple[str, str], ...] = ()
    """(pattern, format); what matches a pattern is taken."""


def find_files(  # noqa: PLR0913  - each is a setting of its own
    paths: Iterable[str | Path],
    *,
    exclude: tuple[str, ...] = (),
    include: tuple[str, ...] = (),
    root: Path | None = None,
    follow: bool = False,
    gitignore: bool = True,
    force_exclude: bool = False,
    selection_for: Callable[[str], Selection] | None = None,
) -> Iterator[Path | Notice]:
    """Yield the files to lint, and a notice for each path that can't be looked at.

    ``exclude`` and ``include`` are patterns relative to ``root`` (default: the folder walked).
    ``selection_for``, called with each folder's absolute path, replaces them where configurations
    nest. ``follow`` follows symbolic links inside folders; ``force_exclude`` applies ``exclude`` to
    named files too, as a hook that passes file names needs it. Nothing is yielded twice.
    """
    base = Selection(_absolute(root) if root is not None else "", exclude, include)
    finder = _Finder(selection_for or (lambda _folder: base), follow=follow, gitignore=gitignore)
    for path in map(Path, paths):
        try:
            is_folder = path.is_dir()
            exists = is_folder or path.exists()
        except OSError as error:
            yield _unreadable(path.as_posix(), error)
            continue
        if not exists:
            message = "no such file or folder; check the spelling and the working folder"
            yield Notice(path.as_posix(), "IL301", message, fatal=True)
        elif is_folder:
            yield from finder.folder(path)
        elif not (force_exclude and finder.excludes(path)):
            yield from finder.file(path)


def would_yield(path: str, selection_for: Callable[[str], Selection]) -> bool:
    """Whether a folder would yield a file that need not be on the disk; git's view is not asked.

    ``path`` is absolute and '/' separated.
    """
    folder, _, name = path.rpartition("/")
    selection = selection_for(folder or "/")
    relative = _relative(path, selection.root or folder)
    if any(part in SKIPPED_FOLDERS for part in relative.split("/")[:-1]):
        return False
    if not _is_document(name) and not _asked_for(relative, selection):
        return False
    return not compiled(selection.exclude).matches(relative)


@dataclass(slots=True)
class _Level:
    """A folder being walked."""

    entries: Iterator[tuple[str, os.DirEntry[str], bool]]
    """(name, with '/' after a folder's; entry; whether it is a folder), sorted by the first."""
    path: str
    """Absolute, '/' separated, with a final '/'."""
    shown: str
    """What stands before a name when the path is shown: '' or a folder with '/'."""
    ignores: IgnoreStack
    identity: tuple[int, int] | None
    """Device and inode, known only when links are followed."""


class _Finder:
    """One run over the given paths; remembers what was yielded."""

    def __init__(
        self, selection_for: Callable[[str], Selection], *, follow: bool, gitignore: bool
    ) -> None:
        self._selection_for = selection_for
        self._follow = follow
        self._gitignore = gitignore
        self._yielded: set[str] = set()
        self._entered: set[tuple[int, int]] = set()

    def file(self, path: Path) -> Iterator[Path]:
        """Yield a file unless it was yielded before."""
        absolute = _absolute(path)
        if absolute not in self._yielded:
            self._yielded.add(absolute)
            yield path

    def excludes(self, path: Path) -> bool:
        """Whether settings rule out a named file."""
        absolute = _absolute(path)
        folder = absolute.rpartition("/")[0] or "/"
        selection = self._selection_for(folder)
        relative = _relative(absolute, selection.root or folder)
        if any(part in SKIPPED_FOLDERS for part in relative.split("/")[:-1]):
            return True
        return compiled(selection.exclude).matches(relative)

    def folder(self, path: Path) -> Iterator[Path | Notice]:
        """Walk a folder, depth first, in order of the paths as strings."""
        start = _absolute(path).rstrip("/") + "/"
        shown = "" if path == Path() else path.as_posix().rstrip("/") + "/"
        ignores = ignores_above(start) if self._gitignore else IgnoreStack()
        levels: list[_Level] = []
        opened: _Level | Notice | None = self._open(start, shown, ignores, None)
        while True:
            if isinstance(opened, _Level):
                levels.append(opened)
            elif opened is not None:
                yield opened
            opened = None
            if not levels:
                return
            level = levels[-1]
            for name, entry, is_folder in level.entries:
                if is_folder:
                    opened = self._enter(level, name, entry, levels, start)
                    if opened is not None:
                        break
                else:
                    yield from self._take(level, name, entry, start)
            else:
                levels.pop()

    def _open(
        self, path: str, shown: str, ignores: IgnoreStack, identity: tuple[int, int] | None
    ) -> _Level | Notice:
        try:
            if self._follow and identity is None:
                status = os.stat(path)  # noqa: PTH116  - on the fast path of a walk
                identity = (status.st_dev, status.st_ino)
                self._entered.add(identity)
            with os.scandir(path) as scan:
                entries = [
                    (entry.name + "/" if is_folder else entry.name, entry, is_folder)
                    for entry in scan
                    for is_folder in (self._is_folder(entry),)
                ]
        except OSError as error:
            return _unreadable(shown.rstrip("/") or ".", error)
        # Names with their '/' sort as whole paths do: 'a.md' before 'a/b.md'.
        entries.sort(key=_by_name)
        if self._gitignore:
            names = {name for name, _, _ in entries if name in {".git/", ".git", ".gitignore"}}
            ignores = ignores.inside(path, names) if names else ignores
        return _Level(iter(entries), path, shown, ignores, identity)

    def _is_folder(self, entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_dir(follow_symlinks=self._follow)
        except OSError:
            return False

    def _enter(
        self, level: _Level, name: str, entry: os.DirEntry[str], levels: list[_Level], start: str
    ) -> _Level | Notice | None:
        path = level.path + name
        if not self._walks_into(level, path, entry.name, start):
            return None
        shown = level.shown + name
        if not self._follow:
            return self._open(path, shown, level.ignores, None)
        try:
            status = entry.stat()
        except OSError as error:
            return _unreadable(shown.rstrip("/"), error)
        identity = (status.st_dev, status.st_ino)
        if any(identity == above.identity for above in levels):
            message = "a symbolic link to a folder that holds it; not followed"
            return Notice(shown.rstrip("/"), "IL305", message)
        if identity in self._entered:
            return None
        self._entered.add(identity)
        return self._open(path, shown, level.ignores, identity)

    def _walks_into(self, level: _Level, path: str, name: str, start: str) -> bool:
        if name in SKIPPED_FOLDERS or level.ignores.ignores(path):
            return False
        selection = self._selection_for(level.path.rstrip("/") or "/")
        if compiled(selection.exclude).matches(_relative(path, selection.root or start)):
            return False
        return not Path(path, "pyvenv.cfg").exists()

    def _take(
        self, level: _Level, name: str, entry: os.DirEntry[str], start: str
    ) -> Iterator[Path | Notice]:
        selection = self._selection_for(level.path.rstrip("/") or "/")
        path = level.path + name
        known = _is_document(name)
        if not known and not selection.include and not selection.formats:
            return
        relative = _relative(path, selection.root or start)
        if not known and not _asked_for(relative, selection):
            return
        if level.ignores.ignores(path) or compiled(selection.exclude).matches(relative):
            return
        try:
            if entry.is_file(follow_symlinks=self._follow):
                yield from self.file(Path(level.shown + name))
            elif self._follow and entry.is_symlink() and not Path(path).exists():
                yield Notice(level.shown + name, "IL301", "a symbolic link to nothing; skipped")
        except OSError as error:
            yield _unreadable(level.shown + name, error)


def _is_document(name: str) -> bool:
    return format_of(name) in FOLDER_FORMATS and not re.fullmatch(_NOT_PROSE, name, re.IGNORECASE)


def _asked_for(relative: str, selection: Selection) -> bool:
    if compiled(selection.include).matches(relative):
        return True
    patterns = tuple(pattern for pattern, _ in selection.formats)
    return compiled(patterns).matches(relative)


def _by_name(item: tuple[str, os.DirEntry[str], bool]) -> str:
    return item[0]


def _relative(path: str, root: str) -> str:
    """``path`` seen from ``root``; a path outside is seen from the root of the file system."""
    prefix = root if root.endswith("/") else root + "/"
    return path[len(prefix) :] if path.startswith(prefix) else path.lstrip("/")


def _absolute(path: Path) -> str:
    """Absolute and '/' separated; symbolic links are not resolved, so that patterns see given names."""
    return Path(os.path.abspath(path)).as_posix()  # noqa: PTH100  - resolve() would follow links


def _unreadable(shown: str, error: OSError) -> Notice:
    reason = (error.strerror or str(error)).lower()
    return Notice(shown, "IL301", f"can't be read: {reason}", fatal=True)
