"""Sentences of speeches, essays and instructions, read one by one as a writer would meet them."""

from __future__ import annotations

import pytest

from inclusive_lint.engine import Linter
from inclusive_lint.model import Settings

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(Settings(packs=("all",)))


def found(linter: Linter, text: str) -> list[tuple[str, str]]:
    return [(f.rule, f.match) for f in linter.lint_text(text, format="text").findings]


SILENT = [
    # A verb that shares the subject before it is no instruction.
    "The figures are clear and simply confirm what the report said.",
    "For the rest of the season results merely reflect the weather.",
    "I don't set the rules, but simply follow them.",
    "The old name was fine but just call it something else.",
    "Nor can you simply copy the file.",
    "Of course, you never hear the end of it.",
    # The context says who is meant.
    "The board have appointed a manager who says that his door is open.",
    "Adaeze filed a report, and then a user lost her key.",
    "Her mission was to save the bank.",
    "He hasn't explained the loss.",
    "He looks after every last detail.",
    "The butcher is tired because he has worked all night.",
    "To be called good, a woman must be far better at this job than a man would have to be.",
    "She's probably not going to sign it.",
    # Other senses.
    "Ravi's hungry, so lunch is at noon.",
    "Mary's blind, so read it to her.",
    "They were coming over the hill.",
    "They feared a third world war.",
    "There is a lot left for us to master in this cluster.",
    "Freedom means that no labourer is the slave of a master.",
    "The shelter is open to women and girls.",
    "She ran like a man possessed.",
    "A law against illegal immigration was passed.",
    "We are a diverse people.",
]

FLAGGED = [
    ("If the import fails, simply run it again.", "plain-language.simply"),
    ("The file is ready; just open it.", "plain-language.just"),
    ("The average customer pays for his order online.", "core.generic-pronoun"),
    ("Every farmer knows that he depends on the weather.", "core.generic-pronoun"),
    ("Police stopped three illegal immigrants.", "core.illegal-people"),
    ("We count the city's homeless.", "core.the-homeless"),
    ("The master sends each write to its slaves.", "technology.master"),
]


@pytest.mark.parametrize("text", SILENT)
def test_nothing_is_said(linter: Linter, text: str) -> None:
    assert found(linter, text) == []


@pytest.mark.parametrize(("text", "rule"), FLAGGED)
def test_the_rule_speaks(linter: Linter, text: str, rule: str) -> None:
    assert rule in [name for name, _ in found(linter, text)]
