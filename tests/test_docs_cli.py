"""The pages on the command line and its formats are current."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from inclusive_lint.commands.check import _FORMATS
from inclusive_lint.commands.migrate import _TOOLS
from inclusive_lint.migrate import TOOLS
from inclusive_lint.reports import REPORTS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def test_the_page_of_the_command_line_is_what_the_generator_writes():
    spec = importlib.util.spec_from_file_location("generate_cli", DOCS / "generate_cli.py")
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    written = (DOCS / "cli.md").read_text("utf-8")
    assert generator.page() == written, "run: python docs/generate_cli.py"


def test_the_lists_that_start_up_needs_without_imports_are_whole():
    assert tuple(REPORTS) == _FORMATS
    assert tuple(TOOLS) == _TOOLS


@pytest.mark.parametrize("name", REPORTS)
def test_each_format_is_documented(name):
    page = (DOCS / "output-formats.md").read_text("utf-8")
    assert f"| `{name}` |" in page


def test_each_input_of_the_action_and_each_hook_is_documented():
    page = (DOCS / "integrations.md").read_text("utf-8")
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    names = [*action["inputs"], *action["outputs"], *(hook["id"] for hook in hooks)]
    assert [] == [name for name in names if f"`{name}`" not in page]
