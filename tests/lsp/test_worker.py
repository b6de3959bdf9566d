"""The linting process by itself: every job has an answer, and no job ends the process."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inclusive_lint_server import worker
from inclusive_lint_server.wire import read_frame, write_frame
from inclusive_lint_server.worker_state import WorkerState, troubles_of
from lsp_client import environment

from inclusive_lint.model import ConfigError

JSON = st.dictionaries(
    st.text(max_size=5),
    st.none() | st.integers() | st.text(max_size=9) | st.lists(st.integers(), max_size=3),
)


@given(JSON, st.binary(max_size=99))
def test_a_frame_is_read_as_it_was_written(head, body):
    stream = io.BytesIO()
    write_frame(stream, head, body)
    write_frame(stream, {}, b"")
    stream.seek(0)
    assert (read_frame(stream), read_frame(stream), read_frame(stream)) == (
        (head, body),
        ({}, b""),
        None,
    )


@given(JSON, st.binary(min_size=1, max_size=99), st.integers(1, 8))
def test_a_frame_that_is_cut_short_is_the_end(head, body, missing):
    stream = io.BytesIO()
    write_frame(stream, head, body)
    cut = stream.getvalue()[: -min(missing, len(body))]
    assert read_frame(io.BytesIO(cut)) is None


@pytest.mark.parametrize("name", [*worker.HERE, *worker.ELSEWHERE])
def test_every_operation_is_there(name):
    assert callable(worker.operation_of(name))


@pytest.mark.parametrize(
    "head", [{}, {"op": "no such"}, {"op": ["lint"]}, {"op": "lint"}, {"op": "rule", "key": "x"}]
)
def test_a_job_that_makes_no_sense_has_an_answer(head, capsys):
    answer, _ = worker.handle(WorkerState(), head, b"\xff")
    assert "error" in answer or answer == {"rule": None}


def test_it_starts_without_what_the_first_document_does_not_need():
    code = "import sys, inclusive_lint_server.worker; print(*sys.modules)"
    run = [sys.executable, "-c", code]
    done = subprocess.run(run, env=environment(), capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"spacy", "numpy", "lsprotocol", "pygls", "asyncio", "hypothesis"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/w/a b.yaml:3:5: IL111: unknown", ("/w/a b.yaml", 3, 5, "IL111", "unknown")),
        ("c:/w/a.yaml:3:5: IL111: a: b", ("c:/w/a.yaml", 3, 5, "IL111", "a: b")),
        ("IL210: no pack", (None, 1, 1, "IL210", "no pack")),
        ("something", (None, 1, 1, "IL101", "something")),
    ],
)
def test_an_error_tells_its_place(text, expected):
    (found,) = troubles_of(ConfigError(text))
    assert tuple(found.values()) == expected
