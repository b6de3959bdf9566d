"""Does man or men stand for people in general? Yes only with a sign of it: all, every, common, bare 'man'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from inclusive_lint.detectors import Verdict
from inclusive_lint.lexicons import lexicon
from inclusive_lint.sight import PARSE
from inclusive_lint.syntax import clause_verb, is_past

if TYPE_CHECKING:
    from spacy.tokens import Token

    from inclusive_lint.sight import Sight

_QUANTIFIERS = frozenset("all every any no most few each".split())
_KINDS = frozenset(
    "common average modern early primitive prehistoric ordinary fellow working workin thinking "
    "reasonable free mortal civilized civilised rational forgotten laboring labouring little plain "
    "learned wise honest practical prudent enlightened patriotic candid intelligent fair-minded "
    "self-respecting right-thinking law-abiding good".split()
)
_COLOURS = frozenset("black white red brown yellow colored coloured rich poor".split())
"""With 'the' before and no past event, a whole people or class."""
_PARTICULAR = frozenset(
    "this that these those two three four five six seven eight nine ten both several my his her "
    "their another other some armed young old gay trans cis straight".split()
)
_BESIDE = frozenset(
    "woman women boy boys girl girls lady ladies gay trans cis bathroom bathrooms toilet toilets "
    "restroom restrooms prostate beard wife wives male males female".split()
)
_MANUAL = frozenset(
    "doc docs html pdf lib roff troff groff nroff manual manuals sphinx pages asciidoc readme "
    "info --help manpage manpages".split()
)
_REACH = 15
"""Words on either side within which a word of _BESIDE speaks of men as such."""
_CLOSE = 5
"""The same for family members."""
_ABSTRACT = frozenset(
    "heart hearts mind minds soul souls life lives right rights affair affairs hope hopes nature "
    "spirit destiny thoughts works deeds passions history opinion opinions judgment judgement "
    "estate conduct wisdom best wisest ablest laws government governments rule eyes sight memory "
    "progress fate course ways sons children families institutions conscience word words plans "
    "types kinds races sort labor labour toil blood cause world".split()
)
_ABSTRACT_ENDINGS = ("ness", "ity", "dom", "hood", "tion", "sion", "ship")
_BODIES = frozenset(
    "party company battalion brigade community fraternity division detachment quantity majority "
    "minority variety section".split()
)
_VIRTUES = frozenset(
    "goodwill conscience courage vision faith peace science property wealth means honor honour "
    "integrity principle letters genius talent ability character action destiny reason sense "
    "business learning every all both different many".split()
)
_PHRASES_AFTER = (
    ("in", "the", "street"), ("on", "the", "street"), ("for", "the", "job"), ("of", "good", "will"),
    ("of", "goodwill"), ("of", "conscience"), ("and", "nations"), ("and", "beast"), ("everywhere",),
    ("and", "machine"), ("and", "machines"), ("and", "materials"), ("and", "nature"), ("and", "measures"), ("on", "the", "moon"), ("on", "mars"), ("on", "the", "planet"), ("or", "one"),
    (",", "one", "vote"),
)  # fmt: skip
_ROLES = frozenset({"nsubj", "nsubjpass", "pobj", "dobj", "poss", "conj"})
_TITLES = frozenset({"spider", "iron", "x", "super", "bat", "burning", "isle"})
_DUTY = frozenset("must should may can cannot ought shall need needs".split())
_LESSON = frozenset("give teach judge show trust know".split())
_ADDRESSED = frozenset("as old dead oh hey yeah no yo my".split())
_SPEAKERS = frozenset("i me my we you she her".split())
_MODIFIERS = frozenset(
    {"det", "poss", "nummod", "amod", "compound", "relcl", "nmod", "appos", "intj"}
)


def judge(sight: Sight) -> Verdict | None:
    """See DETECTORS."""
    if reason := _ruled_out(sight):
        return Verdict(False, reason)
    phrase = next((p for p in _PHRASES_AFTER if sight.next_words[: len(p)] == p), None)
    if phrase is not None:
        return Verdict(True, f"'{sight.match} {' '.join(phrase)}' speaks of anyone")
    if sight.match.lower() == "men":
        return _men(sight)
    return _man(sight)


def _ruled_out(sight: Sight) -> str | None:
    near = {sight.char_before(), sight.char_after()}
    if "-" in near:
        return "part of a compound"
    if sight.next_words[:1] in {("page",), ("pages",), ("o'",), ("command",)}:
        return "the manual"
    if sight.match == "man" and not _MANUAL.isdisjoint(sight.sentence_words):
        return "the manual, among documents"
    if sight.next_words[:2] == ("of", "war"):
        return "a ship"
    for words in (sight.previous_words, sight.next_words):
        for distance, word in enumerate(words[:_REACH]):
            if word in _BESIDE or (distance < _CLOSE and word in lexicon("relative")):
                return f"beside '{word}', so men as such are meant"
    return None


def _men(sight: Sight) -> Verdict | None:
    before = sight.previous_words
    cue = before[0] if before and before[0] in _QUANTIFIERS | _KINDS else ""
    after = sight.next_words[1:2] if sight.next_words[:1] == ("of",) else ()
    if after and after[0] in _VIRTUES and not set(before[:2]) & (_PARTICULAR | {"the"}):
        return Verdict(True, f"'men of {after[0]}' speaks of anyone")
    if sight.level < PARSE:
        return None if _may_be_bare(sight, cue) else Verdict(False, "men in particular")
    token = sight.root
    if token.pos_ not in {"NOUN", "PROPN"}:
        return Verdict(False, "not a noun here")
    if cue:
        return _quantified(token, cue)
    if before[:3] == ("of", "not", "and"):
        return Verdict(True, "'laws and not of men' speaks of people in general")
    if before[:1] == ("of",) and before[1:2]:
        return _of_men(token, before[1])
    return _bare_men(token)


def _may_be_bare(sight: Sight, cue: str) -> bool:
    """Whether words allow 'men' to be general: no article, number or adjective right before."""
    if cue or not sight.previous_words:
        return True
    last = sight.previous_words[0]
    if last == "of":
        owner = sight.previous_words[1:2]
        return owner != () and (owner[0] == "not" or _is_abstract(owner[0]))
    return last == "that" or (
        last not in _PARTICULAR | {"the", "our", "your"} and not last.isdigit()
    )


def _is_abstract(word: str) -> bool:
    return word not in _BODIES and (word in _ABSTRACT or word.endswith(_ABSTRACT_ENDINGS))


def _of_men(token: Token, owner: str) -> Verdict:
    if not _is_abstract(owner):
        return Verdict(False, "men in particular")
    if any(t.dep_ in {"relcl", "acl"} for t in token.children):
        return Verdict(False, "men in particular")
    return Verdict(True, f"'{owner} of men' speaks of people in general")


def _bare_men(token: Token) -> Verdict:
    """'Men are free', 'that of men who work', 'toward men': no modifier before, and no past event."""
    doc, i = token.doc, token.i
    before = doc[i - 1] if i else None
    after = doc[i + 1] if i + 1 < len(doc) else None
    if any(
        t.dep_ in _MODIFIERS - {"relcl"} and t.i < i and t.lower_ != "that" for t in token.children
    ):
        return Verdict(False, "men in particular")
    if after is not None and (after.text in {",", ":", "!", "?", "'s"} or after.text[:1].isupper()):
        return Verdict(False, "a way to address someone, or a name")
    if before is not None and before.lower_ in {"toward", "towards", "among", "amongst", "over"}:
        return Verdict(True, f"'{before.lower_} men' speaks of people in general")
    relative = next((t for t in token.children if t.dep_ == "relcl"), None)
    if token.dep_ not in {"nsubj", "nsubjpass"} and relative is None:
        return Verdict(False, "nothing here says that people in general are meant")
    verbs = [v for v in (relative, clause_verb(token)) if v is not None]
    if not verbs or any(is_past(v) or v.tag_ == "VBG" for v in verbs):
        return Verdict(False, "men in particular")
    if {t.lower_ for t in doc} & {"i", "me", "my", "he", "she", "him", "her"}:
        return Verdict(False, "told by or to someone, so men as such may be meant")
    return Verdict(True, "'men' without an article stands for people in general")


def _quantified(token: Token, cue: str) -> Verdict:
    determiners = {t.lower_ for t in token.children if t.i < token.i} - {cue}
    if determiners & _PARTICULAR:
        return Verdict(False, "men in particular")
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    if after is not None and cue == "no" and after.text == "," and token.i < 2:
        return Verdict(False, "a way to address someone")
    if cue in {"no", "most", "few"} and _told(token):
        return Verdict(False, "men in particular")
    if cue in _QUANTIFIERS:
        return Verdict(True, f"after '{cue}', so people in general are meant")
    verb = clause_verb(token)
    if "a" in determiners or "an" in determiners or (verb is not None and is_past(verb)):
        return Verdict(False, "a man in particular")
    return Verdict(True, f"after '{cue}', so people in general are meant")


def _told(token: Token) -> bool:
    """Whether a past event is told, or someone speaks of their own life."""
    verb = clause_verb(token)
    mine = any(
        t.dep_ == "relcl" and {c.lower_ for c in t.children} & _SPEAKERS for t in token.children
    )
    return mine or (verb is not None and is_past(verb))


def _man(sight: Sight) -> Verdict | None:
    before = sight.previous_words[:1]
    word = before[0] if before else ""
    cued = word in _QUANTIFIERS or (word in _KINDS and word != "good")
    if not cued and word in {"the"} | _PARTICULAR:
        return Verdict(False, "a man in particular")
    if word in {"a", "an"} and not _may_be_a_lesson(sight):
        return Verdict(False, "a man in particular")
    if word in _COLOURS and sight.previous_words[1:2] != ("the",):
        return Verdict(False, "a man in particular")
    if sight.level < PARSE:
        return None
    token = sight.root
    if token.pos_ not in {"NOUN", "PROPN"}:
        return Verdict(False, "not a noun here")
    if cued:
        return _quantified(token, word)
    if word in {"a", "an"}:
        return _a_man(token)
    if word in _COLOURS:
        return _coloured_man(token, word)
    return _bare(token)


def _may_be_a_lesson(sight: Sight) -> bool:
    if set(sight.previous_words[1:2]) & (_LESSON | {"than"}):
        return True
    words = set(sight.sentence_words)
    return "[" not in words and not words & _SPEAKERS and bool(words & (_DUTY | {"is", "has"}))


def _a_man(token: Token) -> Verdict:
    """'Teach a man to fish', 'a man must', 'a man is known by': a lesson about anyone."""
    head = token.head
    if token.dep_ in {"dobj", "dative", "nsubj", "iobj"} and any(
        t.lower_ in _LESSON for t in token.doc[max(0, token.i - 2) : token.i]
    ):
        first = next(t for t in token.doc[max(0, token.i - 2) :] if t.lower_ in _LESSON)
        if not any(t.dep_ == "nsubj" and t.i < first.i for t in first.children):
            return Verdict(True, f"'{first.text} a man' is a lesson about anyone")
    if token.i > 1 and token.doc[token.i - 2].lower_ == "than":
        return Verdict(True, "'than a man' compares with anyone")
    if token.dep_ not in {"nsubj", "nsubjpass"} or any(t.dep_ == "prep" for t in token.children):
        return Verdict(False, "a man in particular")
    perfect = any(t.dep_ == "aux" and t.lower_ == "have" for t in head.children)
    if not perfect and any(t.dep_ in {"aux", "neg"} and t.lower_ in _DUTY for t in head.children):
        return Verdict(True, "'a man' with a duty or a right stands for anyone")
    general = head.tag_ == "VBN" and any(t.lower_ == "is" for t in head.children)
    stated = head.lower_ == "is" and any(t.dep_ in {"acomp", "attr"} for t in head.children)
    told = any(t.dep_ == "relcl" and is_past(t) for t in token.children)
    if (general or stated) and not told and any(t.lower_ in {"his", "he"} for t in token.doc):
        return Verdict(True, "'a man' in a lesson stands for anyone")
    return Verdict(False, "a man in particular")


def _coloured_man(token: Token, colour: str) -> Verdict:
    verb = clause_verb(token)
    if verb is None or is_past(verb) or verb.tag_ == "VBG":
        return Verdict(False, "a man in particular")
    if any(t.dep_ in {"prep", "acl"} for t in token.children):
        return Verdict(False, "a man in particular")
    return Verdict(True, f"'the {colour} man' stands for a people")


def _bare(token: Token) -> Verdict:
    modifiers = [t for t in token.children if t.dep_ in _MODIFIERS]
    if modifiers or token.dep_ not in _ROLES or token.tag_ not in {"NN", "NNP"}:
        return Verdict(False, "a man in particular, or a way to address someone")
    if token.dep_ == "conj" and any(t.dep_ == "det" for t in token.head.children):
        return Verdict(False, "a man in particular")
    doc = token.doc
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1] if token.i else None
    if _is_address(token, before, after):
        return Verdict(False, "a way to address someone")
    if before is not None and (
        (before.text[:1].isupper() and before.i > 0) or before.lower_ in _TITLES
    ):
        return Verdict(False, "part of a name")
    if after is not None and after.text[:1].isupper():
        return Verdict(False, "part of a name")
    if before is not None and before.lower_ in _ADDRESSED:
        return Verdict(False, "a man in particular, or a way to address someone")
    return Verdict(True, "'man' without an article stands for people in general")


def _is_address(token: Token, before: Token | None, after: Token | None) -> bool:
    if token.dep_ in {"pobj", "dobj"}:
        return False
    if after is not None and after.text in {",", "!", "?"}:
        return True
    if before is None or before.text != ",":
        return False
    verb = after is not None and (after.tag_ in {"VBZ", "MD"} or after.pos_ == "AUX")
    return not (verb and token.dep_ == "nsubj")
