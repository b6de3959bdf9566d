"""Finds packs by name: those that ship, those of installed packages, and folders by path."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.model import PackError

if TYPE_CHECKING:
    from importlib import metadata

GROUP = "inclusive_lint.packs"
"""The entry point group: name = pack id, value = the import package whose folder holds pack.yaml."""


@cache
def shipped_folder() -> Path:
    """The folder of the packs that ship: in the wheel, or in the source tree of an editable install."""
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "rules", here.parent / "rules"):
        if (folder / "core" / "pack.yaml").is_file():
            return folder
    raise PackError(
        f"IL210: the packs are missing; looked in {here / 'rules'}; reinstall the package"
    )


def installed_packs() -> dict[str, Path]:
    """Pack name -> folder, those that ship first; nothing of a third-party package is imported."""
    from importlib import metadata

    shipped = shipped_folder()
    found = {p.parent.name: p.parent for p in sorted(shipped.glob("*/pack.yaml"))}
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda p: p.name):
        folder = _folder_of(point)
        if folder is not None and point.name not in found:
            found[point.name] = folder
    return found


def _folder_of(point: metadata.EntryPoint) -> Path | None:
    """The folder of an entry point's module, found in its distribution's files without importing it."""
    relative = Path(*point.value.partition(":")[0].strip().split("."))
    if point.dist is not None:
        located = Path(str(point.dist.locate_file(str(relative))))
        if (located / "pack.yaml").is_file():
            return located
    from importlib.machinery import PathFinder

    spec = PathFinder.find_spec(relative.parts[0])
    for place in (spec.submodule_search_locations or ()) if spec else ():
        folder = Path(place).joinpath(*relative.parts[1:])
        if (folder / "pack.yaml").is_file():
            return folder
    return None


def find_pack(wanted: str) -> tuple[Path, str | None]:
    """The folder and pinned version of 'name', 'name@1.0', or a path (with or without a pin).

    Raises PackError (IL210) for an unknown name, with the nearest known one.
    """
    pinned = re.fullmatch(r"(.+)@(\d[\w.]*)", wanted)
    name, version = pinned.groups() if pinned else (wanted, "")
    if "/" in name or "\\" in name or name.startswith("."):
        folder = Path(name)
        if not (folder / "pack.yaml").is_file():
            raise PackError(f"IL210: no pack at {name!r}: {name}/pack.yaml is missing")
        return folder, version or None
    shipped = shipped_folder() / name
    if (shipped / "pack.yaml").is_file():
        return shipped, version or None
    if name.replace("-", "").isalnum() and (shipped_folder() / name / "pack.yaml").is_file():
        return shipped_folder() / name, version or None
    packs = installed_packs()
    if name not in packs:
        from inclusive_lint.packs.spec import nearest

        hint = nearest(name, packs) or f"; installed: {', '.join(packs)}"
        raise PackError(f"IL210: no pack named {name!r}{hint}")
    return packs[name], version or None


def expand(names: tuple[str, ...]) -> tuple[str, ...]:
    """``names`` with 'all' replaced by every installed pack, each name once."""
    out: list[str] = []
    for name in names:
        for each in installed_packs() if name == "all" else (name,):
            if each not in out:
                out.append(each)
    return tuple(out)
