"""blocklint: a section ``[blocklint]`` in ``tox.ini``, ``setup.cfg`` or ``.blocklint``."""

from __future__ import annotations

import configparser
import re
from typing import TYPE_CHECKING

from inclusive_lint.migrate.result import LocalRule, Migration, missing, read_text
from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = ("tox.ini", "setup.cfg", ".blocklint")
_LISTS = {
    "blocklist": "anywhere in a word, whatever stands between its letters",
    "wordlist": "as a word, whatever stands between its letters",
    "exactlist": "as a word, in exactly this case",
}
_BUILT_IN = frozenset({"master", "slave", "whitelist", "blacklist"})


def read(path: Path) -> Migration:
    """See ``inclusive_lint.migrate.migrate``."""
    out = Migration("blocklint", scope=["comments", "strings", "identifiers"])
    files = [path / name for name in _NAMES] if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            _read(file, out)
    if not out.read:
        raise missing("blocklint", path, tuple(f"[blocklint] in {name}" for name in _NAMES))
    return out


def _read(file: Path, out: Migration) -> None:
    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        parser.read_string(read_text(file), file.as_posix())
    except configparser.Error as error:
        text = " ".join(str(error).split())
        raise ConfigError(f"{file.as_posix()}: IL110: not a valid INI file: {text}") from error
    if not parser.has_section("blocklint"):
        return
    out.read.append(file.name)
    for key, value in parser.items("blocklint"):
        _carry(key.replace("-", "_"), value or "", file.name, out)


def _carry(key: str, value: str, name: str, out: Migration) -> None:
    items = tuple(dict.fromkeys(x.strip() for x in re.split(r"[,\n]", value) if x.strip()))
    if key in _LISTS:
        own = tuple(x for x in items if x.lower() not in _BUILT_IN)
        if own != items:
            out.note(
                f"{name}: master, slave, whitelist and blacklist have rules of their own here."
            )
        if own:
            # A rule a word: each can be ignored by itself.
            out.rules += (LocalRule(word, (word,)) for word in own)
            out.note(
                f"{name}: '{key}' matched {_LISTS[key]}; here a term matches whole words "
                "in every inflection and case."
            )
    elif key in {"skip_files", "skipfiles"}:
        out.exclude += items
    elif key == "max_issue_threshold":
        out.note(
            f"{name}: '{key}' is not carried over; 'inclusive-lint baseline create' accepts "
            "what is there today and fails on what is new."
        )
    elif key in {"end_pos", "stdin"}:
        out.note(f"{name}: '{key}' needs no setting.")
    else:
        out.note(f"{name}: unknown key '{key}' is not carried over.")
