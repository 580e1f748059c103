"""The picture of a soak is drawn from its record and its lake."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from soletape_lake.lake import Lake
from soletape_lake.soak import ages, calls, coverage, draw


def record(at: datetime) -> dict:
    run = {"tier": "hot", "started_at": f"{at:%Y-%m-%dT%H:%M:%S}.123456789Z", "stockx_calls": 60}
    return {
        "from": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "until": f"{at:%Y-%m-%dT%H:%M:%SZ}",
        "runs": [run | {"alias_calls": 100}, run | {"alias_calls": 4}],
        "ages": [
            {"at": f"{at:%Y-%m-%dT%H}:59:59Z", "seconds": 3600},
            {"at": f"{at:%Y-%m-%dT%H}:30:00Z", "seconds": 1800},
        ],
        "outages": [
            {
                "platform": "stockx",
                "from": f"{at:%Y-%m-%dT%H:%M:%SZ}",
                "until": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            }
        ],
    }


def test_runs_of_an_hour_are_added_up() -> None:
    told = calls(record(datetime(2026, 3, 9, 10, tzinfo=UTC)))

    assert told.rows() == [("hot", datetime(2026, 3, 9, 10, tzinfo=UTC), 224)]


def test_the_oldest_of_an_hour_counts() -> None:
    assert ages(record(datetime(2026, 3, 9, 10, tzinfo=UTC)))["age"].to_list() == [1.0]


def test_coverage_is_a_share_of_cells(lake_path: Path) -> None:
    percent = coverage(Lake.open(lake_path))["percent"].to_list()

    assert percent
    assert all(0 < each <= 100 for each in percent)


def test_the_picture_shows_all_three(lake_path: Path, tmp_path: Path) -> None:
    at = coverage(Lake.open(lake_path))["slot_at"][0]
    (tmp_path / "soak.json").write_text(json.dumps(record(at)), encoding="utf-8")
    (tmp_path / "lake").symlink_to(lake_path)

    picture = draw(tmp_path).read_text(encoding="utf-8")

    assert picture.startswith("<?xml")
    for label in ("cells with an outcome", "oldest hot product", "calls of both platforms"):
        assert label in picture
