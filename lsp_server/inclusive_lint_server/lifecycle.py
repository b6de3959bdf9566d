"""From ``initialize`` to the first linting: capabilities, folders, settings, watchers; and all later changes of these."""

from __future__ import annotations

import asyncio
import logging
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from inclusive_lint_server import lifetime, uris
from inclusive_lint_server.client import Client, plain
from inclusive_lint_server.logs import set_level
from inclusive_lint_server.positions import ENCODINGS
from inclusive_lint_server.process import LintProcessError
from inclusive_lint_server.settings import SECTION, parse
from inclusive_lint_server.state import CONFIG_NAMES, Server, is_in_pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from inclusive_lint_server.positions import Encoding

_LOG = logging.getLogger(__name__)
_SECONDS_TO_ANSWER = 3.0
"""How long a client may take to tell its settings before linting starts without them."""
_WATCHED = ("**/.inclusive-lint.yaml", "**/.inclusive-lint.yml", "**/pyproject.toml", "**/*.yaml")


def register(server: Server) -> None:
    """Add the handlers of this module."""
    server.feature(types.INITIALIZE)(lambda params: _initialize(server, params))
    server.feature(types.INITIALIZED)(lambda _params: server.spawn(_start(server)) and None)
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(
        lambda params: server.spawn(_settings_changed(server, params)) and None
    )
    server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(
        lambda params: _folders_changed(server, params)
    )
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(
        lambda params: files_changed(server, (change.uri for change in params.changes))
    )
    server.feature("inclusiveLint/trust")(lambda params: _trust_changed(server, params))
    server.feature(types.SET_TRACE)(lambda params: set_level(params.value))
    server.protocol.adjust = lambda capabilities: _adjust(server, capabilities)


def _initialize(server: Server, params: types.InitializeParams) -> None:
    options = plain(params.initialization_options)
    options = options if isinstance(options, dict) else {}
    server.client = Client.of(params.capabilities, options)
    server.documents.encoding = _encoding(server.workspace.position_encoding)
    server.base_settings = parse(options, _LOG.warning)
    server.trusted = options.get("workspaceTrusted") is not False
    server.ignore_workspace_packs = options.get("ignoreWorkspacePacks") is True
    folders = params.workspace_folders
    if folders is None and params.root_uri:
        folders = [types.WorkspaceFolder(params.root_uri, "")]
    _add_folders(server, folders or ())
    if params.trace is not None:
        set_level(params.trace)
    if params.process_id is not None:
        loop = asyncio.get_running_loop()

        def gone() -> None:
            loop.call_soon_threadsafe(server.protocol.on_exit, 1)

        lifetime.watch(params.process_id, gone)


def _encoding(chosen: object) -> Encoding:
    name = str(getattr(chosen, "value", chosen))
    return next((encoding for encoding in ENCODINGS if encoding == name), "utf-16")


def _adjust(server: Server, capabilities: types.ServerCapabilities) -> None:
    """Say what pygls can't derive from the handlers."""
    provider = capabilities.diagnostic_provider
    if not server.client.pulls:
        capabilities.diagnostic_provider = None
    elif provider is not None:
        provider.workspace_diagnostics = server.client.workspace_diagnostics
    if not server.client.literal_actions:
        # Edits can't be sent to such a client other than by commands, which are offered instead.
        capabilities.code_action_provider = True


async def _start(server: Server) -> None:
    if server.client.registers_settings:
        _register_capability(server, types.WORKSPACE_DID_CHANGE_CONFIGURATION, {"section": SECTION})
    if server.client.watches:
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        _register_capability(server, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    await _fetch_settings(server)
    relint(server)  # What was opened before the settings came was judged without them.
    server.scheduler.ready.set()
    server.status("starting")
    try:
        head, _ = await server.process.run({"op": "warm"})
    except LintProcessError as error:
        _LOG.warning("the rules can't be loaded yet: %s", error)
        server.status("error", message=str(error))
    else:
        _LOG.info("ready after %s ms, packs %s", head.get("ms"), head.get("packs"))
        server.status("ready")


def _register_capability(server: Server, method: str, options: Any) -> None:
    registration = types.Registration(id=method, method=method, register_options=options)
    future = server.client_register_capability(types.RegistrationParams([registration]))
    # A client that refuses (or has gone) is no reason for a warning about a lost exception.
    future.add_done_callback(lambda done: done.cancelled() or done.exception())


async def _fetch_settings(server: Server) -> None:
    if not server.client.configuration:
        return
    scopes: list[str | None] = [None, *server.folders]
    items = [types.ConfigurationItem(scope_uri=scope, section=SECTION) for scope in scopes]
    request = server.workspace_configuration_async(types.ConfigurationParams(items))
    try:
        answers = plain(await asyncio.wait_for(request, _SECONDS_TO_ANSWER))
    except Exception as error:  # noqa: BLE001 - whatever the client answers, linting goes on
        _LOG.warning("the client didn't tell its settings: %s", error or type(error).__name__)
        return
    if not isinstance(answers, list) or len(answers) != len(scopes):
        _LOG.warning("the client told its settings in a way that can't be read")
        return
    if answers[0] is not None:
        server.base_settings = parse(answers[0], _LOG.warning)
    for folder, answer in zip(server.folders, answers[1:], strict=True):
        if answer is not None:
            server.folder_settings[folder] = parse(answer, _LOG.warning)


async def _settings_changed(server: Server, params: types.DidChangeConfigurationParams) -> None:
    given = plain(params.settings)
    if server.client.configuration:
        await _fetch_settings(server)
    elif isinstance(given, dict):
        server.folder_settings.clear()
        server.base_settings = parse(given, _LOG.warning)
    refresh(server)


def _folders_changed(server: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    for folder in params.event.removed:
        server.folders.pop(folder.uri, None)
        server.folder_settings.pop(folder.uri, None)
    _add_folders(server, params.event.added)
    server.spawn(_refetch(server))


async def _refetch(server: Server) -> None:
    await _fetch_settings(server)
    refresh(server)


def _add_folders(server: Server, folders: Iterable[types.WorkspaceFolder]) -> None:
    for folder in folders:
        path = uris.to_path(folder.uri)
        if path is not None:
            server.folders[folder.uri] = path
        else:
            _LOG.info(
                "the folder %s isn't on this machine's disk; its open documents are linted",
                folder.uri,
            )


def _trust_changed(server: Server, params: Any) -> None:
    given = plain(params)
    server.trusted = isinstance(given, dict) and given.get("trusted") is True
    refresh(server)


def files_changed(server: Server, changed: Iterable[str]) -> None:
    """Files have changed on disk: read configurations and packs anew when one of them is among these."""
    for uri in changed:
        path = uris.to_path(uri) or ""
        name = PurePosixPath(path).name
        if name in CONFIG_NAMES or name in ("pyproject.toml", "pack.yaml") or is_in_pack(path):
            refresh(server)
            return


def refresh(server: Server) -> None:
    """Settings, a configuration or a pack have changed: everything is linted again."""
    server.scheduler.invalidate()
    server.process.reconfigure()
    server.troubles.clear()
    server.changed.set()
    server.ask_to_pull()
    relint(server)


def relint(server: Server) -> None:
    """Show every open document's diagnostics as they now are."""
    for document in server.documents:
        if server.kind_of(document) is not None:
            server.scheduler.touch(document, soon=True)
        else:
            server.forget(document.uri)
