"""What the client can do, asked once at the start and in plain words afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.capabilities import get_capability

if TYPE_CHECKING:
    from lsprotocol.types import ClientCapabilities


@dataclass(frozen=True)
class Client:
    """The client's abilities that change what the server does."""

    pulls: bool = False
    """Asks for diagnostics itself, so they aren't pushed."""
    workspace_diagnostics: bool = True
    """Wants to pull the diagnostics of files that aren't open, too."""
    refreshes: bool = False
    """Takes ``workspace/diagnostic/refresh``."""
    configuration: bool = False
    """Answers ``workspace/configuration``."""
    watches: bool = False
    """Lets file watchers be registered."""
    registers_settings: bool = False
    """Lets ``workspace/didChangeConfiguration`` be registered."""
    resolves_edits: bool = False
    """Fills in a code action's edit by ``codeAction/resolve``."""
    literal_actions: bool = False
    """Takes code actions, not only commands."""
    versioned_edits: bool = False
    """Takes ``documentChanges``."""
    creates_files: bool = False
    snippets: bool = False
    """Takes snippets in workspace edits (LSP 3.18)."""
    markdown_hover: bool = False
    markdown_completion: bool = False
    progress: bool = False
    applies_edits: bool = False
    wants_status: bool = False
    own_commands: frozenset[str] = frozenset()
    """Commands that the client has registered itself."""

    @classmethod
    def of(cls, capabilities: ClientCapabilities, options: dict[str, Any]) -> Client:
        """Read the capabilities and the initialization options."""

        def has(path: str) -> bool:
            return bool(get_capability(capabilities, path, False))

        resolvable = get_capability(
            capabilities, "text_document.code_action.resolve_support.properties", []
        )
        operations = get_capability(
            capabilities, "workspace.workspace_edit.resource_operations", []
        )
        hover = get_capability(capabilities, "text_document.hover.content_format", [])
        documentation = get_capability(
            capabilities, "text_document.completion.completion_item.documentation_format", []
        )
        experimental = capabilities.experimental
        commands = options.get("clientCommands")
        return cls(
            pulls=get_capability(capabilities, "text_document.diagnostic", None) is not None,
            workspace_diagnostics=options.get("workspaceDiagnostics") is not False,
            refreshes=has("workspace.diagnostics.refresh_support"),
            configuration=has("workspace.configuration"),
            watches=has("workspace.did_change_watched_files.dynamic_registration"),
            registers_settings=has("workspace.did_change_configuration.dynamic_registration"),
            resolves_edits="edit" in (resolvable or []),
            literal_actions=get_capability(
                capabilities, "text_document.code_action.code_action_literal_support", None
            )
            is not None,
            versioned_edits=has("workspace.workspace_edit.document_changes"),
            creates_files=types.ResourceOperationKind.Create in (operations or []),
            snippets=has("workspace.workspace_edit.snippet_edit_support"),
            markdown_hover=types.MarkupKind.Markdown in (hover or []),
            markdown_completion=types.MarkupKind.Markdown in (documentation or []),
            progress=has("window.work_done_progress"),
            applies_edits=has("workspace.apply_edit"),
            wants_status=_flag(experimental, "inclusiveLintStatus"),
            own_commands=frozenset(name for name in commands or () if isinstance(name, str))
            if isinstance(commands, list)
            else frozenset(),
        )


def plain(value: Any) -> Any:
    """JSON from what pygls makes of objects it doesn't know (named tuples and attrs classes)."""
    if hasattr(value, "_asdict"):
        return {name: plain(item) for name, item in value._asdict().items()}
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _flag(experimental: Any, name: str) -> bool:
    value = plain(experimental)
    return isinstance(value, dict) and value.get(name) is True
