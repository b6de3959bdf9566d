"""Whole results of unchanged inputs, kept beside the verdicts: a ``FileResult`` to bytes and back.

A result depends on the text, its format and path, the settings, the packs, the model and this
program; the key is made of all of them. Values are JSON, never anything that could be executed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import Edit, FileResult, Finding, Fix, Notice, Replacement, Suppressed

if TYPE_CHECKING:
    from inclusive_lint.model import Settings, Source

_FORMAT = 1


def key_of_result(source: Source, settings: Settings, versions: str) -> bytes:
    """The key of an input's result; ``versions`` names packs, model and program."""
    facts = (_FORMAT, source.path, source.format, source.writable, _stable(settings), versions)
    digest = hashlib.blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=16)
    digest.update(source.text.encode("utf-8", "surrogatepass"))
    return digest.digest()


def _stable(settings: Settings) -> str:
    return repr(replace(settings, scope=frozenset())) + ",".join(sorted(settings.scope))


def pack_result(result: FileResult) -> bytes:
    """A result as bytes, without its source."""
    value = {
        "findings": [_finding(f) for f in result.findings],
        "notices": [[n.path, n.code, n.message, n.fatal] for n in result.notices],
        "words": result.words,
    }
    return json.dumps(value, separators=(",", ":")).encode()


def unpack_result(data: bytes, source: Source) -> FileResult | None:
    """The result that ``pack_result`` packed, with its source; None for bytes that are damaged."""
    try:
        value = json.loads(data)
        findings = tuple(_read_finding(f, source) for f in value["findings"])
        return FileResult(
            path=source.path,
            findings=findings,
            notices=tuple(Notice(*n) for n in value["notices"]),
            source=source if findings else None,
            words=int(value["words"]),
        )
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _edits(edits: tuple[Edit, ...]) -> list[list[Any]]:
    return [[e.start, e.end, e.text] for e in edits]


def _finding(f: Finding) -> list[Any]:
    suppressed = f.suppressed and [f.suppressed.kind, f.suppressed.reason, f.suppressed.line]
    return [
        f.rule, f.pack, f.category, f.severity, f.message, f.start, f.end,
        [[r.text, _edits(r.edits)] for r in f.replacements],
        f.fix and [f.fix.safe, _edits(f.fix.edits)],
        f.fingerprint, list(f.evidence), f.block_kind, f.place, suppressed,
    ]  # fmt: skip


def _read_edits(values: list[list[Any]]) -> tuple[Edit, ...]:
    return tuple(Edit(*value) for value in values)


def _read_finding(value: list[Any], source: Source) -> Finding:
    (
        rule, pack, category, severity, message, start, end,
        replacements, fix, fingerprint, evidence, block_kind, place, suppressed,
    ) = value  # fmt: skip
    return Finding(
        path=source.path,
        rule=rule,
        pack=pack,
        category=category,
        severity=severity,
        message=message,
        match=source.text[start:end],
        start=start,
        end=end,
        replacements=tuple(Replacement(text, _read_edits(edits)) for text, edits in replacements),
        fix=Fix(fix[0], _read_edits(fix[1])) if fix else None,
        fingerprint=fingerprint,
        evidence=tuple(evidence),
        block_kind=block_kind,
        place=place,
        suppressed=Suppressed(*suppressed) if suppressed else None,
    )
