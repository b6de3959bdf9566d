"""Writes the JSON Schemas that editors use: ``python docs/generate_schemas.py``."""

from __future__ import annotations

import json
from pathlib import Path

import inclusive_lint
from inclusive_lint import config_schema
from inclusive_lint.packs import schema

FOLDER = Path(inclusive_lint.__file__).with_name("schemas")


def schemas() -> dict[str, str]:
    """File name -> text of each schema."""
    found = {
        "config.schema.json": config_schema.json_schema(),
        "pack.schema.json": schema.json_schema("pack"),
        "rules.schema.json": schema.json_schema("rules"),
    }
    return {name: json.dumps(data, indent=2) + "\n" for name, data in found.items()}


if __name__ == "__main__":
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
