"""Slot after slot under the real scheduler, as fast as they can be done.

Takes minutes, so it is run by hand: ``python -m pytest -m by_hand -s``. ``SOLETAPE_TEST_SLOTS`` says
how many (default 6); 45 take about an hour on two cores.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from driven import Local, started

pytestmark = pytest.mark.by_hand
SLOTS = int(os.environ.get("SOLETAPE_TEST_SLOTS", "6"))
SECONDS_EACH = 300
DAG = "market_data_hot"


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    skus = tmp_path / "skus.txt"
    skus.write_text("FV5029-010\thot\nIB4171-100\thot\n")
    with started(tmp_path, SOLETAPE_SKUS=str(skus), ALIAS_DEPTH_CALLS_PER_RUN="0") as running:
        yield running


def test_every_slot_is_done_once_in_order_and_adds_its_rows_to_gold(local: Local) -> None:
    # The slot of now would end before the older ones, and so overtake them.
    now = local.until("slot of now", lambda: local.runs(DAG), seconds=300)[0]
    local.patch(f"/api/v2/dags/{DAG}/dagRuns/{now['dag_run_id']}", {"state": "failed"})
    latest = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    slots = [latest - timedelta(hours=back) for back in reversed(range(SLOTS))]
    for slot in slots:
        local.post(f"/api/v2/dags/{DAG}/dagRuns", {"logical_date": slot.isoformat()})

    runs = local.until(
        f"end of {SLOTS} slots",
        lambda: ended(local, slots),
        seconds=SLOTS * SECONDS_EACH,
    )

    assert [run["state"] for run in runs] == ["success"] * SLOTS, local.said
    begun = [run["start_date"] for run in runs]
    done = [run["end_date"] for run in runs]
    assert begun == sorted(begun)
    assert done == sorted(done)
    assert all(end <= begin for end, begin in zip(done, begun[1:], strict=False))
    gold = local.asked(
        "SELECT slot_at, count(*), min(ingested_at) FROM gold.master_market_data"
        " GROUP BY slot_at ORDER BY slot_at"
    )
    rows = [count for _, count, _ in gold]
    print(f"{SLOTS} slots done, {rows} rows of gold, calls: {sum(local.calls().values())}")
    assert len(gold) == SLOTS
    assert min(rows) > 0
    assert [first for _, _, first in gold] == sorted(first for _, _, first in gold)
    told = local.asked("SELECT slot_at, count(*) FROM ops.runs WHERE status = 'done' GROUP BY 1")
    assert {slot: count for slot, count in told if count != 1} == {}


def ended(local: Local, slots: list[datetime]) -> list[dict[str, Any]] | None:
    by_slot = {datetime.fromisoformat(run["logical_date"]): run for run in local.runs(DAG)}
    found = [by_slot[slot] for slot in slots if slot in by_slot and by_slot[slot]["end_date"]]
    return found if len(found) == len(slots) else None
