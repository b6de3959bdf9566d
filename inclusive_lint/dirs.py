"""Where the tool keeps what it can make again: compiled packs and verdicts."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def cache_dir() -> Path:
    """The cache folder (it may not exist): INCLUSIVE_LINT_CACHE_DIR, or the system's usual place."""
    if chosen := os.environ.get("INCLUSIVE_LINT_CACHE_DIR"):
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "inclusive-lint"
