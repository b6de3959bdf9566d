"""What keeps configurations and packs from loading: diagnostics in their files, and one message for each file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from inclusive_lint_server import uris

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint_server.state import Server
    from inclusive_lint_server.wire import Head


class Troubles:
    """The broken files that linting has met."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._shown: set[str] = set()
        """URIs of files with pushed problems."""
        self._blamed: dict[str, set[str]] = {}
        """What was linted, by URI -> the broken files that it met, by path (or by message without one).

        A message is shown for a file when the first document meets it, and not again until all
        documents have been linted without it: not for each mistake that somebody makes in it."""

    def take(self, about: str, troubles: Iterable[Head]) -> None:
        """Show what linting ``about`` has met; nothing means that all is well there."""
        files: dict[str, list[Head]] = {}
        for trouble in troubles:
            files.setdefault(trouble["path"] or trouble["message"], []).append(trouble)
        told = set().union(*self._blamed.values())
        self._blamed.pop(about, None)
        if files:
            self._blamed[about] = set(files)
        for name, found in files.items():
            if name not in told:
                self._tell(found)
            if found[0]["path"]:
                self._show(uris.from_path(name), found)

    def forget(self, about: str) -> None:
        """A document was closed."""
        self._blamed.pop(about, None)

    def clear(self) -> None:
        """Configurations and packs are read anew: what was wrong with them may be mended."""
        for uri in list(self._shown):
            self.uncover(uri)

    def uncover(self, uri: str) -> None:
        """A file was opened, or may be mended: what was pushed for it is taken back."""
        if uri in self._shown:
            self._shown.discard(uri)
            params = types.PublishDiagnosticsParams(uri, [])
            self._server.text_document_publish_diagnostics(params)

    def _tell(self, found: list[Head]) -> None:
        first, more = found[0], len(found) - 1
        place = f"{first['path']}:{first['line']}: " if first["path"] else ""
        rest = f" (and {more} more)" if more else ""
        message = f"inclusive-lint: {place}{first['message']}{rest}"
        self._server.window_show_message(
            types.ShowMessageParams(types.MessageType.Warning, message)
        )

    def _show(self, uri: str, found: list[Head]) -> None:
        document = self._server.documents.get(uri)
        if document is not None and self._server.kind_of(document) in ("config", "pack"):
            return  # An open file shows its problems itself.
        self._shown.add(uri)
        self._server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, [_diagnostic(trouble) for trouble in found])
        )


def _diagnostic(trouble: Head) -> types.Diagnostic:
    start = types.Position(trouble["line"] - 1, trouble["column"] - 1)
    return types.Diagnostic(
        range=types.Range(start, start),
        message=trouble["message"],
        severity=types.DiagnosticSeverity.Error,
        code=trouble["code"],
        source="inclusive-lint",
    )
