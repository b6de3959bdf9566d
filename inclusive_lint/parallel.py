"""Several processes for one run: inputs in, the same results as in one process out."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import TYPE_CHECKING

from inclusive_lint.inputs import Input, size_of
from inclusive_lint.model import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inclusive_lint.model import FileResult
    from inclusive_lint.run import Checker

_CHUNKS_PER_JOB = 4
"""Pieces of work for each process: few, since sentences are parsed in batches within a piece."""

_checker: Checker | None = None


def lint_parallel(
    checker: Checker,
    inputs: Sequence[Input],
    jobs: int,
    progress: Callable[[Progress], None] | None = None,
) -> list[FileResult]:
    """Lint in ``jobs`` processes; the results come in no particular order."""
    # Packs are compiled before the fork; the model, which brings threads, is loaded after it.
    forks = "fork" in multiprocessing.get_all_start_methods() and os.name == "posix"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    pieces = _pieces(inputs, jobs * _CHUNKS_PER_JOB)
    done: list[FileResult] = []
    executor = ProcessPoolExecutor(jobs, context, _start, (checker,))
    try:
        for future in as_completed([executor.submit(_lint, piece) for piece in pieces]):
            done += future.result()
            if progress is not None:
                progress(Progress(len(done), len(inputs)))
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    executor.shutdown()
    return done


def _pieces(inputs: Sequence[Input], count: int) -> list[list[Input]]:
    """Runs of neighbouring inputs with about the same number of bytes."""
    sizes = [size_of(each) + 1 for each in inputs]
    share = sum(sizes) / count
    pieces: list[list[Input]] = [[]]
    filled = 0
    for each, size in zip(inputs, sizes, strict=True):
        if filled >= share:
            pieces.append([])
            filled = 0
        pieces[-1].append(each)
        filled += size
    return [piece for piece in pieces if piece]


def _start(checker: Checker) -> None:
    """Prepare a child: an interrupt is the parent's to handle, and one thread a process is best."""
    global _checker  # noqa: PLW0603 - how a pool hands its children what they share
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ["OMP_NUM_THREADS"] = "1"
    _checker = checker


def _lint(piece: list[Input]) -> list[FileResult]:
    if _checker is None:
        raise RuntimeError("the process was not prepared")
    return list(_checker.lint_here(piece))
