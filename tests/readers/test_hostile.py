"""Nested, unclosed and hostile inputs: the time for each grows with its size alone."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from inclusive_lint.blocks import FORMATS, READ_AS_BYTES

FILE = Path(__file__).parents[2] / "benchmarks" / "hostile.py"
spec = importlib.util.spec_from_file_location("hostile", FILE)
assert spec is not None
assert spec.loader is not None
hostile = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hostile)


@pytest.mark.parametrize("where", hostile.CASES)
def test_time_grows_with_size_alone(where: str):
    # What is quadratic takes seconds for the second of these; what isn't, less than a tenth of one.
    for name in hostile.CASES[where]:
        small, large = (hostile.seconds(where, name, size) for size in (2_500, 40_000))
        assert large < 40 * small + 0.5, name


def test_there_are_hostile_inputs_for_every_format():
    assert {where.split()[0] for where in hostile.CASES} == set(FORMATS) - READ_AS_BYTES
