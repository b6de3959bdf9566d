"""What tests do with pages of the documentation: find blocks, run what they show."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from inclusive_lint.cli import cli

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("**/*.md"))
    if "node_modules" not in path.parts
)
"""Every page, those of rules included."""
WRITTEN = [path for path in PAGES if path.parent.name != "rules"]
"""Those that a person wrote, most of all."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language, indentation taken away."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^\1```", page, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def without_blocks(page: str) -> str:
    return re.sub(r"^( *)```.*?^\1```", "", page, flags=re.MULTILINE | re.DOTALL)


def steps(block: str) -> list[tuple[str, str]]:
    """(command, what is shown under it) of a console block, in order; no '$', no steps."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


def run_console(block: str) -> list[tuple[str, str, int, str]]:
    """Play a console block in the current folder: ``cat FILE`` writes what is shown, ours is run.

    (command, expected output, exit code, output) of each command of ours; others are left out.
    """
    played = []
    for command, shown in steps(block):
        words = shlex.split(command)
        if words[0] == "cat":
            Path(words[1]).write_text(shown, encoding="utf-8")
        elif words[0] == "inclusive-lint":
            done = CliRunner().invoke(cli, words[1:])
            played.append((command, shown, done.exit_code, done.output))
    return played
