"""``./soletape airflow`` for real: processes, scheduler, the door, Spark, and gold in the lake."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psutil
import pytest

from driven import HOME, Local, started
from listening import SECRET, serving

SKU = "FV5029-010"
SLOT_SECONDS = 1200


@pytest.fixture(scope="module")
def webhook() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    with serving(200) as url_and_heard:
        yield url_and_heard


@pytest.fixture(scope="module")
def local(
    tmp_path_factory: pytest.TempPathFactory, webhook: tuple[str, list[dict[str, Any]]]
) -> Iterator[Local]:
    folder = tmp_path_factory.mktemp("local")
    skus = folder / "skus.txt"
    skus.write_text(f"{SKU}\thot\n")
    with started(
        folder,
        SOLETAPE_SKUS=str(skus),
        SOLETAPE_WEBHOOK_URL=webhook[0],
        ALIAS_DEPTH_CALLS_PER_RUN="0",
        STOCKX_CURRENCIES="USD",
        ALIAS_REGIONS="US",
    ) as running:
        yield running


def test_it_says_where_it_runs_and_not_what_the_password_is(local: Local) -> None:
    password = local.password_file.read_text()
    assert f"Airflow runs at {local.address}" in local.said
    assert str(local.password_file) in local.said
    assert re.search(r'"admin": "(.+)"', password).group(1) not in local.said
    assert oct(local.password_file.stat().st_mode & 0o777) == "0o600"


def test_every_part_is_well(local: Local) -> None:
    health = local.get("/api/v2/monitor/health")
    parts = ("metadatabase", "scheduler", "dag_processor")
    assert {part: health[part]["status"] for part in parts} == dict.fromkeys(parts, "healthy")


def test_every_dag_is_there_and_on(local: Local) -> None:
    dags = local.until(
        "six DAGs",
        lambda: dags if len(dags := local.get("/api/v2/dags")["dags"]) == 6 else None,
        seconds=60,
    )
    assert not [dag["dag_id"] for dag in dags if dag["is_paused"]]


def test_the_webhook_is_told_of_a_tier_without_skus_and_of_a_slot_that_is_late(
    local: Local, webhook: tuple[str, list[dict[str, Any]]]
) -> None:
    local.post("/api/v2/dags/market_data_cold/dagRuns", {"logical_date": "2026-01-05T00:00:00Z"})

    def heard(*words: str) -> bool:
        return any(all(word in each["text"] for word in words) for each in webhook[1])

    failed = ("market_data_cold.fetch failed", "no SKU of tier cold")
    local.until("failed task told", lambda: heard(*failed), seconds=120)
    local.until("late slot told", lambda: heard("cold tier grows old"), seconds=120)
    logs = (file.read_text(errors="replace") for file in local.folder.rglob("*.log"))
    assert not [text for text in logs if SECRET in text]


def test_a_backfill_reads_bronze_instead_of_fetching(local: Local) -> None:
    day = "2026-01-06T00:00:00Z"
    local.post(
        "/api/v2/backfills",
        {"dag_id": "market_data_cold", "from_date": day, "to_date": day, "max_active_runs": 1},
    )

    def backfilled() -> dict[str, dict[str, Any]] | None:
        runs = local.runs("market_data_cold")
        found = [run for run in runs if run["run_type"] == "backfill" and run["end_date"]]
        return local.tasks("market_data_cold", found[0]["dag_run_id"]) if found else None

    tasks = local.until("end of the backfill", backfilled, seconds=180)
    states = {name: task["state"] for name, task in tasks.items()}
    # Bronze holds nothing of that day, which replay says with exit 2.
    assert (states["fetch"], states["silver"]) == ("skipped", "failed")
    assert tasks["silver"]["try_number"] == 1


def test_a_second_one_in_the_same_home_is_refused(local: Local) -> None:
    second = subprocess.run(
        [str(HOME / "soletape"), "airflow", "--port", local.address.rsplit(":", 1)[1]],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert second.returncode == 2
    assert "is in use on 127.0.0.1" in second.stderr


def test_the_hot_slot_of_now_reaches_gold(local: Local) -> None:
    started_at = datetime.now(UTC)
    run = local.until(
        "end of the hot slot",
        lambda: next((run for run in local.runs("market_data_hot") if run["end_date"]), None),
        seconds=SLOT_SECONDS,
    )
    tasks = local.tasks("market_data_hot", run["dag_run_id"])
    assert {name: task["state"] for name, task in tasks.items()} == dict.fromkeys(
        ("fetch", "silver", "gold", "quality", "all_fetched"), "success"
    ), local.said
    slot = datetime.fromisoformat(run["logical_date"])
    assert (slot.minute, slot.second) == (0, 0)
    assert slot <= started_at
    lake = local.folder / "lake"
    assert list((lake / "gold" / "master_market_data" / "_delta_log").glob("*.json"))


def test_all_listen_on_loopback_alone_and_sigterm_ends_them_in_the_middle_of_a_task(
    local: Local,
) -> None:
    local.post("/api/v2/dags/market_data_hot/dagRuns", {"logical_date": "2026-01-05T08:00:00Z"})
    task = local.until(
        "a task that listens",
        lambda: next(filter(listening, local.running("Soletape fetch --tier hot")), None),
        seconds=120,
    )
    descendants = local.descendants()
    addresses = {address for each in descendants for address in listening(each)}
    assert task in descendants
    assert len(descendants) > 4
    assert local.stop() == 0
    assert {address.removeprefix("::ffff:") for address in addresses} == {"127.0.0.1"}
    assert not [each for each in descendants if each.is_running()]
    assert "nothing is left running" in local.said


def listening(process: psutil.Process) -> set[str]:
    try:
        connections = process.net_connections(kind="inet")
    except psutil.NoSuchProcess:
        return set()
    return {each.laddr.ip for each in connections if each.status == psutil.CONN_LISTEN}
