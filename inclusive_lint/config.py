"""Before the first stage: configuration files in, the settings of each input out; reads no document.

The nearest file wins: ``.inclusive-lint.yaml``, ``.inclusive-lint.yml`` or ``pyproject.toml`` with a
table ``[tool.inclusive-lint]``, in the folder of the input or the closest one above it. Command line
flags win over every file. Values from files are data: nothing they name is imported or run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.config_files import FileReader, config_in
from inclusive_lint.config_schema import BY_NAME, Setting
from inclusive_lint.config_values import Entry, Origin, Override, Values
from inclusive_lint.files import Selection
from inclusive_lint.model import Allow, Settings
from inclusive_lint.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT = Origin("default")
FLAG = Origin("command line")


@dataclass(frozen=True, eq=False)
class Config:
    """What is configured for a folder, and through it for every input. Made by ``load_config``."""

    root: Path
    """Absolute folder that patterns are relative to: that of the configuration file, or the start."""
    path: Path | None = None
    """The configuration file; None where there is none."""
    values: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """Setting -> entries, those of ``extends`` merged in, defaults and flags left out."""
    flags: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    """From the command line."""
    files: tuple[Path, ...] = ()
    """Every configuration file read for this one."""
    finder: Finder | None = None
    """Finds the nearest configuration of other folders; None: this one holds for all."""
    _settings: dict[Any, Settings] = field(default_factory=dict, repr=False)
    _near: dict[str, Config] = field(default_factory=dict, repr=False)
    _selection: list[Selection] = field(default_factory=list, repr=False)

    def with_overrides(self, **flags: Any) -> Config:
        """Return the configuration with command line flags applied, to this and nearer files alike.

        Keywords are settings with '_' for '-' (``fail_on='error'``, ``packs=('core',)``); None and
        empty tuples mean that the flag wasn't given. Lists that files add to (``ignore``) are added
        to here; ``format`` is for every input.
        """
        given = dict(self.flags)
        for name, value in flags.items():
            setting = BY_NAME[name.replace("_", "-")]
            items = _items(value)
            if items:
                entries = tuple(Entry(item, FLAG) for item in items)
                given[setting.name] = _merged(setting, given.get(setting.name, ()), entries)
        return replace(self, flags=given, _settings={}, _near={}, _selection=[])

    def nearest(self, folder: str | Path) -> Config:
        """Return the configuration in force for inputs in ``folder``."""
        if self.finder is None:
            return self
        key = os.path.abspath(folder)  # noqa: PTH100  - resolve() would follow links
        if key not in self._near:
            base = self.finder.nearest(key)
            same = base is None or base.path == self.path
            self._near[key] = self if same else _with_flags(base or self, self)
        return self._near[key]

    def settings_for(self, path: str) -> Settings:
        """Return the settings for an input; equal and mostly the same object for equal settings.

        ``path`` is absolute or relative to the working folder; '<stdin>' and the like stand in the
        start folder. Raises ConfigError where the nearest configuration file is broken.
        """
        absolute = (
            f"{self.root.as_posix()}/{path}" if path.startswith("<") else os.path.abspath(path)  # noqa: PTH100  - as above
        )
        return self.nearest(os.path.dirname(absolute))._own_settings(absolute)  # noqa: PTH120, SLF001

    def selection_for(self, folder: str) -> Selection:
        """Return what ``files.find_files`` may take from a folder."""
        near = self.nearest(folder)
        if not near._selection:  # noqa: SLF001  - one class
            selection = Selection(
                near.root.as_posix(),
                near.value("exclude"),
                near.value("include"),
                tuple((pattern, name) for pattern, name in near.value("formats")),
            )
            near._selection.append(selection)  # noqa: SLF001  - as above
        return near._selection[0]  # noqa: SLF001  - as above

    def entries(self, name: str, path: str | None = None) -> tuple[Entry, ...]:
        """Return the effective entries of a setting with their origins, weakest first.

        With ``path`` (absolute), sections for that path are applied; the file must be the nearest.
        """
        return self._entries(name, self._sections(path) if path is not None else ())

    def value(self, name: str, path: str | None = None) -> Any:
        """Return the effective value: a tuple for lists and mappings (of pairs), else one or None."""
        return self._value(name, self._sections(path) if path is not None else ())

    @property
    def baseline(self) -> Path | None:
        """The baseline file."""
        found = self.value("baseline")
        return Path(found) if found is not None else None

    @property
    def cache(self) -> bool:
        """Whether verdicts are kept."""
        return bool(self.value("cache"))

    @property
    def fail_on(self) -> str:
        """A severity or 'never'."""
        return str(self.value("fail-on"))

    def _entries(self, name: str, sections: tuple[Override, ...]) -> tuple[Entry, ...]:
        setting = BY_NAME[name]
        found = self.values.get(name, ())
        for section in sections:
            if name in section.values:
                found = _merged(setting, found, section.values[name])
        if name in self.flags:
            found = _merged(setting, found, self.flags[name])
        # An empty list that was written is a value, not the absence of one.
        written = name in self.values or any(name in section.values for section in sections)
        if not found and not written:
            found = tuple(Entry(item, DEFAULT) for item in _items(setting.default))
        return found

    def _value(self, name: str, sections: tuple[Override, ...]) -> Any:
        values = tuple(entry.value for entry in self._entries(name, sections))
        if BY_NAME[name].kind in {"choice", "flag", "text", "file"}:
            return values[-1] if values else None
        return values

    def _sections(self, path: str) -> tuple[Override, ...]:
        sections = [entry.value for entry in self.values.get("overrides", ())]
        if not sections:
            return ()
        relative = self._relative(path)
        return tuple(each for each in sections if compiled(each.patterns).matches(relative))

    def _relative(self, path: str) -> str:
        shown = path.replace(os.sep, "/")
        prefix = self.root.as_posix().rstrip("/") + "/"
        return shown.removeprefix(prefix).lstrip("/")

    def _own_settings(self, path: str) -> Settings:
        sections = self._sections(path)
        named = self._format(path, sections)
        key = (tuple(map(id, sections)), named)
        if key not in self._settings:
            self._settings[key] = self._make(sections, named)
        return self._settings[key]

    def _format(self, path: str, sections: tuple[Override, ...]) -> str | None:
        chosen = self._value("format", sections)
        if chosen is not None:
            return str(chosen)
        pairs = self._value("formats", ())
        if pairs:
            relative = self._relative(path)
            for pattern, name in reversed(pairs):
                if compiled((pattern,)).matches(relative):
                    return str(name)
        return None

    def _make(self, sections: tuple[Override, ...], named: str | None) -> Settings:
        def get(name: str) -> Any:
            return self._value(name, sections)

        levels = dict(get("severity"))
        off = tuple(name for name, level in levels.items() if level == "off")
        return Settings(
            packs=get("packs"),
            select=get("select"),
            ignore=tuple(dict.fromkeys((*get("ignore"), *off))),
            severities=tuple(sorted(item for item in levels.items() if item[1] != "off")),
            preferences=tuple(sorted(dict(get("preferences")).items())),
            allow=tuple(a if isinstance(a, Allow) else Allow(str(a)) for a in get("allow")),
            format=named,
            scope=frozenset(get("scope")),
            languages=get("languages"),
            model=get("model"),
            require_reason=bool(get("require-reason")),
        )


def load_config(start: Path, *, explicit: Path | None = None, isolated: bool = False) -> Config:
    """Load the configuration in force for ``start``, a folder or a file.

    ``explicit`` is used for every input in place of the nearest file; ``isolated`` uses none at all.
    Raises ConfigError with path:line:column for whatever can't be used.
    """
    absolute = Path(os.path.abspath(start))  # noqa: PTH100  - resolve() would follow links
    folder = absolute.parent if absolute.is_file() else absolute
    if isolated:
        return Config(folder)
    reader = FileReader()
    if explicit is not None:
        file = Path(os.path.abspath(explicit))  # noqa: PTH100  - as above
        related = file.parent == folder or file.parent in folder.parents or folder in file.parents
        return config_of(reader, file, file.parent if related else folder, explicit=True)
    finder = Finder(reader)
    found = finder.nearest(folder.as_posix())
    return replace(found or Config(folder), finder=finder, _settings={}, _near={}, _selection=[])


class Finder:
    """Looks up the nearest configuration of folders, each folder and each file once."""

    def __init__(self, reader: FileReader) -> None:
        self._reader = reader
        self._found: dict[str, Config | None] = {}

    def nearest(self, folder: str) -> Config | None:
        """Return the configuration of an absolute folder, None where neither it nor one above has any."""
        asked: list[str] = []
        config: Config | None = None
        while folder not in self._found:
            asked.append(folder)
            path = config_in(folder, self._reader)
            if path is not None:
                config = config_of(self._reader, path, Path(folder))
                break
            above = os.path.dirname(folder)  # noqa: PTH120  - thousands of folders
            if above == folder:
                break
            folder = above
        else:
            config = self._found[folder]
        for each in asked:
            self._found[each] = config
        return config


def config_of(reader: FileReader, path: Path, root: Path, *, explicit: bool = False) -> Config:
    """Return the configuration that a file makes for ``root``, with all that it extends.

    Raises ConfigError.
    """
    values: Values = {}
    files: list[Path] = []
    for file, layer in reader.chain(path, explicit=explicit):
        files.append(file)
        for name, entries in layer.items():
            if name != "extends":
                values[name] = _merged(BY_NAME[name], values.get(name, ()), entries)
    return Config(root, path, values, files=tuple(files))


def _with_flags(base: Config, first: Config) -> Config:
    return replace(base, flags=first.flags, _settings={}, _near={}, _selection=[])


def _merged(setting: Setting, old: tuple[Entry, ...], new: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if setting.merge == "replace":
        return new
    if setting.merge == "keys":
        pairs = {entry.value[0]: entry for entry in old}
        for entry in new:
            # A key that is set again moves to the end: the last pattern that matches decides.
            pairs.pop(entry.value[0], None)
            pairs[entry.value[0]] = entry
        return tuple(pairs.values())
    return old + new


def _items(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    if isinstance(value, dict):
        return tuple(value.items())
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(value)
    return (value,)
