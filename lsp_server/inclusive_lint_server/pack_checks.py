"""In the linting process: a rule pack as it is being written, with its failing examples as problems."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import InclusiveLintError
from inclusive_lint.packs.spec import compose
from inclusive_lint.packs.validate import validate_file
from inclusive_lint_server import encode

if TYPE_CHECKING:
    from inclusive_lint_server.linting import Document
    from inclusive_lint_server.positions import TextIndex

_CODE = "IL220"


def problems(document: Document, index: TextIndex) -> list[dict[str, Any]]:
    """What is wrong with one file of a pack: all mistakes in it, or else the examples that fail."""
    path = Path(document.path)
    folder = _pack_folder(path)
    if folder is None:
        return []
    found = validate_file(folder, path, document.text)
    if found:
        return [encode.problem(e.line, e.column, e.message, e.code, index) for e in found]
    if path.name == "pack.yaml":
        return []
    try:
        return _failing(document, folder, path.relative_to(folder), index)
    except InclusiveLintError:
        return []  # Another file's mistake, which shows it itself.


def _failing(
    document: Document, folder: Path, name: Path, index: TextIndex
) -> list[dict[str, Any]]:
    from inclusive_lint.packs.testing import check_examples

    places = _example_places(document.text)
    copy = _overlaid(folder, name, document.text)
    kept = os.environ.get("INCLUSIVE_LINT_CACHE_DIR")
    # Each state of a pack would leave a compiled copy in the user's cache.
    os.environ["INCLUSIVE_LINT_CACHE_DIR"] = str(_scratch() / "cache")
    try:
        failed = check_examples((copy.as_posix(),), frozenset(rule for rule, _ in places))
    finally:
        shutil.rmtree(_scratch() / "cache", ignore_errors=True)
        if kept is None:
            del os.environ["INCLUSIVE_LINT_CACHE_DIR"]
        else:
            os.environ["INCLUSIVE_LINT_CACHE_DIR"] = kept
    found = []
    for number, failure in failed:
        line, column = places.get((failure.rule, number), (failure.line, 1))
        found.append(encode.problem(line, column, failure.message, _CODE, index))
    return found


@cache
def _scratch() -> Path:
    """A folder of this process, gone with it."""
    import atexit

    folder = Path(tempfile.mkdtemp(prefix="inclusive-lint-pack-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _overlaid(folder: Path, name: Path, text: str) -> Path:
    """A copy of a pack with one file as it is in the editor."""
    copy = _scratch() / "pack" / folder.name
    shutil.rmtree(copy.parent, ignore_errors=True)
    for path in folder.glob("**/*.yaml"):
        target = copy / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    (copy / name).write_bytes(text.encode("utf-8", "replace"))
    return copy


def _example_places(text: str) -> dict[tuple[str, int], tuple[int, int]]:
    """Where each example stands: (rule id, number from 0) -> (line, column), both from 1."""
    places: dict[tuple[str, int], tuple[int, int]] = {}
    root = compose(text, "")
    for rule in getattr(root, "value", ()):
        fields = {key.value: node for key, node in getattr(rule, "value", ())}
        if "id" in fields and "examples" in fields:
            for number, node in enumerate(fields["examples"].value):
                mark = node.start_mark
                places[fields["id"].value, number] = (mark.line + 1, mark.column + 1)
    return places


def _pack_folder(path: Path) -> Path | None:
    for folder in list(path.parents)[:3]:
        if (folder / "pack.yaml").is_file():
            return folder
    return None
