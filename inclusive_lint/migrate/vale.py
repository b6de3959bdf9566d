"""Vale: ``.vale.ini`` and the styles it names; existence and substitution rules, with exceptions."""

from __future__ import annotations

import configparser
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from inclusive_lint.migrate.literals import NotLiteralError, literals
from inclusive_lint.migrate.result import (
    LocalRule,
    Migration,
    missing,
    read_mapping,
    read_text,
    words,
)
from inclusive_lint.model import SEVERITIES, ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from inclusive_lint.model import Severity

_NAMES = (".vale.ini", "_vale.ini", "vale.ini", ".vale")
_CORE = "\x00core"
_OURS = {
    "alex": "its words are in the packs core and technology",
    "Vale": "it is built into Vale (spelling and repetition)",
}
_OFF = frozenset({"no", "false", "off"})
_ON = frozenset({"yes", "true", "on"})
_CARRIED = frozenset(
    {"extends", "message", "level", "link", "tokens", "swap", "exceptions", "ignorecase", "raw"}
    | {"description", "name", "source"}
)
_CORE_KEYS = frozenset({"stylespath", "minalertlevel", "vocab"})


@dataclass(slots=True)
class _Ini:
    """What a ``.vale.ini`` says."""

    styles_path: str | None = None
    vocabularies: list[str] = field(default_factory=list)
    styles: dict[str, None] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    """'Style.Rule' -> 'yes', 'no', or a level, in lower case."""


def read(path: Path) -> Migration:
    """See ``inclusive_lint.migrate.migrate``; a folder of styles without ``.vale.ini`` will do."""
    out = Migration("vale", fail_on="error")
    ini_path = next((path / n for n in _NAMES if (path / n).is_file()), None)
    if path.is_file():
        ini_path = path
    if ini_path is None:
        folders = _folders(path)
        if not folders:
            raise missing("vale", path, _NAMES)
        ini = _Ini(styles_path=".", styles=dict.fromkeys(folder.name for folder in folders))
        base = path
    else:
        out.read.append(ini_path.name)
        ini = _ini(ini_path, out)
        base = ini_path.parent
    _carry(ini, base, out)
    return out


def _folders(path: Path) -> list[Path]:
    """Folders below ``path`` that hold rules."""
    if not path.is_dir():
        return []
    return [p for p in sorted(path.iterdir()) if p.is_dir() and any(p.glob("*.yml"))]


def _ini(path: Path, out: Migration) -> _Ini:
    parser = configparser.ConfigParser(interpolation=None, strict=False, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # names of rules have capitals
    try:
        parser.read_string(f"[{_CORE}]\n{read_text(path)}", path.as_posix())
    except configparser.Error as error:
        text = " ".join(str(error).split()).replace(_CORE, "core")
        raise ConfigError(f"{path.as_posix()}: IL110: not a valid INI file: {text}") from error
    ini = _Ini()
    for section in parser.sections():
        for key, value in parser.items(section):
            if section == _CORE:
                _core(key, _bare(value), ini, path.name, out)
            elif section.lower() != "formats":
                _section(section, key, _bare(value), ini, (path.name, out))
    return ini


def _bare(value: str | None) -> str:
    return (value or "").strip().strip("\"'")


def _core(key: str, value: str, ini: _Ini, name: str, out: Migration) -> None:
    if key.lower() == "stylespath":
        ini.styles_path = value
    elif key.lower() == "vocab":
        ini.vocabularies = [v.strip() for v in value.split(",") if v.strip()]
    elif key.lower() not in _CORE_KEYS:
        out.note(f"{name}: '{key}' is not carried over.")


def _section(glob: str, key: str, value: str, ini: _Ini, where: tuple[str, Migration]) -> None:
    name, out = where
    if glob != "*" and key == "BasedOnStyles":
        out.note(
            f"{name}: the styles of [{glob}] are used for all files; see 'overrides' to limit them."
        )
    if key == "BasedOnStyles":
        ini.styles |= dict.fromkeys(v.strip() for v in value.split(",") if v.strip())
    elif "." in key:
        ini.rules[key] = value.lower()
        if value.lower() not in _OFF:
            ini.styles.setdefault(key.partition(".")[0])
    else:
        out.note(f"{name}: '{key}' of [{glob}] is not carried over.")


def _carry(ini: _Ini, base: Path, out: Migration) -> None:
    styles = base / (ini.styles_path or "styles")
    for vocabulary in ini.vocabularies:
        _vocabulary(vocabulary, styles, out)
    for style in ini.styles:
        if style in _OURS:
            out.note(f"Style {style} is not carried over: {_OURS[style]}.")
            continue
        files = sorted((styles / style).glob("*.yml"))
        if not files:
            out.note(
                f"Style {style} is not carried over: nothing of it is in "
                f"{_shown(styles, base)} (run 'vale sync' first)."
            )
        else:
            out.read.append(f"{_shown(styles, base)}/{style}")
        for file in files:
            _file(file, f"{style}.{file.stem}", ini, out)


def _shown(path: Path, base: Path) -> str:
    try:
        return path.relative_to(base).as_posix()
    except ValueError:
        return path.as_posix()


def _vocabulary(name: str, styles: Path, out: Migration) -> None:
    for folder in (styles / "config" / "vocabularies" / name, styles / "Vocab" / name):
        accept, reject = folder / "accept.txt", folder / "reject.txt"
        if accept.is_file():
            for line in _lines(accept):
                for text in _literals(line, f"vocabulary {name}, '{line}'", out):
                    out.allow_phrase(text, f"accepted by the vocabulary {name}")
        if reject.is_file():
            for line in _lines(reject):
                terms = _literals(line, f"vocabulary {name}, '{line}'", out)
                if terms:
                    out.rules.append(LocalRule(terms[0], terms, severity="error"))


def _lines(path: Path) -> Iterable[str]:
    return (x.strip() for x in read_text(path).splitlines() if x.strip() and x[0] != "#")


def _file(file: Path, name: str, ini: _Ini, out: Migration) -> None:
    setting = ini.rules.get(name, "yes")
    if setting in _OFF:
        return
    data = read_mapping(file)
    kind = data.get("extends")
    if kind not in {"existence", "substitution"}:
        out.note(f"{name}: a rule that extends {kind!r} is not carried over.")
        return
    for key in data:
        if key not in _CARRIED:
            out.note(f"{name}: '{key}' is not carried over.")
    if not data.get("ignorecase"):
        out.note(f"{name}: letters were matched in their case; here case is not looked at.")
    level = str(data.get("level") or "warning") if setting in _ON else setting
    link = str(data.get("link") or data.get("source") or "")
    base = LocalRule(
        name,
        (),
        severity=_severity(level),
        why=_why(data),
        source=(name, link) if link.startswith("https://") else None,
    )
    made = _existence(data, base, out) if kind == "existence" else _substitution(data, base, out)
    before = len(out.rules)
    out.rules += made
    ids = out.rule_ids()[before:]
    for phrase in words(data.get("exceptions")):
        for text in _literals(phrase, f"{name}, exception '{phrase}'", out):
            out.allow_phrase(text, f"an exception of {name}", ids)


def _severity(level: str) -> Severity:
    return next((s for s in SEVERITIES if s == level.lower()), "warning")


def _why(data: dict[str, Any]) -> str:
    text = str(data.get("description") or "").strip()
    return text if "%s" not in text else ""


def _existence(data: dict[str, Any], base: LocalRule, out: Migration) -> list[LocalRule]:
    if data.get("raw"):
        out.note(f"{base.name}: 'raw' is not carried over.")
    terms: list[str] = []
    for token in words(data.get("tokens")):
        terms += _literals(token, f"{base.name}, '{token}'", out)
    return [replace(base, terms=tuple(dict.fromkeys(terms)))] if terms else []


def _substitution(data: dict[str, Any], base: LocalRule, out: Migration) -> list[LocalRule]:
    swap = data.get("swap")
    pairs: list[tuple[Any, Any]] = []
    for entry in swap if isinstance(swap, list) else [swap]:
        if isinstance(entry, dict):
            pairs += entry.items()
    rules: list[LocalRule] = []
    for old, new in pairs:
        terms = _literals(str(old), f"{base.name}, '{old}'", out)
        offered = tuple(dict.fromkeys(text for word in words(new) for text in _offered(word)))
        terms = tuple(term for term in terms if term not in offered)
        if terms:
            name = f"{base.name} {terms[0]}"
            rules.append(replace(base, name=name, terms=terms, replacements=offered))
    return rules


def _offered(text: str) -> list[str]:
    """The words of 'a|b', and those of a list that was written for people: 'a, b or c'."""
    parts = text.split("|")
    if len(parts) == 1 and ", " in text:
        listed = re.split(r",? or |, ", text)
        if all(0 < len(part.split()) <= 3 for part in listed):
            parts = listed
    return [part.strip() for part in parts if part.strip()]


def _literals(pattern: str, where: str, out: Migration) -> tuple[str, ...]:
    try:
        return literals(pattern)
    except NotLiteralError as error:
        out.note(f"{where}: not carried over: it has {error}.")
        return ()
