"""Detectors: judgements that a list of conditions can't express, each with a name that rules use.

A detector is a function from a ``Sight`` to a ``Verdict``, or None while the sentence isn't read
far enough. It must answer with a verdict once ``sight.level`` is the detector's own level.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from inclusive_lint.sight import ENTITIES, PARSE, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from inclusive_lint.sight import Sight


class Verdict(NamedTuple):
    """What a detector found."""

    fires: bool
    evidence: str
    """Why, in words."""
    end: int | None = None
    """A new end of the match (code points of the passage), where the detector takes in more."""


class Detector(NamedTuple):
    """A detector's entry in the table."""

    module: str
    level: int
    """How far the sentence must be read in the worst case."""
    doc: str
    """One sentence for the rule writer."""

    def run(self, sight: Sight) -> Verdict | None:
        """Judge a candidate; None while more must be read."""
        function: Callable[[Sight], Verdict | None] = import_module(self.module).judge
        return function(sight)


DETECTORS: dict[str, Detector] = {
    "generic-pronoun": Detector(
        "inclusive_lint.detectors.generic_pronoun", ENTITIES,
        "he or she said of anyone: a generic noun (a user, each applicant) comes before, no named person",
    ),
    "generic-man": Detector(
        "inclusive_lint.detectors.generic_man", PARSE,
        "man or men for people in general: all men, the common man, man without an article",
    ),
    "personified": Detector(
        "inclusive_lint.detectors.personified", PARSE,
        "she or her said of a country, a ship or a machine",
    ),
    "nominalised-adjective": Detector(
        "inclusive_lint.detectors.nominalised", PARSE,
        "an adjective as a noun for people (the blind, an epileptic), not before another noun",
    ),
    "health-condition": Detector(
        "inclusive_lint.detectors.health", PARSE,
        "the object of the match is an illness, a disability or a health condition of any name",
    ),
    "coded-words": Detector(
        "inclusive_lint.detectors.coded", WORDS,
        "a gender-coded word in a job advertisement whose balance leans the same way",
    ),
}  # fmt: skip
"""Name -> detector."""
