"""StockX cuts the quota in the middle of a day: the slot waits without a worker, and goes on.

Takes minutes, so it is run by hand: ``python -m pytest -m by_hand -s``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from driven import Local, started

pytestmark = pytest.mark.by_hand
CUT_SECONDS = 240
SLOT_SECONDS = 1500
# The hour's own slot may begin at any moment: what is cut is the slot that is asked for here.
TIERS = ("hot", "cold")


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    skus = tmp_path / "skus.txt"
    skus.write_text("FV5029-010\thot\nIB4171-100\thot\nDD1391-100\tcold\n")
    with started(
        tmp_path,
        SOLETAPE_SKUS=str(skus),
        ALIAS_DEPTH_CALLS_PER_RUN="0",
        # So slow that a fetch has a middle.
        STOCKX_CALLS_PER_SECOND="0.5",
    ) as running:
        yield running


def test_the_slot_waits_without_a_worker_then_goes_on(local: Local) -> None:
    local.until("fetch", lambda: local.running("Soletape fetch --tier hot"), seconds=300)
    local.until("middle of the fetch", lambda: stockx(local), seconds=300)
    httpx.post(
        f"{local.sandbox}/_sandbox/quota?left=1&seconds={CUT_SECONDS}", timeout=30
    ).raise_for_status()

    def waiting() -> dict[str, Any] | None:
        return next(
            (
                task
                for run in local.runs("market_data_hot")
                for task in local.tasks("market_data_hot", run["dag_run_id"]).values()
                if task["state"] == "up_for_reschedule"
            ),
            None,
        )

    deferred = local.until("deferred fetch", waiting, seconds=400)
    held = local.running("Soletape fetch --tier hot")
    local.post("/api/v2/dags/market_data_cold/dagRuns", {})
    asked_before = sum(stockx(local).values())
    runs = {tier: local.until(f"end of {tier}", lambda t=tier: end(local, t), SLOT_SECONDS) for tier in TIERS}

    calls = local.calls()
    refused = httpx.get(f"{local.sandbox}/_sandbox/stats", timeout=30).json()["stockx"]
    print(
        f"deferred in try {deferred['try_number']} after {asked_before} calls of StockX, done after"
        f" {sum(stockx(local).values())}; refused by the quota: {refused['refused_by_quota']}"
    )
    assert held == []
    assert {tier: run["state"] for tier, run in runs.items()} == dict.fromkeys(TIERS, "success"), local.said
    # A call that the quota refused is made again; an answered one never is.
    assert sum(count - 1 for count in calls.values()) <= refused["refused_by_quota"] <= 5


def stockx(local: Local) -> dict[str, int]:
    return {url: count for url, count in local.calls().items() if url.startswith("/v2/")}


def end(local: Local, tier: str) -> dict[str, Any] | None:
    return next((run for run in local.runs(f"market_data_{tier}") if run["end_date"]), None)
