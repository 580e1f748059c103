"""The hot DAG through the real door: Airflow, ``./soletape``, Spark, and a lake with gold in it.

``SOLETAPE_DAG_DOOR_ENV`` is a JSON object of environment variables for the door (lake, ledger,
platform addresses, credentials of a sandbox). The repository's test command provides it.
"""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

DOOR_ENV = "SOLETAPE_DAG_DOOR_ENV"


def door_environment() -> dict[str, str]:
    """Return the variables that the real door needs, or fail and say how to provide them."""
    text = os.environ.get(DOOR_ENV)
    if not text:
        pytest.fail(
            f"{DOOR_ENV} is not set. It must be a JSON object of environment variables for the "
            "door, with at least SOLETAPE_LAKE; './soletape test' starts a sandbox and sets it.",
            pytrace=False,
        )
    variables: dict[str, str] = json.loads(text)
    assert "SOLETAPE_LAKE" in variables, f"{DOOR_ENV} lacks SOLETAPE_LAKE"
    return variables


@pytest.mark.usefixtures("airflow_database")
def test_hot_dag_runs_for_real(dag_bag: DagBag, monkeypatch: pytest.MonkeyPatch) -> None:
    variables = door_environment()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    hot = dag_bag.dags["market_data_hot"]
    task = hot.get_task("run_hot_tier")
    task.retries = 0  # A failure shall show at once, not after the retry delay.
    slot = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)

    run = hot.test(logical_date=slot)

    assert run.state == "success", "the door's log is in the captured output above"
    report = run.get_task_instance("run_hot_tier").xcom_pull(task_ids="run_hot_tier")
    assert report["rows"]["gold"] > 0
    assert datetime.fromisoformat(report["slot_at"]) == slot
    lake = Path(variables["SOLETAPE_LAKE"].removeprefix("file:"))
    assert list((lake / "gold" / "master_market_data" / "_delta_log").glob("*.json"))
