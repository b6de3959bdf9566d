"""Work that takes long, told to the client as it goes on and ended when the client says so."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcRequestCancelled

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from concurrent.futures import Future
    from types import TracebackType

    from typing_extensions import Self

    from inclusive_lint_server.state import Server


T = TypeVar("T")


class Progress:
    """One piece of work; use as ``async with``. Does nothing for a client without progress."""

    def __init__(self, server: Server, title: str, token: str | int | None = None) -> None:
        self._server = server
        self._title = title
        self._token: str | int = token if token is not None else ""
        self._begun = False

    @property
    def cancelled(self) -> bool:
        """Whether the client has asked for an end."""
        future = self._future()
        return future is not None and future.cancelled()

    async def unless_cancelled(self, work: Coroutine[Any, Any, T]) -> T:
        """Do some work; raises JsonRpcRequestCancelled as soon as the client has asked for an end."""
        task = asyncio.ensure_future(work)
        future = self._future()
        if future is not None:
            # A cancelled future calls in whichever thread, which is that of the event loop.
            future.add_done_callback(lambda _done: task.cancel())
        try:
            return await task
        except asyncio.CancelledError:
            if not self.cancelled:
                raise
            raise JsonRpcRequestCancelled("cancelled by the user") from None

    def _future(self) -> Future[Any] | None:
        return self._server.work_done_progress.tokens.get(self._token) if self._begun else None

    def report(self, done: int, total: int) -> None:
        """Say how far it has come."""
        if self._begun:
            value = types.WorkDoneProgressReport(
                message=f"{done} of {total}",
                percentage=100 * done // max(total, 1),
                cancellable=True,
            )
            self._send(value)

    async def __aenter__(self) -> Self:
        if self._token == "" and self._server.client.progress:
            token = str(uuid.uuid4())
            try:
                await self._server.work_done_progress.create_async(token)
            except Exception:  # noqa: BLE001 - a client that refuses gets no progress, that is all
                return self
            self._token = token
        if self._token != "":
            self._begun = True
            begin = types.WorkDoneProgressBegin(title=self._title, cancellable=True, percentage=0)
            self._server.work_done_progress.begin(self._token, begin)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._begun:
            self._send(types.WorkDoneProgressEnd())
            self._server.work_done_progress.tokens.pop(self._token, None)

    def _send(self, value: Any) -> None:
        self._server.protocol.notify(types.PROGRESS, types.ProgressParams(self._token, value))
