"""Does man or men stand for people in general? Yes only with a sign of it: all, every, common, bare 'man'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.lexicons import lexicon
from inclusive_lint.sight import PARSE

if TYPE_CHECKING:
    from spacy.tokens import Token

    from inclusive_lint.sight import Sight

_QUANTIFIERS = frozenset("all every any no most few each".split())
_KINDS = frozenset(
    "common average modern early primitive prehistoric ordinary fellow working thinking reasonable "
    "free mortal civilized civilised rational".split()
)
_PARTICULAR = frozenset(
    "this that these those two three four five six seven eight nine ten both several my his her "
    "their another other some armed young old gay trans cis straight".split()
)
_BESIDE = frozenset(
    "woman women boy boys girl girls lady ladies gay trans cis bathroom bathrooms toilet toilets "
    "restroom restrooms prostate beard wife wives male males female".split()
)
_OF_MEN = frozenset(
    "heart hearts mind minds soul souls life lives right rights affair affairs hope hopes dignity "
    "brotherhood nature freedom freedoms generation generations equality history spirit destiny "
    "thoughts works deeds passions".split()
)
_PHRASES_AFTER = (
    ("in", "the", "street"), ("on", "the", "street"), ("for", "the", "job"), ("of", "good", "will"),
    ("of", "goodwill"), ("of", "conscience"), ("and", "nations"), ("and", "beast"), ("everywhere",),
    ("and", "machine"), ("and", "nature"),
)  # fmt: skip
_ROLES = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj"})
_TITLES = frozenset({"spider", "iron", "x", "super", "bat", "burning", "isle"})


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS."""
    if reason := _ruled_out(sight):
        return Verdict(False, reason)
    phrase = next((p for p in _PHRASES_AFTER if sight.next_words[: len(p)] == p), None)
    if phrase is not None:
        return Verdict(True, f"'{sight.match} {' '.join(phrase)}' speaks of anyone")
    before = sight.previous_words[:1]
    plural = sight.match.lower() == "men"
    cued = before and (before[0] in _QUANTIFIERS or before[0] in _KINDS)
    of_men = plural and sight.previous_words[:1] == ("of",) and sight.previous_words[1:2]
    if plural and not cued and not (of_men and of_men[0] in _OF_MEN):
        return Verdict(False, "nothing here says that people in general are meant")
    if not plural and not cued and before and before[0] in {"the", "a", "an"} | _PARTICULAR:
        return Verdict(False, "a man in particular")
    if sight.level < PARSE:
        return None
    token = sight.root
    if token.pos_ not in {"NOUN", "PROPN"}:
        return Verdict(False, "not a noun here")
    if cued:
        return _quantified(token, before[0])
    if of_men:
        return Verdict(True, f"'{of_men[0]} of men' speaks of people in general")
    return _bare(token)


def _ruled_out(sight: Sight) -> str | None:
    near = {sight.char_before(), sight.char_after()}
    if "-" in near:
        return "part of a compound"
    if sight.next_words[:1] in {("page",), ("pages",), ("o'",), ("command",)}:
        return "the manual"
    if sight.next_words[:2] == ("of", "war"):
        return "a ship"
    for word in sight.sentence_words:
        if word in _BESIDE or word in lexicon("relative"):
            return f"beside '{word}', so men as such are meant"
    return None


def _quantified(token: Token, cue: str) -> Verdict:
    determiners = {t.lower_ for t in token.children} - {cue}
    if determiners & _PARTICULAR:
        return Verdict(False, "men in particular")
    return Verdict(True, f"after '{cue}', so people in general are meant")


def _bare(token: Token) -> Verdict:
    modifiers = [
        t
        for t in token.children
        if t.dep_ in {"det", "poss", "nummod", "amod", "compound", "relcl", "nmod", "appos", "intj"}
    ]
    if modifiers or token.dep_ not in _ROLES or token.tag_ not in {"NN", "NNP"}:
        return Verdict(False, "a man in particular, or a way to address someone")
    if token.dep_ == "conj" and any(t.dep_ == "det" for t in token.head.children):
        return Verdict(False, "a man in particular")
    doc = token.doc
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1] if token.i else None
    if (
        (after is not None and after.text in {",", "!", "?"})
        or (before is not None and before.text == ",")
    ) and token.dep_ not in {"pobj", "dobj"}:
        return Verdict(False, "a way to address someone")
    if before is not None and (
        (before.text[:1].isupper() and before.i > 0) or before.lower_ in _TITLES
    ):
        return Verdict(False, "part of a name")
    if after is not None and after.text[:1].isupper():
        return Verdict(False, "part of a name")
    if before is not None and before.lower_ in {
        "as",
        "old",
        "dead",
        "oh",
        "hey",
        "yeah",
        "no",
        "yo",
        "my",
    }:
        return Verdict(False, "a man in particular, or a way to address someone")
    return Verdict(True, "'man' without an article stands for people in general")
