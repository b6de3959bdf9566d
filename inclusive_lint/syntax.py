"""Questions about the parse that conditions share: what is modified, by whom, is it a person; no rules, no files.

Labels are those of spaCy's English pipelines (ClearNLP dependencies, Penn tags, OntoNotes entities).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.lexicons import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc, Span, Token

_PERSON_PRONOUNS = frozenset(
    "i me you we us he him she her who whom whoever someone somebody anyone anybody everyone "
    "everybody nobody myself yourself yourselves ourselves himself herself".split()
)
_THING_PRONOUNS = frozenset(
    "it itself this that which what something anything everything nothing".split()
)
_RELATIVE = frozenset({"who", "whom", "that", "which", "whose"})
_QUANTITIES = frozenset(
    "group number lot majority minority percentage percent kind type sort range couple pair rest "
    "handful generation class set crowd community thousands millions hundreds dozens proportion "
    "%".split()
)
_MODIFIER_DEPS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "det", "predet"})
_PREDICATE_DEPS = frozenset({"acomp", "attr", "oprd"})
_SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj"})
_NAME_ENTITIES = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"}
)
_SMALL_WORDS = frozenset(
    "a an the of and or for in on at to by from with as is are de la le von van".split()
)


def token_is(token: Token, test: Mapping[str, Any]) -> bool:
    """Whether all keys of a prepared token test hold for ``token``."""
    for key, value in test.items():
        if key in {"lemma", "form"}:
            good = value.has(token.lower_)
        elif key == "pos":
            good = token.pos_ in value
        elif key == "tag":
            good = token.tag_ in value
        elif key == "dep":
            good = token.dep_ in value
        else:
            good = kind_of(token) == value
        if not good:
            return False
    return True


def kind_of(token: Token) -> str:
    """'person', 'thing' or 'unknown': what a noun or pronoun names."""
    word = token.lower_
    if token.ent_type_ == "PERSON" or word in _PERSON_PRONOUNS:
        return "person"
    if word in _RELATIVE and token.head.dep_ == "relcl":
        return kind_of(token.head.head)
    if word in _THING_PRONOUNS:
        return "thing"
    if token.pos_ == "PRON" or word in {"those", "these", "they", "them", "one", "ones", "others"}:
        return _kind_by_relative(token)
    if word in lexicon("person") or word in lexicon("relative"):
        return "person"
    if word in lexicon("group"):
        return "person"
    if word in _QUANTITIES:
        for inner in _of_objects(token):
            return kind_of(inner)
    if token.pos_ == "PROPN":
        return "unknown"
    return "thing" if token.pos_ == "NOUN" else "unknown"


def _kind_by_relative(token: Token) -> str:
    for child in token.children:
        if child.dep_ == "relcl" and any(t.lower_ in {"who", "whom"} for t in child.children):
            return "person"
        if child.dep_ == "prep" and child.lower_ == "of":
            for inner in child.children:
                if inner.dep_ == "pobj":
                    return kind_of(inner)
    return "unknown"


def _of_objects(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ == "of":
            yield from (t for t in child.children if t.dep_ == "pobj")


def _compound_head(token: Token) -> Token:
    seen = 0
    while token.dep_ in {"compound", "nmod"} and token.head != token and seen < 5:
        token, seen = token.head, seen + 1
    return token


def subjects(token: Token) -> list[Token]:
    """The subjects of the clause that ``token`` is in; a relative pronoun gives what it stands for."""
    verb: Token | None = token
    for _ in range(6):
        if verb is None:
            break
        found = [t for t in verb.children if t.dep_ in _SUBJECT_DEPS]
        if found:
            return [_resolved(t) for t in found]
        if verb.dep_ == "acl":
            return [verb.head]
        if verb.dep_ == "relcl":
            return [verb.head]
        verb = verb.head if verb.head != verb else None
    return []


def _resolved(token: Token) -> Token:
    if token.lower_ in _RELATIVE and token.head.dep_ in {"relcl", "ccomp"}:
        return token.head.head if token.head.dep_ == "relcl" else token
    return token


def objects(token: Token) -> list[Token]:
    """What a verb or preposition takes: direct, prepositional and coordinated objects."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"dobj", "pobj", "attr", "obj"}:
            found.append(child)
            found.extend(child.conjuncts)
        elif child.dep_ in {"prep", "agent"}:
            found.extend(t for t in child.children if t.dep_ in {"pobj", "pcomp"})
    return found


def modified(token: Token, depth: int = 0) -> list[Token]:
    """The nouns that ``token`` modifies (blind users) or says something of (the users are blind)."""
    if depth > 4:
        return []
    if token.dep_ in _MODIFIER_DEPS and token.head != token:
        return [_compound_head(token.head)]
    if token.dep_ in _PREDICATE_DEPS:
        if token.dep_ == "oprd":
            direct = [t for t in token.head.children if t.dep_ == "dobj"]
            if direct:
                return direct
        return subjects(token.head)
    if token.dep_ == "conj":
        return modified(token.head, depth + 1) or _passive_subject(token)
    if token.dep_ == "acl":
        return [token.head]
    if token.dep_ == "advmod" and token.head.pos_ in {"ADJ", "VERB"} and token.head != token:
        return modified(token.head, depth + 1)
    return _passive_subject(token)


def _passive_subject(token: Token) -> list[Token]:
    if token.tag_ in {"VBN", "VBD", "JJ"} and any(
        t.dep_ in {"nsubjpass", "nsubj", "auxpass"} for t in token.children
    ):
        if token.dep_ == "relcl":
            return [token.head]
        return [_resolved(t) for t in token.children if t.dep_ in {"nsubjpass", "nsubj"}]
    if token.dep_ == "relcl":
        return [token.head]
    return []


def about(token: Token) -> str:
    """Whether the match speaks of a 'person' or a 'thing'; 'unknown' where the parse doesn't say."""
    kinds = {kind_of(t) for t in modified(token)}
    if "person" in kinds:
        return "person"
    return "thing" if "thing" in kinds else "unknown"


def is_nominal(span: Span) -> bool:
    """Whether an adjective stands as a noun for people, as in 'the blind': 'the' before, no noun after.

    Goes by the neighbours rather than by labels, for parsers often make a modifier of such an adjective.
    """
    if not _has_group_opener(span) or span.root.dep_ in {"acomp", "prep"}:
        return False
    rest = span.doc[span.end :]
    if [t.lower_ for t in rest[1:4]] == ["hard", "of", "hearing"]:
        rest = rest[4:]
    if not len(rest):
        return True
    follower = rest[0]
    if (
        follower.text in {"-", "/"}
        or follower.pos_ in {"NOUN", "PROPN", "NUM"}
        or follower.lower_ in {"one", "ones"}
    ):
        return False
    if follower.lower_ in {"and", "or", "&"}:
        return _ends_group(rest[1:])
    if follower.text == ",":
        after = rest[1:]
        joined = len(after) > 0 and after[0].pos_ == "CCONJ"
        return joined or (_ends_group(after) and not _describes_on(after))
    return not _modifies_a_later_noun(rest)


_GROUP_OPENERS = frozenset({"the", "our", "their", "many"})
_TITLES = frozenset("mr mrs ms miss mx dr sir lady".split())
_PEOPLES = frozenset(
    "nation world country state city society community town village region continent".split()
)


def _is_place_name(doc: Doc, i: int) -> bool:
    """Whether a name can be a place's, not a person's, for whom "'s" may be 'is': Tom's blind."""
    people = lexicon("given-name") | _TITLES
    titled = i > 0 and doc[i - 1].lower_.rstrip(".") in people
    return doc[i].pos_ == "PROPN" and not titled and doc[i].lower_ not in people


def _has_group_opener(span: Span) -> bool:
    """Whether 'the', 'our' or 'the nation's' opens the phrase that the adjective closes."""
    doc, i = span.doc, span.start - 1
    if span[0].lower_ == "the":
        return True
    while i >= 0:
        token = doc[i]
        if token.tag_ == "POS":
            owner = doc[i - 1]
            return i > 0 and (owner.lower_ in _PEOPLES or _is_place_name(doc, i - 1))
        inside = (
            token.pos_ in {"ADV", "ADJ", "CCONJ"}
            or token.tag_ in {"VBN", "VBG"}
            or token.text in {"-", ","}
        )
        hyphenated = token.pos_ == "NOUN" and i > 0 and doc[i - 1].text == "-"
        if token.lower_ in _GROUP_OPENERS:
            return token.lower_ != "many" or span.root.tag_ != "VBN"
        if not inside and not hyphenated and not _is_group_noun(token):
            return False
        i -= 1
    return False


def _is_group_noun(token: Token) -> bool:
    """A tagger's noun that is an adjective for people: 'the needy, disabled and unemployed'."""
    return token.pos_ in {"NOUN", "PROPN"} and token.lower_ in _PEOPLE_ADJECTIVES


_PEOPLE_ADJECTIVES = frozenset(
    "poor needy sick old young elderly aged blind deaf disabled handicapped homeless hungry unemployed "
    "jobless ill infirm weak wounded frail destitute impoverished uninsured lame".split()
)


def _ends_group(rest: Span) -> bool:
    """After 'the poor and': a new phrase (the sick, children), or adjectives with no noun to modify."""
    if (
        not len(rest)
        or rest[0].pos_ not in {"ADJ", "ADV", "VERB"}
        or rest[0].tag_ not in {"JJ", "RB", "RBR", "VBN", "VBG"}
    ):
        return True
    return not _modifies_a_later_noun(rest)


def _describes_on(rest: Span) -> bool:
    """Whether a comma goes on to a noun by words that a tagger may have taken for verbs: 'poor, [read-only box]'."""
    if (
        not len(rest)
        or rest[0].pos_ not in {"VERB", "ADJ", "ADV"}
        or rest[0].lower_ in _PEOPLE_ADJECTIVES
    ):
        return False
    for token in rest[1:5]:
        if token.pos_ == "NOUN" and token.lower_ not in _PEOPLE_ADJECTIVES:
            return True
        if token.pos_ in {"DET", "PRON", "ADP", "AUX", "PROPN", "CCONJ", "SCONJ"}:
            return False
    return False


def _modifies_a_later_noun(rest: Span) -> bool:
    """Whether adjectives or participles lead straight on to a noun: 'the poor [performing team]'."""
    for k, token in enumerate(rest):
        if token.lower_ in _PEOPLE_ADJECTIVES and k + 1 == len(rest):
            return False
        if token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in _PEOPLE_ADJECTIVES:
            return k > 0
        joins = token.text in {"-", ","} or token.lower_ in {"and", "or"}
        if (
            not joins
            and token.pos_ != "ADJ"
            and token.tag_ not in {"VBN", "VBG", "RB"}
            and token.lower_ not in _PEOPLE_ADJECTIVES
        ):
            return False
    return False


def number(token: Token) -> str:
    """'plural' for NNS and NNPS, else 'singular'."""
    return "plural" if token.tag_ in {"NNS", "NNPS"} else "singular"


def clause_verb(token: Token) -> Token | None:
    """The verb of the clause that ``token`` is in; None where there is no verb above it."""
    current = token
    for _ in range(12):
        if current.pos_ in {"VERB", "AUX"}:
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def is_past(verb: Token) -> bool:
    """Whether a clause tells of the past: a past-tense verb or auxiliary, or 'have' with a participle."""
    tokens = [verb, *(t for t in verb.children if t.dep_ in {"aux", "auxpass"})]
    if any(t.tag_ == "MD" for t in tokens):
        return False
    return any(t.tag_ == "VBD" for t in tokens)


def is_instruction(token: Token) -> bool:
    """Whether the clause tells a reader what to do: an imperative, or 'you' with can, must, should, need."""
    verb = clause_verb(token)
    if verb is None and token.dep_ == "advmod" and token.head.pos_ in {"NOUN", "PROPN", "X"}:
        # A bare command name after 'simply' is often tagged as a noun.
        return token.i == 0
    if verb is None:
        return False
    if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB":
        chain = verb.head
        if not any(t.dep_ in _SUBJECT_DEPS for t in verb.children):
            verb = chain if any(t.dep_ in _SUBJECT_DEPS for t in chain.children) else verb
    subject = [t for t in verb.children if t.dep_ in _SUBJECT_DEPS]
    if subject:
        return any(t.lower_ == "you" for t in subject) and not is_past(verb)
    if any(
        t.dep_ in {"aux", "auxpass", "expl"} and t.lower_ not in {"do", "don't"}
        for t in verb.children
    ):
        return False
    return (
        verb.tag_ in {"VB", "VBP"}
        and verb.dep_ in {"ROOT", "conj", "ccomp", "parataxis", "advcl", "dep"}
        and not _shares_a_subject(verb)
    )


def _shares_a_subject(verb: Token) -> bool:
    """Whether a verb without a subject says something of a noun before it: it only looks imperative."""
    first = verb
    while first.i and (first.nbor(-1).dep_ == "advmod" or first.nbor(-1).tag_ == "RB"):
        first = first.nbor(-1)
    before = first.nbor(-1) if first.i > first.sent.start else None
    if before is None or before.text in {";", ":", "(", "\u2014", "\u2013", "--"}:
        return False
    if verb.dep_ in {"conj", "dep"}:
        head = verb.head
        while head.dep_ == "conj" and not any(t.dep_ in _SUBJECT_DEPS for t in head.children):
            head = head.head
        subjects = [t for t in head.children if t.dep_ in _SUBJECT_DEPS]
        return before.lower_ not in {"so", "then"} and any(t.lower_ != "you" for t in subjects)
    if before.pos_ == "CCONJ":
        return verb.dep_ == "ROOT" and before.i > verb.sent.start
    return verb.dep_ == "ROOT" and before.pos_ in {"NOUN", "PROPN", "PRON"}


def in_name(span: Span) -> bool:
    """Whether a match is part of a proper name: capitalised, and in a name entity or a capitalised run."""
    first = span[0]
    if not first.text[:1].isupper() or (first.is_upper and len(first) > 1):
        return False
    if any(t.ent_type_ in _NAME_ENTITIES for t in span) and not _only_token_of_sentence_start(span):
        return True
    doc = span.doc
    after = doc[span.end] if span.end < len(doc) else None
    before = doc[span.start - 1] if span.start else None
    joined_after = after is not None and after.text[:1].isupper() and after.pos_ == "PROPN"
    joined_before = before is not None and before.text[:1].isupper() and before.pos_ == "PROPN"
    return first.pos_ == "PROPN" and (joined_after or joined_before)


def _only_token_of_sentence_start(span: Span) -> bool:
    if span.start != 0:
        return False
    return all(t.i < span.end for t in span.doc if t.ent_type_ and t.i < span.end + 1)
