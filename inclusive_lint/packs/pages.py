"""Writes the documentation of rules from the packs: a page for each, and an index by pack and category."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.conditions import CONDITIONS, describe
from inclusive_lint.detectors import DETECTORS
from inclusive_lint.guards import NAMES as GUARDS
from inclusive_lint.lexicons import NAMES as LEXICONS
from inclusive_lint.model import Settings
from inclusive_lint.packs.schema import CATEGORIES
from inclusive_lint.sight import ENTITIES, PARSE, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from inclusive_lint.packs.rule import Example, Pack, Rule, Term

_HEAD = """\
<!-- Written by docs/generate_rules.py from the packs; change the rule instead. -->

"""
_FIXES = {
    "safe": "`--fix` puts in the first one.",
    "manual": "A person chooses; `--fix` changes nothing.",
}
_CLASSES = {"noun": "noun", "verb": "verb", "adj": "adjective"}
NESTED = {
    "not": "the conditions in it don't hold together",
    "any": "one of a list of conditions holds",
}
"""What stands around conditions."""
_READING = {WORDS: "words", PARSE: "parse", ENTITIES: "entities"}


def rule_pages(packs: Iterable[Pack]) -> dict[str, str]:
    """File name -> text of every page: one a rule, and README.md, the index."""
    listed = list(packs)
    pages = {f"{rule.id}.md": rule_page(rule, pack) for pack in listed for rule in pack.rules}
    return {"README.md": index_page(listed), **pages}


def rule_page(rule: Rule, pack: Pack) -> str:
    """The page of one rule."""
    parts = [_HEAD, f"# {rule.id}\n\n{_flat(rule.why)}\n\n", _facts(rule, pack)]
    parts.append(_flagged(rule))
    parts.append(_silent(rule))
    parts.append(_instead(rule))
    sources = (f"- [{_flat(s.title)}](<{s.url}>)\n" for s in rule.sources)
    parts += ["## Sources\n\n", *sources, "\n"]
    parts.append(
        "## To silence one place\n\n"
        f"```markdown\n<!-- inclusive-lint: disable-next-line {rule.id} -- reason -->\n```\n\n"
        f"Everywhere: `ignore: [{rule.id}]` in the configuration. "
        "[All rules](README.md) · [Suppressions](../suppressions.md) · "
        "[Configuration](../configuration.md)\n"
    )
    return "".join(parts)


def _facts(rule: Rule, pack: Pack) -> str:
    rows = [
        ("pack", f"`{pack.id}` ({_default(pack)}), since version {rule.since}"),
        ("severity", rule.severity),
        ("category", f"`{rule.category}`: {CATEGORIES[rule.category]}"),
        ("reads", _reads(rule)),
    ]
    rows += [
        ("only with", f"`{name}: {value}` in `preferences`") for name, value in rule.preference
    ]
    lines = "".join(f"| {name} | {text} |\n" for name, text in rows)
    return f"| | |\n|---|---|\n{lines}\n"


def _default(pack: Pack) -> str:
    return "on by default" if pack.id in Settings().packs else "off by default"


def _reads(rule: Rule) -> str:
    if rule.level == WORDS:
        return "the words around it; no model needed"
    if rule.level == PARSE:
        return "the grammar of the sentence, where the words around it don't settle it"
    return "grammar and names in the sentence, where the words around it don't settle it"


def _flagged(rule: Rule) -> str:
    parts = ["## What is flagged\n\n"]
    if rule.terms:
        terms = ", ".join(dict.fromkeys(map(_term, rule.terms)))
        parts.append(f"In every inflection and spelling unless said otherwise: {terms}.\n\n")
    if rule.match or rule.dependency:
        parts.append("Sentences of a certain pattern; see the examples.\n\n")
    if rule.detector:
        parts.append(f"Only as the detector `{rule.detector}` reads it: {_doc(rule.detector)}.\n\n")
    if rule.when:
        conditions = "".join(f"- {_code(describe(each))}\n" for each in rule.when)
        parts.append(f"Only where one of these holds:\n\n{conditions}\n")
    parts += _examples(rule, "flag")
    return "".join(parts)


def _term(term: Term) -> str:
    if term.pos == "fixed":
        return f"{_code(term.text)} (this form only)"
    return _code(term.text) + (f" ({_CLASSES[term.pos]})" if term.pos else "")


def _doc(detector: str) -> str:
    return DETECTORS[detector].doc


def _silent(rule: Rule) -> str:
    passing = "".join(_examples(rule, "pass"))
    missed = "".join(_examples(rule, "known_miss"))
    parts = ["## What is not\n\n"] if passing or rule.unless else []
    if rule.unless:
        conditions = "".join(f"- {_code(describe(each))}\n" for each in rule.unless)
        parts.append(f"Silent where one of these holds:\n\n{conditions}\n")
    parts.append(passing)
    if missed:
        parts.append(f"## What is missed so far\n\n{missed}")
    return "".join(parts)


def _instead(rule: Rule) -> str:
    if not rule.all_replacements:
        return "## What to write\n\nNo words fit everywhere, so none are offered.\n\n"
    offered = ", ".join(_code(text) for text in rule.replacements)
    lines = [f"{offered}.\n" if offered else ""]
    for term in rule.terms:
        if term.replacements:
            own = ", ".join(_code(text) for text in term.replacements)
            lines.append(f"- For {_code(term.text)}: {own}.\n")
    return f"## What to write\n\n{''.join(lines)}\n{_FIXES[rule.fix]}\n\n"


def _examples(rule: Rule, kind: str) -> Iterator[str]:
    found = [example for example in rule.examples if example.kind == kind]
    for example in found:
        yield _example(example)
    if found:
        yield "\n"


def _example(example: Example) -> str:
    text = example.text
    for start, end in reversed(example.spans):
        text = f"{text[:start]}\ue000{text[start:end]}\ue001{text[end:]}"
    shown = _escaped(_flat(text)).replace("\ue000", "**").replace("\ue001", "**")
    lines = f"- {shown}"
    if example.fixed is not None:
        lines += f"  \n  → {_escaped(_flat(example.fixed))}"
    notes = [f"`{name}: {value}`" for name, value in example.preferences]
    notes += [f"as `{example.format}`"] if example.format != "markdown" else []
    notes += [_escaped(_flat(example.because))] if example.because is not None else []
    return lines + (f"  \n  *{'; '.join(notes)}*" if notes else "") + "\n"


def index_page(packs: Sequence[Pack]) -> str:
    """The list of all rules, by pack and category."""
    count = sum(len(pack.rules) for pack in packs)
    about = (
        "`inclusive-lint rules` lists those in use, `inclusive-lint explain RULE` tells about one."
    )
    parts = [f"{_HEAD}# Rules\n\n{count} rules in {len(packs)} packs. {about}\n\n"]
    parts.append("| pack | version | rules | |\n|---|---|---|---|\n")
    parts += [
        f"| [{pack.id}](#{pack.id}) | {pack.version} | {len(pack.rules)} | {_default(pack)} |\n"
        for pack in packs
    ]
    for pack in packs:
        parts.append(f"\n## {pack.id}\n\n{_flat(pack.description)}\n")
        for preference in pack.preferences:
            values = " or ".join(f"`{value}`" for value in preference.values)
            parts.append(
                f"\nPreference `{preference.name}`: {values} (default `{preference.default}`). "
                f"{_flat(preference.description)}\n"
            )
        for category, meaning in CATEGORIES.items():
            rules = [rule for rule in pack.rules if rule.category == category]
            if rules:
                parts.append(
                    f"\n### {category} ({pack.id})\n\n{meaning[:1].upper()}{meaning[1:]}\n"
                )
                parts.append("\n| rule | severity | finds |\n|---|---|---|\n")
                parts += [_row(rule) for rule in rules]
    return "".join(parts)


def _row(rule: Rule) -> str:
    finds = list(dict.fromkeys(term.text for term in rule.terms)) or _matched(rule)
    terms = ", ".join(_code(text) for text in finds[:4])
    more = " ..." if len(finds) > 4 or not rule.terms else ""
    return f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {terms}{more} |\n"


def _matched(rule: Rule) -> list[str]:
    """What the examples of a rule with patterns mark, each once."""
    marked = (e.text[start:end] for e in rule.examples for start, end in e.spans)
    return list(dict.fromkeys(text.lower() for text in marked))


def vocabulary_tables() -> dict[str, str]:
    """Name -> Markdown table of what rules are written with; stands in docs/writing-rules.md."""
    levels = [
        (name, _takes(condition.spec.schema()), _READING[condition.level], condition.doc)
        for name, condition in CONDITIONS.items()
    ]
    levels += [(name, "conditions", "as its parts", doc) for name, doc in NESTED.items()]
    detectors = [(n, _READING[d.level], d.doc) for n, d in DETECTORS.items()]
    return {
        "conditions": _table(("condition", "takes", "reads", "holds when"), levels),
        "detectors": _table(("detector", "reads at most", "fires on"), detectors),
        "lexicons": _table(("list", "holds"), [(f"${n}", doc) for n, doc in LEXICONS.items()]),
        "guards": _table(("guard", "silent because"), list(GUARDS.items())),
        "categories": _table(("category", "what the reader may be hurt by"), list(CATEGORIES.items())),
    }  # fmt: skip


def _takes(schema: Mapping[str, Any]) -> str:
    """What a condition takes, told from the schema of its value."""
    if "anyOf" in schema:
        return _takes(schema["anyOf"][0])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema["type"] == "object":
        return "a mapping: " + ", ".join(f"`{key}`" for key in schema["properties"])
    if schema["type"] == "boolean":
        return "`true`, `false`"
    return "words" if "pattern" in schema else "text"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for name, *cells in rows:
        lines.append(
            f"| `{name}` | {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
        )
    return "\n".join(lines) + "\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _code(text: str) -> str:
    return f"`{_flat(text).replace('|', chr(92) + '|')}`"


def _escaped(text: str) -> str:
    """``text`` so that Markdown shows its characters as they are."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in text)
