"""What the tests share: the lake under test, given by the environment, and the notebooks."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat import NotebookNode

NOTEBOOKS_FOLDER = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(NOTEBOOKS_FOLDER.glob("*.ipynb"))
SECONDS = 60

# The kernels find the package beside the notebooks, wherever they run.
os.environ["PYTHONPATH"] = str(NOTEBOOKS_FOLDER)


def required_setting(name: str, meaning: str) -> str:
    """Return an environment variable, or fail the test and say how to provide it."""
    value = os.environ.get(name)
    if not value:
        pytest.fail(
            f"{name} is not set. It must be {meaning}; './soletape test' makes a lake and sets it.",
            pytrace=False,
        )
    return value


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(path: Path, folder: Path) -> NotebookNode:
    """Execute a copy in memory, in a folder where a relative path finds nothing."""
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(read(path), timeout=SECONDS, resources=resources).execute()


def printed(notebook: NotebookNode) -> str:
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    return "".join(output.text for output in outputs if output.get("name") == "stdout")


@pytest.fixture(scope="session")
def lake_path() -> Path:
    """The lake under test."""
    lake = required_setting("SOLETAPE_LAKE", "the absolute path of a lake with gold in it")
    return Path(lake.removeprefix("file:"))


@pytest.fixture(scope="session")
def gold_path(lake_path: Path) -> str:
    """The tape of the lake under test."""
    return str(lake_path / "gold" / "master_market_data")
