"""inclusive-lint reads the sentence before it speaks.

>>> from inclusive_lint import lint_text
>>> result = lint_text("The whitelist is kept.")
>>> [(f.rule, f.match) for f in result.findings]  # doctest: +SKIP
[('technology.allowlist', 'whitelist')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inclusive_lint.__about__ import __version__

if TYPE_CHECKING:
    from inclusive_lint.api import lint_paths, lint_text
    from inclusive_lint.engine import Linter
    from inclusive_lint.model import (
        Allow,
        ConfigError,
        Edit,
        FileResult,
        Finding,
        Fix,
        InclusiveLintError,
        Notice,
        PackError,
        Replacement,
        Result,
        Settings,
        Source,
        Suppressed,
    )

__all__ = [
    "Allow",
    "ConfigError",
    "Edit",
    "FileResult",
    "Finding",
    "Fix",
    "InclusiveLintError",
    "Linter",
    "Notice",
    "PackError",
    "Replacement",
    "Result",
    "Settings",
    "Source",
    "Suppressed",
    "__version__",
    "lint_paths",
    "lint_text",
]

_ELSEWHERE = {
    "Linter": "inclusive_lint.engine",
    "lint_paths": "inclusive_lint.api",
    "lint_text": "inclusive_lint.api",
}
"""Public names that aren't of ``inclusive_lint.model``."""


def __getattr__(name: str) -> Any:
    """Import what is first asked for: ``--version`` shouldn't wait for the engine."""
    if name in __all__:
        from importlib import import_module

        return getattr(import_module(_ELSEWHERE.get(name, "inclusive_lint.model")), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
