"""pygls's protocol made stricter about the life cycle, kinder to broken input, and able to send JSON that is already made."""

from __future__ import annotations

import asyncio
import json
import logging
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInvalidParams, JsonRpcInvalidRequest
from pygls.protocol import LanguageServerProtocol, lsp_method

from inclusive_lint_server.transport import Malformed, framed

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

_LOG = logging.getLogger(__name__)
_NOT_INITIALIZED = -32002
_PARSE_ERROR = -32700
_INVALID_REQUEST = -32600

_OUR_OWN = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.NOTEBOOK_DOCUMENT_DID_OPEN,
    types.NOTEBOOK_DOCUMENT_DID_CHANGE,
    types.NOTEBOOK_DOCUMENT_DID_CLOSE,
)
"""Methods whose built-in handlers would keep a second copy of each text with another idea of lines."""


COMMAND_TOKEN: ContextVar[str | int | None] = ContextVar("command_token", default=None)
"""The ``workDoneToken`` of the command that is being run; pygls hands on the arguments only."""


class RawJson(bytes):
    """The JSON of a result, made elsewhere and sent as it is."""

    __slots__ = ()


class Protocol(LanguageServerProtocol):
    """What pygls does, with our own reading, writing and ending."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on_exit: Callable[[int], None] = lambda _code: None
        self.adjust: Callable[[types.ServerCapabilities], None] = lambda _capabilities: None
        self._initialized = False
        for method in _OUR_OWN:
            self.fm.builtin_features.pop(method, None)

    def receive(self, data: Any) -> None:
        """Handle one decoded message; whatever it holds, the server goes on."""
        if isinstance(data, Malformed):
            self._refuse(None, _PARSE_ERROR, f"not JSON: {data.reason}")
            return
        if not isinstance(data, dict) or data.get("jsonrpc") != self.VERSION:
            self._refuse(_id_of(data), _INVALID_REQUEST, "not a JSON-RPC 2.0 message")
            return
        method = data.get("method")
        if not self._may_be_handled(data, method):
            return
        if method is None and data.get("id") not in self._request_futures:
            _LOG.debug("an answer to nothing that was asked: %r", data.get("id"))
            return
        if method is not None and self.get_message_type(method) is None:
            data.setdefault("params", None)  # pygls's own classes for unknown methods insist on it.
        try:
            message = self.structure_message(data)
        except JsonRpcException as error:
            reason = error.__cause__ or error
            self._refuse(data.get("id"), error.code, f"{method}: {error}: {_first_line(reason)}")
            return
        self.handle_message(message)

    def _may_be_handled(self, data: dict[str, Any], method: object) -> bool:
        if method is None or method == types.EXIT:
            return True
        refusal = None
        if not isinstance(method, str):
            refusal = _INVALID_REQUEST, "the method is not a string"
        elif self._shutdown:
            refusal = _INVALID_REQUEST, "the server is shutting down"
        elif method == types.INITIALIZE and self._initialized:
            refusal = _INVALID_REQUEST, "initialized already"
        elif method != types.INITIALIZE and not self._initialized:
            refusal = _NOT_INITIALIZED, f"{method} before initialize"
        if refusal is not None:
            self._refuse(data.get("id"), *refusal)
        return refusal is None

    def _refuse(self, msg_id: Any, code: int, message: str) -> None:
        if msg_id is not None or code == _PARSE_ERROR:
            error = {"code": code, "message": message}
            self._send_data({"jsonrpc": self.VERSION, "id": msg_id, "error": error})
        _LOG.warning("refused a message: %s", message)

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(
        self, params: types.InitializeParams
    ) -> Generator[Any, Any, types.InitializeResult]:
        """Answer with the capabilities, after the server's own handler has seen the client's."""
        self._initialized = True
        result = yield from super().lsp_initialize(params)
        self.adjust(result.capabilities)
        return result

    @lsp_method(types.WORKSPACE_EXECUTE_COMMAND)
    def lsp_workspace__execute_command(
        self, params: types.ExecuteCommandParams
    ) -> Generator[Any, Any, Any]:
        """Run a command, which may ask for the token of its request."""
        COMMAND_TOKEN.set(params.work_done_token)
        return (yield from super().lsp_workspace__execute_command(params))

    def end_with_request(self) -> None:
        """End the task that this is called in when the request that it works for is cancelled.

        pygls itself ends the tasks of requests, but not those of commands.
        """
        task = asyncio.current_task()
        number = self._ctx_msg_id.get()
        future = self._request_futures.get(number) if number is not None else None
        if future is None or task is None:
            raise asyncio.CancelledError  # It was cancelled before the task began.
        future.add_done_callback(lambda done: done.cancelled() and task.cancel())

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_args: Any) -> None:  # type: ignore[override]  # a generator there, for a handler that we don't have
        """End the server: 0 after a shutdown request, else 1."""
        self.on_exit(0 if self._shutdown else 1)

    def notify_raw(self, method: str, params: bytes) -> None:
        """Send a notification whose params are JSON already."""
        name = json.dumps(method).encode()
        self._write(b'{"jsonrpc":"2.0","method":%s,"params":%s}' % (name, params))

    def _send_response(
        self, msg_id: Any, result: Any | None = None, error: types.ResponseError | None = None
    ) -> None:
        if isinstance(result, RawJson) and error is None:
            self._result_types.pop(msg_id, None)
            number = json.dumps(msg_id).encode()
            self._write(b'{"jsonrpc":"2.0","id":%s,"result":%s}' % (number, result))
            return
        super()._send_response(msg_id, result, error)

    def _send_data(self, data: Any) -> None:
        try:
            body = json.dumps(data, default=self._serialize_message, separators=(",", ":"))
        except (TypeError, ValueError):
            _LOG.exception("can't send a message")
            return
        self._write(body.encode("utf-8"))

    def _write(self, body: bytes) -> None:
        if self.writer is not None:
            self.writer.write(framed(body))


def _id_of(data: Any) -> Any:
    return data.get("id") if isinstance(data, dict) else None


def _first_line(error: BaseException) -> str:
    inner = getattr(error, "exceptions", None)
    while inner:
        error = inner[0]
        inner = getattr(error, "exceptions", None)
    return str(error).splitlines()[0] if str(error) else type(error).__name__


__all__ = ["JsonRpcInvalidParams", "JsonRpcInvalidRequest", "Protocol", "RawJson"]
