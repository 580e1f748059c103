"""One sandbox for all, a place of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from door import Desk, Sandbox


@pytest.fixture(scope="session")
def shared_sandbox() -> Iterator[Sandbox]:
    sandbox = Sandbox(rate=40)
    yield sandbox
    sandbox.stop()


@pytest.fixture
def sandbox(shared_sandbox: Sandbox) -> Iterator[Sandbox]:
    shared_sandbox.reset_stats()
    yield shared_sandbox
    shared_sandbox.break_with("")


@pytest.fixture
def desk(tmp_path: Path, sandbox: Sandbox) -> Desk:
    return Desk(tmp_path, sandbox)
