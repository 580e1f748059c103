"""Every notebook is clean in git, asks a question, and answers it with pictures when it is run."""

from __future__ import annotations

import re
import time
from pathlib import Path

import polars as pl
import pytest
from conftest import NOTEBOOKS, SECONDS, code_cells, execute, printed, read
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from soletape_lake import Lake

PICTURES = {
    "buy_here_sell_there": 1,
    "calls_and_budget": 3,
    "market_overview": 4,
    "price_history": 3,
    "quality_and_freshness": 3,
}
PNG_BYTES = 8_000

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(
    request: pytest.FixtureRequest, lake_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, NotebookNode, float]:
    """A notebook's name, the notebook with outputs from the lake under test, and its seconds."""
    assert lake_path.is_absolute()
    begun = time.monotonic()
    notebook = execute(request.param, tmp_path_factory.mktemp("executed"))
    return request.param.stem, notebook, time.monotonic() - begun


def test_every_notebook_is_known_to_these_tests() -> None:
    assert {path.stem for path in NOTEBOOKS} == set(PICTURES)


@every_notebook
def test_no_output_is_kept_in_git(path: Path) -> None:
    for cell in code_cells(read(path)):
        assert (cell.outputs, cell.execution_count) == ([], None), f"strip cell {cell.id!r}"


@every_notebook
def test_no_cell_is_empty(path: Path) -> None:
    assert [cell.id for cell in read(path).cells if not cell.source.strip()] == []


@every_notebook
def test_the_first_cell_asks_a_question(path: Path) -> None:
    first = read(path).cells[0]
    assert first.cell_type == "markdown"
    assert re.match(r"# .+\?\n", first.source)


@every_notebook
def test_no_cell_names_a_path_of_one_machine(path: Path) -> None:
    machine_path = re.compile(r"/(home|root|Users|tmp|work|mnt|opt)/|[A-Z]:\\")
    assert [cell.id for cell in read(path).cells if machine_path.search(cell.source)] == []


@every_notebook
def test_every_picture_names_its_title_axes_and_data(path: Path) -> None:
    drawing = [cell for cell in code_cells(read(path)) if "plt.subplots" in cell.source]
    assert len(drawing) >= PICTURES[path.stem]
    for cell in drawing:
        for part in ("set_title(", "set_xlabel(", "set_ylabel(", "stamp}"):
            assert part in cell.source, f"cell {cell.id!r} lacks {part}"


def test_the_pictures_are_drawn(executed: tuple[str, NotebookNode, float]) -> None:
    name, notebook, _ = executed
    outputs = [output for cell in code_cells(notebook) for output in cell.outputs]
    shown = [output.get("data", {}) for output in outputs]
    pictures = [data["image/png"] for data in shown if "image/png" in data]
    assert len(pictures) >= PICTURES[name]
    assert min(len(picture) for picture in pictures) > PNG_BYTES, "a picture that shows nothing"


def test_nothing_is_warned_about(executed: tuple[str, NotebookNode, float]) -> None:
    outputs = [output for cell in code_cells(executed[1]) for output in cell.outputs]
    assert [output.text for output in outputs if output.get("name") == "stderr"] == []


def test_the_stamp_stands_at_the_top(executed: tuple[str, NotebookNode, float]) -> None:
    stamp = "".join(output.get("text", "") for output in code_cells(executed[1])[0].outputs)
    assert re.search(r"^lake +\S+, as of now$", stamp, re.MULTILINE)
    assert re.search(r"^table version +\d+, written \d{4}-\d\d-\d\d .* UTC$", stamp, re.MULTILINE)
    assert re.search(r"^newest slot +\d{4}-\d\d-\d\d \d\d:\d\d UTC$", stamp, re.MULTILINE)
    assert re.search(r"^rows +[1-9][\d,]*$", stamp, re.MULTILINE)


def test_no_notebook_takes_a_minute(executed: tuple[str, NotebookNode, float]) -> None:
    assert executed[2] < SECONDS


def test_a_missing_lake_says_what_to_run_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path / "nowhere"))
    with pytest.raises(CellExecutionError, match=r"nowhere.*\./soletape demo"):
        execute(NOTEBOOKS[0], tmp_path)


def test_a_later_version_is_compared_row_by_row(
    lake_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tape again, an hour later: a new slot, and a price of the old one corrected."""
    tape = Lake.open(lake_path).table("gold/master_market_data")
    few = tape.polars().filter(pl.col("sku") == pl.col("sku").min()).collect()
    path = tmp_path / "gold" / "master_market_data"
    few.write_delta(path)
    dearer = (pl.col("lowest_ask") + 1).cast(few.schema["lowest_ask"])
    corrected = few.with_columns(dearer, parser_version=pl.lit("later"))
    newer = few.with_columns(pl.col("slot_at").dt.offset_by("10y"))
    pl.concat([corrected, newer]).write_delta(path, mode="overwrite")
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path))
    history = next(path for path in NOTEBOOKS if path.stem == "price_history")

    told = printed(execute(history, tmp_path))

    assert "earlier  version 0" in told
    assert re.search(rf"a newer slot +┆ {few.height} ", told)
    assert "corrected: another parser" in told
