"""Findings about suppressions themselves: slips, missing reasons, and those that silence nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from inclusive_lint.filters import (
    CATEGORY,
    INVALID,
    MISSING_REASON,
    OWN_RULES,
    PACK,
    UNUSED,
    RuleNames,
)
from inclusive_lint.model import Finding
from inclusive_lint.suppressions import WORDS, Directive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inclusive_lint.model import Settings, Source


def find_mistakes(
    directives: Iterable[Directive],
    source: Source,
    settings: Settings,
    names: RuleNames | None,
    used: dict[int, set[str]],
) -> list[Finding]:
    """Return findings about directives, with fingerprints.

    ``used`` holds, for each directive by its start, the names of what it suppressed.
    """
    return _number(_about(directives, source, settings, names, used))


def _about(
    directives: Iterable[Directive],
    source: Source,
    settings: Settings,
    names: RuleNames | None,
    used: dict[int, set[str]],
) -> Iterator[Finding]:
    """Findings about directives of our own, and about other tools' where a reason is required."""
    for each in directives:
        if each.reach == "unknown":
            yield from _made(INVALID, each, _unknown_word(each), source, settings)
            continue
        slips = [] if each.dialect else [name for name in each.names if _is_slip(name, names)]
        for name in slips:
            yield from _made(INVALID, each, _unknown_name(name, names), source, settings)
        if each.reach == "on":
            continue
        if settings.require_reason and each.reason is None:
            message = (
                "This suppression silences nothing until it says why: add '-- ' and the reason."
            )
            yield from _made(MISSING_REASON, each, message, source, settings)
        elif not each.dialect:
            idle = [n for n in each.names if n not in slips and _is_idle(n, each, names, used)]
            if idle or (not each.names and each.start not in used and not settings.select):
                what = f" of {', '.join(idle)}" if idle else ""
                message = f"This suppression{what} silences nothing and can be removed."
                yield from _made(UNUSED, each, message, source, settings)


def _is_slip(name: str, names: RuleNames | None) -> bool:
    if names is None or name in names.known or name in {PACK, CATEGORY, *OWN_RULES}:
        return False
    return names.elsewhere is None or not names.elsewhere(name)


def _is_idle(
    name: str, directive: Directive, names: RuleNames | None, used: dict[int, set[str]]
) -> bool:
    # A rule that is off in this run says nothing about whether its suppression is needed.
    if names is not None and name not in names.active:
        return False
    return name not in OWN_RULES and name not in used.get(directive.start, set())


def _unknown_word(directive: Directive) -> str:
    import difflib

    near = difflib.get_close_matches(directive.word.lower(), WORDS, n=1)
    hint = f"did you mean '{near[0]}'?" if near else f"expected one of: {', '.join(WORDS)}."
    return f"'{directive.word}' is no suppression and silences nothing; {hint}"


def _unknown_name(name: str, names: RuleNames | None) -> str:
    import difflib

    near = difflib.get_close_matches(name, sorted(names.known) if names else [], n=1)
    hint = f"; did you mean '{near[0]}'?" if near else "; see 'inclusive-lint rules'."
    return f"No rule, category or pack is named '{name}'{hint}"


def _made(
    rule: str, directive: Directive, message: str, source: Source, settings: Settings
) -> Iterator[Finding]:
    own = (rule, CATEGORY, PACK)
    if any(name in settings.ignore for name in own):
        return
    if settings.select and not any(name in settings.select for name in own):
        return
    levels = dict(settings.severities)
    severity = next((levels[name] for name in own if name in levels), OWN_RULES[rule][0])
    match = source.text[directive.start : directive.end]
    digest = blake2b(f"{rule}\0{match.casefold()}".encode(errors="replace"), digest_size=8)
    yield Finding(
        source.path, rule, PACK, CATEGORY, severity, message, match, directive.start, directive.end,
        fingerprint=digest.hexdigest(), block_kind="comment",
    )  # fmt: skip


def _number(findings: Iterable[Finding]) -> list[Finding]:
    seen: Counter[str] = Counter()
    numbered = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        numbered.append(replace(finding, fingerprint=f"{finding.fingerprint}-{number}"))
    return numbered
