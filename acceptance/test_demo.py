"""The demo's figures, as its own report tells them."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def report() -> dict:
    lines = Path(os.environ["SOLETAPE_DEMO_REPORT"]).read_text().splitlines()
    return json.loads(lines[-1])


def test_the_run_is_done(report: dict) -> None:
    assert report["status"] == "done"
    assert (report["failed"], report["deferred"]) == (0, 0)


def test_gold_is_of_full_size(report: dict) -> None:
    print(report["rows"])
    assert report["rows"]["gold"] >= 30_000


@pytest.mark.parametrize("platform", ["stockx", "alias"])
def test_each_platform_has_its_share(report: dict, platform: str) -> None:
    print(report["coverage"])
    assert report["coverage"][platform]["observed"] >= 15_000


@pytest.mark.parametrize(
    "table",
    [
        "gold/master_market_data",
        "silver/sales",
        "silver/offer_bins",
        "gold/latest_market_data",
        "gold/daily_price_bars",
        "gold/cross_market_spreads",
    ],
)
def test_every_cell_equals_the_sandbox_s_own_truth(report: dict, table: str) -> None:
    truth = report["ground_truth"][table]
    print(truth)
    assert truth["rows"] > 0
    assert (truth["missing"], truth["extra"], truth["different"]) == (0, 0, 0), truth["examples"]


def test_the_whole_tape_was_compared(report: dict) -> None:
    assert report["ground_truth"]["gold/master_market_data"]["rows"] == report["rows"]["gold"]


def test_the_allowed_rate_is_used_and_kept(report: dict) -> None:
    print(report["rate"])
    assert report["rate"]["used_percent"] >= 95
    assert report["rate"]["refused"] == 0


def test_missing_products_are_named_with_the_reason(report: dict) -> None:
    named = next(check for check in report["checks"] if check["check"] == "mapping_health")
    assert len(named["offenders"]) == 6
    assert all("not_found" in case or "ambiguous" in case for case in named["offenders"])


def test_sql_finds_the_tape_within_a_few_seconds(report: dict) -> None:
    """A second without other load; the limit leaves room for a busy machine."""
    query = "SELECT count(*), count(DISTINCT sku) FROM master_market_data"
    door = Path(__file__).resolve().parents[1] / "soletape"
    for _ in range(2):  # The first question after a build makes the archive of classes.
        begun = time.monotonic()
        asked = subprocess.run(
            [door, "sql", "--json", "-e", query], capture_output=True, text=True, check=True
        )
        seconds = time.monotonic() - begun
    found = json.loads(asked.stdout.splitlines()[-1])
    print(seconds, found)
    assert found["rows"][0][0] == report["rows"]["gold"]
    assert "gold.master_market_data as of version" in asked.stderr
    assert seconds < 5
