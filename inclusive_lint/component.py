"""The engine as a spaCy pipeline component: the pipeline's own tagger, parser and entities are used.

``nlp.add_pipe("inclusive_lint")`` fills ``doc.spans["inclusive_lint"]`` (each span's label is the
rule id) and ``doc._.inclusive_findings`` (suppressed ones too, marked); offsets are code points of
``doc.text``. Put it last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from inclusive_lint.model import Finding

SPANS_KEY = "inclusive_lint"


@Language.factory(
    "inclusive_lint",
    default_config={"packs": ["core", "technology"], "select": [], "ignore": [], "preferences": {}},
    assigns=["doc.spans"],
    requires=["token.tag", "token.dep"],
)
def make_component(  # noqa: PLR0913, PLR0917 - the settings that a pipeline's config.cfg may hold
    nlp: Language,
    name: str,
    packs: list[str],
    select: list[str],
    ignore: list[str],
    preferences: dict[str, str],
) -> InclusiveLintComponent:
    """Build the component; raises PackError and ConfigError for settings that can't be used."""
    return InclusiveLintComponent(
        nlp, name, packs=packs, select=select, ignore=ignore, preferences=preferences
    )


class InclusiveLintComponent:
    """Lints each doc with the parse it already has."""

    def __init__(  # noqa: PLR0913 - see make_component
        self,
        nlp: Language,
        name: str,
        *,
        packs: Iterable[str],
        select: Iterable[str],
        ignore: Iterable[str],
        preferences: dict[str, str],
    ) -> None:
        from inclusive_lint.engine import Linter
        from inclusive_lint.model import Settings

        if nlp.lang != "en":
            from inclusive_lint.model import ConfigError

            raise ConfigError(f"IL107: inclusive_lint reads English; this pipeline is {nlp.lang!r}")
        if not Doc.has_extension("inclusive_findings"):
            Doc.set_extension("inclusive_findings", default=())
        settings = Settings(
            packs=tuple(packs),
            select=tuple(select),
            ignore=tuple(ignore),
            preferences=tuple(sorted(preferences.items())),
            languages=(),
        )
        self._reader = _ParsedReader(nlp, name)
        self._linter = Linter(settings, reader=self._reader)

    def __call__(self, doc: Doc) -> Doc:
        """Lint ``doc``; it comes back with its spans and findings set.

        Raises ConfigError (IL108) where nothing before in the pipeline has tagged and parsed it.
        """
        if len(doc) and not (doc.has_annotation("TAG") and doc.has_annotation("DEP")):
            from inclusive_lint.model import ConfigError

            raise ConfigError(
                "IL108: inclusive_lint comes after a tagger and a parser; add them before"
            )
        findings = self._reader.with_doc(doc, lambda: self._lint(doc.text))
        spans = []
        for finding in findings:
            if finding.suppressed is not None:
                continue
            span = doc.char_span(
                finding.start, finding.end, label=finding.rule, alignment_mode="expand"
            )
            if span is not None:
                spans.append(span)
        doc.spans[SPANS_KEY] = spans
        doc._.inclusive_findings = findings
        return doc

    def _lint(self, text: str) -> tuple[Finding, ...]:
        return self._linter.lint_text(text, path="<doc>", format="text").findings


class _ParsedReader:
    """Gives sentences of the doc at hand as docs of their own; parses only what it can't find there."""

    name = "own"

    def __init__(self, nlp: Language, component: str) -> None:
        from threading import RLock

        self._nlp = nlp
        self._component = component
        self._doc: Doc | None = None
        self._lock = RLock()

    def with_doc(self, doc: Doc, work: Callable[[], Any]) -> Any:
        """Run ``work`` while ``doc`` is the one at hand."""
        with self._lock:
            self._doc = doc
            try:
                return work()
            finally:
                self._doc = None

    def parse(self, texts: Iterable[str]) -> list[Doc]:
        """See nlp.Reader.parse."""
        return [self._one(text) for text in texts]

    def add_entities(self, docs: Iterable[Doc]) -> None:
        """The doc at hand has its entities already."""

    def _one(self, text: str) -> Doc:
        if self._doc is not None:
            at = self._doc.text.find(text)
            span: Span | None = (
                self._doc.char_span(at, at + len(text), alignment_mode="expand")
                if at >= 0
                else None
            )
            if span is not None and span.text == text:
                return span.as_doc()
        with self._nlp.select_pipes(disable=[self._component]):
            return self._nlp(text)
