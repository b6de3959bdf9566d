"""Code actions: replacements from the diagnostics' own data at once, whatever must be worked out when it is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from inclusive_lint_server.client import plain
from inclusive_lint_server.hover import findings_at
from inclusive_lint_server.languages import comment_syntax
from inclusive_lint_server.process import URGENT, LintProcessError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint_server.documents import Document
    from inclusive_lint_server.state import Server

FIX_ALL = "source.fixAll.inclusive-lint"
EXPLAIN_KIND = "source.inclusive-lint.explain"
EXPLAIN_COMMAND = "inclusiveLint.server.explain"
CLIENT_EXPLAIN_COMMAND = "inclusiveLint.explainAtCursor"
APPLY_COMMAND = "inclusiveLint.server.apply"
_KINDS = (types.CodeActionKind.QuickFix.value, FIX_ALL, EXPLAIN_KIND)
_WORKED_OUT_AT_ONCE = 3
"""For how many findings edits are worked out unasked, for a client that can't ask later."""


@dataclass(frozen=True)
class _Offer:
    """An action whose edit is still to be worked out by the linting process."""

    title: str
    data: dict[str, Any]


def register(server: Server) -> None:
    """Add the handlers of this module."""

    async def offered(params: types.CodeActionParams) -> list[types.CodeAction | types.Command]:
        return await _offered(server, params)

    async def resolved(action: types.CodeAction) -> types.CodeAction:
        return await _resolved(server, action)

    options = types.CodeActionOptions(code_action_kinds=list(_KINDS), resolve_provider=True)
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)(offered)
    server.feature(types.CODE_ACTION_RESOLVE)(resolved)


async def _offered(
    server: Server, params: types.CodeActionParams
) -> list[types.CodeAction | types.Command]:
    document = server.documents.get(params.text_document.uri)
    if document is None or server.kind_of(document) != "prose":
        return []
    only = params.context.only
    try:
        found = await findings_at(server, document, params.range)
        actions: list[types.CodeAction] = []
        if _asked(only, _KINDS[0]):
            for finding in found:
                actions += _replacements(server, document, finding)
            actions += await _offers(server, document, found)
        if _asked(only, EXPLAIN_KIND) and found:
            actions.append(_explain(server, document, found[0]))
        if _asked(only, FIX_ALL):
            actions += await _fix_all(server, document)
    except LintProcessError:
        return []
    if server.client.literal_actions:
        return list(actions)
    return [_as_command(action) for action in actions if action.edit or action.command]


def _replacements(
    server: Server, document: Document, finding: dict[str, Any]
) -> Iterable[types.CodeAction]:
    for number, replacement in enumerate(finding["data"]["replacements"]):
        words = replacement["text"]
        title = f"Replace with “{words}”" if words else f"Leave out “{finding['data']['match']}”"
        yield types.CodeAction(
            title=title,
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[_diagnostic(finding)],
            is_preferred=True if number == 0 else None,
            edit=workspace_edit(server, document, replacement["edits"]),
        )


async def _offers(
    server: Server, document: Document, found: list[dict[str, Any]]
) -> list[types.CodeAction]:
    actions = []
    for number, finding in enumerate(found):
        for offer in _to_work_out(server, document, finding):
            action = types.CodeAction(
                title=offer.title,
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[_diagnostic(finding)],
                data=offer.data,
            )
            if not server.client.resolves_edits:
                if number >= _WORKED_OUT_AT_ONCE:
                    continue
                action.edit = await _worked_out(server, offer.data)
                action.data = None
                if action.edit is None:
                    continue
            actions.append(action)
    return actions


def _to_work_out(server: Server, document: Document, finding: dict[str, Any]) -> Iterable[_Offer]:
    data, rule = finding["data"], finding["code"]
    about = {"uri": document.uri, "rule": rule, "version": document.version}
    if comment_syntax(document.format or "", document.language_id) is not None:
        place = finding["range"]["start"]
        yield _Offer(f"Ignore here ({rule})", {**about, "do": "suppress", "at": place})
    if server.folder_of(document.notebook or document.uri) is not None:
        phrase = " ".join(data["match"].split())
        yield _Offer(
            f"Allow “{phrase}” in this workspace", {**about, "do": "allow", "phrase": phrase}
        )
        yield _Offer(f"Disable {rule} in this workspace", {**about, "do": "disable"})


def _explain(server: Server, document: Document, finding: dict[str, Any]) -> types.CodeAction:
    own = CLIENT_EXPLAIN_COMMAND in server.client.own_commands
    name = CLIENT_EXPLAIN_COMMAND if own else EXPLAIN_COMMAND
    title = f"Explain {finding['code']}"
    arguments = [document.uri, finding["range"]["start"]]
    command = types.Command(title=title, command=name, arguments=arguments)
    return types.CodeAction(title=title, kind=EXPLAIN_KIND, command=command)


async def _fix_all(server: Server, document: Document) -> list[types.CodeAction]:
    checked = await server.scheduler.current(document)
    if checked is None or not checked.fix_all:
        return []
    edit = workspace_edit(server, document, checked.fix_all)
    title = "Apply all safe fixes in this file"
    return [types.CodeAction(title=title, kind=FIX_ALL, edit=edit)]


async def _resolved(server: Server, action: types.CodeAction) -> types.CodeAction:
    data = plain(action.data)
    if isinstance(data, dict) and action.edit is None:
        try:
            action.edit = await _worked_out(server, data)
        except LintProcessError as error:
            server.window_log_message(types.LogMessageParams(types.MessageType.Warning, str(error)))
    return action


async def _worked_out(server: Server, data: dict[str, Any]) -> types.WorkspaceEdit | None:
    document = server.documents.get(str(data.get("uri")))
    if document is None:
        return None
    if data.get("do") == "suppress":
        if data.get("version") != document.version:
            return None
        head, body = server.job_for(
            document, "suppress", rule=data["rule"], at=data["at"], language=document.language_id
        )
        answer, _ = await server.process.run(lambda: (head, body), priority=URGENT)
        edits = answer.get("edits")
        return _suppression(server, document, edits) if edits else None
    head, body = server.job_for(
        document,
        "configure_file",
        do=data.get("do"),
        rule=data.get("rule"),
        phrase=data.get("phrase"),
        open={d.path: d.text for d in server.documents if is_configuration(d)},
    )
    answer, _ = await server.process.run(lambda: (head, body), priority=URGENT)
    return file_edit(server, answer)


def _suppression(
    server: Server, document: Document, edits: list[dict[str, Any]]
) -> types.WorkspaceEdit:
    if not (server.client.snippets and server.client.versioned_edits):
        return workspace_edit(server, document, edits)
    marked: list[Any] = []
    for edit in edits:
        head, found, tail = edit["newText"].rpartition("-- reason")
        value = f"{_snippet(head)}-- ${{1:reason}}{_snippet(tail)}" if found else _snippet(tail)
        snippet = types.StringValue(value=value)
        marked.append(types.SnippetTextEdit(range=_range(edit["range"]), snippet=snippet))
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, marked)])


def file_edit(server: Server, answer: dict[str, Any]) -> types.WorkspaceEdit | None:
    """The edit of a configuration as the linting process has worked it out."""
    uri = answer.get("uri")
    if not uri:
        return None
    edits = [_text_edit(edit) for edit in answer["edits"]]
    if not server.client.versioned_edits:
        return types.WorkspaceEdit(changes={uri: edits}) if answer["exists"] else None
    known = server.documents.get(uri)
    identifier = types.OptionalVersionedTextDocumentIdentifier(
        uri, known.version if known else None
    )
    changes: list[Any] = [types.TextDocumentEdit(identifier, edits)]
    if not answer["exists"]:
        if not server.client.creates_files:
            return None
        create = types.CreateFile(uri=uri, options=types.CreateFileOptions(ignore_if_exists=True))
        changes.insert(0, create)
    return types.WorkspaceEdit(document_changes=changes)


def workspace_edit(
    server: Server, document: Document, edits: list[dict[str, Any]]
) -> types.WorkspaceEdit:
    """An edit of one open document, bound to its version where the client can check it."""
    changes = [_text_edit(edit) for edit in edits]
    if not server.client.versioned_edits:
        return types.WorkspaceEdit(changes={document.uri: changes})
    identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, changes)])


def _asked(only: Any, kind: str) -> bool:
    """Whether a filter of kinds lets ``kind`` through; 'source' asks for 'source.fixAll.x' too."""
    if not only:
        return True
    wanted = [getattr(item, "value", item) for item in only]
    return any(w in ("", kind) or kind.startswith(f"{w}.") for w in wanted)


def _as_command(action: types.CodeAction) -> types.Command:
    if action.command is not None:
        return action.command
    return types.Command(title=action.title, command=APPLY_COMMAND, arguments=[action.edit])


def is_configuration(document: Document) -> bool:
    """Whether an open document may hold a configuration."""
    name = document.path.rsplit("/", 1)[-1]
    return name in (".inclusive-lint.yaml", ".inclusive-lint.yml", "pyproject.toml")


def _diagnostic(finding: dict[str, Any]) -> types.Diagnostic:
    return types.Diagnostic(
        range=_range(finding["range"]),
        message=finding["message"],
        severity=types.DiagnosticSeverity(finding["severity"]),
        code=finding["code"],
        source=finding["source"],
        data=finding["data"],
    )


def _text_edit(edit: dict[str, Any]) -> types.TextEdit:
    return types.TextEdit(range=_range(edit["range"]), new_text=edit["newText"])


def _range(value: dict[str, Any]) -> types.Range:
    return types.Range(types.Position(**value["start"]), types.Position(**value["end"]))


def _snippet(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
