"""The linting process as the server sees it: one job at a time, the most urgent first, started anew when it dies.

A process and not a thread: parsing holds the interpreter's lock for longer than an editor waits
(see docs/decisions.md), and a crash in native code must not take the editor's documents along.
"""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import logging
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pygls.exceptions import JsonRpcException

from inclusive_lint_server import spawn
from inclusive_lint_server.wire import read_frame, write_frame

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint_server.wire import Head

_LOG = logging.getLogger(__name__)
_CRASHES_ALLOWED = 3
_CRASH_WINDOW = 60.0

URGENT, NORMAL, BACKGROUND = 0, 1, 2
"""Priorities: a question that someone waits for, a document, a file of the workspace."""

Made = tuple["Head", bytes]


class LintProcessError(JsonRpcException):
    """The linting process can't do a job; the text is for people, and answers a request as it is."""

    CODE = -32803


@dataclass(order=True)
class _Job:
    priority: int
    number: int
    make: Callable[[], Made] = field(compare=False)
    future: asyncio.Future[Made] = field(compare=False)
    tried: bool = field(compare=False, default=False)
    """Whether a process has died over it (or before it) already."""


class LintProcess:
    """Runs jobs in a child process. All methods are for the event loop's thread."""

    def __init__(
        self,
        configuration: Callable[[], Head],
        *,
        on_trouble: Callable[[str], None] = lambda _text: None,
        command: tuple[str, ...] = spawn.COMMAND,
        child: spawn.Child | None = None,
    ) -> None:
        self._configuration = configuration
        self._on_trouble = on_trouble
        self.command = command
        self._jobs: list[_Job] = []
        self._numbers = itertools.count()
        self._child = child
        if child is not None:
            _follow_log(child)
        self._running: _Job | None = None
        self._closed = False
        self._stale = True
        self._crashes: list[float] = []

    @property
    def pid(self) -> int | None:
        """Process id of the child, None before its first job."""
        return self._child.pid if self._child else None

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits."""
        return self._running is None and not self._jobs

    async def run(self, make: Callable[[], Made] | Head, *, priority: int = NORMAL) -> Made:
        """Do a job; ``make`` is called when its turn has come, so that it sends what is current.

        Raises LintProcessError when the process reports an error, dies or can't be started.
        """
        if self._closed:
            raise LintProcessError("the linting process has been closed")
        if isinstance(make, dict):
            head = make

            def make() -> Made:
                return head, b""

        future: asyncio.Future[Made] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._jobs, _Job(priority, next(self._numbers), make, future))
        self._next()
        return await future

    def reconfigure(self) -> None:
        """Send the configuration again before the next job."""
        self._stale = True

    def restart(self) -> None:
        """End the child; the next job starts another. Forgets earlier crashes."""
        self._crashes.clear()
        self._end_child()

    def close(self) -> None:
        """End the child for good; what waits fails."""
        self._closed = True
        for job in self._jobs:
            job.future.cancel()
        self._jobs.clear()
        self._end_child()

    def _next(self) -> None:
        while self._running is None and self._jobs and not self._closed:
            job = heapq.heappop(self._jobs)
            if job.future.done():
                continue
            try:
                frames = [job.make()]
                child = self._started()
            except Exception as error:  # noqa: BLE001 - whatever fails, it is this job's failure
                job.future.set_exception(
                    error if isinstance(error, LintProcessError) else LintProcessError(str(error))
                )
                continue
            if self._stale:
                self._stale = False
                frames.insert(0, (self._configuration(), b""))
            self._running = job
            loop = asyncio.get_running_loop()
            threading.Thread(
                target=self._exchange, args=(loop, job, child, frames), name="lint-job", daemon=True
            ).start()

    def _exchange(
        self,
        loop: asyncio.AbstractEventLoop,
        job: _Job,
        child: spawn.Child,
        frames: list[Made],
    ) -> None:
        answer: Made | None = None
        try:
            for head, body in frames:
                assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018 - both are pipes
                write_frame(child.stdin, head, body)
                answer = read_frame(child.stdout)
                if answer is None:
                    break
        except (OSError, ValueError):
            answer = None
        if answer is None:
            _close_pipes(child)
        with contextlib.suppress(RuntimeError):  # The loop has ended; nobody waits for the answer.
            loop.call_soon_threadsafe(self._done, job, child, answer)

    def _done(self, job: _Job, child: spawn.Child, answer: Made | None) -> None:
        self._running = None
        if answer is None:
            self._died(child)
            if not job.tried and not job.future.done() and not self._closed:
                job.tried = True
                heapq.heappush(self._jobs, job)
                self._next()
                return
        if not job.future.done():
            if answer is None:
                job.future.set_exception(LintProcessError("the linting process ended unexpectedly"))
            elif "error" in answer[0]:
                job.future.set_exception(LintProcessError(answer[0]["error"]))
            else:
                job.future.set_result(answer)
        self._next()

    def _died(self, child: spawn.Child) -> None:
        if child is not self._child:
            return  # Ended by us.
        self._end_child()
        now = time.monotonic()
        self._crashes = [t for t in self._crashes if now - t < _CRASH_WINDOW] + [now]
        _LOG.warning("the linting process ended unexpectedly (exit code %s)", child.poll())
        if len(self._crashes) == _CRASHES_ALLOWED:
            self._on_trouble(
                "The linting process has ended unexpectedly several times and is not started again. "
                "The log says more; the command that restarts the server tries anew."
            )

    def _started(self) -> spawn.Child:
        if self._child is not None and self._child.poll() is None:
            return self._child
        if len(self._crashes) >= _CRASHES_ALLOWED:
            raise LintProcessError("the linting process keeps ending; restart the server")
        self._child = spawn.start(self.command)
        _follow_log(self._child)
        self._stale = True
        return self._child

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        if self._running is None:
            _close_pipes(child)


def _close_pipes(child: spawn.Child) -> None:
    for stream in (child.stdin, child.stdout):
        with contextlib.suppress(OSError):
            if stream is not None:
                stream.close()


def _follow_log(child: spawn.Child) -> None:
    threading.Thread(target=_forward_log, args=(child,), name="lint-log", daemon=True).start()


def _forward_log(child: spawn.Child) -> None:
    assert child.stderr is not None  # noqa: S101 - a pipe
    with child.stderr as stream:
        for line in stream:
            _LOG.info("linting process: %s", line.decode("utf-8", "replace").rstrip())
