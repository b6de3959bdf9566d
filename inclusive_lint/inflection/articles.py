"""'a' or 'an' before a word, by its sound."""

from __future__ import annotations

import re

_ARTICLE = re.compile(
    r"(?<![^\W_])(?<![-'\u2019.])(?P<article>an?)(?P<gap>[\s\ufdd0\u00a0]+[\"'\u2018\u201c(\[*_]*[\ufdd0]*)$",
    re.IGNORECASE,
)
_SILENT_H = re.compile(r"(?:honou?r|honest|hour|heir)|herb(?:s|al|alist)?\b")
_YOO = r"""u(?:
          ni(?!n|m(?!od)|d(?!ir)|r|ss)
        | nanim | s(?:e|b\b|d\b|a\b|ing|ua|ur|uf|ab|ag)
        | t(?:ah|en[si]|er[iu]|il|op) | biq | ran | re(?:a|th) | ri(?:n|c|al) | ro(?:l|gen) | rug
        | gan | kra | kul | vul | va\b | lul
        ) | eu | ew[ei] | one(?![a-z]) | one(?:s|self|ness|time)\b | once(?![a-z]) | ouija | u(?![a-z])
    """
"""'u' or 'eu' that sounds as in 'you'. Compiled when a word asks, as are all strings here."""
_VOWEL_LETTERS = "AEFHILMNORSX"
_ACRONYM = re.compile(r"^[A-Z]{2,}(?:s|\d+|\+)?$|^[A-Z]+\d[A-Z\d]*$|^[A-Z](?![A-Za-z])")
_ONSET = (
    r"^(?:[BCDFGHJKLMNPQRSTVWXYZ]|[BCFGPS]L|[BCDFGPTW]R|[CSTWP]H|S[CKMNPQTWL]|QU|KN|SCR|SHR|SPR"
    r"|STR|SPL|THR|SQU|SCH|TW|DW)?[AEIOUY]"
)
_SPOKEN = frozenset(
    """FIFO FIX FOO FOSS FULL FUN HAT HER HIM HIPAA HIS HIT HOT HOW HUB LAN LAMP LAMPS LASER LEG LIFO LIST
    LOG LOW MAC MAN MAP MEN MOD MOOC NASA NAT NATO NET NEW NIMBY NOT NULL NUMA RADAR RAG RAID RAM
    REACT RED REST ROM RUN SAAS SAML SARIF SCADA SCSI SELECT SET SHE SIM SIP SOAP STEM SUB SUM SWAT
    MAX MIN RIG LAB LIB LOT LET SAD SUN SIT SIX TEN SEX MAT RAW ROW SAY SEE FEW FAR FOR HAS HAD LAG
    """.split()
)
_LETTERS = frozenset("UUID GUID UEFI AAAA FAQS MPEG NGOS SMES FAQ LGBTQIA SDLC RTOS MIDI NYSE HVAC SOHO NSAID".split()) - {
    "MIDI", "SOHO",
}  # fmt: skip


def takes_an(text: str) -> bool:
    """Whether 'an' stands before ``text`` ('hour', 'FAQ', '8'), not 'a' ('user', 'UUID', 'one')."""
    word = _first_word(text)
    if not word:
        return False
    if word[0].isdigit():
        return _number_takes_an(word)
    head = re.split(r"[-/'\u2019.]", word)[0] or word
    if _is_spelt_out(head, word):
        return head[0].upper() in _VOWEL_LETTERS
    if re.match(r"[a-z](?:[A-Z]{2}|-)", word):
        return word[0].upper() in _VOWEL_LETTERS
    return _begins_with_vowel_sound(word.lower())


def article_edit(before: str, match_start: int, replacement: str) -> tuple[int, int, str] | None:
    """The edit (start, end, new article) for an a/an before the match; None where it may stay.

    ``before`` is any text in which the match starts at ``match_start``; what follows that offset is
    not read. Offsets are code points of ``before``. Only blanks, quotation marks, opening brackets
    and masked markup may stand between the article and the match.
    """
    found = _ARTICLE.search(before[max(0, match_start - 40) : match_start])
    if found is None or not replacement.strip():
        return None
    offset = max(0, match_start - 40)
    article = found["article"]
    start = offset + found.start("article")
    if article[0] == "A" and _is_label(before[:start]):
        return None
    wanted = "an" if takes_an(replacement) else "a"
    if article.lower() == wanted:
        return None
    return start, start + len(article), _cased(wanted, article, before[:start], replacement)


def _first_word(text: str) -> str:
    found = re.search(r"[^\W_](?:[^\s(),;:!?\"\u201c\u201d\[\]]*[^\W_+])?\+?", text)
    return found.group() if found else ""


def _begins_with_vowel_sound(lower: str) -> bool:
    if lower[0] == "h":
        return _SILENT_H.match(lower) is not None
    if lower[0] == "y":
        return lower[1:2].isalpha() and lower[1] not in "aeiouy"
    return (
        lower[0] in "aeiouàáâãäåæèéêëìíîïòóôõöøùúûü" and re.match(_YOO, lower, re.VERBOSE) is None
    )


def _number_takes_an(word: str) -> bool:
    digits = re.match(r"\d+(?:,\d{3})*", word)
    number = digits.group().replace(",", "") if digits else ""
    lead = number[: (len(number) - 1) % 3 + 1]
    if len(number) == 4 and "," not in word and number[:2] in ("11", "18"):
        return True
    return lead.startswith("8") or lead in ("11", "18")


def _is_spelt_out(head: str, word: str) -> bool:
    if not _ACRONYM.match(head):
        return False
    letters = head.rstrip("s0123456789+")
    if len(letters) == 1:
        return len(word) > 1 or head.upper() not in "AI"
    if letters in _SPOKEN:
        return False
    if letters in _LETTERS or len(letters) <= 3 or not re.search(r"[AEIOUY]", letters):
        return True
    return re.match(_ONSET, letters) is None


def _is_label(before: str) -> bool:
    """'Vitamin A', 'Plan A', 'Section A', 'Option A' and 'A and B' name a thing."""
    return (
        re.search(
            r"\b(?:appendix|class|exhibit|grade|group|hepatitis|level|option|part|plan|point|section"
            r"|series|side|team|type|vitamin)\s+$",
            before[-24:],
            re.IGNORECASE,
        )
        is not None
    )


def _cased(wanted: str, article: str, before: str, replacement: str) -> str:
    if article == "AN":
        return wanted.upper()
    if article == "A":
        letters = [char for char in replacement if char.isalpha()]
        shouting = len(letters) > 1 and all(char.isupper() for char in letters)
        previous = re.findall(r"[^\W\d_]{2,}", before[-60:])
        if shouting and previous and previous[-1].isupper():
            return wanted.upper()
    return wanted.capitalize() if article[0] == "A" else wanted
