"""The line itself, from a ``Source`` with possible candidates to its ``FileResult``; see ``engine``."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from inclusive_lint import memo as memos
from inclusive_lint.blocks import read_blocks
from inclusive_lint.candidates import Candidate
from inclusive_lint.context import Decision, Prepared, decide
from inclusive_lint.filters import apply_suppressions, names_of
from inclusive_lint.findings import make_finding, number_fingerprints, settle_overlaps
from inclusive_lint.memo import Kept
from inclusive_lint.model import FileResult, Notice, Prose, ReadOptions, Source
from inclusive_lint.nlp import ModelMissingError, load_reader, model_version
from inclusive_lint.packs.ruleset import known_anywhere, program_stamp
from inclusive_lint.passages import identifier_passage, make_passage
from inclusive_lint.sentences import split_sentences
from inclusive_lint.sight import ENTITIES, PARSE, DocumentView, Sight
from inclusive_lint.verdicts import MemoryCache, key_of, pack_decision, unpack_decision
from inclusive_lint.work import Open, Seen, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from inclusive_lint.memo import PassageMemo
    from inclusive_lint.model import Block, Finding, Settings
    from inclusive_lint.nlp import ParsesText
    from inclusive_lint.packs.ruleset import Active, RuleSet
    from inclusive_lint.passages import Passage
    from inclusive_lint.sentences import Sentences
    from inclusive_lint.sight import Fact
    from inclusive_lint.verdicts import VerdictCache

SentenceSeen = tuple["str | None", str, "list[tuple[Token, tuple[int, int]]]"]
"""Kind of block (None: no prose there), sentence, tokens with their source spans."""

_PATH = re.compile(
    r"(?<![\w:/.-])(?:\.{0,2}/(?:[\w.-]+/)*[\w.-]+|(?:[\w.-]+/){2,}[\w.-]+)(?![\w/:-])"
)
_MAX_PARSED_CHARS = 4_000


class Line:
    """Runs the stages for one rule set and its settings. Safe for several threads."""

    def __init__(  # noqa: PLR0913 - the parts it is made of
        self,
        settings: Settings,
        ruleset: RuleSet,
        active: Active,
        *,
        cache: VerdictCache | None,
        reader: ParsesText | None,
        memo: PassageMemo | None = None,
    ) -> None:
        self.settings = settings
        self._ruleset = ruleset
        self._active = active
        self._cache: VerdictCache = cache if cache is not None else MemoryCache()
        self._names = names_of(ruleset.heads, active.on, known_anywhere)
        self._prepared: dict[int, Prepared] = {}
        self._reader = reader
        self._memo = memo
        model = reader.name if reader else model_version(settings.model)
        self._model = f"{model} {program_stamp()}"
        self._missing: str | None = None
        self._lock = threading.Lock()

    def read_fully(self, sources: Iterable[Source]) -> list[list[Seen]]:
        """Every candidate of each source, its sentence read as far as its rule can ask."""
        works = [self.begin(source, remember=False) for source in sources]
        opened = [o for work in works for o in work.open if o.prepared.level]
        reader = self._model_reader() if opened else None
        if reader is not None:
            docs = self._parse(reader, opened)
            reader.add_entities(list(docs.values()))
            for each in opened:
                each.sight = _seen_with(each.sight, docs[each.sight.sentence], ENTITIES)
        return [
            [Seen(o.candidate.rule, o.prepared, o.sight, o.candidate.tag) for o in work.open]
            for work in works
        ]

    def sentence_at(self, source: Source, offset: int) -> SentenceSeen:
        """The block kind, the sentence at a source offset, and its tokens with their source spans."""
        prose = self._read(source)
        block = next((b for b in prose.blocks if b.start <= offset < b.end), None)
        if block is None:
            return None, "", []
        passage = make_passage(block)
        sentences = split_sentences(passage.text)
        start, end = next(
            ((s, e) for s, e in sentences.spans if e > s and offset < passage.source_span(s, e)[1]),
            sentences.spans[-1],
        )
        text = passage.text[start:end]
        reader = self._model_reader()
        if reader is None or not text:
            return block.kind, text, []
        docs = reader.parse([text])
        reader.add_entities(docs)
        tokens = [
            (token, passage.source_span(start + token.idx, start + token.idx + len(token)))
            for token in docs[0]
        ]
        return block.kind, text, tokens

    # --- words ---------------------------------------------------------------------------------

    def begin(self, source: Source, *, candidates: bool = True, remember: bool = True) -> Work:
        """Read a source and settle what words alone can settle.

        ``remember``: what was found in a passage before needn't be found again.
        """
        work = Work(source, self._read(source))
        if not candidates:
            return work
        work.notices.extend(work.prose.notices)
        blocks = work.prose.blocks
        if "identifiers" in self.settings.scope:
            blocks = tuple(sorted((*blocks, *_path_parts(source)), key=lambda b: b.start))
        work.passages = passages = [self._passage(b) for b in blocks]
        texts = [p.text for p in passages]
        work.words = sum(text.count(" ") + 1 for text in texts if text)
        document = DocumentView(texts, source.text)
        foreign: dict[int, bool] = {}
        sentences: dict[int, Sentences] = {}
        found = self._ruleset.scanner.scan(texts)
        if "identifiers" in self.settings.scope:
            found = [*found, *self._embedded(passages)]
        for candidate in found:
            if not self._active.on[candidate.rule]:
                continue
            number = candidate.passage
            if number not in sentences and number not in work.kept:
                if remember and self._remembers(work, number, document):
                    continue
                foreign[number] = self._is_foreign(passages[number])
                sentences[number] = split_sentences(passages[number].text)
            if number in work.kept or foreign[number]:
                continue
            work.open.append(self._look(work, document, candidate, sentences[number]))
        return work

    def _remembers(self, work: Work, number: int, document: DocumentView) -> bool:
        """Whether a passage was read before and everything it depends on is as it was."""
        if self._memo is None:
            return False
        key = work.keys[number] = memos.key_of(work.passages[number], work.source)
        kept = self._memo.of(work.source.path).get(key)
        same = memos.reusable(kept, document)
        document.take_asked()
        if kept is None or not same:
            return False
        work.kept[number] = kept
        return True

    def _embedded(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        """Long terms that run together with other letters in an identifier: Nodewhitelist."""
        from inclusive_lint.readers.identifiers import find_embedded

        table = self._ruleset.scanner.table
        heads = self._ruleset.heads
        terms = {t for t, hits in table.items() if t.isalpha() and heads[hits[0][0]].identifiers}
        for number, passage in enumerate(passages):
            block = passage.block
            if block.kind != "identifier":
                continue
            for start, end in find_embedded(block.text, terms):
                first = passage.to_clean(block.start + start)
                for rule, tag, term in table[block.text[start:end].lower()]:
                    yield Candidate(number, first, first + end - start, rule, tag, term)

    def _passage(self, block: Block) -> Passage:
        return identifier_passage(block) if block.kind == "identifier" else make_passage(block)

    def _read(self, source: Source) -> Prose:
        prose = read_blocks(source, ReadOptions(scope=self.settings.scope))
        if "identifiers" not in self.settings.scope:
            return prose
        from inclusive_lint.readers.identifiers import spelled_in_prose

        return replace(prose, blocks=(*prose.blocks, *spelled_in_prose(prose.blocks)))

    def _is_foreign(self, passage: Passage) -> bool:
        if not self.settings.languages:
            return False
        declared = passage.block.language
        if declared is not None:
            return declared.split("-")[0].lower() not in self.settings.languages
        from inclusive_lint.language import is_english

        return is_english(passage.text, self.settings.languages) is False

    def _look(
        self, work: Work, document: DocumentView, candidate: Candidate, sentences: Sentences
    ) -> Open:
        passage = work.passages[candidate.passage]
        sight = Sight(
            passage=passage,
            sentences=sentences,
            sentence=sentences.index_at(candidate.start),
            start=candidate.start,
            end=candidate.end,
            format_name=work.source.format,
            document=document,
        )
        prepared = self._prepare(candidate.rule)
        opened = Open(candidate, prepared, sight, decide(prepared, sight, candidate.tag))
        if opened.decision is None:
            opened.key = key_of(prepared, sight, self._ruleset.digest, self._model)
            kept = self._cache.get(opened.key)
            if kept is not None:
                opened.decision = unpack_decision(kept, sight)
        opened.facts = document.take_asked()
        return opened

    def _prepare(self, rule: int) -> Prepared:
        found = self._prepared.get(rule)
        if found is None:
            found = self._prepared[rule] = Prepared(self._ruleset.rule(rule))
        return found

    # --- model ---------------------------------------------------------------------------------

    def _model_reader(self) -> ParsesText | None:
        with self._lock:
            if self._reader is None and self._missing is None:
                try:
                    self._reader = load_reader(self.settings.model)
                except ModelMissingError as error:
                    self._missing = str(error)
            return self._reader

    def _settle(self, pending: list[Open]) -> None:
        """Parse the sentences of open candidates and decide; entities only where still needed."""
        long = [
            o for o in pending if o.sight.sentence_end - o.sight.sentence_start > _MAX_PARSED_CHARS
        ]
        for each in long:
            each.decision = _unread(each, "the sentence is too long to be read")
        pending = [o for o in pending if o.decision is None]
        reader = self._model_reader() if pending else None
        if reader is None:
            for each in pending:
                each.decision = _unread(each, "no English model is installed")
            return
        docs = self._parse(reader, pending)
        for each in pending:
            each.sight = _seen_with(each.sight, docs[each.sight.sentence], PARSE)
            each.decision = decide(each.prepared, each.sight, each.candidate.tag)
            each.facts += each.sight.document.take_asked()
        rest = [o for o in pending if o.decision is None]
        if rest:
            reader.add_entities(
                list({id(d): d for d in (docs[o.sight.sentence] for o in rest)}.values())
            )
            for each in rest:
                each.sight = _seen_with(each.sight, docs[each.sight.sentence], ENTITIES)
                each.decision = decide(each.prepared, each.sight, each.candidate.tag)
                each.facts += each.sight.document.take_asked()
                if each.decision is None:
                    each.decision = _unread(each, "the sentence could not be settled")
        for each in pending:
            if each.decision is not None:
                self._cache.put(each.key, pack_decision(each.decision, each.sight))

    def _parse(self, reader: ParsesText, pending: Iterable[Open]) -> dict[str, Doc]:
        texts = list(dict.fromkeys(o.sight.sentence for o in pending))
        return dict(zip(texts, reader.parse(texts), strict=True))

    # --- findings ------------------------------------------------------------------------------

    def finish(self, batch: Sequence[Work]) -> Iterator[FileResult]:
        """Settle what is still open, and make the findings."""
        pending = [o for work in batch for o in work.pending]
        if pending:
            self._settle(pending)
        for work in batch:
            yield self._result(work)

    def _result(self, work: Work) -> FileResult:
        source = work.source
        found = [
            (o, self._finding(source, o, d)) for o in work.open if (d := o.decision) and d.fires
        ]
        fresh = [finding for _, finding in found]
        for number, kept_passage in work.kept.items():
            fresh += memos.moved(kept_passage, work.passages[number].block.start)
        findings = settle_overlaps(fresh)
        if self._memo is not None and self._missing is None:
            self._keep(self._memo, work, found)
        kept = apply_suppressions(
            number_fingerprints(findings), work.prose, source, self.settings, names=self._names
        )
        notices = list(work.notices)
        if self._missing is not None and any(o.key for o in work.open):
            notices.append(Notice(source.path, "IL304", self._missing))
        return FileResult(
            path=source.path,
            findings=tuple(kept),
            notices=tuple(notices),
            source=source if kept else None,
            words=work.words,
        )

    def _finding(self, source: Source, opened: Open, decision: Decision) -> Finding:
        sight = opened.sight
        return make_finding(
            source=source,
            passage=sight.passage,
            rule=opened.prepared.rule,
            severity=self._active.severities[opened.candidate.rule],
            decision=decision,
            term=opened.candidate.term,
            fingerprint_words=" ".join([*reversed(sight.before[:3]), "\0", *sight.after[:3]]),
        )

    def _keep(self, memo: PassageMemo, work: Work, found: list[tuple[Open, Finding]]) -> None:
        """Remember each passage for the next time the text is read."""
        findings: dict[int, list[Finding]] = {}
        facts: dict[int, dict[Fact, object]] = {}
        for opened in work.open:
            facts.setdefault(opened.candidate.passage, {}).update(opened.facts)
        for opened, finding in found:
            findings.setdefault(opened.candidate.passage, []).append(finding)
        passages = {work.keys[number]: kept for number, kept in work.kept.items()}
        for number in work.keys.keys() - work.kept.keys():
            passages[work.keys[number]] = Kept(
                tuple(findings.get(number, ())),
                work.passages[number].block.start,
                tuple(facts.get(number, {}).items()),
            )
        memo.keep(work.source.path, passages)


def _path_parts(source: Source) -> Iterator[Block]:
    """The names in file paths that a document mentions, which readers mask; addresses aren't ours to name."""
    from inclusive_lint.readers.identifiers import identifier_blocks

    for path in _PATH.finditer(source.text) if source.format != "code" else ():
        yield from identifier_blocks(source.text, *path.span(), kebab=True)


def _unread(opened: Open, reason: str) -> Decision:
    sight = opened.sight
    return Decision(False, (reason,), sight.start, sight.end, opened.candidate.tag)


def _seen_with(sight: Sight, doc: Doc, level: int) -> Sight:
    return Sight(
        passage=sight.passage,
        sentences=sight.sentences,
        sentence=sight.sentence_index,
        start=sight.start,
        end=sight.end,
        format_name=sight.format,
        document=sight.document,
        doc=doc,
        entities=level == ENTITIES,
    )
