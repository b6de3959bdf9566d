"""Runs the line from a ``Source`` to its ``FileResult``: the front that everything else calls.

A file that can't hold a candidate is done after one scan of its bytes; the stages themselves, in
``line``, are imported when the first file needs them.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from inclusive_lint.filters import mentions_directive
from inclusive_lint.model import FileResult, Settings, Source
from inclusive_lint.packs.ruleset import Active, activate, load_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from inclusive_lint.line import Line, SentenceSeen
    from inclusive_lint.memo import PassageMemo
    from inclusive_lint.nlp import ParsesText
    from inclusive_lint.packs.rule import Rule
    from inclusive_lint.packs.ruleset import RuleSet
    from inclusive_lint.verdicts import VerdictCache
    from inclusive_lint.work import Seen, Work

_BATCH_PENDING = 512
_BATCH_CHARS = 8_000_000
_SOFT_JOINS = ("\u00ad", "&shy;", "&#173;", "\u200b")


class Linter:
    """Lints texts by some settings; build it once and use it often, from several threads if need be.

    ``cache`` keeps what needed the model; ``nlp`` is somebody's own English pipeline with a tagger
    and a parser, and ``reader`` whatever else parses; each is used instead of the installed model.
    ``memo`` makes reading a text again cheap where little of it has changed; it is for one Linter.
    Raises PackError and ConfigError for packs and settings that can't be used.
    """

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        cache: VerdictCache | None = None,
        nlp: Any = None,
        reader: ParsesText | None = None,
        memo: PassageMemo | None = None,
    ) -> None:
        self.settings = settings if settings is not None else Settings()
        self._ruleset = load_rules(self.settings.packs)
        self._active: Active | None = None
        self._line: Line | None = None
        self._cache = cache
        self._versions = ""
        self._memo = memo
        self._lock = threading.Lock()
        self._reader = reader
        if nlp is not None:
            from inclusive_lint.nlp import reader_for

            self._reader = reader_for(nlp)
        named = self.settings
        if named.select or named.ignore or named.severities or named.preferences:
            self._activated()

    @property
    def ruleset(self) -> RuleSet:
        """The packs in use, whole."""
        return self._ruleset

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that are on, with the severities of the settings, in order of pack and id."""
        active = self._activated()
        return tuple(
            replace(rule, severity=severity)
            for rule, on, severity in zip(
                self._ruleset.rules, active.on, active.severities, strict=True
            )
            if on
        )

    def lint_text(self, text: str, *, path: str = "<text>", format: str = "markdown") -> FileResult:  # noqa: A002 - the word users know
        """Lint a text; offsets in the result are code points of ``text``."""
        return self.lint_source(Source(path, text, format=format))

    def lint_source(self, source: Source) -> FileResult:
        """Lint one source."""
        return next(self.lint_sources((source,)))

    def lint_sources(self, sources: Iterable[Source]) -> Iterator[FileResult]:
        """Lint sources, one result each in the same order; sentences are parsed in batches across them."""
        batch: list[Work | FileResult] = []
        pending = chars = 0
        for source in sources:
            work = self._begin(source)
            batch.append(work)
            if not isinstance(work, FileResult):
                pending += work.pending_count
                chars += len(source.text)
            if pending >= _BATCH_PENDING or chars >= _BATCH_CHARS or pending == 0:
                yield from self._finish(batch)
                batch, pending, chars = [], 0, 0
        yield from self._finish(batch)

    def read_fully(self, sources: Iterable[Source]) -> list[list[Seen]]:
        """Every candidate of each source, its sentence read as far as its rule can ask."""
        return self._stages().read_fully(sources)

    def sentence_at(self, source: Source, offset: int) -> SentenceSeen:
        """The block kind, the sentence at a source offset, and its tokens with their source spans."""
        return self._stages().sentence_at(source, offset)

    def _begin(self, source: Source) -> Work | FileResult:
        may_hold = self._may_hold(source)
        if not may_hold and not mentions_directive(source.text):
            return FileResult(source.path)
        key = self._result_key(source)
        kept = self._kept_result(key, source)
        if kept is not None:
            return kept
        work = self._stages().begin(source, candidates=may_hold)
        work.result_key = key
        return work

    def _result_key(self, source: Source) -> bytes:
        """The key of a whole result; b'' where nothing outlives this linter."""
        if self._cache is None or self._reader is not None or self._memo is not None:
            return b""
        from inclusive_lint.kept_results import key_of_result

        if not self._versions:
            from inclusive_lint.nlp import model_version
            from inclusive_lint.packs.ruleset import program_stamp

            model = model_version(self.settings.model)
            self._versions = f"{self._ruleset.digest} {program_stamp()} {model}"
        return key_of_result(source, self.settings, self._versions)

    def _kept_result(self, key: bytes, source: Source) -> FileResult | None:
        if self._cache is None or not key:
            return None
        from inclusive_lint.kept_results import unpack_result

        data = self._cache.get(key)
        return unpack_result(data, source) if data is not None else None

    def _keep_result(self, key: bytes, result: FileResult) -> FileResult:
        if self._cache is not None and key and not any(n.code == "IL304" for n in result.notices):
            from inclusive_lint.kept_results import pack_result

            self._cache.put(key, pack_result(result))
        return result

    def _finish(self, batch: list[Work | FileResult]) -> Iterator[FileResult]:
        works = [work for work in batch if not isinstance(work, FileResult)]
        results = self._stages().finish(works) if works else iter(())
        for each in batch:
            if isinstance(each, FileResult):
                yield each
            else:
                yield self._keep_result(each.result_key, next(results))

    def _may_hold(self, source: Source) -> bool:
        if "identifiers" in self.settings.scope or source.format in {"notebook", "po", "json"}:
            return True
        text = source.text
        if any(join in text for join in _SOFT_JOINS):
            return True
        return self._ruleset.may_hold(text)

    def _activated(self) -> Active:
        if self._active is None:
            self._active = activate(self._ruleset, self.settings)
        return self._active

    def _stages(self) -> Line:
        with self._lock:
            if self._line is None:
                from inclusive_lint.line import Line

                self._line = Line(
                    self.settings,
                    self._ruleset,
                    self._activated(),
                    cache=self._cache,
                    reader=self._reader,
                    memo=self._memo,
                )
            return self._line
