"""``python -m inclusive_lint_server``: over standard input and output, or TCP on the loopback address."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).resolve().parent.parent
if __name__ == "__main__" and Path(sys.path[0] or ".").resolve() == Path.cwd() != _HERE:
    # "python -m" puts the working directory first, and that is somebody's workspace: a file named
    # yaml.py in it must not be run.
    del sys.path[0]


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="inclusive-lint lsp", description="The language server of inclusive-lint."
    )
    parser.add_argument(
        "--stdio", action="store_true", help="standard input and output (the default)"
    )
    parser.add_argument(
        "--tcp",
        metavar="PORT",
        type=int,
        help="listen on this port of the loopback address for one client; 0: any free port",
    )
    parser.add_argument(
        "--clientProcessId", metavar="PID", type=int, help="end when this process has ended"
    )
    parser.add_argument("--version", action="store_true", help="print the version and leave")
    options = parser.parse_args(arguments)
    if options.version:
        from inclusive_lint.__about__ import __version__

        print(__version__)  # noqa: T201 - asked for
        return 0
    if options.clientProcessId is not None:
        _watch(options.clientProcessId)
    return _tcp(options.tcp) if options.tcp is not None else _stdio()


def run() -> None:
    """Serve and end the process at once, since a thread may be waiting in a read for ever."""
    code = main()
    sys.stderr.flush()
    os._exit(code)


def _stdio() -> int:
    from inclusive_lint_server import spawn

    child = spawn.start()  # It loads the engine while this process loads the protocol.
    from inclusive_lint_server.server import make_server, serve

    # Whatever prints by mistake prints to standard error: standard output carries the protocol.
    outgoing = os.fdopen(os.dup(sys.__stdout__.fileno()), "wb") if sys.__stdout__ else None
    incoming = os.fdopen(os.dup(sys.__stdin__.fileno()), "rb") if sys.__stdin__ else None
    if incoming is None or outgoing is None:
        sys.stderr.write(
            "inclusive-lint lsp: standard input and output are needed, or --tcp PORT\n"
        )
        return 2
    os.dup2(sys.stderr.fileno(), 1)
    sys.stdout = sys.stderr
    return serve(make_server(child=child), incoming, outgoing)


def _tcp(port: int) -> int:
    import socket

    from inclusive_lint_server.server import make_server, serve

    with socket.create_server(("127.0.0.1", port)) as listener:
        sys.stderr.write(f"listening on 127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stderr.flush()
        connection, _ = listener.accept()
    with connection, connection.makefile("rb") as incoming, connection.makefile("wb") as outgoing:
        streams: tuple[IO[bytes], IO[bytes]] = (incoming, outgoing)
        return serve(make_server(), *streams)


def _watch(pid: int) -> None:
    from inclusive_lint_server import lifetime

    lifetime.watch(pid, lambda: os._exit(1))


if __name__ == "__main__":
    run()
