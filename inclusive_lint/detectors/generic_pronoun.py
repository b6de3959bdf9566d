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
_ANYONE = frozenset(
    "someone somebody anyone anybody everyone everybody nobody whoever whosoever".split()
)
_FAR = 3_000
"""Code points before a pronoun in which a name counts as named."""
_INDEFINITE = _ANYONE | {"one", "person", "child", "individual"}
_QUANTIFIERS = frozenset("each every any no either neither whichever".split())
_GENERIC_DETERMINERS = _QUANTIFIERS | {"a", "an", "another", "some"}
_DEFINITE = frozenset({"the", "that", "this", "your", "our", "such"})
_PARTICULAR = frozenset({"my", "his", "her", "their", "whose"})
_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir lady lord king queen pope saint st president senator judge justice".split()
)
_OFFICES = frozenset(
    "president judge justice professor minister premier governor mayor senator chancellor treasurer "
    "ambassador coach captain skipper bishop archbishop commander sergeant winner champion singer actor artist composer "
    "poet painter novelist sculptor director musician defendant suspect plaintiff soldier sailor "
    "passenger guard detective pilot butcher bartender waiter baker barber priest physicist chemist "
    "mathematician philosopher politician hunter thief shopkeeper conductor porter sheriff cop "
    "carpenter tailor surgeon gardener general traveller traveler sailor lawyer".split()
)
"""With 'the' mostly someone in particular, as in news and stories, but where a duty or condition is told."""
_SPEECH = frozenset(
    "says said say adds added tells told explains explained asks asked replied wrote argues argued "
    "believes thinks claims claimed denies denied expects hopes admits admitted warns warned "
    "confirms confirmed announces announced".split()
)
_REPORTED = _SPEECH - frozenset("tells asks explains explained asked told wrote thinks".split())
_OPENERS = frozenset(
    "i you we they yeah yes no when if as what who how why did do does is are was were ask tell let "
    "give have has".split()
)
_CONDITIONS = frozenset("if when whenever unless once until whether wherever before after".split())
_SUPPOSED = frozenset("if unless whether".split())
_FRAGMENT_WORDS = 7
_OPENING_WORDS = 4
"""Other words of a fragment that begins with the pronoun, as the next sentence of a story mostly does."""
_CONTRACTED_WORDS = 5
"""The same where the pronoun is contracted, as in talk."""
_STORY = frozenset(
    "then but so once know turned said says thinks has had will this its was hasn't hadn't "
    "wasn't didn't also still never we us our".split()
)
"""Words of a text that goes on elsewhere, where the one who is meant stands."""
_TYPICAL = frozenset("average typical ordinary individual ideal prospective potential".split())
"""Adjectives that make a role anyone's, whatever the tense."""


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
    before = sight.text[max(0, sight.start - _FAR) : sight.start]
    if _PAIR_BEFORE.search(before) or _PAIR_AFTER.match(sight.text, sight.end):
        return Verdict(False, "one of a pair, such as 'he or she'")
    near = f"{sight.previous_sentences(2)} {sight.text[sight.sentence_start : sight.start]}"
    if near.count("[") > near.count("]"):
        return Verdict(False, "in brackets, as in a play")
    if not _generic_words(near):
        if _is_fragment(sight):
            return Verdict(True, "no one is named anywhere in this short text, so it may be anyone")
        return Verdict(False, "nothing generic (a user, each applicant) comes before")
    if name := _named_before(before):
        return Verdict(False, f"'{name}' is named before in the paragraph")
    if person := _particular_word(near, sight.match.lower()):
        return Verdict(False, f"'{person}' comes before, so someone in particular may be meant")
    return None


def _by_earlier_sentences(sight: Sight, token: Token) -> Verdict | None:
    """Whether one of the two sentences before has a generic noun, as this one has none."""
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
    words = [word.lower() for word in _words(text)]
    return [
        w
        for w, before in zip(words, ["", *words], strict=False)
        if w in _INDEFINITE or w in roles or (w == "man" and before in _QUANTIFIERS)
    ]


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
        if lower == "man" and i and words[i - 1].lower() in _QUANTIFIERS:
            generic_seen = True
            continue
        any_such = i > 0 and words[i - 1].lower() in _GENERIC_DETERMINERS
        office = lower in _OFFICES and (word[0].islower() or "shall" in words or any_such)
        if titled and not office:
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
        if word in _ANYONE:
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
    return token.dep_ == "nsubj" and head.lower_ in _SPEECH and not _condition_of(head)


def _generic_in_sentence(token: Token) -> str | None:
    """The nearest generic noun before the pronoun in its sentence, None where it isn't generic."""
    roles = lexicon("role")
    for noun in reversed(token.doc[: token.i]):
        lower = noun.lower_
        if lower in _ANYONE:
            return None if _told_of_another(noun, token) else str(noun.text)
        if lower == "one" and noun.dep_ in {"nsubj", "nsubjpass"} and not _of(noun):
            return str(noun.text)
        if lower == "man" and _determiners(noun) & _QUANTIFIERS:
            return str(noun.text)
        if lower not in roles and lower not in _INDEFINITE:
            continue
        if noun.tag_ in {"NNS", "NNPS"} or noun.pos_ not in {"NOUN", "PROPN"}:
            continue
        if noun.dep_ in {"compound", "amod", "nmod"} or _after_as(noun):
            continue
        if noun.dep_ in {"attr", "appos"} and not _determiners(noun) & _QUANTIFIERS:
            continue
        if is_generic(noun, token):
            return str(noun.text)
    return None


def _told_of_another(noun: Token, pronoun: Token) -> bool:
    """'Everyone knew he was gone': a past event, or knowledge, and the pronoun a subject of its own."""
    if pronoun.dep_ not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return False
    verb = clause_verb(noun)
    return verb is not None and (is_past(verb) or verb.lower_ in {"know", "knows"})


def _of(noun: Token) -> bool:
    return any(t.dep_ == "prep" and t.lower_ == "of" for t in noun.children)


def _after_as(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "as"


def _determiners(noun: Token) -> set[str]:
    return {t.lower_ for t in noun.children if t.dep_ in {"det", "poss", "predet", "quantmod"}}


def is_generic(noun: Token, pronoun: Token) -> bool:
    """Whether a noun for a person names anyone of its kind: 'each user', 'if the driver loses ...'."""
    determiners = _determiners(noun)
    if determiners & _PARTICULAR:
        return False
    if determiners & _QUANTIFIERS:
        return True
    if _is_specific(noun):
        return False
    if determiners and any(t.lower_ in _TYPICAL for t in noun.children if t.dep_ == "amod"):
        return True
    verb = clause_verb(noun)
    condition = _condition_of(verb)
    others = clause_verb(pronoun)
    if any(v is not None and is_past(v) for v in (verb, others)) and not condition & _SUPPOSED:
        asked = noun.lower_ == "person" and any(t.dep_ == "relcl" for t in noun.children)
        return asked and verb is not None and not is_past(verb)
    if not condition and verb is not None and _is_event(verb, noun):
        return False
    if determiners & _DEFINITE and noun.lower_ in _OFFICES and not condition and not _is_duty(verb):
        return False
    return not determiners or bool(determiners & (_GENERIC_DETERMINERS | _DEFINITE))


def _is_specific(noun: Token) -> bool:
    """Whether a place, a name or an age tells who is meant: a Perth teacher, a farmer from Dubbo."""
    for child in noun.children:
        if child.pos_ == "PROPN" or any(c.isdigit() for c in child.text):
            return child.dep_ in {"compound", "amod", "nmod", "poss", "appos", "nummod"}
        if child.dep_ == "prep" and any(
            t.pos_ == "PROPN" and not _determiners(t) & _GENERIC_DETERMINERS for t in child.children
        ):
            return True
        if child.dep_ == "amod" and any(t.pos_ == "NUM" for t in child.subtree):
            return True
    return False


def _condition_of(verb: Token | None) -> set[str]:
    """The words that make a clause a condition: if, when, unless."""
    if verb is None:
        return set()
    marks = {t.lower_ for t in verb.children if t.dep_ in {"mark", "advmod"} and t.i < verb.i}
    return marks & _CONDITIONS


def _is_event(verb: Token, noun: Token) -> bool:
    """Whether a clause reports: 'the minister says', 'a player is facing', 'a miner has lost'."""
    if verb.lower_ in _REPORTED and verb == noun.head:
        return True
    helpers = {t.lower_ for t in verb.children if t.dep_ in {"aux", "auxpass"}}
    if any(t.tag_ == "MD" for t in verb.children):
        return False
    if verb.tag_ == "VBN" and noun.dep_ == "dobj" and helpers & {"have", "'ve"}:
        return True
    return (
        verb.tag_ in {"VBG", "VBN"}
        and bool(helpers & {"has", "is", "'s"})
        and (verb.tag_ == "VBG" or "has" in helpers)
    )


def _is_duty(verb: Token | None) -> bool:
    return verb is not None and any(
        t.lower_ in {"shall", "must", "should", "may"} for t in verb.children
    )


def _is_fragment(sight: Sight) -> bool:
    """Whether the whole text is a few words, so that nothing could say who is meant."""
    words = [w for w in sight.sentence_words if w[:1].isalpha()]
    whole = sight.text.strip()
    contracted = "'" in sight.match or sight.char_after() == "'"
    opening = _CONTRACTED_WORDS if contracted else _OPENING_WORDS
    longest = _FRAGMENT_WORDS if sight.before else opening
    if len(sight.sentences.spans) > 1 or len(words) > longest or whole[-1:] not in ".!":
        return False
    joined = "and" in words and not re.search(
        rf"\b{_PRONOUN} and {_PRONOUN}\b", whole, re.IGNORECASE
    )
    if joined or set(words) & _STORY or sight.char_after() == ":":
        return False
    first = sight.before[-1].lower() if sight.before else ""
    if first and first not in _OPENERS | _MALE | _FEMALE:
        return False
    owns = sight.match.lower() in {"his", "her", "himself", "herself"}
    if owns and sight.previous_words and sight.previous_words[0] not in {",", "and"}:
        return False
    others = [
        w.lower() for w in _words(sight.sentence) if w.lower().split("'")[0] not in _MALE | _FEMALE
    ]
    if _particular_word(" ".join(others), ""):
        return False
    return bool(sight.document.ask(is_one_block)) and not _named(sight)


def _named(sight: Sight) -> bool:
    inner = [*sight.before[:-1], *sight.after]
    return any(w[:1].isupper() and not w.startswith("I") for w in inner)
