"""Fourth stage, its vocabulary: each condition asks one question of a ``Sight``; reads no files.

A condition answers True, False, or None when the sentence hasn't been read far enough yet.
``docs/writing-rules.md`` is generated from the table at the end, and so is the JSON Schema.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from inclusive_lint import genre, guards, syntax
from inclusive_lint.lexicons import NAMES as LEXICONS
from inclusive_lint.model import BLOCK_KINDS, OPAQUE
from inclusive_lint.packs.spec import Choice, Flag, Integer, Keys, ListOf, Spec, Text
from inclusive_lint.sight import ENTITIES, PARSE, WORDS, Sight, code_words
from inclusive_lint.wordsets import WordSet, exact, inflected

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Test = Callable[[Sight, Any], bool]

_WORD = r"(\$(" + "|".join(LEXICONS) + r")|=?[^$=\s].*)"
_WORDS = ListOf(Text(pattern=_WORD, pattern_doc="a word, or one of the lexicons"), single=True)


class Condition(NamedTuple):
    """One word of the vocabulary."""

    level: int
    """How far a sentence must be read: 0 words, 1 parse, 2 entities."""
    spec: Spec
    """The shape of its value in YAML."""
    test: Test
    doc: str
    """One sentence for the rule writer."""
    prepare: Callable[[Any], Any] | None = None
    """Turns the YAML value into what ``test`` takes, once, when the pack is compiled."""


def _case_of(text: str) -> str:
    letters = [c for c in text if c.isalpha()]
    if not letters or all(c.islower() for c in letters):
        return "lower"
    if all(c.isupper() for c in letters):
        return "upper" if len(letters) > 1 else "title"
    words = [w for w in text.replace("-", " ").split() if w]
    if words[0][:1].isupper() and all(w[1:].islower() or len(w) == 1 for w in words):
        return "title"
    return "mixed"


def _near(sight: Sight, value: Mapping[str, Any]) -> bool:
    words: WordSet = value["words"]
    before = sight.previous_words[: value.get("before", 3)]
    after = sight.next_words[: value.get("after", 3)]
    return words.anywhere(tuple(reversed(before))) is not None or words.anywhere(after) is not None


def _neighbour_kind(word: str | None) -> str:
    if word is None:
        return "end"
    if word == OPAQUE:
        return "code"
    if word[0].isdigit():
        return "number"
    if word[0].isalpha() or word[0] == "'":
        return "capitalised" if word[0].isupper() else "word"
    return "punctuation"


def _next_kind(sight: Sight, value: list[str]) -> bool:
    after = [w for w in sight.after if w not in {"'s", "-"}]
    return _neighbour_kind(after[0] if after else None) in value


def _previous_kind(sight: Sight, value: list[str]) -> bool:
    before = [w for w in sight.before if w != "-"]
    return _neighbour_kind(before[0] if before else None) in value


def _hyphenated(sight: Sight, value: list[str]) -> bool:
    before = sight.char_before() == "-" and sight.text[sight.start - 2 : sight.start - 1].isalnum()
    after = sight.char_after() == "-" and sight.text[sight.end + 1 : sight.end + 2].isalnum()
    return ("before" in value and before) or ("after" in value and after)


def _block(sight: Sight, value: list[str]) -> bool:
    block = sight.passage.block
    return block.kind in value or any(kind in value for kind in block.context)


def _mark(sight: Sight, value: list[str]) -> bool:
    start, end = sight.passage.source_span(sight.start, sight.end)
    return any(
        m.kind in value and m.start <= start and end <= m.end for m in sight.passage.block.marks
    )


_PARAGRAPH = 1_000
"""Code points on either side that count as the paragraph: some texts have no paragraphs."""


def _paragraph(sight: Sight, value: WordSet) -> bool:
    start, end = max(sight.start - _PARAGRAPH, 0), sight.end + _PARAGRAPH
    return value.anywhere(_words_of(sight.text[start:end])) is not None


@lru_cache(maxsize=16)
def _words_of(text: str) -> tuple[str, ...]:
    import re

    return tuple(re.findall(r"'?\w+(?:'\w+)?|[^\w\s]", text.lower()))


def _ends_with(sight: Sight, value: list[str]) -> bool:
    return sight.sentence.rstrip("\"')] ")[-1:] in value


_TOKEN_KEYS: dict[str, tuple[Spec, str]] = {
    "lemma": (_WORDS, "the token is one of these words, in any inflection"),
    "form": (_WORDS, "the token is exactly one of these words, case aside"),
    "pos": (ListOf(Text(), single=True), "coarse part of speech (NOUN, VERB, ADJ ...)"),
    "tag": (ListOf(Text(), single=True), "Penn tag (NN, VBD, JJ ...)"),
    "dep": (ListOf(Text(), single=True), "dependency label (nsubj, dobj, amod ...)"),
    "about": (Choice(("person", "thing", "unknown")), "what the token names"),
}
TOKEN_TEST = Keys({key: spec for key, (spec, _) in _TOKEN_KEYS.items()}, name="in a token test")
"""The shape of a question about another token: all of its keys must hold."""


def _prepare_token(value: Mapping[str, Any]) -> dict[str, Any]:
    prepared = dict(value)
    if "lemma" in prepared:
        prepared["lemma"] = inflected(prepared["lemma"])
    if "form" in prepared:
        prepared["form"] = exact(prepared["form"])
    return prepared


def _prepare_near(value: Mapping[str, Any]) -> dict[str, Any]:
    return {**value, "words": inflected(value["words"])}


def _list(*values: str) -> ListOf:
    return ListOf(Choice(values) if values else Text(), single=True)


def _any_token(tokens: Any, value: Mapping[str, Any]) -> bool:
    return any(syntax.token_is(token, value) for token in tokens)


CONDITIONS: dict[str, Condition] = {
    # --- words -------------------------------------------------------------------------------
    "next": Condition(WORDS, _WORDS, lambda s, v: v.begins(s.next_words) is not None,
        "the word (or phrase) right after, in any inflection", inflected),
    "previous": Condition(WORDS, _WORDS, lambda s, v: v.ends(s.previous_words) is not None,
        "the word (or phrase) right before, in any inflection", inflected),
    "next_form": Condition(WORDS, _WORDS, lambda s, v: v.begins(s.next_words) is not None,
        "the word right after, exactly", exact),
    "previous_form": Condition(WORDS, _WORDS, lambda s, v: v.ends(s.previous_words) is not None,
        "the word right before, exactly", exact),
    "near": Condition(WORDS,
        Keys({"words": _WORDS, "before": Integer(), "after": Integer()}, ("words",), name="in near"),
        _near, "a word within so many words before or after (3 each unless said)", _prepare_near),
    "sentence": Condition(WORDS, _WORDS, lambda s, v: v.anywhere(s.sentence_words) is not None,
        "a word anywhere else in the sentence, in any inflection", inflected),
    "paragraph": Condition(WORDS, _WORDS, _paragraph,
        "a word in the block, at most 1,000 characters away, in any inflection", inflected),
    "form": Condition(WORDS, _WORDS, lambda s, v: v.has(s.match.lower().replace("-", " "))
        or v.has(s.match.lower()) or tuple(s.match.lower().replace("-", " ").split()) in v.phrases,
        "the matched words themselves, exactly, case aside", exact),
    "case": Condition(WORDS, _list("lower", "title", "upper", "mixed"),
        lambda s, v: _case_of(s.match) in v, "how the match is written"),
    "next_kind": Condition(WORDS,
        _list("word", "capitalised", "number", "code", "punctuation", "end"), _next_kind,
        "what sort of thing stands right after"),
    "previous_kind": Condition(WORDS,
        _list("word", "capitalised", "number", "code", "punctuation", "end"), _previous_kind,
        "what sort of thing stands right before ('end' is the sentence's beginning)"),
    "hyphenated": Condition(WORDS, _list("before", "after"), _hyphenated,
        "the match is joined to a word by a hyphen on that side"),
    "quoted": Condition(WORDS, Flag(), lambda s, v: guards.is_quoted(s) == v,
        "the match stands in quotation marks, with at most two words beside it"),
    "mention": Condition(WORDS, Flag(), lambda s, v: (guards.mention(s, ()) is not None) == v,
        "the sentence speaks about the word instead of using it"),
    "block": Condition(WORDS, _list(*BLOCK_KINDS), _block,
        "the kind of block, or of a block around it"),
    "mark": Condition(WORDS, _list("code", "link", "emphasis", "strong", "image", "quotation"), _mark,
        "the match stands inside such inline markup"),
    "document_code": Condition(
        WORDS,
        _WORDS,
        lambda s, v: any(v.has(word) for word in s.document.ask(code_words)),
        "such a word is part of a name in the document's code, so that the prose can't choose it",
        inflected,
    ),
    "format": Condition(WORDS, _list(), lambda s, v: s.format in v, "the document's format"),
    "genre": Condition(WORDS, _list(*genre.GENRES), lambda s, _: genre.job_ad(s) is not None,
        "what sort of text it is: 'job-ad' where the block or the document looks for somebody to hire"),
    "ends_with": Condition(WORDS, _list(), _ends_with, "the sentence's last character, such as '?'"),
    # --- parse -------------------------------------------------------------------------------
    "pos": Condition(PARSE, _list(), lambda s, v: s.root.pos_ in v,
        "coarse part of speech of the match's main token"),
    "tag": Condition(PARSE, _list(), lambda s, v: s.root.tag_ in v,
        "Penn tag of the match's main token"),
    "dep": Condition(PARSE, _list(), lambda s, v: s.root.dep_ in v,
        "dependency label of the match's main token"),
    "head": Condition(PARSE, TOKEN_TEST, lambda s, v: s.root.head != s.root
        and syntax.token_is(s.root.head, v), "the token that the match hangs on", _prepare_token),
    "child": Condition(PARSE, TOKEN_TEST, lambda s, v: _any_token(s.root.children, v),
        "some token that hangs on the match", _prepare_token),
    "subject": Condition(PARSE, TOKEN_TEST, lambda s, v: _any_token(syntax.subjects(s.root), v),
        "the subject of the clause in which the match stands", _prepare_token),
    "object": Condition(PARSE, TOKEN_TEST, lambda s, v: _any_token(syntax.objects(s.root), v),
        "the object of the matched verb or preposition", _prepare_token),
    "modifies": Condition(PARSE, TOKEN_TEST, lambda s, v: _any_token(syntax.modified(s.root), v),
        "the noun that the match modifies or says something of", _prepare_token),
    "about": Condition(PARSE, Choice(("person", "thing", "unknown")),
        lambda s, v: syntax.about(s.root) == v,
        "whether the noun that the match modifies, or says something of, names a person"),
    "nominal": Condition(PARSE, Flag(), lambda s, v: syntax.is_nominal(s.span) == v,
        "an adjective used as a noun for people: the blind, the elderly"),
    "number": Condition(PARSE, Choice(("singular", "plural")),
        lambda s, v: syntax.number(s.root) == v, "number of the match's main token"),
    "imperative": Condition(PARSE, Flag(), lambda s, v: syntax.is_instruction(s.root) == v,
        "the match stands in an instruction to the reader: an imperative, or 'you can', 'you need to'"),
    # --- entities ----------------------------------------------------------------------------
    "entity": Condition(ENTITIES, _list(), lambda s, v: any(t.ent_type_ in v for t in s.span),
        "the match lies in a named entity of such a label (PERSON, ORG, GPE, WORK_OF_ART ...)"),
    "name": Condition(ENTITIES, Flag(), lambda s, v: syntax.in_name(s.span) == v,
        "the match is part of a proper name, by entities and capitals"),
}  # fmt: skip
"""The vocabulary, cheapest first."""

NESTED = ("not", "any")
"""``not: {...}`` negates a condition; ``any: [{...}, ...]`` holds when one of them does."""


class ConditionSpec:
    """The shape of one item of ``when`` or ``unless``: a mapping whose keys must all hold."""

    def keys(self) -> Keys:
        """The same as a mapping with known keys."""
        keys: dict[str, Spec] = {name: c.spec for name, c in CONDITIONS.items()}
        keys["not"] = self
        keys["any"] = ListOf(self)
        return Keys(keys, name="among the conditions")

    def read(self, node: Any, path: str) -> dict[str, Any]:
        """See Spec."""
        value = self.keys().read(node, path)
        if not value:
            from inclusive_lint.packs.spec import fail

            raise fail(path, node, "IL203", "expected at least one condition, found none")
        return value

    def schema(self) -> dict[str, Any]:
        """See Spec; the definition itself is ``definition``."""
        return {"$ref": "#/$defs/condition"}

    def definition(self) -> dict[str, Any]:
        """The JSON Schema of a condition, with a description for each."""
        properties = {n: c.spec.schema() | {"description": c.doc} for n, c in CONDITIONS.items()}
        properties["not"] = self.schema()
        properties["any"] = {"type": "array", "items": self.schema(), "minItems": 1}
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "minProperties": 1,
        }


def prepare(value: Mapping[str, Any]) -> dict[str, Any]:
    """Compile a condition's YAML value into plain data that ``holds`` takes."""
    prepared: dict[str, Any] = {}
    for key in (*CONDITIONS, *NESTED):
        if key not in value:
            continue
        if key == "not":
            prepared[key] = prepare(value[key])
        elif key == "any":
            prepared[key] = [prepare(item) for item in value[key]]
        else:
            condition = CONDITIONS[key]
            prepared[key] = condition.prepare(value[key]) if condition.prepare else value[key]
    return prepared


def level_of(value: Mapping[str, Any]) -> int:
    """How far a sentence must be read to settle a condition in every case."""
    level = WORDS
    for key, item in value.items():
        if key == "not":
            level = max(level, level_of(item))
        elif key == "any":
            level = max(level, *(level_of(part) for part in item))
        else:
            level = max(level, CONDITIONS[key].level)
    return level


def holds(value: Mapping[str, Any], sight: Sight) -> bool | None:
    """Whether all of a condition's keys hold; None while the sentence isn't read far enough."""
    open_question = False
    for key, item in value.items():
        if key == "not":
            answer = holds(item, sight)
            answer = None if answer is None else not answer
        elif key == "any":
            answers = [holds(part, sight) for part in item]
            answer = True if True in answers else None if None in answers else False
        else:
            condition = CONDITIONS[key]
            answer = condition.test(sight, item) if condition.level <= sight.level else None
        if answer is False:
            return False
        open_question = open_question or answer is None
    return None if open_question else True


def describe(value: Mapping[str, Any]) -> str:
    """A condition in words, for explanations: ``next: degree, thesis``."""
    parts = []
    for key, item in value.items():
        if key == "not":
            parts.append(f"not ({describe(item)})")
        elif key == "any":
            parts.append(" or ".join(f"({describe(part)})" for part in item))
        else:
            parts.append(f"{key}: {_shown(item)}")
    return " and ".join(parts)


def _shown(item: Any) -> str:
    if isinstance(item, dict):
        return ", ".join(f"{key} {_shown(part)}" for key, part in item.items())
    if isinstance(item, list | tuple):
        shown = ", ".join(str(part) for part in item[:8])
        return shown + (" ..." if len(item) > 8 else "")
    if isinstance(item, bool):
        return "yes" if item else "no"
    return str(item)
