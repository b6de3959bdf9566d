"""The linting process: reads jobs from standard input, answers each on standard output, ends when the input does.

Everything that needs the engine, YAML or a configuration happens here. It knows nothing of open
documents: each job brings its text.
"""

from __future__ import annotations

import contextlib
import os
import queue
import sys
import threading
import time
from importlib import import_module
from typing import IO, TYPE_CHECKING

from inclusive_lint import nlp
from inclusive_lint.model import InclusiveLintError
from inclusive_lint_server import encode
from inclusive_lint_server.linting import Document
from inclusive_lint_server.wire import read_frame, write_frame
from inclusive_lint_server.worker_state import WorkerState, packs_of, troubles_of, untold

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint_server.wire import Head

    Operation = Callable[[WorkerState, Head, bytes], tuple[Head, bytes]]


def configure(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Take over settings; configurations and packs are read anew."""
    del body
    worker.encoding = head["encoding"]
    worker.linting.configure(head)
    worker.told.clear()
    return {}, b""


def warm(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Load packs and model, so that the first document doesn't wait for them."""
    del head, body
    begun = time.perf_counter()
    packs: list[str] = []
    folders: list[str | None] = [*worker.linting.folders] or [None]
    for folder in folders:
        sample = Document("sample.md", _SAMPLE, "markdown", folder=folder, named=False)
        try:
            worker.linting.lint(sample)
            linter, _ = worker.linting.linter_for(sample)
            packs += packs_of(linter)
        except InclusiveLintError:
            continue
    took = round((time.perf_counter() - begun) * 1000)
    return {"ms": took, "packs": list(dict.fromkeys(packs))}, b""


PRELOAD = "INCLUSIVE_LINT_PRELOAD"
"""Environment variable; 0: the model is loaded when a rule asks for it, and not before."""
_SAMPLE = "She wants to master the harp before the master node of the cluster is replaced."


def lint(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Lint a document: prose by the engine, a configuration or pack file by its own checks."""
    document = worker.document(head, body)
    if head.get("kind") in ("config", "pack"):
        from inclusive_lint_server import authoring_checks

        return authoring_checks.check(worker, document, head["kind"])
    troubles: list[Head] = []
    index = worker.index(document.text)
    try:
        result = worker.linting.lint(document)
        linter, _ = worker.linting.linter_for(document)
    except InclusiveLintError as error:
        troubles = troubles_of(error)
        fallback = worker.linting.fallback(document)
        if fallback is None:
            answer, data = encode.encode((), index, {}, "")
            return answer | {"packs": [], "notices": [], "rules": {}, "troubles": troubles}, data
        linter = fallback
        result = linter.lint_text(document.text, path=document.path, format=document.format)
    rules = linter.ruleset.digest[:16]
    answer, data = encode.encode(result.findings, index, worker.shown(document), rules)
    answer |= {
        "packs": packs_of(linter),
        "notices": list(dict.fromkeys(notice.message for notice in result.notices)),
        "rules": untold(worker, linter, {finding.rule for finding in result.findings}),
        "troubles": troubles,
    }
    return answer, data


def rule(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Tell about a rule, by the key that diagnostics carry or by its id for a document."""
    document = worker.document(head, body) if "path" in head else None
    digest, _, name = head["key"].rpartition("/")
    linters = worker.linting.linters()
    if document is not None:
        linters = (worker.linting.linter_for(document)[0],)
    for linter in linters:
        if digest and not linter.ruleset.digest.startswith(digest):
            continue
        found = linter.ruleset.by_id().get(name)
        if found is not None:
            return {"rule": encode.rule_json(found)}, b""
    return {"rule": None}, b""


ELSEWHERE = {
    "author_complete": "authoring_checks.complete",
    "author_hover": "authoring_checks.hover",
    "configure_file": "config_edits.configure_file",
    "suppress": "suppressing.suppress",
    "explain": "explaining.explain",
    "files": "surveys.files",
    "lint_files": "surveys.lint_files",
    "lint_notebook": "notebooks.lint_notebook",
    "packs": "surveys.packs",
    "baseline": "baselines.baseline",
}
"""Operations of other modules, imported when asked for: the first document waits for none of them."""
HERE: dict[str, Operation] = {"configure": configure, "warm": warm, "lint": lint, "rule": rule}


def operation_of(name: str) -> Operation | None:
    """The function that does a kind of job."""
    if name in HERE:
        return HERE[name]
    if name not in ELSEWHERE:
        return None
    module, _, function = ELSEWHERE[name].partition(".")
    found: Operation = getattr(import_module(f"inclusive_lint_server.{module}"), function)
    return found


def handle(worker: WorkerState, head: Head, body: bytes) -> tuple[Head, bytes]:
    """Do one job; what goes wrong in it is its answer."""
    operation = operation_of(str(head.get("op")))
    if operation is None:
        return {"error": f"unknown operation {head.get('op')!r}"}, b""
    try:
        return operation(worker, head, body)
    except InclusiveLintError as error:
        return {"error": str(error)}, b""
    except Exception as error:  # noqa: BLE001 - a bug in one job must not end the others
        import traceback

        traceback.print_exc()
        return {"error": f"{type(error).__name__}: {error}"}, b""


def serve(incoming: IO[bytes], outgoing: IO[bytes]) -> None:
    """Answer jobs until the input ends; then end at once, in the middle of a job if need be."""
    jobs: queue.SimpleQueue[tuple[Head, bytes]] = queue.SimpleQueue()

    def read() -> None:
        while (frame := read_frame(incoming)) is not None:
            jobs.put(frame)
        os._exit(0)

    threading.Thread(target=read, name="jobs", daemon=True).start()
    worker = WorkerState()
    while True:
        head, body = jobs.get()
        answer, data = handle(worker, head, body)
        try:
            write_frame(outgoing, answer, data)
        except OSError:
            os._exit(0)


def preload() -> None:
    """Load the usual model while the server is still starting: most packs ask for it."""
    if os.environ.get(PRELOAD) != "0":
        threading.Thread(target=_load, name="preload", daemon=True).start()


def _load() -> None:
    with contextlib.suppress(
        Exception
    ):  # Whoever needs the model meets the same trouble, and tells it.
        nlp.load_reader(None)


def main() -> None:
    """Run the process."""
    preload()
    incoming = os.fdopen(os.dup(0), "rb")
    outgoing = os.fdopen(os.dup(1), "wb")
    # Whatever prints by mistake goes to the log, not between the answers.
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    serve(incoming, outgoing)


if __name__ == "__main__":
    main()
