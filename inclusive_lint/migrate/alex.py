"""alex: ``.alexrc`` and its kin, ``package.json``, ``.alexignore``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.migrate.result import (
    Migration,
    ignore_lines,
    missing,
    read_mapping,
    read_text,
    words,
)

if TYPE_CHECKING:
    from pathlib import Path

_DATA = (".alexrc", ".alexrc.json", ".alexrc.yml", ".alexrc.yaml")
_CODE = (".alexrc.js", ".alexrc.cjs", ".alexrc.mjs")
_KNOWN = frozenset({"allow", "deny", "noBinary", "profanitySureness"})


def read(path: Path) -> Migration:
    """See ``inclusive_lint.migrate.migrate``."""
    out = Migration("alex", fail_on="warning")
    names = (*_DATA, *_CODE, "package.json", ".alexignore")
    files = [path / name for name in names] if path.is_dir() else [path]
    for file in files:
        if file.is_file():
            _read(file, out)
    if not out.read and not out.notes:
        raise missing("alex", path, names)
    return out


def _read(file: Path, out: Migration) -> None:
    if file.suffix in {".js", ".cjs", ".mjs"}:
        out.note(
            f"{file.name} is a program and was not run; copy its list of allowed words by hand."
        )
        return
    if file.name == ".alexignore":
        out.read.append(file.name)
        out.exclude += ignore_lines(read_text(file))
        return
    data = read_mapping(file)
    if file.name == "package.json":
        found = data.get("alexConfig", data.get("alex"))
        if not isinstance(found, dict):
            return
        data = found
    out.read.append(file.name)
    _carry(data, file.name, out)


def _carry(data: dict[str, Any], name: str, out: Migration) -> None:
    for rule in words(data.get("allow")):
        for phrase in _phrases(rule):
            out.allow_phrase(phrase, f"'{rule}' was allowed in {name}")
    if data.get("deny"):
        out.note(
            f"{name}: 'deny' (report nothing but these) is not carried over; "
            "choose rules with 'select', see 'inclusive-lint rules'."
        )
    if data.get("noBinary"):
        out.note(f"{name}: 'noBinary' needs no setting; 'he or she' is a finding by default.")
    if data.get("profanitySureness") is not None:
        out.note(
            f"{name}: 'profanitySureness' is not carried over; mild swear words are not findings, "
            "slurs are."
        )
    for key in data:
        if key not in _KNOWN:
            out.note(f"{name}: unknown key '{key}' is not carried over.")


def _phrases(rule: str) -> list[str]:
    """The words that an id of alex stands for: 'host-hostess' is 'host' and 'hostess'.

    Ids are the rule's words joined by hyphens, so only two words can be told apart for certain.
    """
    parts = rule.split("-")
    if len(parts) == 2:
        return parts
    return [" ".join(parts)]
