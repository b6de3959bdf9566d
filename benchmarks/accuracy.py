"""Accuracy on labelled sentences: precision, recall and false findings, beside the floors kept in CI.

    python benchmarks/accuracy.py            # prints the table
    python benchmarks/accuracy.py --floor    # and exits with 1 where a number is below its floor
    python benchmarks/accuracy.py -v         # and lists each sentence that went wrong

The sentences aren't part of this repository: they are read from ``../shared/bench`` (or --shared).
Their own scorers, which stand beside them, do the counting.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import re
import sys
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inclusive_lint.engine import Linter
from inclusive_lint.model import Settings, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

SHARED = Path(__file__).resolve().parents[2] / "shared" / "bench"
SETTINGS = Settings(packs=("all",), scope=frozenset({"comments", "strings", "identifiers"}))

SUFFIXES = {
    "path": ".sh", "ruby": ".rb", "swift": ".swift", "python": ".py", "javascript": ".js", "typescript": ".ts",
}  # fmt: skip

Spans = dict[str, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Score:
    """What one set of sentences gave."""

    name: str
    found: int
    """Places that should be flagged and were."""
    wanted: int
    false: int
    """Places that should not be flagged and were."""
    silent: int
    """Places that should not be flagged."""
    floor: str
    """What is asked for, in words; empty where nothing is."""
    reached: bool
    wrong: tuple[str, ...] = ()
    """A line for each miss and each false finding."""

    @property
    def precision(self) -> float:
        """Of what was flagged, the part that should be."""
        return self.found / max(1, self.found + self.false)

    @property
    def recall(self) -> float:
        """Of what should be flagged, the part that was."""
        return self.found / max(1, self.wanted)


def scores(shared: Path = SHARED) -> list[Score]:
    """Score every set found in ``shared``; one engine, every pack on."""
    linter = Linter(SETTINGS)
    peers = shared / "peers"
    return [
        context(linter, shared),
        context(linter, shared, before=True),
        cases(linter, peers, "issue_cases", "8 of 8, at most 3 false", lambda s: s.false <= 3),
        # One case asks for two findings in one place ("Slave" matches both of its terms).
        cases(
            linter, peers, "code_identifier_cases", "at least 25, 0 false", lambda s: s.false == 0,
            at_least=25,
        ),
        cases(
            linter, peers, "retext_equality_cases", "at least 55, 0 false", lambda s: s.false == 0,
            at_least=55,
        ),
        words(linter, peers),
    ]  # fmt: skip


def context(linter: Linter, shared: Path, *, before: bool = False) -> Score:
    """Natural sentences with one labelled span each; ``before``: after the end of the sentence before."""
    items = read_lines(shared / "context-dev.jsonl")
    prefixes = {x["id"]: x.get("prev", "") + " " if before and x.get("prev") else "" for x in items}
    spans = lint(linter, ((x["id"], prefixes[x["id"]] + x["text"], "", "text") for x in items))
    hits = {
        id_: [(s - len(prefixes[id_]), e - len(prefixes[id_])) for s, e in found]
        for id_, found in spans.items()
    }
    totals, precision, recall, _, _, bad = module(shared / "score.py").score(items, hits)
    wrong = tuple(
        f"{kind} {x['id']} {x['text'][: x['start']]}[[{x['text'][x['start'] : x['end']]}]]"
        f"{x['text'][x['end'] :]}"
        for kind, x in bad
    )
    found, missed = totals.get("TP", 0), totals.get("FN", 0)
    false, silent = totals.get("FP", 0), totals.get("TN", 0)
    return Score(
        "context-dev, sentence before too" if before else "context-dev",
        found, found + missed, false, false + silent,
        "" if before else "precision 0.95, recall 0.90",
        before or (precision >= 0.95 and recall >= 0.90),
        wrong,
    )  # fmt: skip


def cases(
    linter: Linter,
    peers: Path,
    name: str,
    floor: str,
    few_false: Callable[[Score], bool],
    *,
    at_least: int | None = None,
) -> Score:
    """Cases of other tools' tests and of their users' complaints."""
    items = read_lines(peers / f"{name}.jsonl")
    spans = lint(linter, ((x["id"], x["text"], *path_and_format(x)) for x in items))
    lines = (
        json.dumps({"id": id_, "findings": [{"start": s, "end": e} for s, e in found]})
        for id_, found in spans.items()
    )
    output = io.StringIO()
    with (
        tempfile.TemporaryDirectory() as folder,
        contextlib.redirect_stdout(output),
        warnings.catch_warnings(),
    ):
        # The scorers leave their files to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        findings = Path(folder) / "findings.jsonl"
        findings.write_text("\n".join(lines), "utf-8")
        module(peers / "score_cases.py").main(peers / f"{name}.jsonl", findings)
    *wrong, last = output.getvalue().splitlines()
    numbers = re.search(r"recall (\d+)/(\d+)\D+(\d+)/(\d+)", last)
    if numbers is None:
        raise SystemExit(f"the scorer of {name} printed something new: {last}")
    found, wanted, false, silent = (int(number) for number in numbers.groups())
    score = Score(name, found, wanted, false, silent, floor, reached=False, wrong=tuple(wrong))
    reached = few_false(score) and found >= (wanted if at_least is None else at_least)
    return Score(name, found, wanted, false, silent, floor, reached, tuple(wrong))


def words(linter: Linter, peers: Path) -> Score:
    """Ordinary and identity words, each alone in its text: none may be flagged."""
    items = json.loads((peers / "cuss_rating0.json").read_text("utf-8"))["rating0"]
    spans = lint(linter, ((word, word, "", "text") for word in items))
    flagged = [word for word in items if spans[word]]
    return Score(
        "cuss_rating0, words alone", 0, 0, len(flagged), len(items), "0 false", not flagged,
        tuple(f"FALSE {word}" for word in flagged),
    )  # fmt: skip


def lint(linter: Linter, inputs: Iterable[tuple[str, str, str, str]]) -> Spans:
    """(id, text, path, format) to id -> spans that are flagged, in one batch."""
    listed = list(inputs)
    sources = [
        Source(path or f"{id_}.txt", text, format=format_) for id_, text, path, format_ in listed
    ]
    results = linter.lint_sources(sources)
    return {
        id_: [(f.start, f.end) for f in result.findings if f.suppressed is None]
        for (id_, _, _, _), result in zip(listed, results, strict=True)
    }


def path_and_format(case: dict[str, Any]) -> tuple[str, str]:
    """The path and format to lint a case as; a case without one is plain text."""
    name = case.get("format") or case.get("lang") or "text"
    if name in SUFFIXES:
        return case["id"] + SUFFIXES[name], "code"
    if name in ("markdown", "json"):
        return f"{case['id']}.{name}", name
    return "", "text"


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON value a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def module(path: Path) -> ModuleType:
    """Import a scorer by its path."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} can't be imported")
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


def table(rows: Iterable[Score]) -> str:
    """The numbers as Markdown."""
    lines = [
        "| set | found | false | precision | recall | floor | |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        ratios = ("", "") if not row.wanted else (f"{row.precision:.3f}", f"{row.recall:.3f}")
        lines.append(
            f"| {row.name} | {row.found} of {row.wanted} | {row.false} of {row.silent} "
            f"| {ratios[0]} | {ratios[1]} | {row.floor} | {'ok' if row.reached else 'BELOW'} |"
        )
    return "\n".join(lines)


def main() -> int:
    """Print the table; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--floor", action="store_true", help="exit with 1 below a floor")
    parser.add_argument(
        "--shared", type=Path, default=SHARED, help="the folder of labelled sentences"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="list what went wrong")
    options = parser.parse_args()
    if not options.shared.is_dir():
        print(f"no labelled sentences at {options.shared}; nothing measured", file=sys.stderr)
        return 2
    rows = scores(options.shared)
    if options.verbose:
        for row in rows:
            print(f"\n## {row.name}", *row.wrong, sep="\n")
        print()
    print(table(rows))
    return int(options.floor and not all(row.reached for row in rows))


if __name__ == "__main__":
    sys.exit(main())
