"""In the linting process: a baseline of everything found in a folder, and the configuration that names it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.atomic import write_atomic
from inclusive_lint.baseline import NAME, create_baseline, save_baseline
from inclusive_lint.model import InclusiveLintError, Result
from inclusive_lint_server import uris
from inclusive_lint_server.config_edits import edit_for
from inclusive_lint_server.linting import Document
from inclusive_lint_server.surveys import files, read

if TYPE_CHECKING:
    from inclusive_lint_server.wire import Head
    from inclusive_lint_server.worker_state import WorkerState


def baseline(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Write the baseline of a folder; where no configuration names it yet, make one do so.

    A configuration that is open in the editor isn't written: the answer then has the edit.
    """
    del body
    folder = worker.linting.folders[head["folder"]]
    probe = Document("x.md", "", "markdown", folder=head["folder"], named=False)
    config = worker.linting.config_for(probe)
    named = config.baseline if config is not None else None
    target = named or Path(folder.path) / NAME
    listed, _ = files(worker, {}, b"")
    results = []
    for wanted in listed["files"]:
        document = read(wanted) if wanted["folder"] == head["folder"] else None
        if isinstance(document, Document):
            results.append(worker.linting.lint_all(document))
    made = create_baseline(Result(tuple(results)), target.parent)
    try:
        save_baseline(made, target)
    except OSError as error:
        raise InclusiveLintError(
            f"{target.as_posix()} can't be written: {error.strerror}"
        ) from error
    answer: Head = {"uri": uris.from_path(target.as_posix()), "findings": made.total, "edit": None}
    if named is None:
        answer["edit"] = _name_it(worker, probe, head, target)
    return answer, b""


def _name_it(worker: WorkerState, probe: Document, head: Head, target: Path) -> Head | None:
    opened: dict[str, str] = head.get("open") or {}
    found = edit_for(worker, probe, "baseline", target.name, opened)
    if found is None:
        return None
    path, text, edit, answer = found
    if path.as_posix() in opened:
        return answer
    changed = text[: edit.start] + edit.text + text[edit.end :]
    write_atomic(path, changed.encode("utf-8"))
    return None
