"""Every check of 'packs test' holds for every pack that ships."""

from __future__ import annotations

import pytest

from inclusive_lint.packs.discovery import shipped_folder
from inclusive_lint.packs.testing import check_packs

PACKS = sorted(p.parent.name for p in shipped_folder().glob("*/pack.yaml"))


@pytest.mark.model
@pytest.mark.parametrize("pack", PACKS)
def test_a_shipped_pack_passes_all_checks(pack: str) -> None:
    assert [str(p) for p in check_packs((pack,))] == []
