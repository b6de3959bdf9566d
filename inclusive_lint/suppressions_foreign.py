"""Suppressions as other linters write them: what they reach, and which of our findings they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from inclusive_lint.model import Finding


@dataclass(frozen=True, slots=True)
class Foreign:
    """What was found in a comment; offsets are into the text that was handed in."""

    dialect: Literal["alex", "woke", "blocklint", "vale"]
    reach: Literal["line", "here", "block", "off", "on"]
    names: tuple[str, ...]
    """In the other tool's naming; empty: everything."""
    reason: str | None
    start: int
    end: int
    phrases: tuple[str, ...] = ()


_ALEX = re.compile(r"\A[^\w\n]*(alex[ \t]+(ignore|disable|enable)\b([^\n]*))")
_WOKE = re.compile(r"wokeignore:rule=([\w.,-]+)[ \t]*([^\n]*)")
_BLOCKLINT = re.compile(r"blocklint:([^\n]*?)pragma\b[ \t]*([^\n]*)")
_VALE = re.compile(
    r"\A[^\w\n]*(vale[ \t]+(?:(off|on)\b|([\w.-]+)[ \t]*(?:\[([^\]\n]*)\])?[ \t]*=[ \t]*(YES|NO)\b))"
)
_QUOTED = re.compile(r"[\"']([^\"']+)[\"']")
_DASHES = re.compile(r"(?:^|\s)--+\s+(.+?)\s*$")

_VALE_STYLES = frozenset({"alex", "inclusive", "inclusivity", "joblint"})
"""Vale styles that are about inclusive language as a whole."""
_VALE_RULES = re.compile(
    r"inclusi|bias|gender|ab(?:le)?ist|disab|condescend|lgbtq|race|religio|profan|suicide|sexis|"
    r"slur|allowlist|denylist|whitelist|blacklist|master|slave|donotuse|he-?she|pronoun",
    re.IGNORECASE,
)
"""What the name of a Vale rule holds when it is about what our rules are about."""

_PRONOUNS = frozenset(
    {"he", "she", "him", "her", "his", "hers", "himself", "herself", "s/he", "she/he", "he/she"}
)
_WORD = re.compile(r"[^\W_]+")


def may_stand_in(text: str) -> bool:
    """Whether a text without comments may hold what line-by-line tools look for."""
    return "wokeignore:" in text or "blocklint:" in text


def parse(body: str, *, comment: bool = True) -> Iterator[Foreign]:
    """Find other tools' suppressions in a comment, or (``comment=False``) in a line of any text."""
    if comment and (match := _ALEX.match(body)):
        words, reason = _split(match[3])
        reach: Literal["block", "off", "on"] = (
            "block" if match[2] == "ignore" else "off" if match[2] == "disable" else "on"
        )
        yield Foreign("alex", reach, words, reason, match.start(1), match.end(1))
    for match in _WOKE.finditer(body):
        names = tuple(name for name in match[1].split(",") if name)
        reason = match[2].strip(" -#*/>") or None
        yield Foreign("woke", "here", names, reason, match.start(), match.end())
    for match in _BLOCKLINT.finditer(body):
        reason = match[1].strip(" ,;:-") or match[2].strip(" -#*/>") or None
        yield Foreign("blocklint", "line", (), reason, match.start(), match.end())
    if comment and (match := _VALE.match(body)):
        yield from _vale(match)


def means(dialect: str, names: tuple[str, ...], phrases: tuple[str, ...], finding: Finding) -> bool:
    """Whether another tool's suppression is meant for a finding."""
    if phrases and _plain(finding.match) not in {_plain(phrase) for phrase in phrases}:
        return False
    if not names:
        return True
    if dialect == "vale":
        return any(_vale_means(name, finding) for name in names)
    return any(_word_means(name, finding) for name in names)


def _split(text: str) -> tuple[tuple[str, ...], str | None]:
    found = _DASHES.search(text)
    words = text[: found.start()] if found else text
    return tuple(words.replace(",", " ").split()), found[1] if found else None


def _vale(match: re.Match[str]) -> Iterator[Foreign]:
    span = match.start(1), match.end(1)
    reason = _split(match.string[match.end(1) :].partition("\n")[0])[1]
    if match[2]:
        yield Foreign("vale", "off" if match[2] == "off" else "on", (), reason, *span)
        return
    phrases = tuple(_QUOTED.findall(match[4] or ""))
    yield Foreign("vale", "off" if match[5] == "NO" else "on", (match[3],), reason, *span, phrases)


def _vale_means(name: str, finding: Finding) -> bool:
    own = {finding.rule, finding.category, finding.pack}
    if name in own or name.removeprefix("inclusive-lint.") in own:
        return True
    style, _, rule = name.partition(".")
    if style.lower() in _VALE_STYLES and not rule:
        return True
    return bool(rule) and _VALE_RULES.search(name) is not None


def _word_means(name: str, finding: Finding) -> bool:
    """Whether ``name``, one of alex's or woke's such as 'master-slave', speaks of a finding's words."""
    if name in {finding.rule, finding.category, finding.pack}:
        return True
    match = _plain(finding.match)
    if _plain(name) and (_plain(name) in match or _plain(name) in _plain(finding.rule)):
        return True
    parts = [part.lower() for part in _WORD.findall(name)]
    words = [word.lower() for word in _WORD.findall(finding.match)]
    if _PRONOUNS.intersection(parts) and _PRONOUNS.intersection(words):
        return True
    # 'dad-mom' lists words of one kind; 'slaves' is the word 'slave' in another form.
    return any(
        word == part or (len(part) >= 4 and word.startswith(part))
        for part in parts
        for word in [*words, match]
    )


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text)).lower()
