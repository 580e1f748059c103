"""Every notebook is clean in git, asks a question, and answers it with pictures when it is run."""

from __future__ import annotations

import os
import re
import time
from datetime import UTC, datetime, timedelta
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
TAPE = "gold/master_market_data"

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
def test_no_cell_asks_the_clock(path: Path) -> None:
    """Ages and look-backs are counted from the moment that is asked."""
    clock = re.compile(r"clock\(|now\(|today\(|time\.time\(")
    assert [cell.id for cell in code_cells(read(path)) if clock.search(cell.source)] == []


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
    assert re.search(r"^lake +\S+, as of \S+Z \(now\)$", stamp, re.MULTILINE)
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
    few = corrected_tape(lake_path, tmp_path)
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path))

    told = printed(execute(notebook("price_history"), tmp_path))

    assert "earlier  version 0" in told
    assert re.search(rf"a newer slot +┆ {few.height} ", told)
    assert "corrected: another parser" in told


def test_what_is_compared_with_is_of_a_week_before_the_moment_that_is_asked(
    lake_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = corrected_tape(lake_path, tmp_path)
    few.write_delta(tmp_path / TAPE, mode="append")
    now = datetime.now(UTC)
    for version, days in enumerate((40, 30, 10)):
        at = (now - timedelta(days=days)).timestamp()
        os.utime(tmp_path / TAPE / "_delta_log" / f"{version:020}.json", (at, at))
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path))
    monkeypatch.setenv("SOLETAPE_AS_OF", (now - timedelta(days=29)).isoformat())

    told = printed(execute(notebook("price_history"), tmp_path))

    assert "later    version 1" in told
    assert "earlier  version 0" in told


def test_ages_as_of_a_pin_are_those_of_its_moment(
    lake_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest version of the pin was written 1,000 hours after the tape's newest answer."""
    lake = Lake.open(lake_path)
    for name in (TAPE, "ops/coverage", "ops/quality_results"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).symlink_to(lake_path / name)
    answered = lake.table(TAPE).polars().select(pl.col("snapshot_at").max()).collect().item()
    pin = {"name": "audit", "committed_at": answered + timedelta(hours=1000)}
    pl.DataFrame(
        pin | {"table": name, "version": lake.table(name).version.number}
        for name in Lake(tmp_path).tables()
    ).write_delta(tmp_path / "ops" / "pins")
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path))
    monkeypatch.setenv("SOLETAPE_AS_OF", "pin:audit")

    told = printed(execute(notebook("quality_and_freshness"), tmp_path))

    assert "(pin:audit)" in told
    assert "age             41 days, 16:00:00 since the newest answer" in told
    assert re.search(r"┆ 1000\.\d +┆ ", told)


def test_maintenance_is_no_run_that_calls(
    lake_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = Lake.open(lake_path).table("ops/runs").polars().collect()
    maintenance = runs.head(1).with_columns(
        tier=pl.lit("maintenance"),
        run_id=pl.lit("maintenance-later"),
        calls=pl.lit(None, runs.schema["calls"]),
        finished_at=pl.col("finished_at").dt.offset_by("10y"),
    )
    pl.concat([runs, maintenance]).write_delta(tmp_path / "ops" / "runs")
    monkeypatch.setenv("SOLETAPE_LAKE", str(tmp_path))

    told = printed(execute(notebook("calls_and_budget"), tmp_path))

    assert f"of {runs.height} runs did not end" in told


def notebook(name: str) -> Path:
    return next(path for path in NOTEBOOKS if path.stem == name)


def corrected_tape(lake_path: Path, folder: Path) -> pl.DataFrame:
    """Write the tape of one SKU, then again an hour later: a new slot, a price of the old one mended."""
    tape = Lake.open(lake_path).table(TAPE)
    few = tape.polars().filter(pl.col("sku") == pl.col("sku").min()).collect()
    few.write_delta(folder / TAPE)
    dearer = (pl.col("lowest_ask") + 1).cast(few.schema["lowest_ask"])
    corrected = few.with_columns(dearer, parser_version=pl.lit("later"))
    newer = few.with_columns(pl.col("slot_at").dt.offset_by("10y"))
    pl.concat([corrected, newer]).write_delta(folder / TAPE, mode="overwrite")
    return few
