"""Clients of real server processes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from lsp_client import Client
from lsp_words import RICH, lay_out

# The machine is busy with the servers of other tests: how long an example takes says nothing.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A workspace that several tests of a module share; each uses documents of its own."""
    return lay_out(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def client(home):
    """A pushing client with a shared server."""
    with Client() as found:
        found.initialize(home, capabilities=RICH)
        yield found
        assert found.stop() == 0


@pytest.fixture
def workspace(tmp_path):
    """A workspace of one test."""
    return lay_out(tmp_path / "w")


@pytest.fixture
def start():
    """Starts servers and ends them after the test."""
    started = []

    def make(*folders, capabilities=RICH, client=None, **more):
        made = Client(**(client or {}))
        started.append(made)
        made.initialize(*folders, capabilities=capabilities, **more)
        return made

    yield make
    for each in started:
        each.__exit__()
