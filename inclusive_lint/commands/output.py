"""What commands write: to standard output, to files, and a progress bar while one waits."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, cast

import click

from inclusive_lint.cli import OutputClosed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from inclusive_lint.model import Progress

_PIECE = 32_768
"""Characters written at once."""
_PATIENCE = 1.0
"""Seconds that a run may take before a progress bar is shown."""


def emit(text: str, *, color: bool = False, err: bool = False) -> None:
    """Write ``text`` as it is; raises OutputClosed where nobody reads any more."""
    try:
        # Where output is unbuffered (PYTHONUNBUFFERED), a large write whose reader goes away ends
        # early and without an error; the next piece tells.
        for start in range(0, len(text), _PIECE):
            click.echo(text[start : start + _PIECE], nl=False, color=color, err=err)
    except BrokenPipeError as error:
        raise OutputClosed from error


def wants_color(choice: str, *, err: bool = False) -> bool:
    """Whether to colour, for the value of ``--color`` and the stream.

    ``always`` and ``never`` are final; ``auto`` is a terminal that is not dumb, without NO_COLOR.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return is_terminal(err=err)


def is_terminal(*, err: bool = False) -> bool:
    """Whether the stream is a terminal."""
    stream = sys.stderr if err else sys.stdout
    return bool(stream is not None and stream.isatty())


def width() -> int:
    """Columns of the terminal, at most 120; 120 where there is none."""
    if not is_terminal():
        return 120
    import shutil

    return max(min(shutil.get_terminal_size((120, 24)).columns, 120), 40)


class Waiting:
    """Shows a progress bar on the terminal once a run takes more than a second."""

    def __init__(self, label: str, *, quiet: bool = False) -> None:
        self._label = label
        self._shown = not quiet and is_terminal(err=True)
        self._since = time.monotonic()
        self._bar: Any = None

    def __enter__(self) -> Callable[[Progress], None] | None:
        return self._update if self._shown else None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.render_finish()
            # The bar's line goes: what follows is the report.
            sys.stderr.write("\x1b[A\x1b[2K\r")
            sys.stderr.flush()

    def _update(self, progress: Progress) -> None:
        if self._bar is None:
            if time.monotonic() - self._since < _PATIENCE:
                return
            bar = click.progressbar(length=progress.total, label=self._label, file=sys.stderr)
            self._bar = cast("Any", bar)
            self._bar.render_progress()
        self._bar.update(progress.done - self._bar.pos)
