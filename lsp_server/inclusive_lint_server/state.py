"""The server's parts and what they share: documents, settings of each folder, the linting process."""

from __future__ import annotations

import asyncio
import json
import logging
import os
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from inclusive_lint.__about__ import __version__
from inclusive_lint_server import languages, spawn, uris
from inclusive_lint_server.client import Client
from inclusive_lint_server.documents import DocumentStore
from inclusive_lint_server.process import LintProcess
from inclusive_lint_server.protocol import Protocol
from inclusive_lint_server.scheduler import Scheduler, published
from inclusive_lint_server.settings import ClientSettings
from inclusive_lint_server.surveyed import Survey
from inclusive_lint_server.troubles import Troubles

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from inclusive_lint_server.documents import Document
    from inclusive_lint_server.process import Made
    from inclusive_lint_server.results import Checked
    from inclusive_lint_server.wire import Head

_LOG = logging.getLogger(__name__)
CONFIG_NAMES = frozenset({".inclusive-lint.yaml", ".inclusive-lint.yml"})
_TABLE = "[tool.inclusive-lint"
NOTEBOOKS = types.NotebookDocumentSyncOptions(
    notebook_selector=[types.NotebookDocumentFilterWithNotebook(notebook="*")],
    save=False,
)


class Server(LanguageServer):
    """The language server; its handlers are registered by the modules beside this one."""

    protocol: Protocol

    def __init__(
        self,
        *,
        process_command: tuple[str, ...] = spawn.COMMAND,
        child: spawn.Child | None = None,
    ) -> None:
        super().__init__(
            "inclusive-lint",
            __version__,
            text_document_sync_kind=types.TextDocumentSyncKind.Incremental,
            notebook_document_sync=NOTEBOOKS,
            protocol_cls=Protocol,
        )
        self.client = Client()
        self.documents = DocumentStore()
        self.folders: dict[str, str] = {}
        """URI of each workspace folder -> its path."""
        self.base_settings = ClientSettings()
        self.folder_settings: dict[str, ClientSettings] = {}
        self.trusted = True
        self.ignore_workspace_packs = False
        self.rule_info: dict[str, dict[str, Any]] = {}
        """What the linting process has told about rules, by '<rule set>/<rule id>'."""
        self.troubles = Troubles(self)
        self.told: set[str] = set()
        """Messages shown already; each is shown once."""
        self.last_survey = Survey()
        self.surveying = asyncio.Lock()
        self.changed = asyncio.Event()
        """Set when something has happened that a pull of the workspace's diagnostics waits for."""
        self.pulled_once = False
        self._asked_to_pull = False
        self._cells_shown: dict[str, tuple[int, str]] = {}
        """URI of each cell of a notebook -> version and digest of what was shown for it last."""
        self._shown_files: set[str] = set()
        """URIs of files that aren't open and have pushed diagnostics."""
        self._tasks: set[asyncio.Task[Any]] = set()
        self.process = LintProcess(
            self.configuration,
            on_trouble=self.show_once,
            command=process_command,
            child=child,
        )
        self.scheduler = Scheduler(
            self.documents,
            self.process,
            make=self.lint_job,
            told=self.take_told,
            show=self.show,
            failed=self.failed,
            delay=lambda document: self.settings_for(document.uri).lint_delay / 1000,
        )

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Run in the background; what it raises goes to the log."""
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("a background task failed: %s", error, exc_info=error)

    def folder_of(self, uri: str) -> str | None:
        """URI of the innermost workspace folder that holds ``uri``."""
        holding = [folder for folder in self.folders if uris.is_inside(uri, folder)]
        if not holding and not uri.startswith("file:") and len(self.folders) == 1:
            return next(iter(self.folders))
        return max(holding, key=len, default=None)

    def settings_for(self, uri: str) -> ClientSettings:
        """The editor's settings in force for a document."""
        return self.folder_settings.get(self.folder_of(uri) or "", self.base_settings)

    def configuration(self) -> Head:
        """What the linting process must know before it works."""
        return {
            "op": "configure",
            "encoding": self.documents.encoding,
            "trusted": self.trusted,
            "ignoreWorkspacePacks": self.ignore_workspace_packs,
            "generation": self.scheduler.generation,
            "folders": [
                {
                    "uri": uri,
                    "path": path,
                    "settings": self.folder_settings.get(uri, self.base_settings).for_engine(),
                }
                for uri, path in self.folders.items()
            ],
            "settings": self.base_settings.for_engine(),
        }

    def kind_of(self, document: Document) -> str | None:
        """'config', 'pack', 'prose', or None for a document that isn't for us."""
        name = PurePosixPath(document.path).name
        if name in CONFIG_NAMES or (name == "pyproject.toml" and _TABLE in document.text):
            return "config"
        if name.endswith((".yaml", ".yml")) and is_in_pack(document.path):
            return "pack"
        settings = self.settings_for(document.notebook or document.uri)
        wanted = languages.is_linted(
            document.language_id,
            document.format,
            settings.languages,
            code=settings.source_comments or document.notebook is not None,
        )
        return "prose" if wanted else None

    def job_for(self, document: Document, operation: str, **more: Any) -> Made:
        """A job about an open document, with its text."""
        is_cell = document.notebook is not None
        head = {
            "op": operation,
            "uri": document.uri,
            "path": document.path,
            "suffix": languages.suffix_of(document.language_id)
            if is_cell and document.format == "code"
            else "",
            "named": document.uri.startswith("file:") or document.notebook is not None,
            "folder": self.folder_of(document.notebook or document.uri),
            "format": document.format,
            "kind": self.kind_of(document),
            **more,
        }
        return head, document.text.encode("utf-8")

    def lint_job(self, document: Document) -> Made:
        """The job of linting a document as it now is, at the moment it begins."""
        self.status("linting", document.uri)
        if document.notebook is not None:
            return self._notebook_job(document.notebook)
        return self.job_for(document, "lint")

    def _notebook_job(self, uri: str) -> Made:
        notebook = self.documents.notebook(uri)
        kinds = {cell.document: cell.kind for cell in notebook.cells} if notebook else {}
        cells = self.documents.cells(uri)
        texts = [cell.text.encode("utf-8") for cell in cells]
        head = {
            "op": "lint_notebook",
            "path": uris.to_path(uri) or uris.name_of(uri),
            "named": uri.startswith("file:"),
            "folder": self.folder_of(uri),
            "cells": [
                {
                    "uri": cell.uri,
                    "type": _cell_type(cell, kinds[cell.uri]),
                    "language": cell.language_id,
                    "bytes": len(text),
                }
                for cell, text in zip(cells, texts, strict=True)
            ],
        }
        return head, b"".join(texts)

    def take_told(self, document: Document, head: Head) -> None:
        """Keep what an answer tells besides diagnostics."""
        self.rule_info.update(head["rules"])
        self.troubles.take(document.uri, head["troubles"])

    def show(self, document: Document, checked: Checked) -> None:
        """Push diagnostics to a client that doesn't pull, and tell the state."""
        self.changed.set()
        if document.notebook is not None:
            version, digest = self._cells_shown.get(document.uri, (0, ""))
            self._cells_shown[document.uri] = (checked.version, checked.digest)
            if version == checked.version:
                if digest == checked.digest:
                    return  # Linted again with another cell, and nothing has changed for this one.
                self.ask_to_pull()
        if not self.client.pulls:
            self.protocol.notify_raw(
                types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, published(document, checked)
            )
        self.status("ready", document.uri, checked)

    def ask_to_pull(self) -> None:
        """Something has changed that a pulling client can't know of."""
        if self.client.pulls and self.client.refreshes and not self._asked_to_pull:
            self._asked_to_pull = True
            asyncio.get_running_loop().call_soon(self._may_ask_again)
            # A client that refuses is no reason for a warning.
            self.workspace_diagnostic_refresh(None).add_done_callback(
                lambda done: done.cancelled() or done.exception()
            )

    def _may_ask_again(self) -> None:
        self._asked_to_pull = False

    def forget(self, uri: str) -> None:
        """A document was closed or isn't linted any more: nothing is shown for it."""
        self.scheduler.forget(uri)
        self.troubles.forget(uri)
        self._cells_shown.pop(uri, None)
        if not self.client.pulls:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self.status("ready")

    def uncover(self, uri: str) -> None:
        """A file was opened: its own diagnostics take over from those pushed while it was closed."""
        self.troubles.uncover(uri)
        if uri in self._shown_files:
            self._shown_files.discard(uri)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def show_survey(self, survey: Survey) -> None:
        """Push the diagnostics of files that aren't open, to clients that don't pull them."""
        if self.pulled_once:
            self.changed.set()
            return
        fresh = set()
        for uri, file in survey.files.items():
            if self.documents.is_open(uri) or not (file["diagnostics"] or uri in self._shown_files):
                continue
            if file["diagnostics"]:
                fresh.add(uri)
            params = b'{"uri":%s,"diagnostics":[%s]}' % (
                json.dumps(uri).encode(),
                file["diagnostics"],
            )
            self.protocol.notify_raw(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)
        for uri in self._shown_files - survey.files.keys() - {d.uri for d in self.documents}:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self._shown_files = fresh

    def close(self) -> None:
        """End the linting process and all that waits for it."""
        self.process.close()
        for task in self._tasks:
            task.cancel()

    def failed(self, document: Document, reason: str) -> None:
        """Linting a document didn't work."""
        _LOG.warning("%s: %s", document.uri, reason)
        self.status("error", document.uri, message=reason)

    def status(
        self,
        state: str,
        uri: str | None = None,
        checked: Checked | None = None,
        *,
        message: str | None = None,
    ) -> None:
        """Tell a client that wants to know how things stand."""
        if not self.client.wants_status:
            return
        results = [checked] if checked else [self.scheduler.newest(d.uri) for d in self.documents]
        findings = sum(sum(r.counts) for r in results if r is not None)
        if message is None and checked is not None and checked.notices:
            message = checked.notices[0]
        params = {
            "state": state,
            "uri": uri,
            "findings": findings,
            "packs": list(checked.packs) if checked else [],
            "message": message,
        }
        self.protocol.notify("inclusiveLint/status", params)

    def show_once(self, text: str, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Show a message unless it has been shown before."""
        if text not in self.told:
            self.told.add(text)
            self.window_show_message(types.ShowMessageParams(kind, text))

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong: quiet, where pygls would open a pop-up."""
        _LOG.error("%s: %s", getattr(source, "__name__", source), error)


def _cell_type(cell: Document, kind: int) -> str:
    """What a notebook's file calls a cell of this kind."""
    if cell.language_id == "raw":
        return "raw"
    return "markdown" if kind == types.NotebookCellKind.Markup else "code"


def is_in_pack(path: str) -> bool:
    """Whether a YAML file belongs to a rule pack: a ``pack.yaml`` stands beside it or above."""
    folder = os.path.dirname(path)  # noqa: PTH120 - text in, text out
    for _ in range(3):
        if os.path.isfile(f"{folder}/pack.yaml"):  # noqa: PTH113 - called with each change
            return True
        folder = os.path.dirname(folder)  # noqa: PTH120
    return False
