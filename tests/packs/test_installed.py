"""A pack of somebody else, built as a wheel and installed by pip beside this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from packs.pack_files import rule, write_pack
from pages import ROOT, blocks

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow
PROJECT = next(
    block
    for block in blocks((ROOT / "docs" / "writing-rules.md").read_text("utf-8"), "toml")
    if "[build-system]" in block
)
"""The project that the manual shows."""


def build(folder: Path, version: str, rules: str) -> Path:
    """A wheel of the pack at ``version``."""
    project = folder / version
    write_pack(project, rules, name="our-words", version=version).rename(project / "our_words")
    (project / "our_words" / "__init__.py").write_text("raise RuntimeError('imported')\n")
    text = PROJECT.replace('version = "1.0"', f'version = "{version}"')
    (project / "pyproject.toml").write_text(text, "utf-8")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(project / "dist")]
    done = subprocess.run([*command, str(project)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [wheel] = (project / "dist").glob("*.whl")
    return wheel


def install(wheel: Path, site: Path) -> None:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    command += ["--upgrade", "--disable-pip-version-check", "--target", str(site), str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("wheels")
    zonk = rule("zonk", name="our-words")
    fnord = rule("fnord", name="our-words", since="1.1")
    louder = rule("zonk", name="our-words", more='was: [{until: "1.1", severity: suggestion}]')
    return {
        "1.0": build(folder, "1.0", zonk.replace("severity: warning", "severity: suggestion")),
        "1.1": build(folder, "1.1", louder + fnord),
    }


@pytest.fixture
def run(tmp_path: Path):
    """Our command line as a process that sees what is installed in ``tmp_path / 'site'``."""
    paths = os.pathsep.join([str(tmp_path / "site"), str(ROOT), str(ROOT / "lsp_server")])
    cache = str(tmp_path / "cache")
    env = {**os.environ, "PYTHONPATH": paths, "INCLUSIVE_LINT_CACHE_DIR": cache}

    def run(*args: str, stdin: str = "") -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "inclusive_lint", *args],
            cwd=tmp_path, env=env, input=stdin, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return run


def found(run, pack: str) -> list[tuple[str, str]]:
    _, said = run("check", "-", "-f", "json", "--pack", pack, stdin="A zonk and a fnord.\n")
    return [(f["match"], f["severity"]) for f in json.loads(said)["findings"]]


def test_an_installed_pack_is_known_by_name_and_its_code_is_never_run(wheels, tmp_path, run):
    assert run("packs", "show", "our-words")[0] == 2
    install(wheels["1.0"], tmp_path / "site")
    assert "\n  our-words " in run("packs", "list")[1]
    assert run("packs", "validate", "our-words") == (0, "our-words@1.0: 1 rule, valid\n")
    assert found(run, "our-words") == [("zonk", "suggestion")]
    assert run("explain", "our-words.zonk")[1].startswith("our-words.zonk\n")


def test_an_upgrade_brings_what_diff_says_and_a_pin_keeps_what_was(wheels, tmp_path, run):
    install(wheels["1.0"], tmp_path / "site")
    before = found(run, "our-words")
    install(wheels["1.1"], tmp_path / "site")
    assert run("packs", "diff", "our-words", "1.0")[1].splitlines() == [
        "our-words 1.0 -> 1.1: minor changes",
        "  added    our-words.fnord  (warning, race: fnord)",
        "  changed  our-words.zonk",
        "             severity: suggestion -> warning",
    ]
    assert found(run, "our-words") == [("zonk", "warning"), ("fnord", "warning")]
    assert found(run, "our-words@1.0") == before == [("zonk", "suggestion")]


def test_a_pack_that_ships_keeps_its_name(tmp_path, run):
    """An installed pack named 'core' can't take the place of ours."""
    site = tmp_path / "site"
    write_pack(site / "bad", rule("zonk", name="core"), name="core")
    info = site / "bad-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: bad\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[inclusive_lint.packs]\ncore = bad.core\n")
    assert found(run, "core") == []
    assert "core.the-blind" in run("packs", "show", "core")[1]
