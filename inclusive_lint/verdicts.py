"""Between context and findings: decisions that needed the model, kept by what they depend on.

A decision depends on the rule set, the model, the sentence, the two before it and the place in it;
nothing else, so it can be kept across edits, files and runs.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from inclusive_lint.context import Decision
from inclusive_lint.sight import is_one_block

if TYPE_CHECKING:
    from inclusive_lint.context import Prepared
    from inclusive_lint.sight import Sight


class VerdictCache(Protocol):
    """Keeps small values by key; must never raise and may forget anything."""

    def get(self, key: bytes) -> bytes | None:
        """The value kept for ``key``, or None."""
        ...

    def put(self, key: bytes, value: bytes) -> None:
        """Keep ``value``."""
        ...


class MemoryCache:
    """The newest ``size`` values, in memory. Safe for several threads."""

    def __init__(self, size: int = 50_000) -> None:
        self._size = size
        self._values: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> bytes | None:
        """See VerdictCache."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: bytes, value: bytes) -> None:
        """See VerdictCache."""
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._size:
                self._values.popitem(last=False)


def key_of(prepared: Prepared, sight: Sight, digest: str, model: str) -> bytes:
    """The key of a decision: everything it can depend on."""
    block = sight.passage.block
    alone = sight.document.ask(is_one_block) and len(sight.sentences.spans) == 1
    parts = (
        digest,
        model,
        prepared.rule.id,
        sight.format,
        block.kind,
        "/".join(block.context),
        sight.text if prepared.needs_paragraph else sight.previous_sentences(2),
        sight.sentence,
        str(sight.start - sight.sentence_start),
        str(sight.end - sight.sentence_start),
        "alone" if alone else "",
        repr([(m.kind, m.start - block.start, m.end - block.start) for m in block.marks])
        if prepared.needs_marks
        else "",
    )
    return hashlib.blake2b(
        "\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16
    ).digest()


def pack_decision(decision: Decision, sight: Sight) -> bytes:
    """A decision as bytes, offsets counted from its sentence."""
    base = sight.sentence_start
    value = [
        decision.fires,
        decision.start - base,
        decision.end - base,
        decision.tag,
        *decision.reasons,
    ]
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def unpack_decision(data: bytes, sight: Sight) -> Decision | None:
    """The decision that ``pack_decision`` packed; None for bytes that are damaged."""
    try:
        fires, start, end, tag, *reasons = json.loads(data)
        base = sight.sentence_start
        return Decision(
            bool(fires), tuple(map(str, reasons)), base + int(start), base + int(end), str(tag)
        )
    except (ValueError, TypeError):
        return None
