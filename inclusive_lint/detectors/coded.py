"""A gender-coded word in a job advertisement whose balance leans the same way; see ``coded``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.coded import Balance, balance
from inclusive_lint.detectors import Verdict
from inclusive_lint.genre import is_long, job_ad

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inclusive_lint.sight import Sight


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS.

    Words that guides name by themselves fire where the balance leans their way; the others only
    where it leans strongly. In a long document the block that advertises is weighed by itself.
    """
    advertisement = job_ad(sight)
    if advertisement is None:
        return Verdict(False, "no job advertisement, by its words")
    own = balance(sight.text)
    word = next((w for w in own.words if w.start <= sight.start < w.end), None)
    if word is None:
        return Verdict(False, "not gender-coded in this sense")
    whole: Balance = own if sight.document.ask(is_long) else sight.document.ask(whole_balance)
    if whole.leaning != word.side:
        return Verdict(False, f"the text as a whole is {whole}")
    if not word.strong and not whole.strongly:
        return Verdict(False, f"a mild word, and the text is only {whole}")
    return Verdict(True, f"the text is {whole}; {advertisement}")


def whole_balance(texts: Sequence[str]) -> Balance:
    """A fact: the balance of the whole document."""
    return balance("\n".join(texts))
