"""Names in settings that no pack has: each told with its place, where the name knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inclusive_lint.model import Settings
    from inclusive_lint.packs.rule import Preference
    from inclusive_lint.packs.ruleset import RuleSet


def placed(name: str, message: str) -> str:
    """``message`` with the place of a name that comes from a file (``config_check.Placed``)."""
    origin = getattr(name, "origin", None)
    return message if origin is None else f"{origin}: {message}"


def wrong_names(ruleset: RuleSet, settings: Settings) -> list[str]:
    """What is to be said of rules (IL102) and preferences (IL103) that are named and don't exist."""
    weights = [name for name, _ in settings.severities]
    found = [
        *_rules(ruleset, (*settings.select, *settings.ignore, *weights)),
        *_preferences(ruleset, settings.preferences),
    ]
    return list(dict.fromkeys(found))


def _rules(ruleset: RuleSet, names: tuple[str, ...]) -> Iterator[str]:
    from inclusive_lint.packs.ruleset import known_anywhere
    from inclusive_lint.packs.schema import CATEGORIES
    from inclusive_lint.packs.spec import nearest

    known = {name for head in ruleset.heads for name in head[:3]} | set(CATEGORIES)
    for name in names:
        if name in known or name.startswith("inclusive-lint.") or known_anywhere(name):
            continue
        hint = nearest(name, known) or "; see 'inclusive-lint rules'"
        yield placed(name, f"IL102: no rule, category or pack is named {name!r}{hint}")


def _preferences(ruleset: RuleSet, chosen: Iterable[tuple[str, str]]) -> Iterator[str]:
    known: dict[str, Preference] = {}
    if chosen:
        known = {p.name: p for pack in ruleset.packs for p in pack.preferences}
    for name, value in chosen if known else ():
        if name not in known:
            message = f"IL103: unknown preference {name!r}; known: {', '.join(known)}"
            yield placed(name, message)
        elif value not in known[name].values:
            expected = ", ".join(known[name].values)
            message = f"IL103: preference {name!r} is {value!r}; expected one of: {expected}"
            yield placed(value, message)
