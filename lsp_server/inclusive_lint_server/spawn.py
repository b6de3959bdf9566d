"""Starts the linting process. It imports next to nothing, so that the child is on its way before the server is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import inclusive_lint

_PACKAGE = Path(__file__).resolve().parent
COMMAND = (sys.executable, "-m", "inclusive_lint_server.worker")

Child = subprocess.Popen[bytes]


def start(command: tuple[str, ...] = COMMAND) -> Child:
    """Start a linting process with pipes for input, output and log."""
    # The working directory is the package's own: "python -m" puts it first on the module path,
    # and a file named yaml.py in somebody's workspace must not be run.
    return subprocess.Popen(  # noqa: S603 - our own module, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_PACKAGE.parent,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    roots = [str(_PACKAGE.parent), str(Path(inclusive_lint.__file__).resolve().parent.parent)]
    if inherited := os.environ.get("PYTHONPATH"):
        roots.append(inherited)
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}
    return os.environ | threads | {"PYTHONPATH": os.pathsep.join(dict.fromkeys(roots))}
