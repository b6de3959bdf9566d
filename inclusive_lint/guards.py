"""Guards that stand before every rule: literals, mentions and names are no use of a word; words only, no parse."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inclusive_lint.sight import Sight

NAMES = {
    "literal": "part of a path, an option, an identifier, a file name or another literal value",
    "mention": "the sentence speaks about the word: quoted, called a term, or set against its replacement",
    "name": "part of a capitalised name or title",
}
"""The guards; a rule's ``even_in`` switches some of them off for it."""

_QUOTES = "\"'`«»"
_METALINGUISTIC = frozenset(
    "term terms word words phrase phrases expression wording jargon adjective noun pronoun pronouns "
    "verb label synonym slur prefix suffix spelling terminology euphemism idiom".split()
)
_CALLED = frozenset("called named termed dubbed labelled labeled spelled titled entitled".split())
_AVOID = (
    r"\b(?:avoid(?:s|ed|ing)?|instead of|rather than|don'?t (?:say|use|call|write)|do not (?:say|use|call|write)"
    r"|never (?:say|use|call|write)|not (?:say|use|call)|stop (?:saying|using)|replac(?:e|es|ed|ing)"
    r"|renam(?:e|es|ed|ing)|formerly|previously (?:known|called|named)|used to be called"
    r"|deprecated|alias(?:es)?|in favou?r of|no longer (?:say|use|write|call)s?|outdated term|preferred (?:term|over|to)"
    r"|say(?:ing)? ['\"]|use of the|the use of)\b"
)
_ARROW = re.compile(r"→|⇒|=>|->|–>")
_SWAP = r"→|⇒|=>|->|–>|\binstead\b|\brather\b|\bavoid\b|\bnot\b|\buse\b|\bprefer\b|\bsay\b|\brenam|\breplac|\bnow\b|\bformerly\b|\bdeprecated\b"
_LIST_HEADS = frozenset(
    {"avoid", "instead", "use instead", "instead of", "do not use", "don't use", "instead use", "avoid using",
     "preferred term", "preferred", "not recommended", "outdated", "non-inclusive term", "inclusive term",
     "alternative", "alternatives", "suggested alternative", "replacement", "words to avoid", "original"}
)  # fmt: skip
_STRIP = ".,;:!?()[]{}\"'“”‘’`*_<>…"
_LITERAL = re.compile(
    r"://|\\|::|@\w|\w@|^[-+$%~&#/.:]\S|\w\(\)|_|[a-z][A-Z]|=\S|\w\.[a-z]{1,4}\b|\d\.\d|^<\w+>$|^\w+:\w|\w\((?!s\b)"
)
_ROOT = re.compile(r"(?:origin|upstream|refs|heads|branch|tree|blob|src|lib)/")
_DIRECTIVE = re.compile(r"\W*inclusive-lint:\s*[a-z]")
_TITLE_BLOCKS = frozenset(
    {"heading", "title", "caption", "table_cell", "front_matter", "commit_subject"}
)
_MINOR = frozenset(
    "a an the of and or but for nor in on at to by from with as is vs via into per over if".split()
)


def literal(sight: Sight) -> str | None:
    """Why the match is a literal value, or None."""
    text, start, end = sight.text, sight.start, sight.end
    if _DIRECTIVE.match(text):
        return "part of a suppression comment"
    left, right = start, end
    while left > 0 and not text[left - 1].isspace():
        left -= 1
    while right < len(text) and not text[right].isspace():
        right += 1
    if left == start and right == end:
        return None
    chunk = text[left:right]
    if text.startswith("()", end) and text[start:end].isidentifier():
        return f"the call {text[start:end]}()"
    outer_left, outer_right = text[left:start], text[end:right]
    bare_left = outer_left.lstrip("([{\"'“‘*<")
    bare_right = outer_right.rstrip(_STRIP)
    if not bare_left and not bare_right and not chunk.startswith("<"):
        return None
    bare = bare_left + text[start:end] + bare_right
    if _LITERAL.search(bare):
        return f"part of the literal {bare!r}"
    return _part_of_name(bare_left, bare_right, bare)


def _part_of_name(left: str, right: str, bare: str) -> str | None:
    """Why what stands around the match, without white space, makes it a path or a name of parts."""
    if (left + right).count("-") > 2 and not left.startswith("-"):
        return f"part of the name {bare!r}"
    if left.endswith(".") and left[-2:-1].isalnum():
        return f"part of the literal {bare!r}"
    if "/" in left and "-" in left:
        return f"part of the name {bare!r}"
    slashes = bare.count("/")
    inside = left.endswith("/") and right.startswith("/")
    ends = bare.startswith("/") or (slashes == 2 and bare.endswith("/"))
    rooted = slashes and _ROOT.match(bare)
    if slashes > 2 or ends or inside or "/." in bare or rooted:
        return f"part of the path {bare!r}"
    return None


def is_quoted(sight: Sight) -> bool:
    """Whether quotation marks hold the match and at most two words more."""
    text = sight.text
    left, right = sight.start, sight.end
    open_at = max((text.rfind(q, max(0, left - 24), left) for q in _QUOTES[:2] + "«`"), default=-1)
    if open_at < 0:
        return False
    quote = text[open_at]
    if quote == "'" and open_at > 0 and text[open_at - 1].isalnum():
        return False
    inner_left = text[open_at + 1 : left]
    close = {"«": "»"}.get(quote, quote)
    close_at = text.find(close, right, right + 24)
    if close_at < 0 or (quote == "'" and text[close_at + 1 : close_at + 2].isalnum()):
        return False
    inner_right = text[right:close_at]
    if quote in inner_left or inner_left.count(" ") + inner_right.count(" ") > 2:
        return False
    if re.search(r"[.!?]\s", inner_left + inner_right):
        return False
    # An opening mark has a space or bracket before it; a closing one doesn't.
    return open_at == 0 or not text[open_at - 1].isalnum()


def mention(sight: Sight, replacements: Sequence[str]) -> str | None:
    """Why the sentence is about the word rather than using it, or None."""
    if is_quoted(sight):
        return "in quotation marks, so named rather than used"
    before = [w.lower() for w in sight.before[:4]]
    plain = [w for w in before if w.isalpha()]
    if plain and plain[0] in _METALINGUISTIC:
        return f"after '{plain[0]}', so named rather than used"
    if plain and plain[0] in _CALLED and sight.previous_words[:1] == (plain[0],):
        return f"after '{plain[0]}', so named rather than used"
    if (
        len(plain) > 1
        and plain[1] in {"term", "word", "terms", "words"}
        and before
        and not before[0].isalnum()
    ):
        return f"after '{plain[1]}', so named rather than used"
    if _in_word_list(sight):
        return "in a list of words to avoid"
    lead = sight.text[max(sight.sentence_start, sight.start - 60) : sight.start]
    if _ARROW.search(sight.text[sight.end : sight.end + 4]):
        return "before an arrow, so set against another word"
    found = max(re.finditer(_AVOID, lead, re.IGNORECASE), key=lambda m: m.end(), default=None)
    if found is not None and _mentions_directly(found.group().lower(), lead[found.end() :]):
        return f"after '{found.group().lower()}', so named rather than used"
    return _set_against(sight, replacements)


def _in_word_list(sight: Sight) -> bool:
    """Whether a short cell or item stands in a document whose headings say 'avoid' or 'instead'."""
    if _reads_as_word_list(sight.text):
        return True
    if (
        len(sight.text) > 100
        or sight.text.count(" ") > 5
        or sight.passage.block.kind
        not in {
            "table_cell",
            "list_item",
            "definition_term",
        }
    ):
        return False
    return bool(sight.document.ask(_lists_words))


@lru_cache(maxsize=16)
def _reads_as_word_list(text: str) -> bool:
    lower = text.lower()
    return (
        "instead" in lower
        and re.search(r"\bavoid\b.*\binstead\b|\binstead\b.*\bavoid\b", lower) is not None
        and len(re.findall(r"(?:^|\s)[-*|]\s", lower)) > 2
    )


def _lists_words(texts: Sequence[str]) -> bool:
    """A fact about a document: whether a heading of a list of words stands in it."""
    return any(text.strip(" :*").lower() in _LIST_HEADS for text in texts)


def _mentions_directly(cue: str, rest: str) -> bool:
    words = rest.split()
    if cue.startswith(("replac", "renam", "avoid", "stop", "deprecated", "alias", "formerly")):
        return len(words) <= 3
    return len(words) <= 2


def _set_against(sight: Sight, replacements: Sequence[str]) -> str | None:
    sentence = sight.sentence
    lower = sentence.lower()
    own = sight.match.lower()
    for replacement in replacements:
        bare = replacement.lower()
        if len(bare) < 4 or bare in own or own in bare:
            continue
        at = lower.find(bare)
        if at < 0 or not re.search(rf"\b{re.escape(bare)}", lower):
            continue
        rest = (
            sentence[: sight.start - sight.sentence_start]
            + sentence[sight.end - sight.sentence_start :]
        )
        if re.search(_SWAP, rest, re.IGNORECASE) or re.search(r"(^|\s)[-|*]\s", sentence):
            return f"set against '{replacement}' in the same sentence"
    return None


def name(sight: Sight) -> str | None:
    """Why the match is part of a capitalised name, or None; titles in title case say nothing."""
    match = sight.match
    article = match[:4].lower() == "the "
    if article:
        match = match[4:]
    if not match[:1].isupper() or (match.isupper() and len(match) > 1):
        return None
    block = sight.passage.block
    if block.kind in _TITLE_BLOCKS or (not article and _is_title_case(sight)):
        return None
    after = _run_word(sight.after)
    at_start = not article and not any(w[:1].isalnum() for w in sight.before)
    if not at_start:
        return "capitalised inside a sentence, so part of a name or title"
    if after is not None and after[:1].isupper() and after != "I" and not after.isupper():
        return f"capitalised before '{after}', so part of a name or title"
    if at_start and _opens_title(sight.after):
        return "capitalised words up to a colon, so a title"
    return None


def _opens_title(after: Sequence[str]) -> bool:
    """Whether capitalised words lead up to a colon: 'Mankind, Nation and Individual: ...'."""
    if ":" not in after[:10]:
        return False
    words = [w for w in after[: after.index(":")] if w[:1].isalpha() and w.lower() not in _MINOR]
    return bool(words) and all(w[:1].isupper() for w in words)


def _run_word(words: Sequence[str]) -> str | None:
    return words[0] if words and words[0][:1].isalpha() else None


def _is_title_case(sight: Sight) -> bool:
    words = [
        w for w in (*sight.before, *sight.after) if w[:1].isalpha() and w.lower() not in _MINOR
    ]
    if len(words) < 2:
        return False
    return sum(w[:1].isupper() for w in words) >= len(words) * 0.75
