"""The server's commands, all with the prefix ``inclusiveLint.server.``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import default_converter

from inclusive_lint_server.actions import (
    APPLY_COMMAND,
    CLIENT_EXPLAIN_COMMAND,
    EXPLAIN_COMMAND,
    file_edit,
    is_configuration,
)
from inclusive_lint_server.client import plain
from inclusive_lint_server.lifecycle import refresh
from inclusive_lint_server.process import URGENT, LintProcess
from inclusive_lint_server.progress import Progress
from inclusive_lint_server.protocol import COMMAND_TOKEN, JsonRpcInvalidParams
from inclusive_lint_server.workspace import survey

if TYPE_CHECKING:
    from inclusive_lint_server.state import Server

PREFIX = "inclusiveLint.server."


def register(server: Server) -> None:
    """Add the commands."""

    async def lint_workspace(*_arguments: Any) -> dict[str, Any]:
        server.protocol.end_with_request()
        return await _lint_workspace(server)

    async def create_baseline(*arguments: Any) -> dict[str, Any]:
        server.protocol.end_with_request()
        return await _create_baseline(server, plain(arguments[0]) if arguments else {})

    async def explain(*arguments: Any) -> dict[str, Any]:
        return await _explain(server, plain(arguments))

    async def restart(*_arguments: Any) -> None:
        server.process.restart()
        server.told.clear()
        server.rule_info.clear()
        refresh(server)

    async def apply(*arguments: Any) -> None:
        converter = default_converter()  # type: ignore[no-untyped-call]  # pygls has no types here
        edit = converter.structure(plain(arguments[0]), types.WorkspaceEdit)
        await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit))

    server.command(f"{PREFIX}lintWorkspace")(lint_workspace)
    server.command(f"{PREFIX}createBaseline")(create_baseline)
    server.command(EXPLAIN_COMMAND)(explain)
    server.command(f"{PREFIX}restart")(restart)
    server.command(APPLY_COMMAND)(apply)


async def _lint_workspace(server: Server) -> dict[str, Any]:
    found = await survey(server, COMMAND_TOKEN.get())
    server.show_survey(found)
    return found.summary() | {"cancelled": found.cancelled}


async def _create_baseline(server: Server, options: Any) -> dict[str, Any]:
    folder = options.get("folder") if isinstance(options, dict) else None
    folder = folder or next(iter(server.folders), None)
    if folder not in server.folders:
        raise JsonRpcInvalidParams(f"no workspace folder {folder!r}; a baseline belongs to one")
    opened = {d.path: d.text for d in server.documents if is_configuration(d)}
    job = {"op": "baseline", "folder": folder, "open": opened}
    # A process of its own, ended afterwards: it may run for minutes, and typing goes on.
    process = LintProcess(server.configuration, command=server.process.command)
    progress = Progress(server, "Creating a baseline", COMMAND_TOKEN.get())
    try:
        async with progress:
            answer, _ = await progress.unless_cancelled(process.run(job))
    finally:
        process.close()
    edit = file_edit(server, answer["edit"]) if answer["edit"] else None
    if edit is not None and server.client.applies_edits:
        await server.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit))
    refresh(server)
    return {"uri": answer["uri"], "findings": answer["findings"]}


async def _explain(server: Server, arguments: Any) -> dict[str, Any]:
    if len(arguments) != 2 or not isinstance(arguments[1], dict):
        raise JsonRpcInvalidParams("expected a URI and a position")
    document = server.documents.get(str(arguments[0]))
    line, character = arguments[1].get("line"), arguments[1].get("character")
    if document is None or not isinstance(line, int) or not isinstance(character, int):
        raise JsonRpcInvalidParams("expected the URI of an open document and a position")
    head, body = server.job_for(document, "explain", line=line, character=character)
    answer, _ = await server.process.run(lambda: (head, body), priority=URGENT)
    if CLIENT_EXPLAIN_COMMAND not in server.client.own_commands:
        message = types.ShowMessageParams(types.MessageType.Info, answer["text"])
        server.window_show_message(message)
    return {"markdown": answer["markdown"], "text": answer["text"], "rules": answer["rules"]}
