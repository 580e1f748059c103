"""deltalake, Polars and DuckDB read the same tape as Spark: same count, same exact sums.

``SOLETAPE_EXPECTED_GOLD`` holds what Spark SQL read:
``{"rows": 816, "ask_sum": "116018.00", "bid_sum": "76890.00"}``, sums of ``lowest_ask`` and
``highest_bid``. A reader that knows a table feature only by half would differ here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import duckdb_extension_delta
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from conftest import required_setting
from deltalake import DeltaTable

DELTA_EXTENSION = (
    Path(duckdb_extension_delta.__file__).parent
    / "extensions"
    / f"v{duckdb.__version__}"
    / "delta.duckdb_extension"
)


@dataclass(frozen=True)
class Totals:
    """Count and exact sums of the tape."""

    rows: int
    ask_sum: Decimal
    bid_sum: Decimal


@pytest.fixture(scope="module")
def expected() -> Totals:
    """What Spark SQL read."""
    text = required_setting("SOLETAPE_EXPECTED_GOLD", "a JSON object with rows, ask_sum, bid_sum")
    told = json.loads(text)
    return Totals(told["rows"], Decimal(told["ask_sum"]), Decimal(told["bid_sum"]))


def test_there_is_something_to_agree_on(expected: Totals) -> None:
    assert expected.rows > 0
    assert expected.ask_sum > 0
    assert expected.bid_sum > 0


def test_deltalake_agrees_with_spark(gold_path: str, expected: Totals) -> None:
    table = pa.table(DeltaTable(gold_path).to_pyarrow_table(columns=["lowest_ask", "highest_bid"]))
    sums = [pc.sum(table[column]).as_py() for column in table.column_names]
    assert Totals(table.num_rows, *sums) == expected


def test_polars_agrees_with_spark(gold_path: str, expected: Totals) -> None:
    gold = pl.scan_delta(gold_path)
    columns = pl.len(), pl.col("lowest_ask").sum(), pl.col("highest_bid").sum()
    assert Totals(*gold.select(*columns).collect().row(0)) == expected


def test_duckdb_agrees_with_spark(gold_path: str, expected: Totals) -> None:
    with duckdb.connect() as database:
        database.execute(f"LOAD '{DELTA_EXTENSION}'")
        row = database.execute(
            "SELECT count(*), sum(lowest_ask), sum(highest_bid) FROM delta_scan(?)", [gold_path]
        ).fetchone()
    assert row is not None
    assert Totals(*row) == expected


@pytest.mark.parametrize("column", ["lowest_ask", "highest_bid"])
def test_money_is_decimal_12_2(gold_path: str, column: str) -> None:
    assert pl.scan_delta(gold_path).collect_schema()[column] == pl.Decimal(12, 2)
