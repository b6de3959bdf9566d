"""As ``faithful``, for formats in which a block may lie within another (alternative text, titles)."""

from __future__ import annotations

from inclusive_lint.blocks import read_blocks
from inclusive_lint.model import BLANK, BLOCK_KINDS, JOIN, OPAQUE, Prose, ReadOptions, Source

MASKS = frozenset((JOIN, OPAQUE, BLANK))


def read(format_name: str, text: str, path: str = "file", scope: str = "comments") -> Prose:
    """Read ``text`` in a format and check that the outcome is faithful."""
    source = Source(path, text, format=format_name)
    prose = read_blocks(source, ReadOptions(frozenset(scope.split())))
    check(text, prose)
    return prose


def check(text: str, prose: Prose) -> None:
    """Blocks are in order, no character is prose twice; each is the source's, a mask, or decoded."""
    taken: set[int] = set()
    starts = [block.start for block in prose.blocks]
    assert starts == sorted(starts)
    for block in prose.blocks:
        assert block.kind in BLOCK_KINDS
        original = text[block.start : block.end]
        assert len(original) == len(block.text) > 0
        for k, (had, has) in enumerate(zip(original, block.text, strict=True)):
            if has != had and has not in MASKS:
                assert had in "&\\'", (had, has)
                assert block.text[k + 1 : k + 2] in (JOIN, "", has) or had == "&"
            if has not in MASKS and not has.isspace():
                assert block.start + k not in taken
                taken.add(block.start + k)
        for mark in block.marks:
            assert 0 <= mark.start <= mark.end <= len(text)
    at = 0
    for comment in prose.comments:
        assert at <= comment.start <= comment.end <= len(text)
        at = comment.start
