"""The command line, case by case as data in tests/cli/*.toml."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from inclusive_lint import cli

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DATA = Path(__file__).parent / "cli"
KEYS = {
    "name", "args", "files", "bytes", "folders", "links", "stdin", "env", "exit", "stdout",
    "stderr", "stdout-has", "stderr-has", "stdout-lacks", "stderr-lacks", "after", "after-has",
    "model",
}  # fmt: skip


def cases():
    for path in sorted(DATA.glob("*.toml")):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            unknown = set(case) - KEYS
            assert not unknown, f"{path.name}: {case['name']}: unknown keys {unknown}"
            marks = [pytest.mark.model] if case.get("model") else []
            yield pytest.param(case, id=f"{path.stem}: {case['name']}", marks=marks)


def lay(folder, case):
    shutil.copytree(DATA / "toy", folder / "toy")
    for name, text in case.get("files", {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for name, data in case.get("bytes", {}).items():
        (folder / name).write_bytes(bytes.fromhex(data))
    for name in case.get("folders", ()):
        (folder / name).mkdir()
    for name, target in case.get("links", {}).items():
        (folder / name).symlink_to(target)


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """An empty folder that no configuration is above, with a cache of its own."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("INCLUSIVE_LINT_CACHE_DIR", str(tmp_path / "cache"))
    for name in ("NO_COLOR", "FORCE_COLOR", cli.DEBUG):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.mark.parametrize("case", [*cases()])
def test_command_line(case, workplace, monkeypatch, capfdbinary):
    lay(workplace, case)
    for name, value in case.get("env", {}).items():
        monkeypatch.setenv(name, value)
    stdin = io.BytesIO(case.get("stdin", "").encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stdin))
    code = cli.run(case["args"])
    sys.stdout.flush()
    captured = capfdbinary.readouterr()
    said = {"stdout": captured.out.decode(), "stderr": captured.err.decode()}
    everything = f"{said['stdout']}\n--- stderr\n{said['stderr']}"
    assert case["exit"] == code, everything
    for stream, text in said.items():
        if stream in case:
            assert case[stream] == text
        for part in case.get(f"{stream}-has", ()):
            assert part in text, everything
        for part in case.get(f"{stream}-lacks", ()):
            assert part not in text, everything
    for name, text in case.get("after", {}).items():
        assert text == (workplace / name).read_bytes().decode()
    for name, part in case.get("after-has", {}).items():
        assert part in (workplace / name).read_text("utf-8")
