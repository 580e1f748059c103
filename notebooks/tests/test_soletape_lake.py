"""The package opens tables in the version that was asked, and says what it cannot."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable
from soletape_lake import Lake, LakeError, with_ages

FIRST = datetime(2026, 1, 5, 10, tzinfo=UTC)
NOW = datetime(2026, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)


def rows(sku: str, ask: str) -> pl.DataFrame:
    told = {"sku": sku, "lowest_ask": Decimal(ask), "slot_at": FIRST, "snapshot_at": FIRST + HOUR / 2}
    types = {"lowest_ask": pl.Decimal(12, 2), "slot_at": pl.Datetime("us", "UTC")}
    return pl.DataFrame([told], schema_overrides=types)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """gold/asks with a commit an hour: A; A and B; C alone."""
    root = tmp_path_factory.mktemp("lake")
    path = root / "gold" / "asks"
    rows("A", "1.50").write_delta(path)
    rows("B", "2.50").write_delta(path, mode="append")
    rows("C", "3.50").write_delta(path, mode="overwrite")
    rows("D", "4.50").write_delta(root / "silver" / "bids")
    pin = {"name": "audit", "table": "gold/asks", "version": 1, "committed_at": FIRST + HOUR}
    older = pin | {"table": "gold/bars", "committed_at": FIRST}
    pl.DataFrame([pin, older]).write_delta(root / "ops" / "pins")
    for version in range(3):
        at = (FIRST + version * HOUR).timestamp()
        os.utime(path / "_delta_log" / f"{version:020}.json", (at, at))
    return root


@pytest.fixture
def lake(root: Path) -> Lake:
    return Lake(root, clock=lambda: NOW)


def skus(lake: Lake, as_of: str | int | datetime | None) -> list[str]:
    table = lake.table("gold/asks", as_of=as_of)
    return sorted(table.polars().collect()["sku"].to_list())


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (None, ["C"]),
        (0, ["A"]),
        (1, ["A", "B"]),
        ("2026-01-05T10:00:00Z", ["A"]),
        ("2026-01-05T12:59:59+02:00", ["A"]),
        (FIRST + HOUR, ["A", "B"]),
        ("2026-01-05T23:00", ["C"]),
        ("pin:audit", ["A", "B"]),
    ],
)
def test_a_table_is_what_was_known_then(
    lake: Lake, as_of: str | int | datetime | None, expected: list[str]
) -> None:
    assert skus(lake, as_of) == expected


@pytest.mark.parametrize("as_of", [3, "2026-01-05T09:59:59Z", "2026-01-05"])
def test_what_was_not_known_is_refused_with_the_range(lake: Lake, as_of: str | int) -> None:
    with pytest.raises(LakeError, match=r"version 0 \(2026-01-05T10.*version 2 \(2026-01-05T12"):
        lake.table("asks", as_of=as_of)


def three_versions(root: Path) -> Path:
    """gold/asks: A; B alone; B and C."""
    path = root / "gold" / "asks"
    rows("A", "1.50").write_delta(path)
    rows("B", "2.50").write_delta(path, mode="overwrite")
    rows("C", "3.50").write_delta(path, mode="append")
    return path


def test_a_version_whose_files_were_removed_is_refused_with_what_is_left(tmp_path: Path) -> None:
    path = three_versions(tmp_path)
    lake = Lake(tmp_path)
    for file in lake.table("asks", as_of=0).delta().file_uris():
        Path(file).unlink()

    said = (
        r"^Table gold/asks is no longer known as of version 0 \(.*Z\): "
        r"its files have been removed after their retention; ask for version 1 \(.*Z\) or later$"
    )
    with pytest.raises(LakeError, match=said):
        lake.table("asks", as_of=0)
    assert skus(lake, 1) == ["B"]

    for file in path.glob("*.parquet"):
        file.unlink()
    with pytest.raises(LakeError, match=r"no version is whole, which \./soletape replay mends$"):
        lake.table("asks", as_of=1)


def test_a_log_that_was_cut_is_told_from_its_oldest_checkpoint_on(tmp_path: Path) -> None:
    path = three_versions(tmp_path)
    DeltaTable(path).create_checkpoint()
    (path / "_delta_log" / f"{0:020}.json").unlink()
    lake = Lake(tmp_path)

    assert skus(lake, 2) == ["B", "C"]
    with pytest.raises(LakeError, match=r"as of version 1: .*from version 2 \(.*to version 2 \("):
        lake.table("asks", as_of=1)


def test_the_future_is_refused(lake: Lake) -> None:
    with pytest.raises(LakeError, match="in the future"):
        lake.table("asks", as_of="2026-01-06T00:00:01Z")


def test_a_text_that_is_no_time_is_refused(lake: Lake) -> None:
    with pytest.raises(LakeError, match="'yesterday' is no time"):
        lake.table("asks", as_of="yesterday")


def test_a_lake_is_opened_as_of_a_moment(root: Path) -> None:
    lake = Lake(root, as_of=FIRST, clock=lambda: NOW)
    assert skus(lake, None) == ["A"]
    assert lake.sql("SELECT sku FROM gold.asks").fetchall() == [("A",)]


def test_a_lake_is_opened_as_of_a_pin_and_says_so(root: Path) -> None:
    lake = Lake.open(root, as_of="pin:audit")
    assert skus(lake, None) == ["A", "B"]
    assert lake.stamp().endswith(", as of 2026-01-05T11:00:00.000Z (pin:audit)")


@pytest.mark.parametrize(
    ("as_of", "asked"),
    [
        (None, NOW),
        ("2026-01-05T10:00:00Z", FIRST),
        (FIRST, FIRST),
        ("pin:audit", FIRST + HOUR),
    ],
)
def test_the_moment_is_that_which_is_asked(
    root: Path, as_of: str | datetime | None, asked: datetime
) -> None:
    assert Lake(root, as_of, clock=lambda: NOW).moment == asked


def test_an_unknown_pin_has_no_moment(root: Path) -> None:
    with pytest.raises(LakeError, match="no pin 'autumn': there are audit"):
        _ = Lake(root, "pin:autumn").moment


def test_the_moment_of_a_stamp_has_the_same_numbers_later(root: Path) -> None:
    then = Lake(root, clock=lambda: NOW)
    told = then.stamp(then.table("asks"))
    moment = told.splitlines()[0].split(" as of ")[1].removesuffix(" (now)")

    again = Lake(root, as_of=datetime.fromisoformat(moment), clock=lambda: NOW + HOUR)

    assert again.stamp(again.table("asks")) == told.replace(" (now)", "")


@pytest.mark.parametrize(
    ("table", "pin", "said"),
    [
        ("asks", "pin:autumn", "no pin 'autumn': there are audit"),
        ("bids", "pin:audit", "no version of silver/bids: it keeps gold/asks"),
    ],
)
def test_what_no_pin_keeps_is_told_with_what_is_kept(
    lake: Lake, table: str, pin: str, said: str
) -> None:
    with pytest.raises(LakeError, match=said):
        lake.table(table, as_of=pin)


def test_every_shape_has_the_same_rows(lake: Lake) -> None:
    table = lake.table("asks", as_of=1)
    asks = [Decimal("1.50"), Decimal("2.50")]
    assert sorted(table.polars().collect()["lowest_ask"]) == asks
    assert sorted(table.arrow(["lowest_ask"])["lowest_ask"].to_pylist()) == asks
    assert sorted(table.pandas(["lowest_ask"])["lowest_ask"]) == asks


def test_sql_knows_tables_with_and_without_their_layer(lake: Lake) -> None:
    query = "SELECT a.sku, b.sku FROM gold.asks a, bids b"
    assert lake.sql(query).fetchall() == [("C", "D")]


def test_tables_are_listed_gold_first(lake: Lake) -> None:
    assert lake.tables() == ["gold/asks", "silver/bids", "ops/pins"]


def test_an_unknown_table_is_answered_with_the_nearest(lake: Lake) -> None:
    with pytest.raises(LakeError, match="did you mean asks"):
        lake.table("askss")


def test_a_missing_lake_says_what_to_run_first(tmp_path: Path) -> None:
    with pytest.raises(LakeError, match=r"nowhere.*\./soletape demo"):
        Lake.open(tmp_path / "nowhere")


def test_a_lake_elsewhere_is_refused() -> None:
    with pytest.raises(LakeError, match="not on a local disk"):
        Lake.open("s3a://bucket/lake")


def test_a_table_without_rows_says_what_to_run_first(tmp_path: Path) -> None:
    rows("A", "1.50").clear().write_delta(tmp_path / "gold" / "asks")
    with pytest.raises(LakeError, match=r"has no row.*\./soletape demo"):
        Lake.open(tmp_path).filled_table("gold/asks")


def test_the_stamp_tells_version_rows_slot_and_age(lake: Lake) -> None:
    assert lake.stamp(lake.table("asks", as_of=1)).splitlines()[1:] == [
        "table           gold/asks",
        "table version   1, written 2026-01-05 11:00:00 UTC",
        "rows            2",
        "newest slot     2026-01-05 10:00 UTC",
        "age             13:30:00 since the newest answer",
    ]


def test_ages_are_those_of_the_reading(lake: Lake) -> None:
    aged = with_ages(lake.table("asks").polars(), now=NOW).collect()
    assert aged["slot_age"].to_list() == [timedelta(hours=14)]
    assert aged["snapshot_age"].to_list() == [timedelta(hours=13, minutes=30)]
    assert "known_age" not in aged.columns
