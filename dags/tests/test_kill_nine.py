"""``kill -9`` in the middle of a fetch: the slot completes, and no call is made twice.

Takes minutes, so it is run by hand: ``python -m pytest -m by_hand -s``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from driven import Local, started

pytestmark = pytest.mark.by_hand
SLOT_SECONDS = 1500
SKUS = ("FV5029-010", "IB4171-100")


@pytest.fixture
def local(tmp_path: Path) -> Iterator[Local]:
    skus = tmp_path / "skus.txt"
    skus.write_text("".join(f"{sku}\thot\n" for sku in SKUS))
    with started(
        tmp_path,
        SOLETAPE_SKUS=str(skus),
        ALIAS_DEPTH_CALLS_PER_RUN="0",
        # So slow that a fetch has a middle.
        STOCKX_CALLS_PER_SECOND="0.5",
        ALIAS_CALLS_PER_SECOND="0.5",
    ) as running:
        yield running


def scheduler(local: Local) -> psutil.Process:
    (found,) = [each for each in local.running("-m airflow scheduler") if each.ppid() == local.process.pid]
    return found


def door(local: Local) -> psutil.Process:
    (found,) = local.running("io.soletape.cli.Soletape fetch --tier hot")
    return found


def task(local: Local) -> psutil.Process:
    return door(local).parent()


@pytest.mark.parametrize("victim", [scheduler, task, door])
def test_a_slot_completes_without_a_call_made_twice(
    local: Local, victim: Callable[[Local], psutil.Process]
) -> None:
    local.until("fetch", lambda: local.running("Soletape fetch --tier hot"), seconds=300)
    local.until("middle of the fetch", lambda: len(local.calls()) >= 8, seconds=400)
    before = len(local.calls())
    victim(local).kill()

    run = local.until(
        "end of the hot slot",
        lambda: next((run for run in local.runs("market_data_hot") if run["end_date"]), None),
        seconds=SLOT_SECONDS,
    )

    calls = local.calls()
    tasks = local.tasks("market_data_hot", run["dag_run_id"])
    tries = {name: task["try_number"] for name, task in tasks.items()}
    print(f"{victim.__name__}: killed after {before} calls of {len(calls)}, tries {tries}")
    assert run["state"] == "success", local.said
    assert len(calls) > before, "the kill came after the fetch"
    assert {url: count for url, count in calls.items() if count > 1} == {}
    assert [each["logical_date"] for each in local.runs("market_data_hot")].count(
        run["logical_date"]
    ) == 1
