"""The server put together, and run over a pair of streams until its client has gone."""

from __future__ import annotations

import asyncio
import logging
from typing import IO, TYPE_CHECKING, Any

from inclusive_lint_server import (
    actions,
    authoring,
    commands,
    hover,
    lifecycle,
    logs,
    spawn,
    sync,
    workspace,
)
from inclusive_lint_server.state import Server
from inclusive_lint_server.transport import Reader, Writer

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG = logging.getLogger(__name__)
_PARTS = (lifecycle, sync, actions, hover, commands, workspace, authoring)


def make_server(
    *, process_command: tuple[str, ...] = spawn.COMMAND, child: spawn.Child | None = None
) -> Server:
    """Put a server together; ``child`` is a linting process that is on its way already."""
    server = Server(process_command=process_command, child=child)
    for part in _PARTS:
        part.register(server)
    return server


def serve(server: Server, incoming: IO[bytes], outgoing: IO[bytes]) -> int:
    """Serve one client over two streams; returns the exit code: 0 after shutdown and exit, else 1."""
    return asyncio.run(_serve(server, incoming, outgoing))


async def _serve(server: Server, incoming: IO[bytes], outgoing: IO[bytes]) -> int:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[int] = loop.create_future()

    def end(code: int) -> None:
        if not ended.done():
            ended.set_result(code)

    def from_thread(function: Callable[..., None], *args: Any) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(function, *args)

    def receive(message: Any) -> None:
        try:
            server.protocol.receive(message)
        except Exception:  # noqa: BLE001 - whatever it was, the next message is handled
            _LOG.exception("a message could not be handled")

    writer = Writer(outgoing)
    writer.start()
    server.protocol.set_writer(writer)
    server.protocol.on_exit = end
    logs.attach(server)
    Reader(
        incoming,
        lambda message: from_thread(receive, message),
        lambda: from_thread(end, 1),
    ).start()
    try:
        return await ended
    finally:
        server.close()
        writer.close()
