"""The checks that every pack passes: examples, fixes, replacements, carriers and condition mutation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from inclusive_lint.context import Prepared
from inclusive_lint.engine import Linter
from inclusive_lint.model import Settings, Source
from inclusive_lint.packs.schema import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from inclusive_lint.model import FileResult
    from inclusive_lint.packs.rule import Example, Rule
    from inclusive_lint.work import Seen

_CARRIER = "We talked about the {} again today."


@dataclass(frozen=True, slots=True)
class Problem:
    """A check that a rule doesn't pass."""

    rule: str
    check: str
    """'example', 'fixed', 'replacement', 'carrier', 'mutation', 'shape' or 'unique'."""
    message: str
    file: str
    line: int
    """From 1."""

    def __str__(self) -> str:
        """``path:line: rule: check: message``."""
        return f"{self.file}:{self.line}: {self.rule}: {self.check}: {self.message}"


@dataclass(slots=True)
class _Case:
    rule: Rule
    number: int
    example: Example
    seen: list[Seen]


def check_packs(names: tuple[str, ...], *, only: str | None = None) -> list[Problem]:
    """Run every check on the rules of some packs; [] when all pass.

    ``only`` limits the checks to a rule id. Raises PackError for a pack that doesn't load.
    """
    linter = Linter(Settings(packs=names, languages=()))
    rules = [r for r in linter.ruleset.rules if only is None or r.id == only]
    cases = _cases(names, rules)
    problems = [*_shapes(rules), *_unique_terms(linter.ruleset.rules, only)]
    for case in cases:
        problems.extend(_example(case))
    problems.extend(_fixed(names, cases))
    problems.extend(_replacements(names, rules))
    problems.extend(_carriers(names, rules, cases))
    problems.extend(_mutations(rules, cases))
    return sorted(problems, key=lambda p: (p.file, p.line, p.check, p.message))


def check_examples(names: tuple[str, ...], rules: frozenset[str]) -> list[tuple[int, Problem]]:
    """Run the examples of some rules only, as an editor does; each failure with its example's number."""
    linter = Linter(Settings(packs=names, languages=()))
    failed: list[tuple[int, Problem]] = []
    for rule in linter.ruleset.rules:
        if rule.id in rules:
            for number, case in enumerate(_cases(names, [rule])):
                found = [*_example(case), *_fixed(names, [case])]
                failed.extend((number, problem) for problem in found)
    return failed


def _problem(rule: Rule, check: str, message: str) -> Problem:
    return Problem(rule.id, check, message, rule.file, rule.line)


def _read(
    names: tuple[str, ...], asked: list[tuple[tuple[tuple[str, str], ...], Source]]
) -> list[list[Seen]]:
    """What is seen in each source with its preferences chosen."""
    found: dict[int, list[Seen]] = {}
    for chosen in dict.fromkeys(preferences for preferences, _ in asked):
        linter = Linter(Settings(packs=names, languages=(), preferences=chosen))
        mine = [i for i, (preferences, _) in enumerate(asked) if preferences == chosen]
        seen = linter.read_fully([asked[i][1] for i in mine])
        found.update(zip(mine, seen, strict=True))
    return [found[i] for i in range(len(asked))]


def _cases(names: tuple[str, ...], rules: Iterable[Rule]) -> list[_Case]:
    index = {rule.id: n for n, rule in enumerate(Linter(Settings(packs=names)).ruleset.rules)}
    listed = [(rule, example) for rule in rules for example in rule.examples]
    sources = [(e.preferences, Source("<example>", e.text, format=e.format)) for _, e in listed]
    return [
        _Case(rule, index[rule.id], example, [s for s in seen if s.rule == index[rule.id]])
        for (rule, example), seen in zip(listed, _read(names, sources), strict=True)
    ]


def _spans(case: _Case, prepared: Prepared | None = None) -> list[tuple[int, int]]:
    """The source spans at which the case's rule fires, the longest of those that overlap."""
    spans = set()
    for seen in case.seen:
        decision = seen.decision(prepared)
        if decision.fires:
            spans.add(seen.sight.passage.source_span(decision.start, decision.end))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if not any(s < end and start < e for s, e in kept):
            kept.append((start, end))
    return sorted(kept)


def _passes(case: _Case, prepared: Prepared | None = None) -> bool:
    expected = list(case.example.spans) if case.example.kind == "flag" else []
    return _spans(case, prepared) == expected


def _example(case: _Case) -> Iterator[Problem]:
    if _passes(case):
        return
    example = case.example
    found = [example.text[s:e] for s, e in _spans(case)]
    wanted = [example.text[s:e] for s, e in example.spans]
    reasons = [r for seen in case.seen for r in seen.decision().reasons]
    if example.kind == "known_miss":
        message = f"known_miss {example.text!r} is found now; make it a flag example"
    else:
        message = f"in {example.text!r}: expected {wanted}, found {found}; {'; '.join(reasons) or 'no candidate'}"
    yield _problem(case.rule, "example", message)


def _fixed(names: tuple[str, ...], cases: Iterable[_Case]) -> Iterator[Problem]:
    wanted = [c for c in cases if c.example.fixed is not None]
    for chosen in dict.fromkeys(c.example.preferences for c in wanted):
        linter = Linter(Settings(packs=names, languages=(), preferences=chosen))
        mine = [c for c in wanted if c.example.preferences == chosen]
        before = linter.lint_sources(
            Source("<e>", c.example.text, format=c.example.format) for c in mine
        )
        after = linter.lint_sources(
            Source("<e>", c.example.fixed or "", format=c.example.format) for c in mine
        )
        for case, old, new in zip(mine, before, after, strict=True):
            yield from _fix_of(case, old, new)


def _fix_of(case: _Case, old: FileResult, new: FileResult) -> Iterator[Problem]:
    text = case.example.text
    edits = [
        e
        for f in old.findings
        if f.rule == case.rule.id and f.replacements
        for e in f.replacements[0].edits
    ]
    for edit in sorted(set(edits), key=lambda e: (e.start, e.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    if text != case.example.fixed:
        yield _problem(case.rule, "fixed", f"expected {case.example.fixed!r}, got {text!r}")
    left = [f.match for f in new.findings if f.rule == case.rule.id]
    if left:
        yield _problem(case.rule, "fixed", f"{case.example.fixed!r} is still flagged: {left}")


def _replacements(names: tuple[str, ...], rules: Iterable[Rule]) -> Iterator[Problem]:
    listed = [(rule, each) for rule in rules for each in rule.all_replacements]
    linter = Linter(
        Settings(packs=tuple(dict.fromkeys(("core", "technology", *names))), languages=())
    )
    results = linter.lint_sources(
        Source("<r>", _CARRIER.format(r), format="markdown") for _, r in listed
    )
    for (rule, each), result in zip(listed, results, strict=True):
        for finding in result.findings:
            message = (
                f"replacement {each!r} is itself flagged by {finding.rule} ({finding.match!r})"
            )
            yield _problem(rule, "replacement", message)


def _shapes(rules: Iterable[Rule]) -> Iterator[Problem]:
    for rule in rules:
        kinds = {e.kind for e in rule.examples}
        if "flag" not in kinds:
            yield _problem(rule, "shape", "no flag example")
        if rule.category not in CATEGORIES:
            yield _problem(rule, "shape", f"unknown category {rule.category}")
        if not rule.id.startswith(f"{rule.pack}."):
            yield _problem(rule, "shape", f"the id must begin with the pack's name, {rule.pack!r}")
        words = f"{rule.message} {rule.why}".lower()
        for word in ("offensive", "wrong", "you ", "your ", "inappropriate", "bad "):
            if f" {word}" in f" {words}":
                yield _problem(rule, "shape", f"message or why judges the writer: {word.strip()!r}")
        if rule.all_replacements and "{replacements}" not in rule.message:
            yield _problem(rule, "shape", "the message doesn't offer {replacements}")


def _unique_terms(rules: Iterable[Rule], only: str | None) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        if rule.when or rule.unless or rule.detector or rule.preference:
            continue
        for term in rule.terms:
            first = seen.setdefault(term.text.lower(), rule)
            if first is not rule and only in (None, rule.id, first.id):
                yield _problem(rule, "unique", f"term {term.text!r} stands in {first.id}, too")


def _carriers(names: tuple[str, ...], rules: list[Rule], cases: list[_Case]) -> Iterator[Problem]:
    tried = [
        (rule, term.text, text)
        for rule in rules
        for term in rule.terms
        for text in _carrier_texts(term.text, _flags(rule, cases), bare=not _is_conditional(rule))
    ]
    seen = _read(
        names, [(r.preference, Source("<c>", text, format="markdown")) for r, _, text in tried]
    )
    fired: dict[tuple[str, str], bool] = {}
    owners: dict[tuple[str, str], Rule] = {}
    index = {rule.id: n for n, rule in enumerate(Linter(Settings(packs=names)).ruleset.rules)}
    for (rule, term, _), found in zip(tried, seen, strict=True):
        key = (rule.id, term)
        owners[key] = rule
        hit = any(s.rule == index[rule.id] and s.decision().fires for s in found)
        fired[key] = fired.get(key, False) or hit
    for key, hit in fired.items():
        if not hit:
            yield _problem(owners[key], "carrier", f"term {key[1]!r} fires in no carrier sentence")


def _flags(rule: Rule, cases: Iterable[_Case]) -> list[Example]:
    return [c.example for c in cases if c.rule.id == rule.id and c.example.kind == "flag"]


def _is_conditional(rule: Rule) -> bool:
    return bool(rule.when or rule.detector)


def _carrier_texts(term: str, flags: Iterable[Example], *, bare: bool) -> Iterator[str]:
    from inclusive_lint.inflection import surface_forms

    if bare:
        yield _CARRIER.format(term)
        yield f"They {term} it."
    for example in flags:
        for start, end in example.spans[:2]:
            for form in dict.fromkeys([term, *(f.text for f in surface_forms(term))]):
                yield example.text[:start] + form + example.text[end:]


def _mutations(rules: Iterable[Rule], cases: list[_Case]) -> Iterator[Problem]:
    for rule in rules:
        mine = [c for c in cases if c.rule.id == rule.id]
        for dropped, mutant in mutants(rule):
            prepared = Prepared(mutant)
            if all(_passes(case, prepared) for case in mine):
                yield _problem(rule, "mutation", f"no example fails without {dropped}")


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """``rule`` with each condition, each attribute of one, the detector and each even_in left out."""
    for dropped, when in _without(rule.when):
        yield f"when{dropped}", replace(rule, when=when)
    for dropped, unless in _without(rule.unless):
        yield f"unless{dropped}", replace(rule, unless=unless)
    if rule.detector is not None:
        yield "the detector", replace(rule, detector=None)
    for guard in sorted(rule.even_in):
        yield f"even_in {guard}", replace(rule, even_in=rule.even_in - {guard})


_Conditions = tuple["Mapping[str, Any]", ...]


def _without(conditions: _Conditions) -> Iterator[tuple[str, _Conditions]]:
    for i, condition in enumerate(conditions):
        yield f"[{i}] ({_short(condition)})", (*conditions[:i], *conditions[i + 1 :])
        for dropped, smaller in _smaller(condition):
            yield f"[{i}].{dropped}", (*conditions[:i], smaller, *conditions[i + 1 :])


def _smaller(condition: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, value in condition.items():
        if len(condition) > 1:
            yield key, {k: v for k, v in condition.items() if k != key}
        if key == "not" or (isinstance(value, dict) and key != "near"):
            for inner, smaller in _smaller(value):
                yield f"{key}.{inner}", {**condition, key: smaller}
        elif key == "any":
            for i in range(len(value) if len(value) > 1 else 0):
                yield f"any[{i}]", {**condition, key: [*value[:i], *value[i + 1 :]]}


def _short(condition: Mapping[str, Any]) -> str:
    from inclusive_lint.conditions import describe

    text = describe(condition)
    return text if len(text) < 60 else text[:57] + "..."
