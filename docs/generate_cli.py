"""Writes docs/cli.md from the command line itself: ``python docs/generate_cli.py``."""

from __future__ import annotations

import re
from pathlib import Path

import click

from inclusive_lint.cli import NAME, cli

PAGE = Path(__file__).with_name("cli.md")
_HEAD = """\
<!-- Written by docs/generate_cli.py; change the help texts in inclusive_lint/commands instead. -->

# Command line

"""
_TAIL = """\
## Environment

| variable | meaning |
|---|---|
| `NO_COLOR` | no colour, unless `--color always` is given |
| `INCLUSIVE_LINT_CACHE_DIR` | folder of the caches (compiled packs, verdicts) |
| `INCLUSIVE_LINT_RULE_PAGES` | where you publish `docs/rules`, with `{rule}` for the id; links in SARIF and in editors lead there |
| `INCLUSIVE_LINT_DEBUG` | show the traceback when the tool itself fails, as `--debug` does |

## Exit codes

| code | meaning |
|---|---|
| 0 | no finding at or above `--fail-on` |
| 1 | findings |
| 2 | a usage, configuration or pack error, or an input that could not be read |
| 3 | a bug |
| 130 | interrupted (Ctrl-C) |
| 141 | the reader of the output went away (as in `inclusive-lint check . \\| head`) |

## Shell completion

```sh
eval "$(_INCLUSIVE_LINT_COMPLETE=bash_source inclusive-lint)"    # bash, in ~/.bashrc
eval "$(_INCLUSIVE_LINT_COMPLETE=zsh_source inclusive-lint)"     # zsh, in ~/.zshrc
_INCLUSIVE_LINT_COMPLETE=fish_source inclusive-lint | source     # fish, in its config.fish
```
"""


def page() -> str:
    """The text of the page."""
    context = click.Context(cli, info_name=NAME)
    parts = [_HEAD, *_command(cli, context), _TAIL]
    return "".join(parts)


def _command(command: click.Command, context: click.Context) -> list[str]:
    depth = context.command_path.count(" ")
    title = "" if depth == 0 else f"{'#' * (depth + 1)} {context.command_path}\n\n"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    parts = [title, f"```text\n{usage}\n```\n\n", _text(command.help)]
    parts += _options(command, context)
    parts += _examples(command.epilog)
    if isinstance(command, click.Group):
        names = command.list_commands(context)
        subs = [(name, command.get_command(context, name)) for name in names]
        rows = [f"| `{name}` | {sub.get_short_help_str(200)} |\n" for name, sub in subs if sub]
        parts += ["| command | |\n|---|---|\n", *rows, "\n"]
        for name, sub in subs:
            if sub is not None:
                parts += _command(sub, click.Context(sub, info_name=name, parent=context))
    return parts


def _text(text: str | None) -> str:
    paragraphs = re.split(r"\n\s*\n", (text or "").strip())
    return "".join(" ".join(p.split()) + "\n\n" for p in paragraphs if p)


def _options(command: click.Command, context: click.Context) -> list[str]:
    rows = [
        record
        for param in command.get_params(context)
        if isinstance(param, click.Option)
        and "--help" not in param.opts
        and (record := param.get_help_record(context))
    ]
    if not rows:
        return []
    lines = [f"| `{_cell(names)}` | {_cell(' '.join(text.split()))} |\n" for names, text in rows]
    return ["| option | |\n|---|---|\n", *lines, "\n"]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _examples(epilog: str | None) -> list[str]:
    blocks = re.findall(r"\x08\n(.*?)(?=\n\s*\n\x08|\Z)", epilog or "", re.DOTALL)
    for block in blocks:
        lines = block.strip().splitlines()
        if lines[0].startswith("Examples"):
            return ["```sh\n", *(line.strip() + "\n" for line in lines[1:]), "```\n\n"]
    return []


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
