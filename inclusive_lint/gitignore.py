"""What git ignores: ``.gitignore`` files of a folder and those above it, ``.git/info/exclude``; runs no git."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from inclusive_lint.patterns import PathPatterns


class IgnoreStack(NamedTuple):
    """Ignore files in force for a folder; the deepest that has a pattern for a path decides."""

    levels: tuple[tuple[str, PathPatterns], ...] = ()
    """(absolute folder with a final '/', its patterns), deepest first."""

    def ignores(self, path: str) -> bool:
        """Whether an absolute path ('/' separated, a folder's with a final '/') is ignored.

        The folders above it must have been asked before: git never looks into an ignored folder.
        """
        for folder, patterns in self.levels:
            decision = patterns.decide_alone(path[len(folder) :])
            if decision is not None:
                return decision
        return False

    def inside(self, folder: str, names: set[str]) -> IgnoreStack:
        """Return the stack in force in ``folder`` (absolute, with a final '/').

        ``names`` are those of '.gitignore', '.git' and '.git/' that the folder holds. A folder with
        a repository of its own starts anew, as git sees it.
        """
        levels = self.levels
        if ".git" in names or ".git/" in names:
            levels = _level(folder, _info_exclude(Path(folder, ".git")))
        if ".gitignore" in names:
            levels = _level(folder, Path(folder, ".gitignore")) + levels
        return IgnoreStack(levels)


def ignores_above(start: str) -> IgnoreStack:
    """Return what the folders above ``start`` (absolute, with a final '/') leave in force in it.

    Empty where there is no repository around it, and where ``start`` is itself ignored: who names an
    ignored folder wants it looked into.
    """
    folder = Path(start)
    parents: list[Path] = []
    for parent in (folder, *folder.parents):
        parents.append(parent)
        if Path(parent, ".git").exists():
            break
    else:
        return IgnoreStack()
    stack = IgnoreStack()
    for parent in reversed(parents[1:]):
        path = parent.as_posix().rstrip("/") + "/"
        names = {name for name in (".git", ".gitignore") if Path(parent, name).exists()}
        stack = stack.inside(path, names)
        below = parents[parents.index(parent) - 1]
        if stack.ignores(below.as_posix() + "/"):
            return IgnoreStack()
    return stack


def _level(folder: str, file: Path | None) -> tuple[tuple[str, PathPatterns], ...]:
    if file is None:
        return ()
    try:
        text = file.read_text("utf-8-sig", errors="replace")
    except OSError:
        return ()
    return ((folder, PathPatterns(text.split("\n"))),)


def _info_exclude(git: Path) -> Path | None:
    """``info/exclude`` of a repository whose ``.git`` is a folder or, in a work tree, a file."""
    if git.is_dir():
        return git / "info" / "exclude"
    try:
        content = git.read_text("utf-8", errors="replace").strip()
        if not content.startswith("gitdir:"):
            return None
        target = git.parent / content.removeprefix("gitdir:").strip()
        common = target / "commondir"
        if common.is_file():
            target = target / common.read_text("utf-8", errors="replace").strip()
    except OSError:
        return None
    return target / "info" / "exclude"
