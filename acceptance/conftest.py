"""A sandbox and a place of its own for each test: a sandbox's refresh token is good for one user."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from door import Desk, Sandbox

RATE = 40


@pytest.fixture
def new_desk(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    desks: list[Desk] = []

    def open_desk(name: str) -> Desk:
        folder = tmp_path / name
        folder.mkdir()
        desks.append(Desk(folder, Sandbox(rate=RATE)))
        return desks[-1]

    yield open_desk
    for desk in desks:
        desk.sandbox.stop()


@pytest.fixture
def desk(new_desk: Callable[[str], Desk]) -> Desk:
    return new_desk("desk")


@pytest.fixture
def sandbox(desk: Desk) -> Sandbox:
    return desk.sandbox
