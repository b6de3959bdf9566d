"""Sentences parsed by hand, so that detectors are tested without a model."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from inclusive_lint.model import Block
from inclusive_lint.passages import make_passage
from inclusive_lint.sentences import split_sentences
from inclusive_lint.sight import DocumentView, Sight

_VOCAB = spacy.blank("en").vocab


def parsed(rows: str) -> Doc:
    """A Doc from lines of ``word POS TAG dep head-number`` (from 0, its own number for the root)."""
    cells = [row.split() for row in rows.strip().splitlines()]
    return Doc(
        _VOCAB,
        words=[c[0] for c in cells],
        pos=[c[1] for c in cells],
        tags=[c[2] for c in cells],
        deps=[c[3] for c in cells],
        heads=[int(c[4]) for c in cells],
    )


def sight_of(doc_or_text: Doc | str, match: str) -> Sight:
    """The last ``match`` in a one-sentence text: read to the parse where a Doc is given, else words only."""
    doc = doc_or_text if isinstance(doc_or_text, Doc) else None
    text = doc.text if doc is not None else str(doc_or_text)
    passage = make_passage(Block(0, text, "paragraph"))
    start = passage.text.rindex(match)
    return Sight(
        passage=passage,
        sentences=split_sentences(passage.text),
        sentence=0,
        start=start,
        end=start + len(match),
        format_name="text",
        document=DocumentView([passage.text]),
        doc=doc,
    )
