"""Where a rule's page is: on the web where the pages are published, else the copy that is installed."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

RULE_PAGES: str | None = None
"""Address of the published pages, ``{rule}`` standing for the id; None: they are published nowhere."""
VARIABLE = "INCLUSIVE_LINT_RULE_PAGES"
"""Environment variable that says where somebody publishes them, in the same form."""


def public_page(rule: str) -> str | None:
    """The address of a rule's page for readers anywhere, or None."""
    base = os.environ.get(VARIABLE) or RULE_PAGES
    if not base:
        return None
    return base.replace("{rule}", rule) if "{rule}" in base else f"{base.rstrip('/')}/{rule}"


def page_of(rule: str) -> str | None:
    """The address of a rule's page for a reader at this machine, or None where it has none.

    Rules of other people's packs have no page here.
    """
    return public_page(rule) or local_page(rule)


@cache
def local_page(rule: str) -> str | None:
    """The ``file:`` address of the installed page of a rule, or None."""
    here = Path(__file__).resolve().parent
    for folder in (here / "docs" / "rules", here.parent / "docs" / "rules"):
        page = folder / f"{rule}.md"
        if page.is_file():
            return page.as_uri()
    return None
