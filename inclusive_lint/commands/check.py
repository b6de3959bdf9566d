"""``inclusive-lint check``: lint, report, fix."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from inclusive_lint.commands.options import config_options, input_options, load, rule_options
from inclusive_lint.commands.output import Waiting, emit, wants_color, width

if TYPE_CHECKING:
    from inclusive_lint.config import Config
    from inclusive_lint.model import FileResult, Result
    from inclusive_lint.run import Checker, RunOptions

_STDIN = "-"
_FORMATS = (
    "text", "concise", "json", "jsonl", "github", "gitlab", "sarif", "junit", "checkstyle",
    "rdjson", "markdown",
)  # fmt: skip
_EPILOG = """\b
Examples:
  inclusive-lint check docs README.md
  inclusive-lint check --fix docs
  inclusive-lint check --diff docs | git apply
  inclusive-lint check --since main --format github
  inclusive-lint check . --output sarif:out.sarif --output markdown:summary.md
  git show HEAD:README.md | inclusive-lint check - --stdin-filename README.md

\b
Exit codes:
  0  no finding at or above --fail-on
  1  findings
  2  a usage, configuration or pack error, or an input that could not be read
  3  a bug
"""


class _Ask(NamedTuple):
    """What the options say beside configuration."""

    format: str
    output: tuple[str, ...]
    fail_on: str | None
    quiet: bool
    statistics: bool
    color: str
    fix: bool
    unsafe_fixes: bool
    diff: bool


@click.command("check", epilog=_EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "-f",
    "--format",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Format of what is written to standard output.",
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    metavar="[FORMAT:]FILE",
    help="Also write a report to FILE; may repeat. The format is the one named, or the one that "
    "the file's ending implies (.sarif, .json, .jsonl, .md ...), or that of --format.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("suggestion", "warning", "error", "never")),
    help="The lightest finding that makes the exit code 1 [default: as configured, or warning].",
)
@click.option("-q", "--quiet", is_flag=True, help="Findings and errors only.")
@click.option("--statistics", is_flag=True, help="Add counts by rule and by category.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option(
    "--unsafe-fixes",
    is_flag=True,
    help="With --fix or --diff: also apply fixes with a single choice that a person should look at.",
)
@click.option("--diff", is_flag=True, help="Show what --fix would change and change nothing.")
@click.option(
    "--since", metavar="REF", help="Report only on lines changed since this git revision."
)
@click.option("--staged", is_flag=True, help="Report only on lines staged in git.")
@click.option(
    "--baseline", metavar="FILE", help="Known findings that don't count (see 'baseline')."
)
@click.option("--stdin-filename", metavar="NAME", help="What '-' (standard input) is called.")
@click.option(
    "--force-exclude", is_flag=True, help="Apply 'exclude' to named files too, as hooks need it."
)
@rule_options
@input_options
@config_options
@click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="When to colour; auto: on a terminal, unless NO_COLOR is set.",
)
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Check files and folders, and report findings.

    PATH is a file, a folder, or '-' for standard input; without any, the working folder.
    """
    ask = _Ask(**{name: options.pop(name) for name in _Ask._fields})
    paths = paths or (".",)
    _check_usage(ask, paths, options)
    outputs = [_output(text, ask.format) for text in ask.output]
    from inclusive_lint.run import Checker

    config = load(options)
    checker = Checker(config, _run_options(paths, options))
    with Waiting("Checking", quiet=ask.quiet) as progress:
        raw = checker.collect(paths, progress)
    result = checker.finish(raw)
    if ask.diff:
        return _diff(result, config, ask)
    if ask.fix:
        result = _fix(checker, raw, result, ask=ask, stdin=paths == (_STDIN,))
    _report(result, checker, ask, outputs, err=ask.fix and paths == (_STDIN,))
    return exit_code(result, ask.fail_on or config.fail_on)


def exit_code(result: Result, fail_on: str) -> int:
    """2 where an input could not be read, else 1 where a finding weighs enough, else 0."""
    from inclusive_lint.model import SEVERITIES

    if any(notice.fatal for notice in result.all_notices):
        return 2
    if fail_on == "never":
        return 0
    weights = SEVERITIES[[*SEVERITIES].index(fail_on) :]  # type: ignore[arg-type]  # checked when read
    return int(any(finding.severity in weights for finding in result.findings))


def _check_usage(ask: _Ask, paths: tuple[str, ...], options: dict[str, Any]) -> None:
    if ask.unsafe_fixes and not (ask.fix or ask.diff):
        raise click.UsageError("--unsafe-fixes needs --fix or --diff.")
    if options["staged"] and options["since"] is not None:
        raise click.UsageError("--since and --staged exclude each other.")
    if ask.fix and not ask.diff and _STDIN in paths and len(paths) > 1:
        raise click.UsageError(
            "--fix writes standard input's text to standard output; name only '-'."
        )
    if options["stdin_filename"] is not None and _STDIN not in paths:
        raise click.UsageError("--stdin-filename needs '-' among the paths.")


def _output(text: str, default: str) -> tuple[str, str]:
    """'sarif:out.sarif' -> ('sarif', 'out.sarif'); a file name may hold ':' itself."""
    from inclusive_lint.reports import report_of_path

    name, colon, file = text.partition(":")
    if not (colon and name in _FORMATS):
        name, file = report_of_path(text) or default, text
    if not file:
        raise click.UsageError(f"--output {text}: the name of the file is missing.")
    return name, file


def _run_options(paths: tuple[str, ...], options: dict[str, Any]) -> RunOptions:
    from pathlib import Path

    from inclusive_lint.inputs import UNNAMED
    from inclusive_lint.run import RunOptions

    stdin = None
    if _STDIN in paths:
        data = b"" if sys.stdin is None else sys.stdin.buffer.read()
        stdin = (Path(options["stdin_filename"] or UNNAMED).as_posix(), data)
    baseline = options["baseline"]
    return RunOptions(
        jobs=options["jobs"],
        cache=not options["no_cache"],
        baseline=Path(baseline) if baseline is not None else None,
        since=options["since"],
        staged=options["staged"],
        force_exclude=options["force_exclude"],
        stdin=stdin,
    )


def _report(
    result: Result, checker: Checker, ask: _Ask, outputs: list[tuple[str, str]], *, err: bool
) -> None:
    from inclusive_lint.reports import FOR_PEOPLE, WITH_RULES, report
    from inclusive_lint.reports.base import ReportOptions

    for name, file in outputs:
        rules = checker.rules if name in WITH_RULES else ()
        plain = ReportOptions(quiet=ask.quiet, statistics=ask.statistics)
        _write(file, report(name)(result, rules, plain))
    color = wants_color(ask.color, err=err)
    options = ReportOptions(color=color, width=width(), quiet=ask.quiet, statistics=ask.statistics)
    rules = checker.rules if ask.format in WITH_RULES else ()
    emit(report(ask.format)(result, rules, options), color=color, err=err)
    if ask.statistics and ask.format not in FOR_PEOPLE:
        from inclusive_lint.reports.statistics import statistics

        emit(statistics(result), err=True)


def _write(file: str, text: str) -> None:
    from pathlib import Path

    from inclusive_lint.atomic import write_atomic

    path = Path(file)
    data = text.encode("utf-8", "backslashreplace")
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, data)


def _diff(result: Result, config: Config, ask: _Ask) -> int:
    from inclusive_lint.commands.fixing import diff

    text, summary = diff(result, unsafe=ask.unsafe_fixes)
    emit(text)
    if not ask.quiet:
        emit(summary, err=True)
    return exit_code(result, ask.fail_on or config.fail_on)


def _fix(
    checker: Checker, raw: list[FileResult], result: Result, *, ask: _Ask, stdin: bool
) -> Result:
    from inclusive_lint.commands.fixing import fix_files, fix_stdin

    if stdin:
        return fix_stdin(checker, raw, result, unsafe=ask.unsafe_fixes)
    fixed, summary = fix_files(checker, raw, result, unsafe=ask.unsafe_fixes)
    if not ask.quiet:
        emit(summary, err=True)
    return fixed
