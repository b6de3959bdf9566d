"""English word forms: terms to their surface forms, replacements into the form of a match.

Knows spelling and a little grammar; reads no file, needs no model. Used when packs are compiled
and when findings are made.
"""

from __future__ import annotations

from inclusive_lint.inflection.agreement import (
    neutral_pronoun,
    plural_verb,
    pronoun_role,
    they_agreement,
)
from inclusive_lint.inflection.articles import article_edit, takes_an
from inclusive_lint.inflection.forms import (
    Form,
    compound_variants,
    form_keys,
    joint,
    normalise,
    surface_forms,
)
from inclusive_lint.inflection.replace import inflect_replacement, match_case
from inclusive_lint.inflection.words import (
    VerbForms,
    comparatives,
    is_plural,
    plural,
    plurals,
    verb_forms,
)

__all__ = [
    "Form",
    "VerbForms",
    "article_edit",
    "comparatives",
    "compound_variants",
    "form_keys",
    "inflect_replacement",
    "is_plural",
    "joint",
    "match_case",
    "neutral_pronoun",
    "normalise",
    "plural",
    "plural_verb",
    "plurals",
    "pronoun_role",
    "surface_forms",
    "takes_an",
    "they_agreement",
    "verb_forms",
]
