"""``inclusive-lint packs``: what packs there are, what is in them, and tools for who writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from inclusive_lint.commands.output import emit

if TYPE_CHECKING:
    from pathlib import Path

    from inclusive_lint.packs.rule import Pack


@click.group(
    "packs",
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint packs list\n"
        "  inclusive-lint packs diff core 1.0 1.2\n"
        "  inclusive-lint packs test ./our-pack\n"
    ),
)
def command() -> None:
    """List, compare, write and test rule packs."""


@command.command("list", epilog="\b\nExamples:\n  inclusive-lint packs list\n")
@click.option("-f", "--format", "format_", type=click.Choice(("text", "json")), default="text")
def list_packs(format_: str) -> int:
    """List the installed packs."""
    from inclusive_lint.packs.discovery import installed_packs
    from inclusive_lint.packs.loader import load_pack

    packs = [(name, load_pack(folder)) for name, folder in installed_packs().items()]
    if format_ == "json":
        emit(_json({"version": 1, "packs": [_pack_data(name, pack) for name, pack in packs]}))
        return 0
    wide = max((len(name) for name, _ in packs), default=0)
    for name, pack in packs:
        emit(f"{name:<{wide}}  {pack.newest:<5}  {len(pack.rules):>4} rules  {pack.title}\n")
    return 0


@command.command("show", epilog="\b\nExamples:\n  inclusive-lint packs show core@1.0\n")
@click.argument("name")
@click.option("-f", "--format", "format_", type=click.Choice(("text", "json")), default="text")
def show(name: str, format_: str) -> int:
    """Show a pack: what it is for, its preferences, its changes and its rules.

    NAME is an installed pack or the path of a folder, with a version after '@' if need be.
    """
    pack = _load(name)
    if format_ == "json":
        emit(_json(_pack_data(pack.id, pack) | {"rules": [rule.id for rule in pack.rules]}))
        return 0
    emit(f"{pack.id}@{pack.version}: {pack.title}\n{pack.description}\n")
    emit(f"Language {pack.language}; licence {pack.licence}; newest version {pack.newest}\n")
    for preference in pack.preferences:
        values = ", ".join(preference.values)
        emit(f"\nPreference {preference.name}: {values} (default {preference.default})\n")
        if preference.description:
            emit(f"  {preference.description}\n")
    for version, text in pack.changelog:
        emit(f"\n{version}: {text}\n")
    emit(f"\n{len(pack.rules)} rules:\n")
    for rule in pack.rules:
        emit(f"  {rule.id}  ({rule.severity}, {rule.category})\n")
    return 0


@command.command("validate", epilog="\b\nExamples:\n  inclusive-lint packs validate ./our-pack\n")
@click.argument("names", nargs=-1, required=True, metavar="PACK...")
def validate(names: tuple[str, ...]) -> int:
    """Check that packs load: their schema, ids and terms. Quick; see 'packs test' for the rest."""
    for name in names:
        pack = _load(name)
        emit(f"{pack.id}@{pack.version}: {len(pack.rules)} rules, valid\n")
    return 0


@command.command(
    "test",
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint packs test ./our-pack\n"
        "  inclusive-lint packs test technology --rule technology.allowlist\n"
    ),
)
@click.argument("names", nargs=-1, required=True, metavar="PACK...")
@click.option("--rule", metavar="ID", help="Only this rule.")
def test(names: tuple[str, ...], rule: str | None) -> int:
    """Run every check of packs: examples, fixes, replacements, carriers, condition mutation.

    The exit code is 1 where a check fails.
    """
    from inclusive_lint.packs.testing import check_packs

    problems = check_packs(names, only=rule)
    for problem in problems:
        emit(f"{problem}\n")
    count = len(problems)
    emit(f"{count} problem{'' if count == 1 else 's'}.\n" if problems else "All checks pass.\n")
    return int(bool(problems))


def _load(name: str) -> Pack:
    from inclusive_lint.packs.discovery import find_pack
    from inclusive_lint.packs.loader import load_pack

    folder, version = _folder(name) or find_pack(name)
    return load_pack(folder, version)


def _folder(name: str) -> tuple[Path, str | None] | None:
    """A folder that is named without './', where no installed pack has that name."""
    from pathlib import Path

    folder = Path(name)
    return (folder, None) if (folder / "pack.yaml").is_file() else None


def _pack_data(name: str, pack: Pack) -> dict[str, Any]:
    return {
        "name": name,
        "title": pack.title,
        "version": pack.version,
        "newest": pack.newest,
        "language": pack.language,
        "description": pack.description,
        "licence": pack.licence,
        "preferences": [
            {"name": p.name, "default": p.default, "values": list(p.values)}
            for p in pack.preferences
        ],
        "changelog": dict(pack.changelog),
    }


def _json(data: Any) -> str:
    import json

    return json.dumps(data, indent=2) + "\n"
