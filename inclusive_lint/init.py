"""Proposes a commented configuration for a repository, from what lies in it; writes nothing."""

from __future__ import annotations

import configparser
import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from inclusive_lint.blocks import format_of
from inclusive_lint.files import FOLDER_FORMATS, find_files
from inclusive_lint.model import Notice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MAX_FILES = 20_000
"""Enough to know a repository by."""

_NAMES = {
    "markdown": "Markdown", "mdx": "MDX", "text": "plain text", "rst": "reStructuredText",
    "asciidoc": "AsciiDoc", "html": "HTML", "latex": "LaTeX", "notebook": "Jupyter notebooks",
    "code": "source code", "po": "translations (PO)", "yaml": "YAML", "json": "JSON", "toml": "TOML",
    "properties": "properties", "docx": "Word", "odt": "OpenDocument", "pptx": "PowerPoint",
    "pdf": "PDF",
}  # fmt: skip

_NOT_OURS = (
    "vendor", "third_party", "third-party", "thirdparty", "3rdparty", "external", "bundled",
    "docs/_static", "doc/_static", "docs/vendor", "public/vendor",
)  # fmt: skip
"""Folders whose words are usually somebody else's."""

_LINTERS = {
    "alex": (
        ".alexrc", ".alexrc.json", ".alexrc.yml", ".alexrc.yaml", ".alexrc.js", ".alexrc.cjs",
        ".alexrc.mjs", ".alexignore",
    ),
    "woke": (".woke.yaml", ".woke.yml", ".wokeignore"),
    "blocklint": (".blocklint",),
    "vale": (".vale.ini", "_vale.ini", ".vale"),
}  # fmt: skip
"""Linter -> its configuration files."""

_RELEASES = re.compile(r"(changelog|changes|history|news|release-?notes)(\.\w+)?", re.IGNORECASE)
_JOBS = re.compile(r"(jobs?|careers?|hiring|vacanc(y|ies)|recruiting)(\.\w+)?", re.IGNORECASE)


def propose_config(root: Path, *, schema: str | None = None) -> str:
    """Return the text of a ``.inclusive-lint.yaml`` for the repository in ``root``.

    ``schema`` is the path or address of the JSON Schema that editors shall use.
    """
    from inclusive_lint.packs.discovery import installed_packs

    installed = list(installed_packs())
    foreign = [name for name in _NOT_OURS if (root / name).is_dir()]
    outside = tuple(f"{name}/" for name in foreign)
    paths = sorted(path for path in _relative_paths(root) if not path.startswith(outside))
    counts = Counter(name for path in paths if (name := format_of(path)) is not None)
    parts = [
        _head(schema),
        *_found_linters(root),
        _packs(installed),
        _severity(),
        _files(paths, counts, foreign),
        _allow(),
        _sections(paths, installed),
        _team(),
    ]
    return "\n".join(part for part in parts if part)


def _relative_paths(root: Path) -> Iterator[str]:
    """All files that git doesn't ignore, whatever their format."""
    for item in islice(find_files([root], include=("*",), root=root), _MAX_FILES):
        if not isinstance(item, Notice):
            yield item.relative_to(root).as_posix()


def _head(schema: str | None) -> str:
    hint = f"# yaml-language-server: $schema={schema}\n" if schema else ""
    return (
        f"{hint}# Configuration of inclusive-lint; docs/configuration.md of the project explains each setting.\n"
        "# 'inclusive-lint config show PATH' prints what is in force for a file, and why.\n"
    )


def _found_linters(root: Path) -> Iterator[str]:
    for linter, names in _LINTERS.items():
        files = [name for name in names if (root / name).is_file()]
        files += _inside(root, linter)
        if files:
            yield (
                f"# {linter} is configured in {', '.join(files)}. Its comments in documents are understood;\n"
                f"# 'inclusive-lint migrate {linter} .' carries its settings over.\n"
            )
    hooks = root / ".pre-commit-config.yaml"
    if hooks.is_file() and "inclusive-lint" not in _text(hooks):
        yield "# There is a .pre-commit-config.yaml: the hook is called 'inclusive-lint'.\n"


def _inside(root: Path, linter: str) -> list[str]:
    """Shared files that hold the settings of a linter among others."""
    if linter == "alex":
        try:
            data = json.loads(_text(root / "package.json") or "{}")
        except ValueError:
            return []
        found = isinstance(data, dict) and ("alex" in data or "alexConfig" in data)
        return ["package.json"] if found else []
    if linter == "blocklint":
        return [name for name in ("tox.ini", "setup.cfg") if _has_section(root / name, linter)]
    return []


def _has_section(path: Path, name: str) -> bool:
    parser = configparser.ConfigParser(interpolation=None, strict=False, allow_no_value=True)
    try:
        parser.read_string(_text(path))
    except configparser.Error:
        return False
    return parser.has_section(name)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", errors="replace")[:1_000_000]
    except OSError:
        return ""


def _packs(installed: list[str]) -> str:
    others = [name for name in installed if name not in {"core", "technology"}]
    more = f" Also installed: {', '.join(others)}." if others else ""
    return (
        "# Which rules: packs by name. Pin a version (core@1.0) to get exactly its rules from any\n"
        f"# later release.{more}\npacks: [core, technology]\n"
    )


def _severity() -> str:
    return (
        "# How heavy rules, categories or packs weigh: suggestion, warning, error, off.\n"
        "# severity: {clarity: suggestion}\n\n"
        "# The lightest finding that makes a run fail; never: report only.\n"
        "fail-on: warning\n"
    )


def _files(paths: list[str], counts: Counter[str], foreign: list[str]) -> str:
    taken = [name for name in counts if name in FOLDER_FORMATS]
    rest = [name for name in counts if name not in FOLDER_FORMATS]
    lines = [f"# Linted here: {_listed(taken, counts)}."]
    if rest:
        lines.append(f"# Not linted unless included: {_listed(rest, counts)}.")
    suffixes = Counter(
        f"*.{path.rpartition('.')[2]}"
        for path in paths
        if format_of(path) == "code" and "." in path
    )
    patterns = [pattern for pattern, _ in sorted(suffixes.items(), key=lambda i: (-i[1], i[0]))[:3]]
    if counts["po"]:
        patterns.append("*.po")
    example = ", ".join(f'"{pattern}"' for pattern in patterns or ["*.py"])
    lines.append(f"# include: [{example}]")
    lines.append("# scope: [comments, strings]  # what is read in source code")
    lines.append("\n# Left out besides what git ignores, in gitignore syntax.")
    if foreign:
        lines.append(f"exclude: [{', '.join(f'/{name}/' for name in foreign)}]")
    else:
        lines.append('# exclude: [/docs/archive/, "*.generated.md"]')
    return "\n".join(lines) + "\n"


def _listed(names: list[str], counts: Counter[str]) -> str:
    ordered = sorted(names, key=lambda name: (-counts[name], name))
    return ", ".join(f"{_NAMES.get(n, n)} ({counts[n]})" for n in ordered) or "nothing yet"


def _allow() -> str:
    return (
        "# Phrases that are accepted as they stand: names of products, of contracts, of degrees.\n"
        "# allow:\n"
        "#   - master's thesis\n"
        "#   - {phrase: Master Agreement, rules: [technology], reason: the name of a contract}\n"
    )


def _sections(paths: list[str], installed: list[str]) -> str:
    releases = _matching(paths, _RELEASES)[:3]
    jobs = _matching(paths, _JOBS)[:3] if "hiring" in installed else []
    shown = ", ".join(f'"/{path}"' for path in releases) or '"/CHANGELOG.md"'
    text = f"# Settings for some paths.\n# overrides:\n#   - paths: [{shown}]\n#     ignore: [clarity]\n"
    if jobs:
        shown = ", ".join(f'"/{path}"' for path in jobs)
        text += f"#   - paths: [{shown}]\n#     packs: [core, hiring]\n"
    return text


def _matching(paths: list[str], name: re.Pattern[str]) -> list[str]:
    """Return documents with such a name at the top or one folder down, and such folders at the top."""
    found: dict[str, None] = {}
    for path in paths:
        first, _, rest = path.partition("/")
        if rest and name.fullmatch(first):
            found[f"{first}/"] = None
        elif path.count("/") <= 1 and name.fullmatch(path.rpartition("/")[2]):
            found[path] = None
    return list(found)


def _team() -> str:
    return (
        "# Ask for a reason in every suppression: <!-- inclusive-lint: disable-line -- why -->\n"
        "# require-reason: true\n\n"
        "# Known findings that don't count; made by 'inclusive-lint baseline create'.\n"
        "# baseline: .inclusive-lint-baseline.json\n"
    )
