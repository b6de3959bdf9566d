"""The floors of accuracy on labelled sentences, where those are at hand."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "bench"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the labelled sentences (../shared/bench) aren't here"
    ),
]


@pytest.fixture(scope="module")
def rows():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "benchmarks" / "accuracy.py")
    accuracy = importlib.util.module_from_spec(spec)
    sys.modules["accuracy"] = accuracy
    spec.loader.exec_module(accuracy)
    return {row.name: row for row in accuracy.scores(SHARED)}


@pytest.mark.parametrize(
    "name",
    ["context-dev", "issue_cases", "code_identifier_cases", "retext_equality_cases",
     "cuss_rating0, words alone"],
)  # fmt: skip
def test_a_set_of_labelled_sentences_reaches_its_floor(rows, name):
    row = rows[name]
    assert row.reached, f"{row}\n" + "\n".join(row.wrong)
