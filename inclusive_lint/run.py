"""Between a front and the engine: paths in, a ``Result`` in order of the paths out.

Finds the inputs, reads them, groups them by equal settings, lints them in one process or several,
and marks what a baseline or unchanged lines excuse. Prints nothing.
"""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.engine import Linter
from inclusive_lint.files import find_files
from inclusive_lint.inputs import Input, open_input, size_of
from inclusive_lint.model import FileResult, Notice, Progress, Result, Settings, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from inclusive_lint.changes import Changes
    from inclusive_lint.config import Config
    from inclusive_lint.packs.rule import Rule
    from inclusive_lint.verdicts import VerdictCache

    OnProgress = Callable[[Progress], None]

STDIN = "-"
_PAYS_OFF = 3_000_000
"""Bytes of input for each further process: below that, starting it costs more than it saves."""


class RunOptions(NamedTuple):
    """What a run needs to know beside settings."""

    jobs: int = 1
    """Processes; 0: as many as pay off."""
    cache: bool = True
    """Whether verdicts may be kept on the disk; the configuration can still say no."""
    baseline: Path | None = None
    """Replaces the configured file."""
    no_baseline: bool = False
    """Look at no baseline, not even the configured one."""
    since: str | None = None
    """A git revision: findings on lines unchanged since then are excused."""
    staged: bool = False
    """As ``since``, for what is staged."""
    force_exclude: bool = False
    """Apply ``exclude`` to files that are named, too."""
    stdin: tuple[str, bytes] | None = None
    """Name and content of what stands for '-'."""


def check(
    paths: Iterable[str | Path],
    config: Config,
    options: RunOptions | None = None,
    progress: OnProgress | None = None,
) -> Result:
    """Lint ``paths`` (files, folders, '-') by ``config``.

    Raises ConfigError and PackError; trouble with single inputs comes back as notices.
    """
    return Checker(config, options).check(paths, progress)


class Checker:
    """Lints by one configuration; keeps its linters for further runs."""

    def __init__(self, config: Config, options: RunOptions | None = None) -> None:
        self._config = config
        self._options = options or RunOptions()
        self._linters: dict[Settings, Linter] = {}
        self._cache: VerdictCache | None = None
        self._changes: Changes | None = None
        # Packs and rule names are checked even where there is no input.
        self._linter(config.settings_for("<start>"))

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules of all settings met so far, by id."""
        known = {rule.id: rule for linter in self._linters.values() for rule in linter.rules}
        return tuple(known[name] for name in sorted(known))

    @property
    def stdin(self) -> bytes:
        """Content of what stands for '-'."""
        return self._options.stdin[1] if self._options.stdin is not None else b""

    def __reduce__(self) -> tuple[type[Checker], tuple[Config, RunOptions]]:
        """A process that is started afresh makes linters of its own."""
        return Checker, (self._config, self._options)

    def check(self, paths: Iterable[str | Path], progress: OnProgress | None = None) -> Result:
        """Find, read and lint; findings come in order of path, start, end, rule."""
        return self.finish(self.collect(paths, progress))

    def collect(
        self, paths: Iterable[str | Path], progress: OnProgress | None = None
    ) -> list[FileResult]:
        """Find, read and lint; in any order, nothing excused yet."""
        inputs, troubles = self._inputs(paths)
        return troubles + self.lint(inputs, progress)

    def input(self, path: str, data: bytes | None = None) -> Input:
        """An input by its path as shown."""
        return Input(path, self._config.settings_for(path), data)

    def lint(self, inputs: Sequence[Input], progress: OnProgress | None = None) -> list[FileResult]:
        """Lint inputs, in any order; nothing is filtered yet."""
        jobs = self._jobs(inputs)
        if jobs > 1:
            from inclusive_lint.parallel import lint_parallel

            for settings in {each.settings for each in inputs}:
                self._linter(settings)
            return lint_parallel(self, inputs, jobs, progress)
        total = len(inputs)
        done: list[FileResult] = []
        for result in self.lint_here(inputs):
            done.append(result)
            if progress is not None:
                progress(Progress(len(done), total, result.path))
        return done

    def lint_here(self, inputs: Sequence[Input]) -> Iterator[FileResult]:
        """Lint in this process, group by group of equal settings."""
        groups: dict[Settings, list[Input]] = {}
        for each in inputs:
            groups.setdefault(each.settings, []).append(each)
        for settings, members in groups.items():
            yield from _lint_group(self._linter(settings), members)

    def finish(self, results: Iterable[FileResult]) -> Result:
        """Sort, and mark what a baseline or unchanged lines excuse."""
        files = tuple(_merged(sorted(results, key=lambda r: r.path)))
        result = Result(files)
        if self._changes is not None:
            from inclusive_lint.changes import excuse_unchanged

            result = excuse_unchanged(result, self._changes)
        baseline = self._options.baseline or self._config.baseline
        if baseline is not None and not self._options.no_baseline:
            from inclusive_lint.baseline import apply_baseline, load_baseline

            result = apply_baseline(result, load_baseline(baseline), baseline.parent)
        return result

    def refresh(self) -> None:
        """Ask git again which lines changed, after a run has rewritten files."""
        if self._options.since is not None:
            from inclusive_lint.git import Repository

            self._changes = Repository(Path.cwd()).changes_since(self._options.since)

    def _linter(self, settings: Settings) -> Linter:
        linter = self._linters.get(settings)
        if linter is None:
            linter = self._linters[settings] = Linter(settings, cache=self._verdicts())
        return linter

    def _verdicts(self) -> VerdictCache | None:
        if self._cache is None and self._options.cache and self._config.cache:
            self._cache = _LateCache()
        return self._cache

    def _inputs(self, paths: Iterable[str | Path]) -> tuple[list[Input], list[FileResult]]:
        """What to lint, and results for what can't be."""
        named = [path for path in paths if str(path) != STDIN]
        inputs: list[Input] = []
        troubles: list[FileResult] = []
        if self._options.stdin is not None:
            shown, data = self._options.stdin
            inputs.append(self.input(shown, data))
        if self._options.staged:
            from inclusive_lint.staged import staged_inputs

            staged, self._changes = staged_inputs(named, self._config.selection_for)
            return inputs + [self.input(path, data) for path, data in staged], troubles
        self.refresh()
        found = find_files(
            named,
            force_exclude=self._options.force_exclude,
            selection_for=self._config.selection_for,
        )
        for each in found:
            if isinstance(each, Notice):
                troubles.append(FileResult(each.path, notices=(each,)))
            elif self._changes is None or self._changes.concerns(each.as_posix()):
                inputs.append(self.input(each.as_posix()))
        return inputs, troubles

    def _jobs(self, inputs: Sequence[Input]) -> int:
        wanted = self._options.jobs
        if wanted == 1 or len(inputs) < 2:
            return 1
        if wanted == 0:
            size = sum(size_of(each) for each in inputs)
            wanted = min(os.cpu_count() or 1, size // _PAYS_OFF)
        return max(min(wanted, len(inputs)), 1)


class _LateCache:
    """The cache on the disk, opened when a sentence first needs the model: most runs never do."""

    def __init__(self) -> None:
        self._cache: VerdictCache | None = None

    def get(self, key: bytes) -> bytes | None:
        return self._opened().get(key)

    def put(self, key: bytes, value: bytes) -> None:
        self._opened().put(key, value)

    def _opened(self) -> VerdictCache:
        if self._cache is None:
            from inclusive_lint.cache import open_cache

            self._cache = open_cache()
        return self._cache


def _lint_group(linter: Linter, inputs: Iterable[Input]) -> Iterator[FileResult]:
    """Results for the inputs of one settings; those that can't be read come out of turn."""
    troubles: list[FileResult] = []

    def sources() -> Iterator[Source]:
        for each in inputs:
            source = open_input(each)
            if isinstance(source, Notice):
                troubles.append(FileResult(each.path, notices=(source,)))
            else:
                yield source

    yield from linter.lint_sources(sources())
    yield from troubles


def _merged(results: Iterable[FileResult]) -> Iterator[FileResult]:
    """One result a path: a path that is named twice, or has two notices, is still one input."""
    for _, group in groupby(results, key=lambda r: r.path):
        first, *rest = group
        for other in rest:
            notices = dict.fromkeys(first.notices + other.notices)
            kept = first if first.source is not None or first.words else other
            first = replace(kept, notices=tuple(notices))
        yield first
