"""Asks git what changed, and for what is staged; runs nothing that a repository could have brought.

The repository may be a stranger's, so git is called without its hooks, monitors, external diffs,
text converters and content filters, and without the network.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.changes import Changes, Lines
from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SAFE = (
    "--no-pager",
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.quotePath=false",
    "-c", "diff.submodule=short",
)  # fmt: skip
_DIFF = (
    "--no-color", "--no-ext-diff", "--no-textconv", "--find-renames", "--ignore-submodules=all",
    "--no-relative", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
}
_UNWANTED = ("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_PAGER", "GIT_TRACE", "GIT_TRACE2")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_REGULAR = frozenset({"100644", "100755"})


class Repository:
    """The repository that holds a folder.

    Raises ConfigError (IL116) from every method for whatever git can't do, with git's own reason.
    """

    def __init__(self, folder: Path) -> None:
        self._environment = _environment(os.environ, {})
        self._folder = folder
        top = self._run("rev-parse", "--show-toplevel").decode("utf-8", "surrogateescape")
        self.root = Path(top.removesuffix("\n"))
        """The top of the work tree, links resolved."""
        self._folder = self.root
        self._environment = _environment(os.environ, self._own_filters())

    def changes_since(self, revision: str) -> Changes:
        """Return the lines of the work tree that changed since HEAD's line left that of ``revision``.

        What happened on ``revision`` after that isn't a change of ours.
        """
        commit = self._commit(revision)
        base = self._run("merge-base", commit, "HEAD", fails_with=1).decode().strip() or commit
        return self._changes((base,))

    def staged_changes(self) -> Changes:
        """Return the staged lines: those that differ between HEAD and the index."""
        return self._changes(("--cached",))

    def staged_files(self) -> dict[str, str]:
        """Return path -> object name of the regular files that are staged, deleted ones left out."""
        output = self._run("diff", "--raw", "-z", "--abbrev=64", "--cached", *_DIFF, "--")
        fields = _strings(output)
        found: dict[str, str] = {}
        for field in fields:
            _, mode, _, name, status = field.removeprefix(":").split(" ")
            path = next(fields)
            if status[0] in "RC":
                path = next(fields)
            if mode in _REGULAR and status[0] not in "DU":
                found[path] = name
        return found

    def read(self, names: Iterable[str]) -> dict[str, bytes]:
        """Return the content of objects by name, as it is stored: no filter or line end conversion."""
        wanted = list(dict.fromkeys(names))
        if not wanted:
            return {}
        output = self._run("cat-file", "--batch", given="".join(f"{n}\n" for n in wanted).encode())
        found: dict[str, bytes] = {}
        at = 0
        for name in wanted:
            end = output.index(b"\n", at)
            header = output[at:end].split(b" ")
            if len(header) != 3:
                raise ConfigError(f"IL116: git has no object {name} (a partial or shallow clone?)")
            size = int(header[2])
            found[name] = output[end + 1 : end + 1 + size]
            at = end + 1 + size + 1
        return found

    def _changes(self, what: tuple[str, ...]) -> Changes:
        patch = self._run("diff", "--unified=0", *what, *_DIFF, "--")
        lines: dict[str, Lines | None] = dict(_parse_patch(patch))
        if b"\nBinary files " in patch:
            # Among them is text that git takes for binary, such as UTF-16.
            counts = self._run("diff", "--numstat", "-z", *what, *_DIFF, "--")
            lines.update(dict.fromkeys(_binary(counts)))
        return Changes(self.root, lines, frozenset(_strings(self._run("ls-files", "-z"))))

    def _commit(self, revision: str) -> str:
        if not revision or revision.startswith("-"):
            raise ConfigError(f"IL116: {revision!r} is no git revision")
        arguments = (
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            f"{revision}^{{commit}}",
        )
        found = self._run(*arguments, fails_with=1).decode().strip()
        if not found:
            message = (
                f"IL116: git knows no revision {revision!r} here; see 'git branch -a', and in a "
                "shallow clone fetch it first"
            )
            raise ConfigError(message)
        return found

    def _own_filters(self) -> dict[str, str]:
        """Return settings that switch off the content filters that the repository itself configures."""
        pattern = r"^filter\..*\.(clean|smudge|process|required)$"
        output = self._run("config", "--show-scope", "-z", "--get-regexp", pattern, fails_with=1)
        fields = _strings(output)
        off: dict[str, str] = {}
        for scope in fields:
            key = next(fields, "").partition("\n")[0]
            if scope in {"local", "worktree"}:
                off[key] = "false" if key.endswith(".required") else ""
        return off

    def _run(self, *arguments: str, given: bytes = b"", fails_with: int | None = None) -> bytes:
        """Return git's output; '' where it ends with the code ``fails_with``."""
        try:
            done = subprocess.run(  # noqa: S603  - fixed words; a revision is checked before
                ("git", *_SAFE, *arguments),  # noqa: S607  - the user's git is the one on PATH
                cwd=self._folder,
                env=self._environment,
                input=given,
                capture_output=True,
                check=False,
            )
        except FileNotFoundError as error:
            if not self._folder.is_dir():
                raise ConfigError(f"IL116: there is no folder {self._folder.as_posix()}") from error
            raise ConfigError("IL116: git is not installed, or not on PATH") from error
        except OSError as error:
            raise ConfigError(f"IL116: git can't be run: {error.strerror or error}") from error
        if done.returncode == 0:
            return done.stdout
        if done.returncode == fails_with:
            return b""
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[0].removeprefix("fatal: ") if lines else f"exit code {done.returncode}"
        raise ConfigError(f"IL116: git {arguments[0]}: {reason}")


def _environment(inherited: Mapping[str, str], settings: Mapping[str, str]) -> dict[str, str]:
    environment = {key: value for key, value in inherited.items() if key not in _UNWANTED}
    environment |= _ENVIRONMENT
    count = int(environment.get("GIT_CONFIG_COUNT") or 0)
    # Keys of a repository may hold '=', which the option -c would cut at.
    for number, (key, value) in enumerate(settings.items(), count):
        environment[f"GIT_CONFIG_KEY_{number}"] = key
        environment[f"GIT_CONFIG_VALUE_{number}"] = value
    if settings:
        environment["GIT_CONFIG_COUNT"] = str(count + len(settings))
    return environment


def _strings(output: bytes) -> Iterator[str]:
    for field in output.split(b"\0"):
        if field:
            yield os.fsdecode(field)


def _parse_patch(patch: bytes) -> Iterator[tuple[str, Lines]]:
    """Yield the changed lines of each file of a patch without context."""
    path: str | None = None
    ranges: list[tuple[int, int]] = []
    skip = 0
    for line in patch.split(b"\n"):
        if skip and not line.startswith(b"\\"):
            skip -= 1
        elif line.startswith(b"+++ "):
            path = _path(line[4:])
            ranges = []
        elif (match := _HUNK.match(line)) is not None:
            removed, first, added = int(match[1] or 1), int(match[2]), int(match[3] or 1)
            # Counted, so that text of the file that looks like a patch isn't read as one.
            skip = removed + added
            if added and path is not None:
                ranges.append((first, first + added - 1))
        elif line.startswith(b"diff --git "):
            if path is not None:
                yield path, tuple(ranges)
            path = None
    if path is not None:
        yield path, tuple(ranges)


def _path(name: bytes) -> str | None:
    """Return the path of a '+++' line: without 'b/', unquoted, without the tab git adds after spaces."""
    name = name.removesuffix(b"\r")
    if name.startswith(b'"'):
        name = _unquoted(name[1 : name.rindex(b'"')])
    else:
        name = name.removesuffix(b"\t")
    return os.fsdecode(name[2:]) if name.startswith(b"b/") else None


_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"t": b"\t",
    b"r": b"\r",
    b"a": b"\a",
    b"b": b"\b",
    b"f": b"\f",
    b"v": b"\v",
}


def _unquoted(name: bytes) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        code = match[1]
        return bytes([int(code, 8) & 255]) if len(code) == 3 else _ESCAPES.get(code, code)

    return _ESCAPE.sub(plain, name)


def _binary(counts: bytes) -> Iterator[str]:
    """Yield the new paths of binary files from ``--numstat -z``."""
    fields = iter(counts.split(b"\0"))
    for field in fields:
        added, _, rest = field.partition(b"\t")
        name = rest.partition(b"\t")[2]
        if field and not name:
            # A rename: the old and the new path follow.
            next(fields, b"")
            name = next(fields, b"")
        if added == b"-":
            yield os.fsdecode(name)
