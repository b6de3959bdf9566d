"""``inclusive-lint packs``: what packs there are, what is in them, and tools for who writes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from inclusive_lint.commands.options import format_option
from inclusive_lint.commands.output import emit

if TYPE_CHECKING:
    from pathlib import Path

    from inclusive_lint.packs.rule import Pack

_INVALID = 2
"""Exit code for a pack that can't be loaded."""


def _examples(*lines: str) -> str:
    return "\b\nExamples:\n" + "".join(f"  inclusive-lint packs {line}\n" for line in lines)


@click.group(
    "packs",
    epilog=_examples("list", "new our-words", "test ./our-words", "diff core 1.0"),
)
def command() -> None:
    """List, compare, write and test rule packs."""


@command.command("list", epilog=_examples("list", "list --format json"))
@format_option()
def list_packs(format_: str) -> int:
    """List the installed packs: those that ship and those of other packages.

    The text marks those that are on by default with a star.
    """
    from inclusive_lint.model import Settings
    from inclusive_lint.packs.discovery import installed_packs
    from inclusive_lint.packs.loader import load_pack

    packs = [(name, load_pack(folder)) for name, folder in installed_packs().items()]
    if format_ == "json":
        emit(_json({"version": 1, "packs": [_pack_data(name, pack) for name, pack in packs]}))
        return 0
    wide = max((len(name) for name, _ in packs), default=0)
    for name, pack in packs:
        star = "*" if name in Settings().packs else " "
        emit(f"{star} {name:<{wide}}  {pack.newest:<5}  {_count(pack):>9}  {pack.title}\n")
    return 0


@command.command("show", epilog=_examples("show core@1.0", "show ./our-words --changelog"))
@click.argument("name")
@click.option("--changelog", is_flag=True, help="Show what each version brought, as Markdown.")
@format_option()
def show(name: str, format_: str, *, changelog: bool) -> int:
    """Show a pack: what it is for, its preferences, its changes and its rules.

    NAME is an installed pack or the path of a folder, with a version after '@' if need be.
    """
    if changelog:
        from inclusive_lint.packs.changelog import changelog as written

        emit(written(_find(name)[0]))
        return 0
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
    emit(f"\n{_count(pack)}:\n")
    for rule in pack.rules:
        emit(f"  {rule.id}  ({rule.severity}, {rule.category})\n")
    return 0


@command.command("diff", epilog=_examples("diff core 1.0", "diff ./our-words 1.0 1.2 -f json"))
@click.argument("name")
@click.argument("old")
@click.argument("new", required=False)
@format_option()
def diff(name: str, old: str, new: str | None, format_: str) -> int:
    """Show what going from version OLD of a pack to NEW (or else its newest) changes.

    NAME is an installed pack or the path of a folder. The comparison says whether the step is
    major (an id goes), minor (findings come or go) or a patch (wording).
    """
    from inclusive_lint.packs.diff import diff_data, diff_folder, diff_text

    found = diff_folder(_find(name)[0], old, new)
    emit(_json(diff_data(found)) if format_ == "json" else diff_text(found))
    return 0


@command.command("new", epilog=_examples("new our-words", "new our-words packs/our-words"))
@click.argument("name")
@click.argument("folder", required=False)
def new(name: str, folder: str | None) -> int:
    """Write a new pack with one finished rule into FOLDER (or else ./NAME)."""
    from pathlib import Path

    from inclusive_lint.packs.new import new_pack

    target = Path(folder or name)
    for path in new_pack(name, target):
        emit(f"wrote {path.as_posix()}\n")
    shown = target.as_posix() if target.is_absolute() else f"./{target.as_posix()}"
    emit(f"\nTest it:  inclusive-lint packs test {shown}\n")
    emit(f"Use it:   inclusive-lint check --pack core --pack {shown} PATH\n")
    return 0


@command.command("validate", epilog=_examples("validate ./our-words", "validate core technology"))
@click.argument("names", nargs=-1, required=True, metavar="PACK...")
@format_option()
def validate(names: tuple[str, ...], format_: str) -> int:
    """Check that packs load: their schema, ids, versions and patterns, with every error's place.

    Quick; 'packs test' runs the examples too. The exit code is 2 where a pack has an error.
    """
    from inclusive_lint.packs.validate import validate_pack

    found = {name: validate_pack(_find(name)[0]) for name in names}
    if format_ == "json":
        from dataclasses import asdict

        packs = [
            {"name": name, "errors": [asdict(error) for error in errors]}
            for name, errors in found.items()
        ]
        emit(_json({"version": 1, "packs": packs}))
    else:
        for name, errors in found.items():
            emit(_validity(name, [str(error) for error in errors]))
    return _INVALID if any(found.values()) else 0


def _validity(name: str, errors: list[str]) -> str:
    if errors:
        count = f"{len(errors)} error" + ("" if len(errors) == 1 else "s")
        return "".join(f"{error}\n" for error in errors) + f"{name}: {count}\n"
    pack = _load(name)
    return f"{pack.id}@{pack.version}: {_count(pack)}, valid\n"


def _count(pack: Pack) -> str:
    return f"{len(pack.rules)} rule" + ("" if len(pack.rules) == 1 else "s")


@command.command(
    "test", epilog=_examples("test ./our-words", "test technology --rule technology.allowlist")
)
@click.argument("names", nargs=-1, required=True, metavar="PACK...")
@click.option("--rule", metavar="ID", help="Only this rule.")
@format_option()
def test(names: tuple[str, ...], rule: str | None, format_: str) -> int:
    """Run every check of packs: examples, fixes, replacements, carriers, condition mutation.

    The exit code is 1 where a check fails.
    """
    from inclusive_lint.packs.testing import check_packs

    paths = tuple(_pathed(name) for name in names)
    if rule is not None:
        _check_rule(rule, paths)
    problems = check_packs(paths, only=rule)
    if format_ == "json":
        from dataclasses import asdict

        emit(_json({"version": 1, "problems": [asdict(problem) for problem in problems]}))
        return int(bool(problems))
    for problem in problems:
        emit(f"{problem}\n")
    count = len(problems)
    emit(f"{count} problem{'' if count == 1 else 's'}.\n" if problems else "All checks pass.\n")
    return int(bool(problems))


@command.command("schema", epilog=_examples("schema rules > rules.schema.json"))
@click.argument("kind", type=click.Choice(("rules", "pack")))
def schema(kind: str) -> int:
    """Print the JSON Schema of rule files or of pack.yaml, for editors."""
    from inclusive_lint.packs.schema import json_schema

    emit(_json(json_schema(kind)))
    return 0


def _check_rule(rule: str, packs: tuple[str, ...]) -> None:
    """A check of no rule at all would pass: an id that no pack has is an error."""
    from inclusive_lint.packs.ruleset import load_rules
    from inclusive_lint.packs.spec import nearest

    known = load_rules(packs).by_id()
    if rule not in known:
        raise click.UsageError(f"No rule of {', '.join(packs)} is named {rule!r}{nearest(rule, known)}")  # fmt: skip


def _load(name: str) -> Pack:
    from inclusive_lint.packs.loader import load_pack

    return load_pack(*_find(name))


def _find(name: str) -> tuple[Path, str | None]:
    from inclusive_lint.packs.discovery import find_pack

    return find_pack(_pathed(name))


def _pathed(name: str) -> str:
    """``name``, with './' before it where it is a folder and no installed pack."""
    from pathlib import Path

    from inclusive_lint.packs.discovery import installed_packs

    bare = name.partition("@")[0]
    if "/" in name or bare in installed_packs() or not (Path(bare) / "pack.yaml").is_file():
        return name
    return f"./{name}"


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
