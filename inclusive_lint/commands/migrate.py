"""``inclusive-lint migrate``: from the configuration of another tool to ours."""

from __future__ import annotations

from pathlib import Path

import click

from inclusive_lint.commands.output import emit

_TOOLS = ("alex", "woke", "blocklint", "vale")
CONFIG = ".inclusive-lint.yaml"


@click.command(
    "migrate",
    epilog=(
        "\b\nExamples:\n"
        "  inclusive-lint migrate alex .\n"
        "  inclusive-lint migrate vale docs/.vale.ini --dry-run\n"
        "  inclusive-lint migrate woke . --into new-config\n"
    ),
)
@click.argument("tool", type=click.Choice(_TOOLS))
@click.argument("path", default=".")
@click.option("--into", metavar="FOLDER", help="Where to write; the folder of PATH if not said.")
@click.option("-n", "--dry-run", is_flag=True, help="Print what would be written, write nothing.")
@click.option("--force", is_flag=True, help="Replace files that are there already.")
def command(*, tool: str, path: str, into: str | None, dry_run: bool, force: bool) -> int:
    """Turn the configuration of alex, woke, blocklint or Vale into ours.

    PATH is a folder or one of the tool's files. Writes .inclusive-lint.yaml and, where the other
    tool has words of its own, a pack of rules beside it; says what could not be carried over.
    """
    from inclusive_lint.migrate import migrate
    from inclusive_lint.migrate.result import PACK_FOLDER

    source = Path(path)
    out = migrate(tool, source)
    folder = Path(into) if into else source if source.is_dir() else source.parent
    files = {folder / CONFIG: out.config()}
    for name, text in out.pack_files().items():
        files[folder / PACK_FOLDER / name] = text
    if dry_run:
        for file, text in files.items():
            emit(f"# --- {file.as_posix()}\n{text}\n")
    else:
        _write(files, force=force)
    emit(f"Read {', '.join(out.read) or 'nothing'}: ", err=True)
    emit(f"{len(out.rules)} rules, {len(out.allow)} allowed phrases, ", err=True)
    emit(f"{len(out.exclude)} excluded patterns.\n", err=True)
    if out.notes:
        emit("Not carried over, or different:\n", err=True)
        emit("".join(f"- {note}\n" for note in out.notes), err=True)
    return 0


def _write(files: dict[Path, str], *, force: bool) -> None:
    from inclusive_lint.atomic import write_atomic

    there = [file.as_posix() for file in files if file.exists()]
    if there and not force:
        raise click.UsageError(f"{', '.join(there)}: already there; use --force to replace.")
    for file, text in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(file, text.encode("utf-8"))
        emit(f"wrote {file.as_posix()}\n")
