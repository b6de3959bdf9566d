"""What is built from this checkout: the content of the wheel and the sdist, and the wheel at work."""

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]


def call(*command, cwd, stdin=""):
    """Run a command away from the checkout, with nothing of this environment in its way."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env["INCLUSIVE_LINT_CACHE_DIR"] = str(Path(cwd) / "cache")
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd, env=env, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder that holds the sdist and, built from it, the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    done = call(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built):
    [path] = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def sdist_names(built):
    [path] = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


@pytest.fixture(scope="module")
def scripts(wheel, tmp_path_factory):
    """The folder of programs of a fresh environment with nothing but the wheel."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    venv.create(folder, with_pip=True)
    bin_ = folder / ("Scripts" if os.name == "nt" else "bin")
    done = call(bin_ / "python", "-m", "pip", "install", "--quiet", wheel, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return bin_


def test_the_wheel_holds_every_module_every_list_of_words_and_every_pack(names):
    expected = {
        path.relative_to(ROOT).as_posix()
        for folder in ("inclusive_lint", "rules")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    shipped = {re.sub(r"^inclusive_lint/rules/", "rules/", name) for name in names}
    assert sorted(expected - shipped) == []
    assert "inclusive_lint/rules/core/pack.yaml" in names
    assert "inclusive_lint/rules/technology/pack.yaml" in names


def test_the_wheel_holds_the_language_server_and_the_marker_of_types(names):
    assert "inclusive_lint_server/__init__.py" in names
    assert "inclusive_lint/py.typed" in names


def test_the_wheel_holds_nothing_else(names):
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "inclusive_lint",
        "inclusive_lint_server",
    }
    assert [name for name in names if name.endswith((".pyc", ".map"))] == []


def test_the_wheel_carries_the_license_and_its_entry_points(wheel, names):
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in names if name.endswith("entry_points.txt")]
        text = archive.read(name).decode()
    assert "inclusive-lint = inclusive_lint.entry:main" in text
    assert "[spacy_factories]" in text


def test_the_sdist_can_be_built_and_tested_by_itself(sdist_names):
    wanted = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "Makefile",
              "rules/core/pack.yaml", "tests/test_package.py", "benchmarks/run.py"}  # fmt: skip
    assert sorted(wanted - sdist_names) == []


def test_the_sdist_leaves_out_what_was_made_here(sdist_names):
    assert [name for name in sdist_names if "node_modules" in name or "__pycache__" in name] == []


def test_the_installed_program_says_its_version(scripts, wheel, tmp_path):
    done = call(scripts / "inclusive-lint", "--version", cwd=tmp_path)
    assert done.stdout.strip() == f"inclusive-lint {wheel.name.split('-')[1]}"


def test_the_installed_program_finds_its_packs(scripts, tmp_path):
    done = call(
        scripts / "inclusive-lint", "check", "-", cwd=tmp_path, stdin="Edit the whitelist.\n"
    )
    assert (done.returncode, "allowlist" in done.stdout) == (1, True), done.stdout + done.stderr


def test_the_installed_program_has_its_english_model(scripts, tmp_path):
    flagged = "The master sends writes to each replica.\n"
    silent = "She has a master's degree.\n"
    assert (
        call(scripts / "inclusive-lint", "check", "-", cwd=tmp_path, stdin=flagged).returncode == 1
    )
    assert (
        call(scripts / "inclusive-lint", "check", "-", cwd=tmp_path, stdin=silent).returncode == 0
    )


def test_the_language_server_can_be_imported(scripts, tmp_path):
    done = call(scripts / "python", "-c", "import inclusive_lint_server", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_installed_packages_agree_with_each_other(scripts, tmp_path):
    done = call(scripts / "python", "-m", "pip", "check", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
