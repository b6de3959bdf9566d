"""Is a she said of a country, a ship or a machine? Only where such a noun comes before and no woman."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.lexicons import lexicon
from inclusive_lint.sight import PARSE

if TYPE_CHECKING:
    from inclusive_lint.sight import Sight

_VESSELS = frozenset(
    "ship boat vessel yacht schooner frigate ferry submarine tanker freighter warship steamer cruiser "
    "battleship spaceship car engine machine server nation country motherland republic union state colony kingdom empire".split()
)

_LONG_NAME = re.compile(
    r"\b(?:United States|United Kingdom|Great Britain|New Zealand|South Africa|Soviet Union)\b"
)


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS. The nearest noun before must be the thing, with no person between or before."""
    lead = sight.text[sight.sentence_start : sight.start]
    words = re.findall(r"[^\W\d_]+", lead)
    things = [
        w
        for w in words
        if w.lower() in _VESSELS or (w[0].isupper() and w.lower() in lexicon("country"))
    ]
    if long_name := _LONG_NAME.search(lead):
        things.append(long_name.group().split()[-1])
    if not things:
        return Verdict(False, "no country, ship or machine comes before")
    people = lexicon("gendered") | lexicon("relative") | lexicon("given-name")
    nearby = f"{sight.previous_sentences(2)} {lead}"
    for word in re.findall(r"[^\W\d_]+", nearby):
        lower = word.lower()
        if lower in people or lower in lexicon("role") or lower in {"who", "she", "her", "his"}:
            return Verdict(False, f"'{word}' comes before, so a person may be meant")
    if sight.level < PARSE:
        return None
    doc = sight.span.doc
    owned = sight.root.tag_ == "PRP$" or sight.match.lower() != "her"
    if not owned and all(t.lower() in _VESSELS for t in things):
        return Verdict(False, "what a machine does to someone")
    for token in reversed(doc[: sight.span.start]):
        if token.text in things:
            return Verdict(True, f"said of '{token.text}'")
        if token.ent_type_ == "PERSON":
            return Verdict(False, f"'{token.text}' is named between")
    return Verdict(False, "not read as said of a thing")
