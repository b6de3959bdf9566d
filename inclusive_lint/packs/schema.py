"""The shape of rule packs, in one place: the loader reads by it and the JSON Schema is written from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint import guards
from inclusive_lint.conditions import ConditionSpec
from inclusive_lint.detectors import DETECTORS
from inclusive_lint.model import SEVERITIES
from inclusive_lint.packs.spec import (
    AnyMapping,
    Choice,
    Flag,
    Free,
    Keys,
    ListOf,
    Spec,
    Text,
    TextOr,
    fail,
)

if TYPE_CHECKING:
    import yaml

CATEGORIES: dict[str, str] = {
    "race": "race, ethnicity and colour",
    "indigenous": "Indigenous peoples and colonial wording",
    "nationality": "nationality, migration and origin",
    "gender": "gender: generic pronouns, -man words, needless gendering",
    "disability": "disability and health",
    "mental-health": "mental health and neurodiversity",
    "age": "age",
    "lgbtq": "sexual orientation and gender identity",
    "religion": "religion and belief",
    "body": "body size and appearance",
    "class": "class, poverty and housing",
    "justice": "prison and the justice system",
    "substance-use": "alcohol and drug use",
    "violence": "violent metaphors",
    "slur": "slurs",
    "family": "family, pregnancy and parenthood",
    "performance": "feedback and reviews at work",
    "hiring": "job advertisements",
    "clarity": "wording that belittles a reader who struggles",
    "suppression": "comments that silence findings",
}
"""Category -> what the reader may be hurt by."""

VERSION = r"\d+\.\d+"
_version = Text(pattern=VERSION, pattern_doc='a pack version such as "1.0"')
_ID = Text(
    "pack topic, a dot, a kebab-case name; never reused",
    pattern=r"[a-z][a-z0-9-]*\.[a-z0-9][a-z0-9-]*",
    pattern_doc="an id such as technology.allowlist",
)
_TERM = TextOr(
    Text("a term; a hyphen in it may be a hyphen, a space or nothing, a space may be a hyphen"),
    Keys(
        {
            "term": Text(),
            "pos": Choice(
                ("noun", "verb", "adj", "fixed"), "which inflections it has; fixed: none"
            ),
            "replacements": ListOf(Text(), "offered for this term instead of the rule's"),
            "since": _version,
            "until": _version,
        },
        ("term",),
        name="in a term",
    ),
    "term",
)


def _check_example(value: dict[str, Any], node: yaml.Node, path: str) -> None:
    kinds = [k for k in ("flag", "pass", "known_miss") if k in value]
    if len(kinds) != 1:
        raise fail(path, node, "IL206", "an example has exactly one of flag, pass, known_miss")
    if "fixed" in value and kinds != ["flag"]:
        raise fail(path, node, "IL206", "only a flag example has 'fixed'")
    if kinds == ["flag"] and "[[" not in value["flag"]:
        raise fail(path, node, "IL206", "mark the expected finding with [[double brackets]]")
    if kinds == ["known_miss"] and "because" not in value:
        raise fail(path, node, "IL206", "a known_miss says why with 'because'")


EXAMPLE = Keys(
    {
        "flag": Text("text with each expected finding of this rule in [[double brackets]]"),
        "pass": Text("text in which this rule finds nothing"),
        "known_miss": Text("text that ought to be found and isn't yet; the test is strict"),
        "fixed": Text("the text after the first replacement is applied to each finding"),
        "because": Text("why it passes or is missed"),
        "preferences": AnyMapping(Text()),
        "format": Text("format the example is written in (markdown unless said)"),
    },
    check=_check_example,
    name="in an example",
)


def _check_rule(value: dict[str, Any], node: yaml.Node, path: str) -> None:
    ways = [k for k in ("terms", "match", "dependency") if k in value]
    if len(ways) != 1:
        raise fail(path, node, "IL207", "a rule has exactly one of terms, match, dependency")
    own = any("replacements" in term for term in value.get("terms", ()))
    if value.get("fix") == "safe" and not value.get("replacements") and not own:
        raise fail(path, node, "IL207", "a safe fix needs a replacement")


_CONDITIONS = ListOf(ConditionSpec())
_OVERLAY: dict[str, Spec] = {
    "severity": Choice(SEVERITIES),
    "terms": ListOf(_TERM),
    "unless": _CONDITIONS,
    "when": _CONDITIONS,
    "replacements": ListOf(Text()),
    "message": Text(),
    "fix": Choice(("safe", "manual")),
}

RULE = Keys(
    {
        "id": _ID,
        "since": _version,
        "until": _version,
        "severity": Choice(SEVERITIES, "how much it weighs"),
        "category": Choice(tuple(CATEGORIES), "what the reader may be hurt by"),
        "terms": ListOf(_TERM, "words and phrases, inflected by themselves"),
        "pos": Choice(("noun", "verb", "adj", "fixed"), "part of speech of all terms"),
        "match": Free({"type": "array", "description": "a spaCy Matcher pattern, or a list of them"}),
        "dependency": Free({"type": "array", "description": "a spaCy DependencyMatcher pattern"}),
        "detector": Choice(tuple(DETECTORS), "a detector that must agree"),
        "unless": ListOf(ConditionSpec(), "any one forgives"),
        "when": ListOf(ConditionSpec(), "at least one is needed"),
        "even_in": ListOf(Choice(tuple(guards.NAMES)), "guards that don't hold back this rule", single=True),
        "identifiers": Flag("also look for it in identifiers (true unless it has conditions)"),
        "preference": AnyMapping(Text(), "the rule is on only where these preferences are chosen"),
        "replacements": ListOf(Text(), "the best first; none where a sentence must be reworded"),
        "fix": Choice(("safe", "manual"), "safe: the first replacement fits and the grammar holds"),
        "message": Text("one sentence; {match} and {replacements} are filled in"),
        "why": Text("one or two sentences: the effect, and what the words do instead"),
        "sources": ListOf(
            Keys({"title": Text(), "url": Text(pattern=r"https://\S+", pattern_doc="an https URL")},
                 ("title", "url"), name="in a source"),
            "who says so, communities first",
        ),
        "examples": ListOf(EXAMPLE),
        "was": ListOf(
            Keys({"until": _version, **_OVERLAY}, ("until",), name="in an earlier form"),
            "what the rule was before a version changed it",
        ),
        "note": Text("for maintainers"),
    },
    ("id", "since", "severity", "category", "message", "why", "sources", "examples"),
    name="in a rule",
    check=_check_rule,
)  # fmt: skip

PACK = Keys(
    {
        "id": Text(pattern=r"[a-z][a-z0-9-]*", pattern_doc="a kebab-case pack name"),
        "title": Text(),
        "version": _version,
        "language": Text(pattern="[a-z]{2}", pattern_doc="a language such as en"),
        "description": Text(),
        "licence": Text(),
        "preferences": AnyMapping(
            Keys({"default": Text(), "values": ListOf(Text()), "description": Text()},
                 ("default", "values"), name="in a preference"),
            "choices that its rules know",
        ),
        "changelog": AnyMapping(Text(), "a line for each version, beside what since and until tell"),
    },
    ("id", "title", "version", "language", "description", "licence"),
    name="in pack.yaml",
)  # fmt: skip

RULES = ListOf(RULE)


def json_schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of 'rules' (a rule file) or 'pack' (pack.yaml)."""
    spec = RULES if kind == "rules" else PACK
    title = "inclusive-lint rule file" if kind == "rules" else "inclusive-lint pack.yaml"
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **spec.schema(),
    }
    if kind == "rules":
        schema["$defs"] = {"condition": ConditionSpec().definition()}
    return schema
