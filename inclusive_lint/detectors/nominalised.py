"""Whether an adjective stands as a noun for people: the blind, the nation's poor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.sight import PARSE
from inclusive_lint.syntax import is_nominal

if TYPE_CHECKING:
    from inclusive_lint.sight import Sight

_OPENERS = frozenset({"the", "our", "their", "many"})
_REACH = 8
"""Words before the match among which 'the' is looked for before a sentence is parsed."""


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS. Without 'the', 'our' or a possessive shortly before, nothing is parsed."""
    if not sight.match.lower().startswith("the ") and not _opened(sight):
        return Verdict(False, "no 'the' before, so not a noun for people")
    if sight.level < PARSE:
        return None
    if is_nominal(sight.span):
        return Verdict(True, "an adjective used as a noun for people")
    return Verdict(False, "modifies another word, so not a noun for people")


def _opened(sight: Sight) -> bool:
    before = sight.previous_words[:_REACH]
    return any(word in _OPENERS or word.endswith("'s") for word in before)
