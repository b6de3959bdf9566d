"""Is a he or a she said of anyone at all? Yes only where a generic noun comes before and no one in particular."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.lexicons import lexicon
from inclusive_lint.sight import ENTITIES, PARSE, is_one_block
from inclusive_lint.syntax import clause_verb, is_past

if TYPE_CHECKING:
    from spacy.tokens import Token

    from inclusive_lint.sight import Sight

_WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
_INDEFINITE = frozenset(
    "someone somebody anyone anybody everyone everybody nobody whoever whosoever one person child "
    "individual".split()
)
_GENERIC_DETERMINERS = frozenset(
    "a an any each every no another either neither some whichever".split()
)
_DEFINITE = frozenset({"the", "that", "this", "your", "our", "such"})
_PARTICULAR = frozenset({"my", "his", "her", "their", "whose"})
_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir lady lord king queen pope saint st president senator judge justice".split()
)
_OFFICES = frozenset({"president", "judge", "justice", "professor"})
_SPEECH = frozenset(
    "says said adds added told tells explained explains asked replied wrote argues argued".split()
)
_FRAGMENT_WORDS = 7


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS. Reads the sentence and the two before it; a short text with no noun is unknown."""
    by_words = _by_words(sight)
    if by_words is not None or sight.level < PARSE:
        return by_words
    token = sight.root
    if token.pos_ not in {"PRON", "DET"} and token.tag_ not in {"PRP", "PRP$"}:
        return Verdict(False, "not read as a pronoun")
    if _speech_after(token):
        return Verdict(False, "a speaker is quoted, so someone in particular")
    generic = _generic_in_sentence(token)
    if generic is not None:
        return _with_names(sight, generic)
    return _by_earlier_sentences(sight, token)


def _by_words(sight: Sight) -> Verdict | None:
    """What the words before settle; None where the sentence must be parsed."""
    before = sight.text[: sight.start]
    if _PAIR_BEFORE.search(before) or _PAIR_AFTER.match(sight.text, sight.end):
        return Verdict(False, "one of a pair, such as 'he or she'")
    near = f"{sight.previous_sentences(2)} {sight.text[sight.sentence_start : sight.start]}"
    if not _generic_words(near):
        if _is_fragment(sight) and not _particular_word(sight.sentence, ""):
            return Verdict(True, "no one is named anywhere in this short text, so it may be anyone")
        return Verdict(False, "nothing generic (a user, each applicant) comes before")
    if name := _named_before(before):
        return Verdict(False, f"'{name}' is named before in the paragraph")
    if person := _particular_word(near, sight.match.lower()):
        return Verdict(False, f"'{person}' comes before, so someone in particular may be meant")
    return None


def _by_earlier_sentences(sight: Sight, token: Token) -> Verdict | None:
    """The sentence itself has no generic noun: does one of the two before have one, and no name?"""
    earlier = sight.previous_sentences(2)
    if not _generic_words(earlier):
        return Verdict(
            False, "the noun before isn't generic here (no a, any, each; or a past event)"
        )
    verb = clause_verb(token)
    if verb is not None and is_past(verb):
        return Verdict(False, "the sentence tells of the past, so someone in particular")
    if re.search(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]", earlier):
        return Verdict(False, "a name stands in the sentence before")
    if not _generic_phrase(earlier):
        return Verdict(False, "the noun in the sentence before isn't generic")
    return _with_names(sight, _generic_words(earlier)[-1])


def _with_names(sight: Sight, noun: str) -> Verdict | None:
    """Fires unless a person is named before the pronoun."""
    names = [
        t for t in sight.span.doc[: sight.span.start] if t.text[:1].isupper() and t.pos_ == "PROPN"
    ]
    if not names:
        return Verdict(True, f"said of '{noun}', which may be anyone")
    if sight.level < ENTITIES:
        return None
    for token in names:
        if token.ent_type_ == "PERSON" or token.lower_ in lexicon("given-name"):
            return Verdict(False, f"'{token.text}' is named before")
    return Verdict(True, f"said of '{noun}', which may be anyone")


_PRONOUN = "(?:s?he|him|hers?|his|himself|herself)"
_PAIR_AFTER = re.compile(rf" ?(?:/|or|and/or) ?{_PRONOUN}\b", re.IGNORECASE)
_PAIR_BEFORE = re.compile(rf"\b{_PRONOUN} ?(?:/|or|and/or) ?$", re.IGNORECASE)
_NAME_RUN = re.compile(r"@\w{3,}|(?<![.!?:] )(?<!^)\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_PREDICATE = frozenset("is was as being been become becomes became becoming 'm am".split())


def _named_before(text: str) -> str | None:
    """A handle, a given name or two capitalised words in a row, anywhere before in the block."""
    for word in _words(text):
        if word[0].isupper() and word.lower().removesuffix("'s") in lexicon("given-name"):
            return word
    found = _NAME_RUN.search(text)
    return found.group() if found else None


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _generic_words(text: str) -> list[str]:
    roles = lexicon("role")
    return [w for w in (word.lower() for word in _words(text)) if w in _INDEFINITE or w in roles]


def _particular_word(text: str, pronoun: str) -> str | None:
    """A word that speaks of someone in particular before a generic noun could: a relative, a title, a name."""
    gendered, relatives, given = lexicon("gendered"), lexicon("relative"), lexicon("given-name")
    words = _words(text)
    same = _MALE if pronoun in _MALE else _FEMALE
    other = _FEMALE if same is _MALE else _MALE
    generic_seen = False
    for i, word in enumerate(words):
        lower = word.lower().removesuffix("'s")
        titled = lower in gendered or lower in relatives or lower in _TITLES
        if titled and (lower not in _OFFICES or word[0].isupper()):
            return word
        if word[0].isupper() and lower in given and i:
            return word
        generic_seen = generic_seen or lower in _INDEFINITE or lower in lexicon("role")
        if lower in same and not generic_seen and word not in other:
            return word
    return None


def _generic_phrase(text: str) -> bool:
    words = [w.lower() for w in _words(text)]
    roles = lexicon("role")
    for i, word in enumerate(words):
        if word in _INDEFINITE and word not in {"one", "person", "child", "individual"}:
            return True
        if word in roles or word in _INDEFINITE:
            lead = words[max(0, i - 3) : i]
            if any(w in _PREDICATE for w in words[max(0, i - 5) : i]):
                continue
            if any(w in _GENERIC_DETERMINERS or w == "if" for w in lead):
                return not re.search(r"\b(?:was|were|had|did|said|went|came|made)\b", text)
    return False


def _speech_after(token: Token) -> bool:
    head = token.head
    return (
        token.dep_ == "nsubj"
        and head.lower_ in _SPEECH
        and head.tag_ in {"VBD", "VBZ"}
        and any(t.text in "\"'" for t in token.doc[max(0, token.i - 3) : token.i])
    )


def _generic_in_sentence(token: Token) -> str | None:
    """The nearest generic noun before the pronoun in its sentence, None where it isn't generic."""
    roles = lexicon("role")
    for noun in reversed(token.doc[: token.i]):
        lower = noun.lower_
        if lower in _INDEFINITE and lower not in {"one", "person", "child", "individual"}:
            return str(noun.text)
        if lower == "one" and noun.dep_ in {"nsubj", "nsubjpass"}:
            return str(noun.text)
        if lower not in roles and lower not in _INDEFINITE:
            continue
        if noun.tag_ in {"NNS", "NNPS"} or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if noun.dep_ in {"compound", "attr", "appos"} or _after_as(noun):
            continue
        if _is_generic(noun, token):
            return str(noun.text)
    return None


def _after_as(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "as"


def _is_generic(noun: Token, pronoun: Token) -> bool:
    determiners = {
        t.lower_ for t in noun.children if t.dep_ in {"det", "poss", "predet", "quantmod"}
    }
    if determiners & _PARTICULAR:
        return False
    verbs = [v for v in (clause_verb(noun), clause_verb(pronoun)) if v is not None]
    if any(is_past(v) for v in verbs):
        return bool(determiners & {"each", "every", "any", "no"})
    if determiners & _GENERIC_DETERMINERS:
        return True
    return not determiners or bool(determiners & _DEFINITE)


def _is_fragment(sight: Sight) -> bool:
    """Whether the whole text is a few words, so that nothing could say who is meant."""
    others = [w for w in sight.sentence_words if w[:1].isalpha()]
    whole = sight.text.strip()
    if len(sight.sentences.spans) > 1 or len(others) > _FRAGMENT_WORDS or whole[-1:] not in ".!":
        return False
    return bool(sight.document.ask(is_one_block)) and not _named(sight)


def _named(sight: Sight) -> bool:
    inner = sight.before[:-1]
    return any(w[:1].isupper() and not w.startswith("I") for w in inner)
