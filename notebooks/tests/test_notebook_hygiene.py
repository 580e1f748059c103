"""The notebook is clean in git, readable, and shows its pictures when it is run."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import polars as pl
import pytest
from conftest import required_setting
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

PICTURES = 3


def read(path: Path) -> NotebookNode:
    return nbformat.read(path, as_version=4)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def execute(notebook_path: Path, folder: Path) -> NotebookNode:
    """Execute a copy in memory, in a folder where a relative path finds nothing."""
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(read(notebook_path), timeout=300, resources=resources).execute()


@pytest.fixture(scope="module")
def executed(notebook_path: Path, tmp_path_factory: pytest.TempPathFactory) -> NotebookNode:
    """The notebook with its outputs, from the lake under test."""
    required_setting("SOLETAPE_LAKE", "the absolute path of a lake with gold in it")
    return execute(notebook_path, tmp_path_factory.mktemp("executed"))


def test_no_output_is_kept_in_git(notebook_path: Path) -> None:
    for cell in code_cells(read(notebook_path)):
        assert (cell.outputs, cell.execution_count) == ([], None), f"strip cell {cell.id!r}"


def test_no_cell_is_empty(notebook_path: Path) -> None:
    assert [cell.id for cell in read(notebook_path).cells if not cell.source.strip()] == []


def test_the_first_cell_asks_a_question(notebook_path: Path) -> None:
    first = read(notebook_path).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# .+\?\n", first.source)


def test_no_cell_names_a_path_of_one_machine(notebook_path: Path) -> None:
    machine_path = re.compile(r"/(home|root|Users|tmp|work|mnt|opt)/|[A-Z]:\\")
    cells = read(notebook_path).cells
    assert [cell.id for cell in cells if machine_path.search(cell.source)] == []


def test_every_picture_names_its_title_axes_and_data(notebook_path: Path) -> None:
    drawing = [cell for cell in code_cells(read(notebook_path)) if "plt.subplots" in cell.source]
    assert len(drawing) >= PICTURES
    for cell in drawing:
        for part in ("set_title(", "set_xlabel(", "set_ylabel(", "{stamp}"):
            assert part in cell.source, f"cell {cell.id!r} lacks {part}"


def test_the_pictures_are_drawn(executed: NotebookNode) -> None:
    outputs = [output for cell in code_cells(executed) for output in cell.outputs]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(pictures) >= PICTURES


def test_nothing_is_warned_about(executed: NotebookNode) -> None:
    outputs = [output for cell in code_cells(executed) for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


def test_the_stamp_tells_version_slot_rows_and_age(executed: NotebookNode) -> None:
    stamp = code_cells(executed)[0]
    text = "".join(output.get("text", "") for output in stamp.outputs)
    assert re.search(r"^table version +\d+, written \d{4}-\d\d-\d\d .* UTC$", text, re.MULTILINE)
    assert re.search(r"^newest slot +\d{4}-\d\d-\d\d \d\d:\d\d UTC$", text, re.MULTILINE)
    assert re.search(r"^rows +[1-9][\d,]*$", text, re.MULTILINE)
    assert re.search(r"^age +.*\d+:\d\d:\d\d since", text, re.MULTILINE)


def test_a_missing_lake_says_what_to_run_first(
    notebook_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path / "nowhere"))
    with pytest.raises(CellExecutionError, match=r"\./soletape demo") as raised:
        execute(notebook_path, tmp_path)
    assert "nowhere" in str(raised.value)


def test_an_empty_table_says_what_to_run_first(
    notebook_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = {name: pl.Datetime("us", "UTC") for name in ("slot_at", "snapshot_at")}
    pl.DataFrame(schema=moments).write_delta(tmp_path / "gold" / "master_market_data")
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path))
    with pytest.raises(CellExecutionError, match=r"has no row.*\./soletape demo"):
        execute(notebook_path, tmp_path)
