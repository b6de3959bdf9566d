"""When documents are linted: after a pause, once for each state, and nothing is shown that is out of date."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import TYPE_CHECKING

from inclusive_lint_server.process import NORMAL, LintProcessError
from inclusive_lint_server.results import Checked

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint_server.documents import Document, DocumentStore
    from inclusive_lint_server.process import LintProcess, Made
    from inclusive_lint_server.results import Stamp
    from inclusive_lint_server.wire import Head

_LOG = logging.getLogger(__name__)


class Scheduler:
    """Keeps the newest result of each document and shows it. Lives on the event loop's thread."""

    def __init__(  # noqa: PLR0913 - the callbacks are what it doesn't know about
        self,
        documents: DocumentStore,
        process: LintProcess,
        *,
        make: Callable[[Document], Made],
        told: Callable[[Document, Head], None],
        show: Callable[[Document, Checked], None],
        failed: Callable[[Document, str], None],
        delay: Callable[[Document], float],
    ) -> None:
        self._documents = documents
        self._process = process
        self._make = make
        self._told = told
        self._show = show
        self._failed = failed
        self._delay = delay
        self._results: dict[str, Checked] = {}
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._timers: dict[str, asyncio.Task[None]] = {}
        self._touched: dict[str, float] = {}
        self.generation = 0
        """Raised when settings, configurations or packs change, which makes all results old."""
        self.ready = asyncio.Event()
        """Set when the settings are known."""

    def touch(self, document: Document, *, soon: bool = False) -> None:
        """A document is new or has changed: show its diagnostics after its pause (at once if ``soon``)."""
        self._touched[document.uri] = 0.0 if soon else time.monotonic()
        self._cancel_timer(document.uri)
        timer = asyncio.get_running_loop().create_task(self._show_later(document.uri))
        self._timers[document.uri] = timer
        timer.add_done_callback(lambda done: self._forget_timer(document.uri, done))

    def forget(self, uri: str) -> None:
        """A document was closed."""
        self._cancel_timer(uri)
        self._results.pop(uri, None)
        self._touched.pop(uri, None)

    def invalidate(self) -> None:
        """Take all results for old."""
        self.generation += 1

    def newest(self, uri: str) -> Checked | None:
        """The last result, of whatever state."""
        return self._results.get(uri)

    async def pause(self, document: Document) -> None:
        """Wait for what is left of the pause since the last change."""
        while (left := self._left(document)) > 0:  # noqa: ASYNC110 - a change moves the end
            await asyncio.sleep(left)

    async def current(self, document: Document) -> Checked | None:
        """The result of the document as it now stands; None when it is closed meanwhile.

        Raises LintProcessError.
        """
        await self.ready.wait()
        whole = document.notebook or document.uri
        while self._documents.together(document):
            known = self._results.get(document.uri)
            if known is not None and known.stamp == self._stamp(document):
                return known
            run = self._runs.get(whole)
            if run is None or run.done():  # Done, but its callback is still to come.
                run = asyncio.get_running_loop().create_task(self._lint(document))
                self._runs[whole] = run
                run.add_done_callback(lambda done: self._forget_run(whole, done))
            # One who stops waiting doesn't take the result from the others.
            await asyncio.shield(run)
        return None

    async def _lint(self, document: Document) -> None:
        begun: dict[str, tuple[Document, Stamp]] = {}

        def make() -> Made:
            together = self._documents.together(document) or [document]
            begun.update((each.uri, (each, self._stamp(each))) for each in together)
            return self._make(document)

        asked = time.monotonic()
        head, body = await self._process.run(make, priority=NORMAL)
        took = round((time.monotonic() - asked) * 1000)
        _LOG.debug("linted %s, version %d, in %d ms", document.uri, document.version, took)
        self._told(document, head)
        whole = {**head, "uri": document.uri, "at": (0, len(body))}
        for part in head.get("parts", (whole,)):
            each, stamp = begun[part["uri"]]
            if self._documents.get(each.uri) is each:
                self._results[each.uri] = Checked.of(part, body[slice(*part["at"])], stamp)

    async def _show_later(self, uri: str) -> None:
        document = self._documents.get(uri)
        if document is None:
            return
        await self.pause(document)
        try:
            checked = await self.current(document)
        except LintProcessError as error:
            self._failed(document, str(error))
            return
        # Nothing is awaited between the check of the stamp and this call.
        if checked is not None:
            self._show(document, checked)

    def _left(self, document: Document) -> float:
        touched = self._touched.get(document.uri, 0.0)
        return touched + self._delay(document) - time.monotonic() if touched else 0.0

    def _stamp(self, document: Document) -> Stamp:
        return (*document.stamp, self.generation)

    def _cancel_timer(self, uri: str) -> None:
        timer = self._timers.pop(uri, None)
        if timer is not None:
            timer.cancel()

    def _forget_timer(self, uri: str, timer: asyncio.Task[None]) -> None:
        if self._timers.get(uri) is timer:
            del self._timers[uri]
        _report(timer)

    def _forget_run(self, uri: str, run: asyncio.Task[None]) -> None:
        if self._runs.get(uri) is run:
            del self._runs[uri]
        if not run.cancelled():
            run.exception()  # Whoever waits gets it; nobody waiting is no reason for a warning.


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _LOG.error("showing diagnostics failed", exc_info=error)


def published(document: Document, checked: Checked) -> bytes:
    """The params of ``textDocument/publishDiagnostics``."""
    uri = json.dumps(document.uri).encode()
    return b'{"uri":%s,"version":%d,"diagnostics":%s}' % (uri, checked.version, checked.items)
