"""What sort of text a word stands in: a job advertisement or not, told by what such texts say; no rules, no files."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inclusive_lint.sight import Sight

GENRES = {
    "job-ad": "a job advertisement: the sentence and its block, or the document, look for somebody"
}
"""The genres that the condition ``genre`` knows."""

_ROLE = (
    r"(?:some(?:one|body)|people|(?:[\w,'-]+ ){0,7}(?:[\w-]*(?:developer|engineer|manager|assistant|designer|salesperson|"
    r"teacher|nurse|analyst|intern|representative|professional|graduate|consultant|driver|technician|"
    r"administrator|specialist|leader|seller|player|worker|candidate|applicant|individual|colleague|teammate|"
    r"member|hire|expert|accountant|writer|editor|marketer|recruiter|receptionist|secretary|waiter|server|chef|"
    r"cook|barista|cleaner|programmer|coder|scientist|researcher|lawyer|attorney|director|executive|officer|"
    r"coordinator|advisor|adviser|associate|partner|trainee|apprentice|starter|getter|closer|person|ninja|"
    r"rockstar|rock star|guru|wizard|hacker|evangelist|strategist|architect|operator|supervisor|tutor|"
    r"agent|clerk|caregiver|mechanic|electrician|staff|talent|people|graduates|men|man|woman|women|guy)s?)\b)"
)
_STRONG = (
    r"\bwe(?:'re| are) (?:\w+ )?(?:hiring|recruiting)\b|\bnow hiring\b|\b(?:is|are) (?:currently |now )?hiring\b",
    rf"\bwe(?:'re| are)? (?:\w+ )?(?:looking for|seeking|seek|in search of|on the hunt for) {_ROLE}\b",
    rf"\b(?:is|are) (?:\w+ )?(?:seeking|looking for) {_ROLE}\b|(?:^|[.!?:\n] *)(?:looking for|seeking|hiring(?! managers?)) {_ROLE}",
    rf"\b(?:client|company|firm|agency|start-?up|team|school|hospital) seeks {_ROLE}",
    r"\b(?:preferred|a (?:big |huge )?plus|desirable|need(?:ed)? apply)[.!]?$",
    rf"\b(?:we|company|firm|team|agency|start-?up) (?:also )?(?:needs?|wants?|requires?) {_ROLE}",
    r"(?:^|\n)\W*wanted:|^\W*(?:[\w-]+,? ){1,8}wanted\b(?! to| a| the| it| by)|\bhelp wanted\b|\bis wanted (?:for|to join)\b",
    r"(?:^|[.!?:;\n]\s*[-*\u2022]?\s*)(?:\W*)must (?:be|have|speak|own|possess|hold|live|enjoy|love|look|thrive)\b",
    r"\b(?:ideal|successful|right|suitable|perfect|strong|top|preferred|best) (?:candidate|applicant|hire)s?\b",
    r"\b(?:candidate|applicant)s? (?:must|should|will (?:be|have|need|possess)|needs? to|(?:is|are) (?:required|expected))\b",
    r"\bideal (?:person|colleague|teammate|employee|hire|engineer|developer)\b",
    r"\bapply (?:now|today|online|for this|for the (?:role|position|job)|by sending|if you)\b|\bhow to apply\b",
    r"\b(?:send|submit|email) (?:us )?(?:your|a) (?:cv|c\.v\.|r[e\u00e9]sum[e\u00e9]|cover letter|application)\b",
    r"\b(?:\d+\+?|several|two|three|five|ten|more) (?:or more |plus )?years?'? (?:of )?(?:[\w-]+ ){0,3}experience\b",
    r"\bjoin (?:our|the|a|us as|us in) ?(?:[\w,-]+ ){0,4}(?:team|company|start-?up|crew|firm|squad)\b",
    r"\b(?:this|the|your new) (?:role|position|job|post) (?:requires?|involves?|offers?|reports|demands?|is (?:open|ideal|perfect|for))\b",
    r"\bposition is open to\b|\bopen (?:position|role|vacancy)\b|\bjob (?:description|opening|offer|posting|requirements?|ad)\b|\bvacanc(?:y|ies)\b",
    r"\bequal[- ]opportunit(?:y|ies) employer\b|\b(?:full|part)[- ]time (?:role|position|job|opportunity)\b",
    r"(?:^|\n)\W*(?:minimum |key |job |your |our |preferred |required )?(?:requirements|responsibilities|qualifications|skills|duties|what you'll do|who you are|about the (?:role|job|position)|about you|your profile|what we(?:'re| are) looking for|what we offer)\W*(?:\n|$|:)",
    r"\byou(?:'ll| will) (?:report to|be responsible for|join|be joining)\b|\breporting to the\b",
    r"\b(?:do you (?:have what it takes|thrive)|are you an? (?:[\w,-]+ ){1,5}(?:developer|engineer|seller|designer|graduate|salesperson|person|professional))\b",
)  # fmt: skip
"""What only advertisements say; one is enough."""
_WEAK = (
    r"\b(candidate|applicant|apply|role|position|requirement|required|responsibilit|qualification|qualified|"
    r"experience|skill|salary|salaries|benefits|resume|r\u00e9sum\u00e9|cv|hire|hiring|recruit|job|team player|"
    r"full-time|part-time|must have|must be|preferred|degree|fast-paced|self-starter|proven|salesperson|ability to)"
)
"""What advertisements say among others; three of them together are enough."""
_OTHER_SEARCH = (
    r"\b(?:elections?|elected|ballot|voters?|president(?:ial)?|senate|congress|police|detectives|"
    r"suspect|release candidate)\b"
)
"""Candidates of other kinds and searches of other kinds."""
_ABOUT_HIRING = r"\b(?:interviewers?|hiring (?:managers?|process|panel)|recruiters?|interview panel|campaign|patients?)\b"
"""Texts about hiring and care rather than advertisements, where no strong cue says otherwise."""
_SHORT = 300
"""Words of a document, up to which words that advertisements share with other texts are enough."""
_LONG = 1500
"""Words of a document, above which it is no single advertisement."""
_DENSE = 60
"""Words of a document for each strong cue, at most, so that the whole document is an advertisement."""


def job_ad(sight: Sight) -> str | None:
    """Why the match stands in a job advertisement, or None."""
    near = advertises(sight.text, hints=sight.document.ask(is_short))
    if near is not None:
        return near
    found = sight.document.ask(whole_is_job_ad)
    return found if isinstance(found, str) else None


def is_long(texts: Sequence[str]) -> bool:
    """A fact: whether the document is longer than advertisements are."""
    return _size(texts) > _LONG


def is_short(texts: Sequence[str]) -> bool:
    """A fact: whether the document is so short that hints are all there can be."""
    return _size(texts) <= _SHORT


def _size(texts: Sequence[str]) -> int:
    return sum(text.count(" ") + 1 for text in texts)


@lru_cache(maxsize=256)
def advertises(text: str, *, hints: bool = True) -> str | None:
    """The phrases by which a block of text looks for somebody to hire, or None.

    Without ``hints``, as for a block of a handbook, it takes a phrase that only advertisements have.
    """
    if len(text) > 4000 or _compiled(_OTHER_SEARCH).search(text):
        return None
    for pattern in _STRONG:
        if found := _compiled(pattern).search(text):
            return f"'{_shown(found.group())}' is said in job advertisements"
    if not hints:
        return None
    weak = sorted({found.lower() for found in _compiled(_WEAK).findall(text)})
    if len(weak) >= 3 and not _compiled(_ABOUT_HIRING).search(text):
        return f"{', '.join(weak[:3])} are said in job advertisements"
    return None


def whole_is_job_ad(texts: Sequence[str]) -> str | None:
    """A fact: why a document is an advertisement as a whole: at least three strong cues, and many for its length."""
    text = "\n".join(texts)
    size = text.count(" ") + 1
    if is_long(texts):
        return None
    cues = [found for pattern in _STRONG if (found := _compiled(pattern).search(text))]
    if len(cues) < 3 or size > _DENSE * len(cues) + 200:
        return None
    return f"the document reads as a job advertisement: {', '.join(_shown(c.group()) for c in cues[:3])}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _shown(text: str) -> str:
    return " ".join(text.strip(" \n\t-*:.#\u2022").split())
