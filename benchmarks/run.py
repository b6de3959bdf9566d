"""Speed and memory beside other prose linters, on the same files, as ratios in one run.

    python benchmarks/run.py                      # on ../shared/corpus, and the small cases
    python benchmarks/run.py docs --runs 5        # on another folder
    python benchmarks/run.py --check              # exits with 1 where a ratio misses its target

alex is installed from npm into a folder of its own under the user's cache; vale and woke take part
where they are on PATH. Tools take turns, and the best of the runs counts, so that other work on the
machine weighs on all alike. Peak memory is the largest process of a tool, as the kernel gives it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inclusive_lint.dirs import cache_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
ALEX = "alex@11"
OURS = "inclusive-lint"
HEAVY = ("spacy", "numpy", "pygls", "rich", "pydantic", "yaml", "lsprotocol", "thinc")
"""Packages that start-up must not import."""

CLEAN = """# Set up the printer

Connect the cable to the port at the back of the printer, then turn the power on. The display shows
the state of the paper tray and of the toner. Print a test page and hold it beside the
sample in the box. To print from a phone, install the app and scan the code on the front.
"""
AMBIGUOUS = """# Notes

Report {number} is on the table. In week {number} the team was crippled by the change.
"""
"""One word that only the grammar of its sentence decides; the number keeps stored verdicts away."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A linter to be measured."""

    name: str
    command: Callable[[list[str]], list[str]]
    """Paths to the command line that lints them."""
    env: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of one tool."""

    seconds: float
    """Wall clock, the whole process."""
    cpu: float
    """Seconds of processor time, user and system: what other work on the machine touches least."""
    memory: int
    """Peak resident size in bytes."""
    code: int
    """Exit code."""


@dataclass(frozen=True, slots=True)
class Case:
    """Files that each tool reads, and how often."""

    name: str
    files: Callable[[int], list[str]]
    """The paths for run number n; new ones where a stored verdict would make the run too easy."""
    runs: int
    target: float | None
    """The most that our time may be, as a part of alex's."""
    cold: bool = False
    """Whether our cache is emptied before each run."""


def main() -> int:
    """Run all cases and print the tables; the exit code."""
    options = arguments()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        tools = [ours(work), *peers(work, alex=not options.no_alex)]
        misses = []
        for case in cases(work, options.paths, options.runs):
            print(f"## {case.name}\n")
            misses += report(case, measure(case, tools, work))
        heavy = sorted(imports("--version").intersection(HEAVY))
        ambiguous = str(work / "ambiguous-0.md")
        if "spacy" not in imports("check", "--isolated", "--no-cache", ambiguous):
            misses.append("the file with one ambiguous word was decided without the model")
    print(f"Start-up imports {', '.join(heavy) if heavy else 'none of ' + ', '.join(HEAVY)}.")
    if heavy:
        misses.append(f"start-up imports {', '.join(heavy)}")
    for miss in misses:
        print(f"MISSED: {miss}")
    return int(options.check and bool(misses))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, default=[CORPUS], help="files and folders")
    parser.add_argument("--runs", type=int, default=3, help="runs of the large case (default 3)")
    parser.add_argument("--no-alex", action="store_true", help="leave alex out")
    parser.add_argument("--check", action="store_true", help="exit with 1 where a target is missed")
    return parser.parse_args()


def cases(work: Path, paths: list[Path], runs: int) -> Iterator[Case]:
    """The cases, their files written to ``work``."""
    clean = work / "clean.md"
    clean.write_text(CLEAN, "utf-8")
    yield Case("A clean file", lambda _: [str(clean)], max(runs, 7), 0.15)

    def ambiguous(number: int) -> list[str]:
        path = work / f"ambiguous-{number}.md"
        path.write_text(AMBIGUOUS.format(number=number), "utf-8")
        return [str(path)]

    yield Case("A file with one ambiguous word", ambiguous, max(runs, 5), 1.3)
    corpus = documents(paths)
    if not corpus:
        names = ", ".join(str(path) for path in paths)
        print(f"No Markdown or text under {names}: the large case is left out.\n")
        return
    document = [sorted(corpus, key=lambda path: Path(path).stat().st_size)[len(corpus) // 2]]
    yield Case(
        "A document of usual length, as a commit hook runs it", lambda _: document, runs, None
    )
    yield Case("All files, cold", lambda _: corpus, runs, 0.15, cold=True)
    yield Case("All files again, verdicts stored", lambda _: corpus, runs, None)


def documents(paths: list[Path]) -> list[str]:
    """The Markdown and plain text files, in order of name: what every tool can read."""
    found = {
        file
        for path in paths
        for file in ([path] if path.is_file() else path.rglob("*"))
        if file.suffix in (".md", ".txt", ".markdown") and file.is_file()
    }
    return sorted(str(file.resolve()) for file in found)


def ours(work: Path) -> Tool:
    """This tool, from this source tree, compiled as an installed one is, with a cache of its own."""
    command = [sys.executable, "-m", "inclusive_lint", "check", "--isolated"]
    env = {
        "INCLUSIVE_LINT_CACHE_DIR": str(work / "cache"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(work / "compiled"),
    }
    return Tool(OURS, lambda paths: [*command, *paths], env)


def peers(work: Path, *, alex: bool) -> Iterator[Tool]:
    """The other linters that are here."""
    if alex and (script := install_alex()):
        node = shutil.which("node") or "node"
        yield Tool(ALEX, lambda paths: [node, str(script), "--quiet", *paths])
    if vale := shutil.which("vale"):
        config = work / ".vale.ini"
        config.write_text("MinAlertLevel = suggestion\n[*]\nBasedOnStyles = Vale\n", "utf-8")
        yield Tool("vale", lambda paths: [vale, "--config", str(config), "--no-exit", *paths])
    if woke := shutil.which("woke"):
        yield Tool("woke", lambda paths: [woke, *paths])


def install_alex() -> Path | None:
    """The script of alex, installed on first use; None, with a word about it, where that fails."""
    folder = cache_dir() / "benchmarks" / ALEX
    script = folder / "node_modules" / "alex" / "cli.js"
    npm = shutil.which("npm")
    if script.is_file():
        return script
    if npm is None:
        print("npm is not on PATH: alex is left out.\n", file=sys.stderr)
        return None
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), ALEX]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not script.is_file():
        print(f"npm could not install {ALEX}: alex is left out.\n{done.stderr}", file=sys.stderr)
        return None
    return script


def measure(case: Case, tools: list[Tool], work: Path) -> dict[str, tuple[Sample, int, int]]:
    """Tool name to its fastest run, with the bytes and words that it read.

    A first run on one file isn't counted: it brings each program into the system's memory.
    """
    best: dict[str, tuple[Sample, int, int]] = {}
    for tool in tools:
        run(tool, case.files(0)[:1], work)
    for number in range(1, case.runs + 1):
        files = case.files(number)
        texts = [Path(file).read_bytes() for file in files]
        size, words = sum(map(len, texts)), sum(len(text.split()) for text in texts)
        for tool in tools:
            if case.cold and tool.name == OURS:
                shutil.rmtree(work / "cache", ignore_errors=True)
            sample = run(tool, files, work)
            if tool.name not in best or sample.seconds < best[tool.name][0].seconds:
                best[tool.name] = sample, size, words
    return best


def run(tool: Tool, files: list[str], work: Path) -> Sample:
    """Lint ``files`` once, output thrown away."""
    with (work / "stderr.txt").open("w+b") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            tool.command(files),
            cwd=work,
            env={**os.environ, **tool.env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        trouble = errors.read()
    if process.returncode not in (0, 1):
        text = trouble.decode("utf-8", "replace")[-2000:]
        raise SystemExit(f"{tool.name} ended with {process.returncode}:\n{text}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Sample(
        seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, process.returncode
    )


def report(case: Case, best: dict[str, tuple[Sample, int, int]]) -> list[str]:
    """Print the table of a case; the targets it missed."""
    print("| tool | time (s) | CPU (s) | MB/s | words/s | peak memory (MB) | our time / its time |")
    print("|---|---|---|---|---|---|---|")
    own = best[OURS][0].seconds
    for name, (sample, size, words) in best.items():
        ratio = "" if name == OURS else f"{own / sample.seconds:.2f}"
        print(
            f"| {name} | {sample.seconds:.3f} | {sample.cpu:.3f} | {size / sample.seconds / 1e6:.2f} "
            f"| {words / sample.seconds:,.0f} | {sample.memory / 1e6:.0f} | {ratio} |"
        )
    print()
    if case.target is None or ALEX not in best:
        return []
    ratio_to_alex = own / best[ALEX][0].seconds
    verdict = "reached" if ratio_to_alex <= case.target else "missed"
    print(f"Target: at most {case.target} of alex's time; {ratio_to_alex:.2f}: {verdict}.\n")
    return [] if verdict == "reached" else [f"{case.name}: {ratio_to_alex:.2f} > {case.target}"]


def imports(*arguments: str) -> set[str]:
    """The top packages that a run of ours imports."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "inclusive_lint", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines()}


if __name__ == "__main__":
    sys.exit(main())
