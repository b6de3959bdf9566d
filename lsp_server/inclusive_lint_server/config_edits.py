"""In the linting process: a phrase allowed or a rule disabled by editing the configuration, comments and all kept."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.config_files import NAMES
from inclusive_lint.model import Edit
from inclusive_lint_server import encode, uris

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint_server.linting import Document
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState

LISTS = frozenset({"allow", "ignore"})
"""Keys that are added to; others are set."""
_PLAIN = re.compile(r"[A-Za-z.][\w.-]*(?: [\w.'-]+)*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}


def configure_file(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """The edit of the nearest configuration file, or of one to be made in the folder."""
    document = worker.document(head, body)
    key, value = ("allow", head["phrase"]) if head["do"] == "allow" else ("ignore", head["rule"])
    found = edit_for(worker, document, key, value, head.get("open") or {})
    if found is None:
        return {
            "error": f"the configuration can't be edited; add {value!r} to {key!r} yourself"
        }, b""
    return found[3], b""


def edit_for(
    worker: WorkerState, document: Document, key: str, value: str, opened: dict[str, str]
) -> tuple[Path, str, Edit, Head] | None:
    """The configuration in force for a document, its text, the edit, and the answer that says so.

    ``opened`` has the texts of configurations that are open in the editor, by path.
    """
    path = _target(worker, document)
    if path is None:
        return None
    exists = path.as_posix() in opened or path.is_file()
    text = opened.get(path.as_posix())
    if text is None:
        text = path.read_bytes().decode("utf-8-sig", "replace") if exists else ""
    edit = (toml_edit if path.suffix == ".toml" else yaml_edit)(text, key, value)
    if edit is None:
        return None
    edits = encode.edits_of([edit], worker.index(text))
    answer = {"uri": uris.from_path(path.as_posix()), "exists": exists, "edits": edits}
    return path, text, edit, answer


def yaml_edit(text: str, key: str, value: str) -> Edit | None:
    """The edit that adds ``value`` to the list ``key`` of a YAML file, or sets a key that is no list.

    None where that can't be done.
    """
    import yaml

    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    item = _yaml_scalar(value)
    entry = f"\n  - {item}\n" if key in LISTS else f" {item}\n"
    newline = "\r\n" if "\r\n" in text else "\n"
    edit: Edit | None = None
    if root is None:
        lead = "" if not text or text.endswith("\n") else newline
        edit = Edit(len(text), len(text), lead + f"{key}:{entry}".replace("\n", newline))
    elif isinstance(root, yaml.MappingNode):
        node = next((v for k, v in root.value if k.value == key), None)
        if node is None and not root.flow_style:
            end = len(text.rstrip()) if not text.endswith("\n") else len(text)
            lead = "" if text.endswith("\n") else newline
            edit = Edit(end, end, lead + f"{key}:{entry}".replace("\n", newline))
        elif isinstance(node, yaml.SequenceNode):
            edit = _into_sequence(text, node, item, newline)
    return _verified(text, edit, key, value, yaml.safe_load)


def _into_sequence(text: str, node: Any, item: str, newline: str) -> Edit:
    if node.flow_style:
        close = node.end_mark.index - 1
        if not node.value:
            return Edit(close, close, item)
        end = node.value[-1].end_mark.index
        return Edit(end, end, f", {item}")
    last = node.value[-1]
    end = last.end_mark.index
    # A block node ends where the next token begins; the item goes behind the last line with content.
    end = node.start_mark.index + len(text[node.start_mark.index : end].rstrip())
    line_end = text.find("\n", end)
    column = node.start_mark.column
    if line_end < 0:
        return Edit(len(text), len(text), f"{newline}{' ' * column}- {item}{newline}")
    return Edit(line_end + 1, line_end + 1, f"{' ' * column}- {item}{newline}")


def toml_edit(text: str, key: str, value: str) -> Edit | None:
    """The same for the table ``[tool.inclusive-lint]`` of a pyproject.toml."""
    header = re.search(
        r"^\[tool\.(?:inclusive-lint|\"inclusive-lint\")\][^\n]*(?:\n|$)", text, re.MULTILINE
    )
    if header is None:
        return None
    following = re.search(r"^\[", text[header.end() :], re.MULTILINE)
    end = header.end() + following.start() if following else len(text)
    item = json.dumps(value, ensure_ascii=False)
    found = re.search(rf"^{key}\s*=\s*\[", text[header.end() : end], re.MULTILINE)
    if found:
        at = header.end() + found.end()
        rest = text[at:end].lstrip()
        edit = Edit(at, at, item if rest.startswith("]") else f"{item}, ")
    else:
        lead = "" if text[: header.end()].endswith("\n") else "\n"
        entry = f"[{item}]" if key in LISTS else item
        edit = Edit(header.end(), header.end(), f"{lead}{key} = {entry}\n")
    return _verified(text, edit, key, value, _load_toml)


def _verified(
    text: str, edit: Edit | None, key: str, value: str, load: Callable[[str], Any]
) -> Edit | None:
    """``edit`` if the edited file says what the old one said and ``value`` besides."""
    if edit is None:
        return None
    try:
        old, new = load(text) or {}, load(text[: edit.start] + edit.text + text[edit.end :])
    except Exception:  # noqa: BLE001 - whatever can't be read again isn't offered
        return None
    return edit if _without_new(new, old, key, value) else None


def _without_new(new: Any, old: Any, key: str, value: str) -> bool:
    if not isinstance(new, dict) or not isinstance(old, dict):
        return False
    if "tool" in new and "tool" in old:
        new, old = new["tool"]["inclusive-lint"], old["tool"]["inclusive-lint"]
    if key not in LISTS:
        return key not in old and new == old | {key: value}
    before, after = list(old.get(key) or ()), list(new.get(key) or ())
    if value not in after:
        return False
    after.remove(value)
    rest_old = {k: v for k, v in old.items() if k != key}
    rest_new = {k: v for k, v in new.items() if k != key}
    return after == before and rest_old == rest_new


def _load_toml(text: str) -> Any:
    import sys

    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    return tomllib.loads(text)


def _target(worker: WorkerState, document: Document) -> Path | None:
    config = worker.linting.config_for(document)
    folder = worker.linting.folders.get(document.folder or "")
    if config is not None and config.path is not None:
        inside = folder is not None and config.path.as_posix().startswith(folder.path + "/")
        if inside:
            return config.path
    return Path(folder.path) / NAMES[0] if folder is not None else None


def _yaml_scalar(value: str) -> str:
    if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)
