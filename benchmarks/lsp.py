"""Times the language server as an editor has it: the real process, over pipes, one keystroke after the other.

    python benchmarks/lsp.py [--edits N] [--corpus FOLDER] [--json]

Prints for documents of 5,000 and 100,000 words the time from a keystroke to the published
diagnostics (p50, p95; the server's pause is set to 0), the time from the start of the server to the
first diagnostics with nothing loaded, how long a request waits while a document is linted (what
the event loop was blocked at most), and the memory of the server and its linting process. Exits
with 1 when a number is above its limit.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "lsp"))

from lsp_client import Client, environment, typed  # noqa: E402 - found by the line above

LIMITS = {
    "5,000 words, keystroke to diagnostics, p95": 60.0,
    "100,000 words, keystroke to diagnostics, p95": 150.0,
    "5,000 words, start to first diagnostics, cold": 1500.0,
    "event loop blocked, most": 20.0,
}
WORDS = (
    "the server keeps a list of every client that may connect and each user can change it when they "
    "want while the team reviews this document with care before it goes to people who read it in a "
    "hurry because a page like this one is long and has many headings lists and tables of values"
).split()
TERMS = [
    "whitelist",
    "master node",
    "the blind",
    "guys",
    "sanity check",
    "crazy",
    "mankind",
    "disabled",
]
PROBES_PER_EDIT = 4


def document(words: int, corpus: Path | None, seed: int = 1) -> str:
    """Markdown of that many words: from a folder of documents, or made up with a term in 100 words."""
    rng = random.Random(seed)
    if corpus is not None:
        texts = [p.read_text("utf-8", "replace") for p in sorted(corpus.rglob("*.md"))]
        rng.shuffle(texts)
        taken: list[str] = []
        count = 0
        for text in texts:
            taken.append(text)
            count += len(text.split())
            if count >= words:
                break
        return "\n\n".join(taken)
    paragraphs = []
    count = 0
    while count < words:
        length = rng.randint(40, 120)
        run = [rng.choice(WORDS) for _ in range(length)]
        if rng.random() < length / 100:
            run[rng.randrange(length)] = rng.choice(TERMS)
        sentences = [run[i : i + 17] for i in range(0, length, 17)]
        paragraphs.append(" ".join(" ".join(s).capitalize() + "." for s in sentences))
        if rng.random() < 0.1:
            paragraphs.append("## " + " ".join(rng.choice(WORDS) for _ in range(4)))
        count += length
    return "\n\n".join(paragraphs) + "\n"


def resident(pid: int) -> float:
    """Resident memory of a process in MB; 0 where /proc isn't there."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def children(pid: int) -> list[int]:
    """Process ids of a process's children."""
    try:
        return [
            int(c)
            for t in Path(f"/proc/{pid}/task").iterdir()
            for c in (t / "children").read_text().split()
        ]
    except OSError:
        return []


def quantile(values: list[float], share: float) -> float:
    """The value that ``share`` of the values don't exceed."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


class Session:
    """A server with one open document."""

    def __init__(self, folder: Path, text: str) -> None:
        self.uri = (folder / "document.md").as_uri()
        self.started = time.perf_counter()
        self.client = Client(env=environment(INCLUSIVE_LINT_PRELOAD="1"))
        self.client.initialize(folder, options={"lintDelay": 0})
        self.lines = text.split("\n")
        self.version = 1
        self.client.open(self.uri, text)
        self.found = len(self.client.diagnostics(self.uri, 1, timeout=600))
        self.first = (self.client.last_time - self.started) * 1000

    def edits(
        self, count: int, rng: random.Random, *, probe: bool = False
    ) -> tuple[list[float], list[float]]:
        """Type a word letter by letter at random places; times in ms, and of requests sent meanwhile."""
        times: list[float] = []
        waits: list[float] = []
        while len(times) < count:
            line = rng.choice([i for i, text in enumerate(self.lines) if len(text) > 40])
            column = self.lines[line].index(" ", 20)
            for letter in " " + rng.choice(WORDS + TERMS):
                self.version += 1
                sent = time.perf_counter()
                self.client.change(self.uri, self.version, typed(line, column, letter))
                if probe:
                    waits += [self.probe() for _ in range(PROBES_PER_EDIT)]
                self.client.diagnostics(self.uri, self.version, timeout=600)
                times.append((self.client.last_time - sent) * 1000)
                self.lines[line] = self.lines[line][:column] + letter + self.lines[line][column:]
                column += 1
        return times, waits

    def probe(self) -> float:
        """How long a request waits that needs nothing but the event loop, in ms."""
        sent = time.perf_counter()
        params = {
            "textDocument": {"uri": "file:///nothing.md"},
            "position": {"line": 0, "character": 0},
        }
        self.client.request("textDocument/hover", params)
        return (time.perf_counter() - sent) * 1000

    def memory(self) -> tuple[float, float]:
        """Resident MB of the server and of its linting process."""
        pid = self.client.process.pid
        return resident(pid), sum(resident(child) for child in children(pid))

    def close(self) -> None:
        """End the server."""
        self.client.stop()
        self.client.__exit__()


def measure(edits: int, corpus: Path | None) -> dict[str, float]:
    """All numbers."""
    rng = random.Random(7)
    numbers: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        text = document(5_000, corpus)
        colds = []
        for _ in range(3):
            session = Session(folder, text)
            colds.append(session.first)
            session.close()
        numbers["5,000 words, start to first diagnostics, cold"] = statistics.median(colds)
        for words in (5_000, 100_000):
            session = Session(folder, document(words, corpus))
            name = f"{words:,} words"
            session.edits(20, rng)
            times, _ = session.edits(edits, rng)
            numbers[f"{name}, findings"] = session.found
            numbers[f"{name}, keystroke to diagnostics, p50"] = statistics.median(times)
            numbers[f"{name}, keystroke to diagnostics, p95"] = quantile(times, 0.95)
            _, waits = session.edits(max(edits // 4, 20), rng, probe=True)
            numbers[f"{name}, request while linting, p95"] = quantile(waits, 0.95)
            numbers[f"{name}, request while linting, most"] = max(waits)
            server, linting = session.memory()
            numbers[f"{name}, memory of the server (MB)"] = server
            numbers[f"{name}, memory of the linting process (MB)"] = linting
            session.close()
    blocked = [v for k, v in numbers.items() if k.endswith("request while linting, most")]
    numbers["event loop blocked, most"] = max(blocked)
    return numbers


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    numbers = measure(options.edits, options.corpus)
    failed = [name for name, limit in LIMITS.items() if numbers[name] > limit]
    if options.json:
        print(json.dumps(numbers, indent=2))
    else:
        for name, value in numbers.items():
            limit = f"  (at most {LIMITS[name]:g})" if name in LIMITS else ""
            print(f"{name:55} {value:10.1f}{limit}{'  ABOVE' if name in failed else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
