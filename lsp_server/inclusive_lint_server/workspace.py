"""The whole workspace: linted in a process of its own, so that typing doesn't wait; pulled, reported, listed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from inclusive_lint_server import uris
from inclusive_lint_server.client import plain
from inclusive_lint_server.process import BACKGROUND, URGENT, LintProcess, LintProcessError
from inclusive_lint_server.progress import Progress
from inclusive_lint_server.protocol import RawJson
from inclusive_lint_server.surveyed import Survey
from inclusive_lint_server.telling import describe_rule

if TYPE_CHECKING:
    from inclusive_lint_server.state import Server

_LOG = logging.getLogger(__name__)
_AT_A_TIME = 16
_SECONDS_HELD = 30.0
"""How long a repeated ``workspace/diagnostic`` is held open while nothing changes."""


def register(server: Server) -> None:
    """Add the handlers of this module."""

    async def pulled(params: types.WorkspaceDiagnosticParams) -> RawJson:
        return await _pulled(server, params)

    async def report(params: Any) -> RawJson:
        return await _report(server, plain(params))

    async def packs(params: Any) -> list[Any]:
        return await _packs(server, plain(params))

    async def rule(params: Any) -> Any:
        return await _rule(server, plain(params))

    server.feature(types.WORKSPACE_DIAGNOSTIC)(pulled)
    server.feature("inclusiveLint/workspaceReport")(report)
    server.feature("inclusiveLint/packs")(packs)
    server.feature("inclusiveLint/rule")(rule)


async def survey(server: Server, token: str | int | None = None, *, quiet: bool = False) -> Survey:
    """Lint all files of the workspace; those unchanged since the last time are taken from it.

    Raises LintProcessError.
    """
    async with server.surveying:
        # A process of its own, ended afterwards: it may run for minutes, and typing goes on.
        process = LintProcess(server.configuration, command=server.process.command)
        progress = Progress(server, "Linting the workspace", token)
        try:
            if quiet:
                return await _run(server, process, None)
            async with progress:
                return await _run(server, process, progress)
        finally:
            process.close()


async def _run(server: Server, process: LintProcess, progress: Progress | None) -> Survey:
    known = server.last_survey.files
    head, _ = await process.run({"op": "files"}, priority=BACKGROUND)
    for folder, troubles in head["troubles"].items():
        server.troubles.take(folder, troubles)
    found = Survey()
    waiting: list[dict[str, Any]] = []
    for wanted in head["files"]:
        uri = uris.from_path(wanted["path"])
        document = server.documents.get(uri)
        wanted["state"] = [*wanted["state"], server.scheduler.generation]
        if document is not None:
            wanted["text"] = document.text
            wanted["state"] = [*document.stamp, server.scheduler.generation]
        if uri in known and known[uri]["state"] == wanted["state"]:
            found.files[uri] = known[uri]
        else:
            waiting.append(wanted)
    total = len(waiting)
    for start in range(0, total, _AT_A_TIME):
        if progress is not None:
            if progress.cancelled:
                found.cancelled = True
                break
            progress.report(start, total)
        await _some(server, process, waiting[start : start + _AT_A_TIME], found)
    server.last_survey = found
    return found


async def _some(
    server: Server, process: LintProcess, batch: list[dict[str, Any]], found: Survey
) -> None:
    head, body = await process.run({"op": "lint_files", "files": batch}, priority=BACKGROUND)
    for wanted, answer in zip(batch, head["files"], strict=True):
        if answer is None:
            found.files.pop(uris.from_path(wanted["path"]), None)
            continue
        server.troubles.take(answer["uri"], answer["troubles"])
        server.rule_info.update(answer["rules"])
        for name in ("diagnostics", "report"):
            answer[name] = body[slice(*answer[name])]
        found.files[answer["uri"]] = answer | {"state": wanted["state"], "folder": wanted["folder"]}


async def _known(server: Server) -> Survey:
    """The last survey, with the files that are open, or were, as they now are. Raises LintProcessError."""
    found = server.last_survey
    waiting: list[dict[str, Any]] = []
    for uri in [*dict.fromkeys([*(d.uri for d in server.documents), *found.closed])]:
        wanted = _wanted(server, uri)
        if wanted is None:
            continue
        if uri in found.closed or found.files.get(uri, {}).get("state") != wanted["state"]:
            waiting.append(wanted)
    found.closed.clear()
    for start in range(0, len(waiting), _AT_A_TIME):
        await _some(server, server.process, waiting[start : start + _AT_A_TIME], found)
    return found


def _wanted(server: Server, uri: str) -> dict[str, Any] | None:
    """A file to lint again, if it is one that a survey of the workspace would take up."""
    folder, path = server.folder_of(uri), uris.to_path(uri)
    if folder is None or path is None:
        return None
    wanted = {"path": path, "folder": folder, "state": [], "if_surveyed": True}
    document = server.documents.get(uri)
    if document is not None:
        if server.kind_of(document) != "prose":
            return None
        wanted["text"] = document.text
        wanted["state"] = [*document.stamp, server.scheduler.generation]
    return wanted


async def _pulled(server: Server, params: types.WorkspaceDiagnosticParams) -> RawJson:
    await server.scheduler.ready.wait()
    before = {item.uri: item.value for item in params.previous_result_ids}
    if before or server.pulled_once:
        # Clients ask again at once; answer when something may have changed, or after a while.
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(server.changed.wait(), _SECONDS_HELD)
    server.changed.clear()
    server.pulled_once = True
    try:
        found = await survey(server, params.work_done_token, quiet=params.work_done_token is None)
    except LintProcessError as error:
        _LOG.warning("the workspace can't be linted: %s", error)
        return RawJson(b'{"items":[]}')
    items = [_item(server, uri, file, before.get(uri)) for uri, file in found.files.items()]
    gone = before.keys() - found.files.keys()
    items += [
        b'{"kind":"full","uri":%s,"version":null,"items":[]}' % json.dumps(uri).encode()
        for uri in sorted(gone)
    ]
    return RawJson(b'{"items":[%s]}' % b",".join(items))


def _item(server: Server, uri: str, file: dict[str, Any], before: str | None) -> bytes:
    document = server.documents.get(uri)
    version = b"%d" % document.version if document is not None else b"null"
    result_id = json.dumps(file["digest"]).encode()
    head = b'"uri":%s,"version":%s,"resultId":%s' % (json.dumps(uri).encode(), version, result_id)
    if before == file["digest"]:
        return b'{"kind":"unchanged",%s}' % head
    return b'{"kind":"full",%s,"items":[%s]}' % (head, file["diagnostics"])


async def _report(server: Server, params: Any) -> RawJson:
    options = params if isinstance(params, dict) else {}
    await server.scheduler.ready.wait()
    if options.get("lint") is not False:
        found = await survey(server, options.get("workDoneToken"))
    else:
        found = await _known(server)
    findings = b",".join(f["report"] for f in found.files.values() if f["report"])
    notices = [notice for f in found.files.values() for notice in f["notices"]]
    return RawJson(
        b'{"version":1,"cancelled":%s,"findings":[%s],"notices":%s,"summary":%s}'
        % (
            b"true" if found.cancelled else b"false",
            findings,
            json.dumps(notices).encode(),
            json.dumps(found.summary()).encode(),
        )
    )


async def _packs(server: Server, params: Any) -> list[Any]:
    head = _about(server, params) | {"op": "packs"}
    answer, _ = await server.process.run(head, priority=URGENT)
    packs: list[Any] = answer["packs"]
    return packs


async def _rule(server: Server, params: Any) -> Any:
    options = params if isinstance(params, dict) else {}
    head = _about(server, params) | {"op": "rule", "key": str(options.get("rule"))}
    answer, _ = await server.process.run(head, priority=URGENT)
    rule = answer["rule"]
    if rule is not None:
        rule["markdown"] = describe_rule(rule)
    return rule


def _about(server: Server, params: Any) -> dict[str, Any]:
    """A job about the place that a request names, or about the first folder."""
    uri = params.get("uri") if isinstance(params, dict) else None
    document = server.documents.get(uri) if isinstance(uri, str) else None
    folder = server.folder_of(uri) if isinstance(uri, str) else next(iter(server.folders), None)
    path = document.path if document else "x.md"
    return {"path": path, "folder": folder, "named": document is not None, "format": "markdown"}
