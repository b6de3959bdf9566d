"""Log records as ``window/logMessage``, with more of them as the client raises its trace; never standard output."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from inclusive_lint_server.state import Server

_KINDS = {
    logging.ERROR: types.MessageType.Error,
    logging.WARNING: types.MessageType.Warning,
    logging.INFO: types.MessageType.Info,
}
_LOGGERS = ("inclusive_lint_server", "pygls")
_LEVELS = {
    types.TraceValue.Off: (logging.WARNING, logging.ERROR),
    types.TraceValue.Messages: (logging.INFO, logging.WARNING),
    types.TraceValue.Verbose: (logging.DEBUG, logging.INFO),
}
"""Trace -> level of our own records and of pygls's."""


class ClientHandler(logging.Handler):
    """Sends each record to the client; debug records as ``$/logTrace``."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record; what can't be sent is dropped, since logging it would send again."""
        if self._server.protocol.writer is None or _is_answered(record):
            return
        text = self.format(record)
        kind = _KINDS.get(record.levelno)
        if kind is None:
            self._server.log_trace(types.LogTraceParams(message=text))
        else:
            self._server.window_log_message(types.LogMessageParams(type=kind, message=text))


def _is_answered(record: logging.LogRecord) -> bool:
    """Whether a record is about an error that a request was answered with: the client knows it."""
    error = record.exc_info[1] if record.exc_info else None
    return isinstance(error, JsonRpcException) and record.name.startswith("pygls")


def attach(server: Server) -> None:
    """Send the records of this server and of pygls to the client, and nowhere else."""
    handler = ClientHandler(server)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    set_level(types.TraceValue.Off)


def set_level(trace: types.TraceValue) -> None:
    """Follow ``$/setTrace``."""
    for name, level in zip(
        _LOGGERS, _LEVELS.get(trace, _LEVELS[types.TraceValue.Off]), strict=True
    ):
        logging.getLogger(name).setLevel(level)
