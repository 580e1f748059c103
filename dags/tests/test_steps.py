"""What each step asks of the door: now, again, and in a backfill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.api.datamodels._generated import DagRunType
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from soletape_airflow.spark import Spark, master_of
from soletape_airflow.steps import (
    FetchOperator,
    QualityOperator,
    SilverOperator,
    SlotOperator,
    StepOperator,
    is_replayed,
    slots_written,
)
from soletape_airflow.tiers import tiers

NOW = datetime(2026, 11, 24, 12, 30, tzinfo=UTC)
PAST = datetime(2026, 1, 5, 8, tzinfo=UTC)
TOLD = "2026-01-05T08:00:00Z"


@pytest.fixture(autouse=True)
def no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soletape_airflow.door.spark_of_connection", lambda _: Spark())


def context(run_type: str) -> Any:
    return {"logical_date": PAST, "dag_run": SimpleNamespace(run_type=DagRunType(run_type))}


@pytest.mark.parametrize(
    ("operator", "asked"),
    [
        (FetchOperator, ["fetch", "--tier", "warm", "--slot", TOLD]),
        (SilverOperator, ["silver", "--tier", "warm", "--slot", TOLD]),
        (QualityOperator, ["quality", "--tier", "warm", "--slot", TOLD]),
    ],
)
@pytest.mark.parametrize("run_type", ["scheduled", "manual"])
def test_a_step_is_done_for_the_logical_date_however_old(
    fake_door: Callable[..., Path],
    door_calls: Callable[[], list[list[str]]],
    operator: type[StepOperator],
    asked: list[str],
    run_type: str,
) -> None:
    fake_door((0, {}))
    operator(step=asked[0], tier=tiers()["warm"]).execute(context(run_type))
    assert door_calls() == [[*asked, "--json"]]


def test_a_backfill_reads_a_past_slot_again_from_bronze(
    fake_door: Callable[..., Path], door_calls: Callable[[], list[list[str]]]
) -> None:
    fake_door((0, {}))
    SilverOperator(step="silver", tier=tiers()["hot"]).execute(context("backfill"))
    assert door_calls() == [["replay", "--from", TOLD, "--to", TOLD, "--json"]]


@pytest.mark.parametrize(("operator", "step"), [(FetchOperator, "fetch"), (QualityOperator, "quality")])
def test_a_backfill_neither_fetches_nor_judges_a_past_slot(
    fake_home: Path, operator: type[StepOperator], step: str
) -> None:
    with pytest.raises(AirflowSkipException, match=TOLD):
        operator(step=step, tier=tiers()["hot"]).execute(context("backfill"))
    assert not (fake_home / "calls.jsonl").exists()


@pytest.mark.parametrize(
    ("run_type", "tier", "age", "expected"),
    [
        ("backfill", "hot", timedelta(minutes=30), False),
        ("backfill", "hot", timedelta(hours=1), True),
        ("backfill", "cold", timedelta(hours=23), False),
        ("backfill", "cold", timedelta(hours=24), True),
        ("scheduled", "hot", timedelta(days=9), False),
        ("manual", "hot", timedelta(days=9), False),
    ],
)
def test_only_a_backfill_of_a_slot_that_is_over_is_replayed(
    run_type: str, tier: str, age: timedelta, expected: bool
) -> None:
    assert is_replayed(run_type, NOW - age, tiers()[tier], NOW) is expected


def test_a_command_with_a_slot_gets_the_logical_date(
    fake_door: Callable[..., Path], door_calls: Callable[[], list[list[str]]]
) -> None:
    fake_door((0, {}))
    SlotOperator(task_id="mapping", words=["map", "--tier", "all"]).execute(context("scheduled"))
    assert door_calls() == [["map", "--tier", "all", "--slot", TOLD, "--json"]]


def test_each_slot_of_the_events_is_judged_once_and_replayed_ones_are_not() -> None:
    extras = [
        {"tier": "hot", "slot": "10", "replayed": False},
        {"tier": "cold", "slot": "00", "replayed": False},
        {"tier": "hot", "slot": "10", "replayed": False},
        {"tier": "hot", "slot": "09", "replayed": True},
        {},
    ]
    events = [SimpleNamespace(extra=extra) for extra in extras]
    assert slots_written(events) == [
        {"tier": "cold", "slot": "00"},
        {"tier": "hot", "slot": "10"},
    ]


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("master.example", 7077, "spark://master.example:7077"),
        ("spark://master.example", 7077, "spark://master.example:7077"),
        ("spark://master.example:7077", None, "spark://master.example:7077"),
        ("yarn", None, "yarn"),
        ("local[2]", None, "local[2]"),
        ("k8s://https://kube.example", 6443, "k8s://https://kube.example:6443"),
    ],
)
def test_a_master_is_written_as_spark_writes_it(
    host: str, port: int | None, expected: str
) -> None:
    assert master_of(host, port) == expected


def test_a_connection_without_host_is_named() -> None:
    with pytest.raises(AirflowFailException, match="soletape_spark names no host"):
        master_of(None, 7077)
