"""In the linting process: a rule pack as it is being written, with its failing examples as problems."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import InclusiveLintError
from inclusive_lint.packs.loader import load_pack, parse_rules
from inclusive_lint.packs.schema import PACK
from inclusive_lint.packs.spec import compose
from inclusive_lint_server import encode
from inclusive_lint_server.worker_state import trouble

if TYPE_CHECKING:
    from inclusive_lint.packs.rule import Rule
    from inclusive_lint_server.linting import Document
    from inclusive_lint_server.positions import TextIndex

_CODE = "IL220"


def problems(document: Document, index: TextIndex) -> list[dict[str, Any]]:
    """What is wrong with one file of a pack: its shape, or else the examples that fail."""
    path = Path(document.path)
    try:
        node = compose(document.text, document.path)
        if path.name == "pack.yaml":
            if node is not None:
                PACK.read(node, document.path)
            return []
        folder = _pack_folder(path)
        if folder is None:
            return []
        meta = load_pack(folder, None) if _loads(folder) else None
        newest = meta.newest if meta is not None else "999.0"
        name = meta.id if meta is not None else folder.name
        rules = parse_rules(document.text, document.path, name, newest, newest)
        return _failing(document, folder, path.relative_to(folder), rules, index)
    except InclusiveLintError as error:
        found = trouble(error)
        if found["path"] not in (None, document.path):
            return []  # It is another file's, which shows it itself.
        return [
            encode.problem(found["line"], found["column"], found["message"], found["code"], index)
        ]


def _failing(
    document: Document, folder: Path, name: Path, rules: list[Rule], index: TextIndex
) -> list[dict[str, Any]]:
    from inclusive_lint.packs.testing import check_examples

    copy = _overlaid(folder, name, document.text)
    kept = os.environ.get("INCLUSIVE_LINT_CACHE_DIR")
    # Each state of a pack would leave a compiled copy in the user's cache.
    os.environ["INCLUSIVE_LINT_CACHE_DIR"] = str(_scratch() / "cache")
    try:
        failed = check_examples((copy.as_posix(),), frozenset(rule.id for rule in rules))
    finally:
        shutil.rmtree(_scratch() / "cache", ignore_errors=True)
        if kept is None:
            del os.environ["INCLUSIVE_LINT_CACHE_DIR"]
        else:
            os.environ["INCLUSIVE_LINT_CACHE_DIR"] = kept
    places = _example_places(document.text)
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


def _loads(folder: Path) -> bool:
    try:
        load_pack(folder)
    except InclusiveLintError:
        return False
    return True
