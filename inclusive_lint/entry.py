"""Where the command starts: sets the process up before anything large is imported."""

from __future__ import annotations

import gc
import os
from typing import NoReturn


def set_up() -> None:
    """Make the process one that lints: for programs of our own, not for those that use the library."""
    # A short run ends before there is anything to collect; looking for it costs a twentieth of it.
    gc.set_threshold(50_000, 20, 50)
    # numpy starts a thread for each processor as it is imported, for a library that spaCy doesn't use.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> NoReturn:
    """Run the command line and end the process."""
    set_up()
    from inclusive_lint.cli import main as run

    run()
