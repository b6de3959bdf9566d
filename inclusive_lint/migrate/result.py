"""What a migration yields, and its texts: a configuration file and the files of a pack."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from inclusive_lint.model import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from inclusive_lint.model import Severity

PACK_FOLDER = "inclusive-lint-pack"


@dataclass(frozen=True, slots=True)
class LocalRule:
    """A rule of the local pack, made from another tool's list of words."""

    name: str
    """What the other tool calls it."""
    terms: tuple[str, ...]
    replacements: tuple[str, ...] = ()
    severity: Severity = "warning"
    category: str = "clarity"
    why: str = ""
    source: tuple[str, str] | None = None
    """Title and https address, where the other tool gives one."""


@dataclass(slots=True)
class Migration:
    """A configuration and a pack under construction."""

    tool: str
    read: list[str] = field(default_factory=list)
    """Names of the files that were read."""
    allow: list[dict[str, Any]] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    fail_on: str | None = None
    scope: list[str] = field(default_factory=list)
    rules: list[LocalRule] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What could not be carried over, and what to know of what was; a sentence each."""

    def note(self, text: str) -> None:
        """Remember what could not be carried, once."""
        if text not in self.notes:
            self.notes.append(text)

    def allow_phrase(self, phrase: str, reason: str, rules: tuple[str, ...] = ()) -> None:
        """Accept a phrase, for all rules or some."""
        entry: dict[str, Any] = {"phrase": phrase, "reason": reason}
        if rules:
            entry["rules"] = list(rules)
        if entry not in self.allow:
            self.allow.append(entry)

    @property
    def pack(self) -> str:
        """The local pack's id."""
        return f"from-{self.tool}"

    def rule_ids(self) -> tuple[str, ...]:
        """Ids of the local rules, in order, unique."""
        ids: list[str] = []
        for rule in self.rules:
            base = f"{self.pack}.{kebab(rule.name) or 'rule'}"
            name, number = base, 2
            while name in ids:
                name, number = f"{base}-{number}", number + 1
            ids.append(name)
        return tuple(ids)

    def config(self) -> str:
        """The text of ``.inclusive-lint.yaml``."""
        packs = ["core", "technology"]
        if self.rules:
            packs.append(f"./{PACK_FOLDER}")
        data: dict[str, Any] = {"packs": packs}
        optional = {
            "ignore": self.ignore,
            "fail-on": self.fail_on,
            "scope": self.scope,
            "exclude": self.exclude,
            "allow": self.allow,
        }
        data |= {key: value for key, value in optional.items() if value}
        head = f"# Carried over from {self.tool} ({', '.join(self.read)}).\n"
        return head + _yaml(data)

    def pack_files(self) -> dict[str, str]:
        """Names and texts of the local pack's files; empty where no rule was carried over."""
        if not self.rules:
            return {}
        meta = {
            "id": self.pack,
            "title": f"Rules carried over from {self.tool}",
            "version": "1.0",
            "language": "en",
            "description": f"The words that {', '.join(self.read)} listed.",
            "licence": "the licence of this repository",
        }
        rules = [
            self._rule(name, rule) for name, rule in zip(self.rule_ids(), self.rules, strict=True)
        ]
        return {"pack.yaml": _yaml(meta), "rules.yaml": _yaml(rules)}

    def _rule(self, name: str, rule: LocalRule) -> dict[str, Any]:
        title, url = rule.source or _HOMES[self.tool]
        data: dict[str, Any] = {
            "id": name,
            "since": "1.0",
            "severity": rule.severity,
            "category": rule.category,
            "terms": list(rule.terms),
            "message": "Prefer {replacements} to '{match}'."
            if rule.replacements
            else "Reconsider '{match}' here.",
            "why": rule.why or f"Listed in the configuration of {self.tool}, which gave no reason.",
            "sources": [{"title": title, "url": url}],
            "examples": [{"flag": f"This is about [[{rule.terms[0]}]] here."}],
        }
        if rule.replacements:
            data["replacements"] = list(rule.replacements)
        return data


_HOMES: dict[str, tuple[str, str]] = {
    "alex": ("alex: rules", "https://github.com/get-alex/alex"),
    "woke": ("woke: rules", "https://docs.getwoke.tech/rules/"),
    "blocklint": ("blocklint", "https://github.com/PrincetonUniversity/blocklint"),
    "vale": ("Vale: styles", "https://vale.sh/docs/styles"),
}


def kebab(text: str) -> str:
    """'Gender Bias' -> 'gender-bias', 'GenderBias' -> 'gender-bias'."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text)
    return re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")


def read_text(path: Path) -> str:
    """The text of a configuration file.

    Raises ConfigError (IL110).
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path.as_posix()}: IL110: not valid UTF-8 text") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ConfigError(f"{path.as_posix()}: IL110: can't be read: {reason}") from error


def read_yaml(path: Path) -> Any:
    """The data of a YAML (or JSON) file.

    Raises ConfigError (IL110) with path:line:column.
    """
    import yaml

    try:
        return yaml.safe_load(read_text(path))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ConfigError(f"{path.as_posix()}{place}: IL110: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ConfigError(f"{path.as_posix()}: IL110: not valid YAML: {error}") from error


def read_mapping(path: Path) -> dict[str, Any]:
    """As ``read_yaml``, for files whose top is a mapping; an empty file is an empty mapping."""
    data = read_yaml(path)
    if data is None:
        return {}
    if not isinstance(data, dict):
        found = type(data).__name__
        raise ConfigError(f"{path.as_posix()}: IL110: expected a mapping, found a {found}")
    return {str(key): value for key, value in data.items()}


def words(value: Any) -> list[str]:
    """A list of texts out of what a configuration holds there: a list, one text, or nothing."""
    if value is None:
        return []
    items = value if isinstance(value, list) else [value]
    return [
        str(item).strip() for item in items if isinstance(item, (str, int)) and str(item).strip()
    ]


def ignore_lines(text: str) -> list[str]:
    """The patterns of a file in gitignore syntax."""
    lines = (line.rstrip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def missing(tool: str, path: Path, names: tuple[str, ...]) -> ConfigError:
    """The error for a folder without any of the tool's files."""
    where = path.as_posix()
    if not path.exists():
        return ConfigError(f"{where}: IL110: no such file or folder")
    looked = ", ".join(names)
    return ConfigError(f"{where}: IL110: no configuration of {tool} here; looked for {looked}")


def _yaml(data: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=96)
    return text
