"""``inclusive-lint baseline``: findings that are known and don't count."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inclusive_lint.commands.options import config_options, input_options, load, rule_options
from inclusive_lint.commands.output import Waiting, emit

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint.baseline import Baseline
    from inclusive_lint.model import Result

_NAME = ".inclusive-lint-baseline.json"
_NARROWING = ("packs", "select", "ignore")


@click.group(
    "baseline",
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint baseline create docs\n"
        "  inclusive-lint check --baseline .inclusive-lint-baseline.json docs\n"
        "  inclusive-lint baseline prune docs\n"
    ),
)
def command() -> None:
    """Keep known findings in a file, so that only new ones count.

    The file has fingerprints and counts, no line numbers; it belongs in version control. Name it in
    the configuration (baseline: FILE) or with 'check --baseline FILE'.
    """


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        config_options,
        input_options,
        rule_options,
        click.option(
            "-b",
            "--file",
            metavar="FILE",
            help=f"The baseline file [default: as configured, or {_NAME}].",
        ),
        click.argument("paths", nargs=-1, metavar="[PATH]..."),
    ):
        function = option(function)
    return function


@command.command("create", epilog="\b\nExamples:\n  inclusive-lint baseline create docs\n")
@_options
@click.option("--force", is_flag=True, help="Replace a baseline that is there already.")
def create(paths: tuple[str, ...], file: str | None, *, force: bool, **options: Any) -> int:
    """Write a baseline of everything that is found now."""
    from inclusive_lint.baseline import create_baseline

    run = _Run(paths, file, options)
    if run.file.exists() and not force:
        message = f"{run.file.as_posix()}: already there; see 'baseline update', or use --force."
        raise click.UsageError(message)
    return run.save(None, create_baseline(run.result(), run.file.parent))


@command.command("update", epilog="\b\nExamples:\n  inclusive-lint baseline update docs\n")
@_options
def update(paths: tuple[str, ...], file: str | None, **options: Any) -> int:
    """Accept what is found now: add new findings, drop those that are gone.

    Entries for files outside of the PATHs stay.
    """
    from inclusive_lint.baseline import load_baseline, update_baseline

    run = _Run(paths, file, options)
    old = load_baseline(run.file)
    result = run.result()
    return run.save(old, update_baseline(old, result, run.file.parent, rules=run.rules()))


@command.command("prune", epilog="\b\nExamples:\n  inclusive-lint baseline prune docs\n")
@_options
def prune(paths: tuple[str, ...], file: str | None, **options: Any) -> int:
    """Drop entries whose findings are gone; accept nothing new."""
    from inclusive_lint.baseline import load_baseline, prune_baseline

    run = _Run(paths, file, options)
    old = load_baseline(run.file)
    result = run.result()
    return run.save(old, prune_baseline(old, result, run.file.parent, rules=run.rules()))


class _Run:
    """A run that looks at no baseline, and the file that its findings go to."""

    def __init__(self, paths: tuple[str, ...], file: str | None, options: dict[str, Any]) -> None:
        from inclusive_lint.run import Checker, RunOptions

        self._paths = paths or (".",)
        self._narrowed = any(options[name] for name in _NARROWING)
        config = load(options)
        self.file = Path(file) if file is not None else config.baseline or Path(_NAME)
        run_options = RunOptions(
            jobs=options["jobs"], cache=not options["no_cache"], no_baseline=True
        )
        self._checker = Checker(config, run_options)
        self._found: Result | None = None

    def result(self) -> Result:
        """What is found now."""
        with Waiting("Checking") as progress:
            self._found = self._checker.check(self._paths, progress)
        return self._found

    def rules(self) -> frozenset[str] | None:
        """The rules that were on, where the command line chose some: others' entries stay."""
        return frozenset(r.id for r in self._checker.rules) if self._narrowed else None

    def save(self, old: Baseline | None, new: Baseline) -> int:
        """Write the file and say what changed; 2 where an input could not be read."""
        from inclusive_lint.baseline import save_baseline
        from inclusive_lint.config_files import shown

        save_baseline(new, self.file)
        count = f"{new.total:,} finding" + ("" if new.total == 1 else "s")
        change = f" (before: {old.total:,})" if old is not None else ""
        emit(f"{shown(self.file)}: {count}{change}\n")
        fatal = [n for n in self._found.all_notices if n.fatal] if self._found else []
        for notice in fatal:
            emit(f"{notice.path}: error: {notice.code} {notice.message}\n", err=True)
        return 2 if fatal else 0
