"""What the tests share: the lake under test, given by the environment, and this folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NOTEBOOKS_FOLDER = Path(__file__).resolve().parents[1]


def required_setting(name: str, meaning: str) -> str:
    """Return an environment variable, or fail the test and say how to provide it."""
    value = os.environ.get(name)
    if not value:
        pytest.fail(
            f"{name} is not set. It must be {meaning}; './soletape test' makes a lake and sets it.",
            pytrace=False,
        )
    return value


@pytest.fixture(scope="session")
def gold_path() -> str:
    """The tape of the lake under test."""
    lake = required_setting("SOLETAPE_LAKE", "the path of a lake with gold in it")
    return f"{lake.removeprefix('file:').rstrip('/')}/gold/master_market_data"


@pytest.fixture(scope="session")
def notebook_path() -> Path:
    """The notebook as it stands in the repository."""
    return NOTEBOOKS_FOLDER / "market_overview.ipynb"
