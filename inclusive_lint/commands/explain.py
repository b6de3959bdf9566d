"""``inclusive-lint explain``: a rule in full, or why a word is or isn't a finding."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from inclusive_lint.commands.options import config_options, format_option, load, rule_options
from inclusive_lint.commands.output import emit

if TYPE_CHECKING:
    from inclusive_lint.config import Config
    from inclusive_lint.engine import Linter
    from inclusive_lint.explain import CandidateSeen, Explanation, TokenSeen
    from inclusive_lint.model import Settings, Source, Suppressed

_AT = re.compile(r"(.+?):(\d+)(?::(\d+))?")
_EPILOG = """\b
Examples:
  inclusive-lint explain technology.allowlist
  inclusive-lint explain --at README.md:12
  inclusive-lint explain --at README.md:12:7 --format json
"""


@click.command("explain", epilog=_EPILOG)
@click.argument("rule", required=False)
@click.option("--at", metavar="FILE:LINE[:COL]", help="Explain what was seen at this place.")
@format_option()
@rule_options
@config_options
def command(rule: str | None, at: str | None, format_: str, **options: Any) -> int:
    """Show a rule in full, or what was seen at a place of a file and what decided.

    RULE is an id such as technology.allowlist ('inclusive-lint rules' lists them). --at works for
    words that are not findings, too.
    """
    if (rule is None) == (at is None):
        raise click.UsageError("Name a RULE, or a place with --at FILE:LINE[:COL].")
    config = load(options)
    if at is not None:
        return _explain_place(at, config, format_)
    from inclusive_lint.commands.rules import find_rule, rule_data, rule_text

    found = find_rule(str(rule), config)
    emit(_json(rule_data(found)) if format_ == "json" else rule_text(found))
    return 0


def _explain_place(at: str, config: Config, format_: str) -> int:
    from inclusive_lint.engine import Linter

    match = _AT.fullmatch(at)
    if match is None:
        raise click.BadParameter(f"{at!r} is not FILE:LINE or FILE:LINE:COL.", param_hint="--at")
    name, line, column = match[1], int(match[2]), int(match[3]) if match[3] else None
    settings = config.settings_for(name)
    source = _source(name, settings)
    linter = Linter(settings)
    found = _explained(linter, source, line, column)
    excused = _excused(linter, source, found)
    if format_ == "json":
        data = asdict(found)
        for entry, why in zip(data["candidates"], excused, strict=True):
            entry["suppressed"] = asdict(why) if why is not None else None
        emit(_json(data))
    else:
        emit(_text(found, excused, f"{name}:{line}" + (f":{column}" if column else "")))
    return 0


def _source(name: str, settings: Settings) -> Source:
    from inclusive_lint.inputs import Input, open_input
    from inclusive_lint.model import Notice

    source = open_input(Input(name, settings))
    if isinstance(source, Notice):
        raise click.UsageError(f"{name}: {source.message}")
    return source


def _explained(linter: Linter, source: Source, line: int, column: int | None) -> Explanation:
    from inclusive_lint.explain import explain_at, offset_of

    try:
        start, end = offset_of(source, line, column)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--at") from error
    found = explain_at(linter, source, start, end=end)
    if column is None:
        # A line may hold several sentences: that of the first candidate is the one to show.
        text = source.text[start:end]
        first = start + len(text) - len(text.lstrip())
        if found.candidates:
            first = min(candidate.start for candidate in found.candidates)
        tokens = explain_at(linter, source, first)
        found = type(found)(
            found.path, first, tokens.block_kind, tokens.sentence, found.candidates, tokens.tokens
        )
    return found


def _excused(linter: Linter, source: Source, found: Explanation) -> list[Suppressed | None]:
    """For each candidate, what suppresses its finding."""
    if not any(candidate.fires for candidate in found.candidates):
        return [None] * len(found.candidates)
    kept = {(f.rule, f.start): f.suppressed for f in linter.lint_source(source).findings}
    return [kept.get((candidate.rule, candidate.start)) for candidate in found.candidates]


def _text(found: Explanation, excused: list[Suppressed | None], at: str) -> str:
    from inclusive_lint.reports.base import visible

    if found.block_kind is None:
        return f"{at}: no prose here (code, an address or markup), so nothing is looked for.\n"
    kind = found.block_kind.replace("_", " ")
    parts = [f"{at}: in a {kind}\n\n  {visible(' '.join(found.sentence.split()))}\n\n"]
    if not found.candidates:
        parts.append("No rule of the packs in use looks for a word here.\n")
    for candidate, why in zip(found.candidates, excused, strict=True):
        parts.append(_candidate(candidate, why))
    if found.tokens:
        parts.append("\n" + _tokens(found.tokens))
    return "".join(parts)


def _candidate(candidate: CandidateSeen, why: Suppressed | None) -> str:
    from inclusive_lint.reports.base import visible

    verdict = "a finding" if candidate.fires else "silent"
    if not candidate.on:
        verdict += ", and the rule is off"
    elif why is not None:
        reason = f": {why.reason}" if why.reason else ""
        line = f" on line {why.line}" if why.line is not None else ""
        verdict = f"a finding, suppressed by {why.kind}{line}{reason}"
    reasons = "".join(f"  - {reason}\n" for reason in candidate.reasons)
    return f"{candidate.rule}: '{visible(candidate.match)}' is {verdict}\n{reasons}"


def _tokens(tokens: tuple[TokenSeen, ...]) -> str:
    from inclusive_lint.reports.base import visible

    rows = [("token", "pos", "tag", "dep", "head", "entity")]
    rows += [(visible(t.text), t.pos, t.tag, t.dep, visible(t.head), t.entity) for t in tokens]
    widths = [max(len(row[i]) for row in rows) for i in range(6)]
    lines = ("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"  {line}".rstrip() + "\n" for line in lines)


def _json(data: Any) -> str:
    import json

    return json.dumps(data, indent=2) + "\n"
