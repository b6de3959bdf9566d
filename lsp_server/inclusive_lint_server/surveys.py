"""In the linting process: the files of a workspace, found and linted a few at a time; the packs there are."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.blocks import READ_AS_BYTES, format_of
from inclusive_lint.files import find_files, would_yield
from inclusive_lint.model import InclusiveLintError, Notice
from inclusive_lint.packs.discovery import installed_packs
from inclusive_lint.packs.loader import load_pack
from inclusive_lint.source import read_source
from inclusive_lint_server import encode, uris
from inclusive_lint_server.linting import Document
from inclusive_lint_server.worker_state import packs_of, troubles_of, untold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inclusive_lint.model import FileResult
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState


def files(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """The files to lint in the workspace's folders, each once, with what tells one state from another."""
    del head, body
    found: dict[str, dict[str, Any]] = {}
    troubles: dict[str, list[Head]] = {uri: [] for uri in worker.linting.folders}
    for uri, folder in worker.linting.folders.items():
        probe = Document("x.md", "", "markdown", folder=uri, named=False)
        try:
            config = worker.linting.config_for(probe)
            select = config.selection_for if config is not None else None
            for path in find_files([folder.path], selection_for=select):
                if isinstance(path, Notice) or _format(path) in READ_AS_BYTES:
                    continue
                name = path.as_posix()
                found.setdefault(name, {"path": name, "folder": uri, "state": _state(path)})
        except InclusiveLintError as error:
            troubles[uri] = troubles_of(error)
    return {"files": list(found.values()), "troubles": troubles}, b""


def lint_files(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Lint some files; ``text`` stands in for the disk where a file is open in the editor.

    The answer has None for one that a survey wouldn't take up, where ``if_surveyed`` asks for that.
    """
    del body
    answers: list[dict[str, Any] | None] = []
    pieces: list[bytes] = []
    at = 0
    for wanted in head["files"]:
        if wanted.get("if_surveyed") and not _is_surveyed(worker, wanted):
            answers.append(None)
            continue
        answer, diagnostics, report = _one(worker, wanted)
        answers.append(answer)
        for name, piece in (("diagnostics", diagnostics), ("report", report)):
            answer[name] = (at, at + len(piece))
            pieces.append(piece)
            at += len(piece)
    return {"files": answers}, b"".join(pieces)


def _is_surveyed(worker: WorkerState, wanted: dict[str, Any]) -> bool:
    """Whether linting the workspace takes up this file, were it on the disk."""
    path = wanted["path"]
    if wanted.get("text") is None and not Path(path).is_file():
        return False
    if _format(Path(path)) in READ_AS_BYTES:
        return False
    probe = Document(path, "", "markdown", folder=wanted["folder"])
    try:
        config = worker.linting.config_for(probe)
    except InclusiveLintError:
        return True  # Linting it meets the same and tells it.
    return config is None or would_yield(path, config.selection_for)


def _one(worker: WorkerState, wanted: dict[str, Any]) -> tuple[dict[str, Any], bytes, bytes]:
    path, folder = wanted["path"], wanted["folder"]
    answer: dict[str, Any] = {
        "uri": uris.from_path(path),
        "path": path,
        "counts": [0, 0, 0],
        "digest": "",
        "notices": [],
        "rules": {},
        "troubles": [],
    }
    document = read(wanted)
    if isinstance(document, Notice):
        answer["notices"] = [_notice(document)]
        return answer, b"", b""
    try:
        result = worker.linting.lint(document)
        linter, _ = worker.linting.linter_for(document)
    except InclusiveLintError as error:
        answer["troubles"] = troubles_of(error)
        return answer, b"", b""
    index = worker.index(document.text)
    rules = linter.ruleset.digest[:16]
    found, diagnostics = encode.encode(result.findings, index, worker.shown(document), rules)
    shown_path = os.path.relpath(path, worker.linting.folders[folder].path).replace(os.sep, "/")
    items = [
        encode.report_item(f, index, answer["uri"], shown_path, folder)
        for f in _counted(worker, document, result)
    ]
    answer |= {
        "counts": found["counts"],
        "digest": hashlib.blake2b(diagnostics, digest_size=8).hexdigest(),
        "notices": [_notice(notice) for notice in result.notices],
        "rules": untold(worker, linter, {f.rule for f in result.findings}),
        "packs": packs_of(linter),
    }
    report = ",".join(json.dumps(item, separators=(",", ":")) for item in items).encode()
    return answer, diagnostics, report


def _counted(worker: WorkerState, document: Document, result: FileResult) -> Iterator[Any]:
    shown = worker.shown(document)
    return (f for f in result.findings if f.suppressed is None and shown.get(f.severity))


def read(wanted: dict[str, Any]) -> Document | Notice:
    """A file of the workspace, as it is in the editor where it is open there."""
    path = wanted["path"]
    if wanted.get("text") is not None:
        text = wanted["text"]
    else:
        source = read_source(Path(path), path)
        if isinstance(source, Notice):
            return source
        text = source.text
    return Document(path, text, _format(Path(path)) or "text", folder=wanted["folder"])


def _format(path: Path) -> str | None:
    return format_of(path.as_posix())


def _state(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError:
        return [0, 0]
    return [status.st_mtime_ns, status.st_size]


def _notice(notice: Notice) -> dict[str, str]:
    return {"path": notice.path, "code": notice.code, "message": notice.message}


def packs(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """The packs that can be chosen, and which are on for a document."""
    on: set[str] = set()
    if head.get("path"):
        try:
            linter, _ = worker.linting.linter_for(worker.document(head, body))
            on = {pack.id for pack in linter.ruleset.packs}
        except InclusiveLintError:
            pass
    listed = []
    for name, folder in installed_packs().items():
        try:
            pack = load_pack(folder)
        except InclusiveLintError:
            continue
        listed.append(
            {
                "name": name,
                "title": pack.title,
                "version": pack.version,
                "description": pack.description,
                "rules": len(pack.rules),
                "enabled": name in on,
            }
        )
    return {"packs": listed}, b""
