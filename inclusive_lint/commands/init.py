"""``inclusive-lint init``: a commented configuration for the repository at hand."""

from __future__ import annotations

import click

from inclusive_lint.commands.output import emit


@click.command(
    "init",
    epilog="\b\nExamples:\n  inclusive-lint init\n  inclusive-lint init docs --dry-run\n",
)
@click.argument("folder", default=".")
@click.option("-n", "--dry-run", is_flag=True, help="Print the file, write nothing.")
@click.option(
    "--schema",
    metavar="WHERE",
    help="Path or address of the JSON Schema ('config schema' prints it) for an editor hint.",
)
@click.option("--force", is_flag=True, help="Replace a configuration that is there already.")
def command(*, folder: str, dry_run: bool, schema: str | None, force: bool) -> int:
    """Write a commented .inclusive-lint.yaml for the repository in FOLDER.

    Looks at the formats of its documents and at linters that are configured already.
    """
    from pathlib import Path

    from inclusive_lint.atomic import write_atomic
    from inclusive_lint.init import propose_config

    root = Path(folder)
    if not root.is_dir():
        raise click.UsageError(f"{folder}: no such folder.")
    text = propose_config(root, schema=schema)
    target = root / ".inclusive-lint.yaml"
    if dry_run:
        emit(text)
        return 0
    if target.exists() and not force:
        raise click.UsageError(f"{target.as_posix()}: already there; use --force to replace it.")
    write_atomic(target, text.encode("utf-8"))
    emit(f"wrote {target.as_posix()}\n")
    return 0
