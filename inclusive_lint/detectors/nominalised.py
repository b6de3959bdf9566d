"""Does an adjective stand as a noun for people: the blind, an epileptic?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.sight import PARSE
from inclusive_lint.syntax import is_nominal

if TYPE_CHECKING:
    from inclusive_lint.sight import Sight

_OPENERS = frozenset({"the", "our", "their", "many", "these", "those", "all"})
_INSIDE = frozenset(
    "mentally physically chronically severely profoundly legally partially visually intellectually "
    "developmentally cognitively very most and or working rural urban frail old poor sick elderly "
    "young fixed - income deserving undeserving long term newly so called".split()
)


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS."""
    if not sight.match.lower().startswith("the ") and not _opened(sight):
        return Verdict(False, "no 'the' before, so not a noun for people")
    if sight.level < PARSE:
        return None
    if is_nominal(sight.span):
        return Verdict(True, "an adjective used as a noun for people")
    return Verdict(False, "modifies another word, so not a noun for people")


def _opened(sight: Sight) -> bool:
    for word in sight.previous_words[:5]:
        if word in _OPENERS:
            return True
        if word not in _INSIDE and not word.endswith(("ly", "ing")):
            return False
    return False
