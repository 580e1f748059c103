"""The hot DAG run by Airflow itself, from the DAGs folder to the recorded task state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

pytestmark = pytest.mark.usefixtures("airflow_database")
PAST_MOMENT = "2026-01-05T08:15:00.123456789Z"


def test_the_slot_is_the_logical_date(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    door_calls: Callable[[], list[list[str]]],
) -> None:
    fake_door((0, {"rows": {"gold": 1}}))
    run = dag_bag.dags["market_data_hot"].test(logical_date=datetime(2026, 1, 5, 8, tzinfo=UTC))
    assert run.state == "success"
    assert door_calls() == [["run", "--tier", "hot", "--slot", "2026-01-05T08:00:00Z", "--json"]]


def test_a_deferred_run_asks_again_for_the_same_slot(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    door_calls: Callable[[], list[list[str]]],
) -> None:
    fake_door((75, {"resume_at": PAST_MOMENT}), (0, {"rows": {"gold": 1}}))
    run = dag_bag.dags["market_data_hot"].test(logical_date=datetime(2026, 1, 5, 9, tzinfo=UTC))
    (task,) = run.get_task_instances()
    assert (run.state, task.try_number) == ("success", 1)
    assert [call[4] for call in door_calls()] == ["2026-01-05T09:00:00Z"] * 2


def test_airflow_counts_the_resumes_and_stops(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    door_calls: Callable[[], list[list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SOLETAPE_DAG_MAX_RESUMES", "2")
    fake_door((75, {"resume_at": PAST_MOMENT}))
    run = dag_bag.dags["market_data_hot"].test(logical_date=datetime(2026, 1, 5, 10, tzinfo=UTC))
    assert run.state == "failed"
    assert len(door_calls()) == 3


def test_a_failed_quality_check_is_not_retried(
    dag_bag: DagBag,
    fake_door: Callable[..., Path],
    door_calls: Callable[[], list[list[str]]],
) -> None:
    fake_door((3, {"status": "quality_failed"}))
    run = dag_bag.dags["market_data_hot"].test(logical_date=datetime(2026, 1, 5, 11, tzinfo=UTC))
    assert run.state == "failed"
    assert len(door_calls()) == 1
