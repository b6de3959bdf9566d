"""What is staged for the next commit, as inputs: names and content from git's index, not the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.files import would_yield
from inclusive_lint.git import Repository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inclusive_lint.changes import Changes
    from inclusive_lint.files import Selection


def staged_inputs(
    paths: Iterable[str | Path], selection_for: Callable[[str], Selection]
) -> tuple[list[tuple[str, bytes]], Changes]:
    """Return (path as shown, content) of each staged file in ``paths``, and the lines that are staged.

    A file that is named is taken whatever its format; a folder yields what it would on the disk. No
    path means the whole repository. Raises ConfigError where git can't say.
    """
    here = Path.cwd()
    repository = Repository(here)
    files = repository.staged_files()
    given = [os.path.realpath(path) for path in paths] or [str(repository.root)]
    wanted: dict[str, str] = {}
    for relative, name in sorted(files.items()):
        absolute = repository.root / relative
        if _is_wanted(absolute, given, selection_for):
            wanted[_shown(absolute, here)] = name
    contents = repository.read(wanted.values())
    inputs = [(shown, contents[name]) for shown, name in wanted.items()]
    return inputs, repository.staged_changes()


def _is_wanted(absolute: Path, given: list[str], selection_for: Callable[[str], Selection]) -> bool:
    if str(absolute) in given:
        return True
    inside = any(Path(folder) in absolute.parents for folder in given)
    return inside and would_yield(absolute.as_posix(), selection_for)


def _shown(absolute: Path, here: Path) -> str:
    """Return a path seen from the working folder, as a user of that folder writes it."""
    return Path(os.path.relpath(absolute, os.path.realpath(here))).as_posix()
