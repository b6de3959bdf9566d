"""The GitHub Action: its shell steps run as the runner would run them."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def steps():
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    return action, {step["id"]: step for step in action["runs"]["steps"] if "run" in step}


def run_step(name, folder, inputs, programs):
    """Run a step: the code it ends with, its output, and what it wrote for the runner."""
    action, known = steps()
    values = {key: spec["default"] for key, spec in action["inputs"].items()} | inputs
    env = {
        key: values[text.removeprefix("${{ inputs.").removesuffix(" }}")]
        for key, text in known[name]["env"].items()
    }
    out, summary = folder / "output", folder / "summary"
    out.touch()
    summary.write_text("before\n")
    env |= {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'lsp_server'}",
        "INCLUSIVE_LINT_CACHE_DIR": str(folder / "cache"),
        "GITHUB_OUTPUT": str(out),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_ACTION_PATH": str(ROOT),
        "HOME": str(folder),
    }
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", known[name]["run"]],
        cwd=folder / "repo",
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in out.read_text().splitlines())
    return done, outputs, summary.read_text()


@pytest.fixture
def folder(tmp_path):
    repo = tmp_path / "repo"
    repo.mkdir()
    shutil.copytree(ROOT / "tests" / "cli" / "toy", repo / "toy")
    (repo / ".inclusive-lint.yaml").write_text("packs: [./toy]\n")
    programs = tmp_path / "bin"
    programs.mkdir()
    script = programs / "inclusive-lint"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m inclusive_lint "$@"\n')
    script.chmod(0o755)
    return tmp_path


def test_findings_become_annotations_a_summary_and_a_failed_step(folder):
    (folder / "repo" / "a b.md").write_text("A whitelist.\n")
    done, outputs, summary = run_step("check", folder, {"paths": "a b.md\n"}, folder / "bin")
    assert 1 == done.returncode, done.stderr
    assert "::warning file=a b.md,line=1,col=3" in done.stdout
    assert summary.startswith("before\n### Inclusive language\n\n**1 finding**")
    assert {"exit-code": "1"} == outputs


def test_a_clean_folder_passes(folder):
    (folder / "repo" / "a.md").write_text("Nothing.\n")
    done, outputs, summary = run_step("check", folder, {}, folder / "bin")
    assert (0, "", {"exit-code": "0"}) == (done.returncode, done.stdout, outputs), done.stderr
    assert "No findings in 1 file." in summary


def test_options_reach_the_check(folder):
    (folder / "repo" / "a.md").write_text("A whitelist, guys.\n")
    inputs = {"fail-on": "error", "args": "--select race  --no-cache", "sarif": "out.sarif"}
    done, outputs, _ = run_step("check", folder, inputs, folder / "bin")
    assert 0 == done.returncode, done.stderr
    assert "guys" not in done.stdout
    assert {"exit-code": "0", "sarif": "out.sarif"} == outputs
    sarif = json.loads((folder / "repo" / "out.sarif").read_text())
    assert 1 == len(sarif["runs"][0]["results"])


def test_inputs_are_never_run_as_shell(folder):
    inputs = {"paths": "$(touch pwned)\n`touch pwned`", "args": "$(touch pwned);touch${IFS}pwned"}
    done, _, _ = run_step("check", folder, inputs, folder / "bin")
    assert 2 == done.returncode
    assert not (folder / "repo" / "pwned").exists()


@pytest.mark.parametrize(("version", "wanted"), [("", str(ROOT)), ("inclusive-lint==1.2", None)])
def test_the_version_asked_for_is_installed(folder, version, wanted):
    python = folder / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    python.chmod(0o755)
    done, _, _ = run_step("install", folder, {"version": version}, folder / "bin")
    assert done.stdout.splitlines()[-1] == (wanted or version)
    assert done.stdout.splitlines()[:3] == ["-m", "pip", "install"]
