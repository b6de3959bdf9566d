"""``inclusive-lint rules``: the rules in use, and what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from inclusive_lint.commands.options import (
    commas,
    config_options,
    format_option,
    load,
    rule_options,
)
from inclusive_lint.commands.output import emit

if TYPE_CHECKING:
    from inclusive_lint.config import Config
    from inclusive_lint.packs.rule import Example, Rule

_EPILOG = """\b
Examples:
  inclusive-lint rules
  inclusive-lint rules white --pack all
  inclusive-lint rules --category gender --severity warning,error
  inclusive-lint rules --format json | jq '.rules[].terms'
"""


@click.command("rules", epilog=_EPILOG)
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option(
    "--category", "categories", callback=commas(), multiple=True, help="Only these categories."
)
@click.option(
    "--severity",
    "severities",
    callback=commas("suggestion", "warning", "error"),
    multiple=True,
    help="Only these severities.",
)
@format_option("How to write it; json has everything that is known of each rule, with every term.")
@rule_options
@config_options
def command(
    words: tuple[str, ...],
    categories: tuple[str, ...],
    severities: tuple[str, ...],
    format_: str,
    **options: Any,
) -> int:
    """List the rules in use.

    With WORDs, those whose id, terms or replacements hold each of them.
    """
    config = load(options)
    rules = [
        rule
        for rule in _rules(config)
        if (not categories or rule.category in categories)
        and (not severities or rule.severity in severities)
        and all(_holds(rule, word.lower()) for word in words)
    ]
    if format_ == "json":
        import json

        data = {"version": 1, "rules": [rule_data(rule) for rule in rules]}
        emit(json.dumps(data, indent=2) + "\n")
    else:
        emit(_table(rules))
    return 0


def find_rule(name: str, config: Config) -> Rule:
    """A rule by id, of the packs in use or else of any installed one.

    Raises a usage error that names the nearest ids.
    """
    from inclusive_lint.packs.ruleset import load_rules
    from inclusive_lint.packs.spec import nearest

    packs = config.settings_for("<start>").packs
    known = load_rules(packs).by_id()
    if name not in known:
        known = load_rules(tuple(dict.fromkeys((*packs, *_others(packs))))).by_id()
    if name not in known:
        hint = nearest(name, known) or "; 'inclusive-lint rules' lists them"
        raise click.UsageError(f"No rule is named {name!r}{hint}")
    return known[name]


def _others(packs: tuple[str, ...]) -> list[str]:
    """Installed packs of which no version is in use."""
    from inclusive_lint.packs.discovery import installed_packs

    in_use = {pack.partition("@")[0] for pack in packs}
    return [] if "all" in in_use else [pack for pack in installed_packs() if pack not in in_use]


def _rules(config: Config) -> tuple[Rule, ...]:
    from inclusive_lint.engine import Linter

    return Linter(config.settings_for("<start>")).rules


def _holds(rule: Rule, word: str) -> bool:
    texts = (rule.id, *(term.text for term in rule.terms), *rule.replacements)
    return any(word in text.lower() for text in texts)


def _table(rules: list[Rule]) -> str:
    if not rules:
        return "No rule fits.\n"
    wide = max(len(rule.id) for rule in rules)
    lines = (
        f"{rule.id:<{wide}}  {rule.severity:<10}  {rule.category:<14}  {_instead(rule)}".rstrip()
        for rule in rules
    )
    count = f"{len(rules):,} rule" + ("" if len(rules) == 1 else "s")
    return "\n".join(lines) + f"\n\n{count}.\n"


def _instead(rule: Rule) -> str:
    terms = ", ".join(term.text for term in rule.terms[:3]) or "(a pattern)"
    more = ", ..." if len(rule.terms) > 3 else ""
    offered = ", ".join(rule.replacements[:3])
    return f"{terms}{more}" + (f" -> {offered}" if offered else "")


def rule_data(rule: Rule) -> dict[str, Any]:
    """Everything that is known of a rule, as plain data."""
    from inclusive_lint.packs.forms import forms_of

    return {
        "id": rule.id,
        "pack": rule.pack,
        "since": rule.since,
        "until": rule.until,
        "severity": rule.severity,
        "category": rule.category,
        "terms": [term.text for term in rule.terms],
        "forms": sorted({form for form, *_ in forms_of(rule)}),
        "replacements": list(rule.replacements),
        "fix": rule.fix,
        "message": rule.message,
        "why": rule.why,
        "sources": [{"title": source.title, "url": source.url} for source in rule.sources],
        "examples": [
            {"kind": e.kind, "text": _marked(e), "fixed": e.fixed, "because": e.because}
            for e in rule.examples
        ],
        "needs_model": rule.needs_model,
    }


def rule_text(rule: Rule) -> str:
    """Everything that a writer wants to know of a rule."""
    parts = [f"{rule.id}\n{rule.severity}, {rule.category}; pack {rule.pack} since {rule.since}\n"]
    parts.append(f"\n{_wrapped(rule.why)}")
    if rule.terms:
        parts.append(f"\nTerms:   {', '.join(term.text for term in rule.terms)}\n")
    if rule.replacements:
        parts.append(f"Instead: {', '.join(rule.replacements)}\n")
    parts.append(f"Fix:     {_FIXES[rule.fix]}\n" if rule.replacements else "")
    parts.append("\nExamples:\n")
    parts += (_example(example) for example in rule.examples)
    parts.append("\nSources:\n")
    parts += (f"  {source.title}\n    {source.url}\n" for source in rule.sources)
    parts.append(
        f"\nTo silence one place: <!-- inclusive-lint: disable-next-line {rule.id} -- reason -->\n"
    )
    return "".join(parts)


_FIXES = {
    "safe": "--fix applies the first replacement.",
    "manual": "a person chooses.",
}
_KINDS = {"flag": "found ", "pass": "silent", "known_miss": "missed"}


def _example(example: Example) -> str:
    lines = [f"  {_KINDS[example.kind]}  {_line(_marked(example))}\n"]
    if example.fixed is not None:
        lines.append(f"      ->  {_line(example.fixed)}\n")
    if example.because is not None:
        lines.append(f"          ({_line(example.because)})\n")
    return "".join(lines)


def _marked(example: Example) -> str:
    """The text with its findings in double brackets."""
    text = example.text
    for start, end in reversed(example.spans):
        text = f"{text[:start]}[[{text[start:end]}]]{text[end:]}"
    return text


def _line(text: str) -> str:
    return " ".join(text.split())


def _wrapped(text: str) -> str:
    from textwrap import fill

    return fill(_line(text), 88) + "\n"
