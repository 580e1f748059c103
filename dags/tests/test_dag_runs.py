"""Whole DAGs run by Airflow itself, from the DAGs folder to the recorded task states."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag

pytestmark = pytest.mark.usefixtures("airflow_database")
PAST_MOMENT = "2026-01-05T08:15:00.123456789Z"
DoorCalls = Callable[[], list[list[str]]]


def run_hot(dag_bag: DagBag, hour: int) -> Any:
    hot = dag_bag.dags["market_data_hot"]
    for task in hot.tasks:
        task.retries = 0  # A failure shall show at once, not after the retry delay.
    hot.deadline = None  # dag.test() cannot find a deadline's record when the run succeeds.
    return hot.test(logical_date=datetime(2026, 1, 5, hour, tzinfo=UTC))


def states(run: Any) -> dict[str, str]:
    return {task.task_id: str(task.state) for task in run.get_task_instances()}


def steps(calls: list[list[str]]) -> list[str]:
    return [call[0] for call in calls]


def test_a_slot_is_its_steps_for_the_logical_date(
    dag_bag: DagBag, fake_door: Callable[..., Path], door_calls: DoorCalls
) -> None:
    fake_door((0, {"rows": {"gold": 1}}))
    run = run_hot(dag_bag, hour=8)
    slot = ["--tier", "hot", "--slot", "2026-01-05T08:00:00Z"]
    assert run.state == "success"
    assert door_calls() == [
        ["fetch", *slot, "--map", "--max-duration", "50m", "--json"],
        ["silver", *slot, "--json"],
        ["gold", *slot, "--json"],
        ["quality", *slot, "--json"],
    ]


def test_a_deferred_fetch_asks_again_for_the_same_slot(
    dag_bag: DagBag, fake_door: Callable[..., Path], door_calls: DoorCalls
) -> None:
    fake_door((75, {"resume_at": PAST_MOMENT}), (0, {}))
    run = run_hot(dag_bag, hour=9)
    assert run.state == "success"
    assert [task.try_number for task in run.get_task_instances() if task.task_id == "fetch"] == [1]
    assert steps(door_calls()) == ["fetch", "fetch", "silver", "gold", "quality"]
    assert {call[4] for call in door_calls()} == {"2026-01-05T09:00:00Z"}


def test_airflow_counts_the_resumes_and_stops(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    door_calls: DoorCalls,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOLETAPE_DAG_MAX_RESUMES", "2")
    deferred = (75, {"resume_at": PAST_MOMENT})
    fake_door(deferred, deferred, deferred, (0, {}))
    run = run_hot(dag_bag, hour=10)
    assert run.state == "failed"
    assert steps(door_calls()) == ["fetch"] * 3 + ["silver", "gold", "quality"]


@pytest.mark.parametrize(
    ("code", "hour", "expected"),
    [
        (
            1,
            11,
            {"fetch": "failed", "gold": "success", "quality": "success"}
            | {"all_fetched": "upstream_failed"},
        ),
        (
            2,
            12,
            {"fetch": "failed", "gold": "success", "quality": "success"}
            | {"all_fetched": "upstream_failed"},
        ),
    ],
)
def test_what_a_failed_fetch_left_goes_on_to_gold_and_the_run_is_failed(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    code: int,
    hour: int,
    expected: dict[str, str],
) -> None:
    fake_door((code, {}), (0, {}))
    run = run_hot(dag_bag, hour=hour)
    assert run.state == "failed"
    assert states(run) == expected | {"silver": "success"}


def test_a_failed_check_fails_only_the_quality_task_and_is_not_retried(
    dag_bag: DagBag, fake_door: Callable[..., Path], door_calls: DoorCalls
) -> None:
    fake_door((0, {}), (0, {}), (0, {}), (3, {"status": "quality_failed"}))
    run = run_hot(dag_bag, hour=13)
    assert run.state == "failed"
    assert states(run) == {
        "fetch": "success",
        "silver": "success",
        "gold": "success",
        "quality": "failed",
        "all_fetched": "success",
    }
    assert steps(door_calls()) == ["fetch", "silver", "gold", "quality"]


@pytest.mark.parametrize(
    ("dag_id", "words"),
    [
        ("mapping", ["map", "--tier", "all", "--slot", "2026-01-05T14:00:00Z"]),
        ("maintenance", ["maintain"]),
    ],
)
def test_a_dag_of_one_task_calls_the_door_once(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    door_calls: DoorCalls,
    dag_id: str,
    words: list[str],
) -> None:
    fake_door((0, {}))
    run = dag_bag.dags[dag_id].test(logical_date=datetime(2026, 1, 5, 14, tzinfo=UTC))
    assert run.state == "success"
    assert door_calls() == [[*words, "--json"]]
