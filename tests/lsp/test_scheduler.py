"""The scheduler by itself, with a linting process that the test plays."""

from __future__ import annotations

import asyncio

from inclusive_lint_server.documents import DocumentStore
from inclusive_lint_server.process import LintProcessError
from inclusive_lint_server.scheduler import Scheduler
from lsprotocol import types

URI = "file:///w/a.md"
EMPTY = {
    "digest": "d", "spans": [], "fixAll": [], "packs": [], "counts": [0, 0, 0],
    "notices": [], "rules": {}, "troubles": [],
}  # fmt: skip


class FakeProcess:
    """Answers jobs when the test says so."""

    def __init__(self):
        self.waiting = []
        self.sent = []

    async def run(self, make, *, priority):
        future = asyncio.get_running_loop().create_future()
        self.waiting.append(future)
        _, text = make()
        self.sent.append(text.decode())
        return await future

    def answer(self):
        self.waiting.pop(0).set_result((dict(EMPTY), b""))

    def fail(self):
        self.waiting.pop(0).set_exception(LintProcessError("no"))


class Bench:
    """A scheduler, its documents, and what it has shown."""

    def __init__(self, delay=0.0):
        self.documents = DocumentStore()
        self.process = FakeProcess()
        self.shown = []
        self.failed = []
        self.scheduler = Scheduler(
            self.documents,
            self.process,
            make=lambda document: ({}, document.text.encode()),
            told=lambda _document, _head: None,
            show=lambda document, checked: self.shown.append((document.version, checked.version)),
            failed=lambda _document, reason: self.failed.append(reason),
            delay=lambda _document: delay,
        )
        self.scheduler.ready.set()

    def open(self, text="one", version=1):
        item = types.TextDocumentItem(URI, "markdown", version, text)
        return self.documents.open(item)

    def change(self, text, version):
        change = types.TextDocumentContentChangeWholeDocument(text=text)
        return self.documents.change(URI, version, [change])


async def turn(times=5):
    """Let everything run that can."""
    for _ in range(times):
        await asyncio.sleep(0)


def run(test):
    """Run an async test, giving up on one that never ends."""
    asyncio.run(asyncio.wait_for(test(Bench()), 10))


def test_a_result_is_shown_once():
    async def test(bench):
        bench.scheduler.touch(bench.open())
        await turn()
        bench.process.answer()
        await turn()
        assert bench.shown == [(1, 1)]

    run(test)


def test_a_result_that_comes_too_late_is_not_shown():
    async def test(bench):
        bench.scheduler.touch(bench.open())
        await turn()
        bench.scheduler.touch(bench.change("two", 2))
        await turn()
        bench.process.answer()
        await turn()
        assert bench.shown == []
        bench.process.answer()
        await turn()
        assert bench.shown == [(2, 2)]
        assert bench.process.sent == ["one", "two"]

    run(test)


def test_several_who_wait_share_one_run():
    async def test(bench):
        document = bench.open()
        waiting = [asyncio.ensure_future(bench.scheduler.current(document)) for _ in range(3)]
        await turn()
        bench.process.answer()
        results = await asyncio.gather(*waiting)
        assert len(set(map(id, results))) == 1
        assert bench.process.sent == ["one"]

    run(test)


def test_one_who_stops_waiting_does_not_stop_the_others():
    async def test(bench):
        document = bench.open()
        first = asyncio.ensure_future(bench.scheduler.current(document))
        second = asyncio.ensure_future(bench.scheduler.current(document))
        await turn()
        first.cancel()
        bench.process.answer()
        assert (await second).version == 1

    run(test)


def test_a_change_in_the_very_turn_a_run_ends_starts_another_and_does_not_spin():
    async def test(bench):
        document = bench.open()
        first = asyncio.ensure_future(bench.scheduler.current(document))
        await turn()
        ended = bench.scheduler._runs[URI]
        bench.process.answer()
        assert await first
        # The run as it is between its end and its callback, when a message can come.
        bench.scheduler._runs[URI] = ended
        bench.change("two", 2)
        second = asyncio.ensure_future(bench.scheduler.current(document))
        await turn()
        bench.process.answer()
        assert (await second).version == 2

    run(test)


def test_a_document_closed_meanwhile_has_no_result():
    async def test(bench):
        document = bench.open()
        waiting = asyncio.ensure_future(bench.scheduler.current(document))
        await turn()
        bench.documents.close(URI)
        bench.scheduler.forget(URI)
        bench.process.answer()
        assert await waiting is None
        assert bench.scheduler.newest(URI) is None

    run(test)


def test_other_settings_make_a_result_old():
    async def test(bench):
        document = bench.open()
        for _ in range(2):
            waiting = asyncio.ensure_future(bench.scheduler.current(document))
            await turn()
            bench.process.answer()
            await waiting
            bench.scheduler.invalidate()
        assert bench.process.sent == ["one", "one"]

    run(test)


def test_a_failure_is_told_and_the_next_change_tries_again():
    async def test(bench):
        bench.scheduler.touch(bench.open())
        await turn()
        bench.process.fail()
        await turn(10)
        assert bench.failed == ["no"]
        bench.scheduler.touch(bench.change("two", 2))
        await turn()
        bench.process.answer()
        await turn()
        assert bench.shown == [(2, 2)]

    run(test)


def test_nothing_is_linted_before_the_settings_are_known():
    async def test(bench):
        bench.scheduler.ready.clear()
        bench.scheduler.touch(bench.open())
        await turn()
        assert bench.process.sent == []
        bench.scheduler.ready.set()
        await turn()
        assert bench.process.sent == ["one"]

    run(test)
