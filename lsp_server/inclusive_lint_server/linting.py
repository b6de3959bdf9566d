"""In the linting process: which settings hold for a document, and the one function that lints it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.baseline import Baseline, apply_baseline, load_baseline
from inclusive_lint.config import Config, Finder, load_config
from inclusive_lint.config_files import FileReader
from inclusive_lint.engine import Linter
from inclusive_lint.memo import PassageMemo
from inclusive_lint.model import FileResult, InclusiveLintError, Result, Settings, Source
from inclusive_lint.verdicts import MemoryCache

if TYPE_CHECKING:
    from collections.abc import Mapping

    from inclusive_lint_server.wire import Head

_LINTERS_KEPT = 8
_VERDICTS_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Document:
    """A text to lint."""

    path: str
    """Absolute, '/' separated; for an untitled document its name."""
    text: str
    format: str
    """What the editor says it is; a configuration may say otherwise for a path."""
    folder: str | None = None
    """URI of the workspace folder it belongs to."""
    named: bool = True
    """Whether there is, or could be, a file of that path."""
    suffix: str = ""
    """Put behind the path for the engine: a notebook's cell in Python is read as Python."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A workspace folder and what the editor sets for it."""

    path: str
    settings: Mapping[str, Any]


@dataclass
class Linting:
    """Linters by settings. One thread uses it."""

    folders: dict[str, Folder] = field(default_factory=dict)
    base: Folder = field(default_factory=lambda: Folder("", {}))
    trusted: bool = True
    ignore_workspace_packs: bool = False
    _configs: dict[tuple[str, str], Config] = field(default_factory=dict)
    _linters: dict[Settings, Linter] = field(default_factory=dict)
    _known: tuple[tuple[str, int, int], Baseline] = (("", 0, 0), Baseline())
    """The baseline read last, and which state of which file it is."""
    _last_good: dict[str, Settings] = field(default_factory=dict)
    _cache: MemoryCache = field(default_factory=lambda: MemoryCache(_VERDICTS_KEPT))

    def configure(self, head: Head) -> None:
        """Take over folders, editor settings and trust; configurations and packs are read anew."""
        self.trusted = head["trusted"]
        self.ignore_workspace_packs = head["ignoreWorkspacePacks"]
        self.base = Folder("", head["settings"])
        self.folders = {f["uri"]: Folder(f["path"], f["settings"]) for f in head["folders"]}
        self._configs.clear()
        self._linters.clear()

    def lint(self, document: Document) -> FileResult:
        """Lint a document with the settings in force for it.

        Raises ConfigError and PackError where these can't be used.
        """
        result = self.lint_all(document)
        config = self.config_for(document)
        path = config.baseline if config is not None else None
        if path is None or not result.findings:
            return result
        known = apply_baseline(Result((result,)), self._baseline(path), path.parent)
        return known.files[0]

    def lint_all(self, document: Document) -> FileResult:
        """Lint a document as if there were no baseline."""
        linter, settings = self.linter_for(document)
        source = Source(
            document.path + document.suffix,
            document.text,
            format=settings.format or document.format,
        )
        return linter.lint_source(source)

    def _baseline(self, path: Path) -> Baseline:
        try:
            status = path.stat()
            state = (path.as_posix(), status.st_mtime_ns, status.st_size)
        except OSError:
            state = (path.as_posix(), 0, 0)
        if self._known[0] != state:
            self._known = (state, load_baseline(path))
        return self._known[1]

    def linter_for(self, document: Document) -> tuple[Linter, Settings]:
        """The linter of a document and its settings. Raises ConfigError and PackError."""
        settings = self.settings_for(document)
        # One linter serves all that differ in the format only.
        key = replace(settings, format=None)
        linter = self._linters.pop(key, None)
        if linter is None:
            linter = Linter(key, cache=self._cache, memo=PassageMemo())
        self._linters[key] = linter
        while len(self._linters) > _LINTERS_KEPT:
            del self._linters[next(iter(self._linters))]
        self._last_good[document.folder or ""] = key
        return linter, settings

    def linters(self) -> tuple[Linter, ...]:
        """The linters made since the settings last changed."""
        return tuple(self._linters.values())

    def fallback(self, document: Document) -> Linter | None:
        """The linter that last worked in the document's folder, for while a configuration is broken."""
        settings = self._last_good.get(document.folder or "")
        try:
            return Linter(settings, cache=self._cache) if settings is not None else None
        except InclusiveLintError:
            return None

    def settings_for(self, document: Document) -> Settings:
        """The nearest configuration's settings for a document, with the editor's over them."""
        folder = self.folders.get(document.folder or "", self.base)
        config = self.config_for(document)
        settings = Settings()
        if config is not None:
            path = document.path if document.named else f"{folder.path}/{document.path}"
            settings = config.settings_for(path)
            if not document.named:
                settings = replace(settings, format=None)
        return self.trusted_part(_overlaid(settings, folder.settings))

    def trusted_part(self, settings: Settings) -> Settings:
        """Settings without what a workspace may not bring along."""
        if not self.trusted:
            return replace(_without_paths(settings), model=None)
        return _without_paths(settings) if self.ignore_workspace_packs else settings

    def config_for(self, document: Document) -> Config | None:
        """The configuration in force for a document, None for one without a folder. Raises ConfigError."""
        folder = self.folders.get(document.folder or "", self.base)
        path = document.path if document.named else f"{folder.path}/{document.path}"
        if not Path(path).is_absolute():
            return None
        return self._config_of(Path(path).parent, folder.settings.get("configuration"), folder)

    def _config_of(self, start: Path, named: str | None, folder: Folder) -> Config:
        explicit = str(Path(folder.path, named)) if named and self.trusted else ""
        key = (start.as_posix(), explicit)
        config = self._configs.get(key)
        if config is None:
            config = self._load(start, explicit)
            self._configs[key] = config
        return config

    def _load(self, start: Path, explicit: str) -> Config:
        if explicit:
            return load_config(start, explicit=Path(explicit))
        finder = Finder(FileReader() if self.trusted else _ReaderOfStrangers())
        found = finder.nearest(start.as_posix())
        return replace(found or Config(start), finder=finder, _settings={}, _near={})


class _ReaderOfStrangers(FileReader):
    """Reads configurations of a workspace that isn't trusted: what they extend is left alone."""

    def read(self, path: Path, *, explicit: bool = False) -> dict[str, Any] | None:
        values = super().read(path, explicit=explicit)
        if not values or "extends" not in values:
            return values
        return {name: entries for name, entries in values.items() if name != "extends"}


def _without_paths(settings: Settings) -> Settings:
    """Without packs that are named by a path."""
    packs = tuple(name for name in settings.packs if "/" not in name and "\\" not in name)
    return replace(settings, packs=packs or Settings().packs)


def _overlaid(settings: Settings, editor: Mapping[str, Any]) -> Settings:
    changes: dict[str, Any] = {}
    for name in ("packs", "select"):
        if editor.get(name) is not None:
            changes[name] = tuple(editor[name])
    if editor.get("ignore"):
        changes["ignore"] = tuple(dict.fromkeys((*settings.ignore, *editor["ignore"])))
    if editor.get("preferences"):
        changes["preferences"] = tuple(
            sorted((dict(settings.preferences) | dict(editor["preferences"])).items())
        )
    return replace(settings, **changes) if changes else settings
