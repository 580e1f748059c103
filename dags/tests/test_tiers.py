"""A wrong value in tiers.json: the DAGs are imported all the same, and their tasks name it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.exceptions import AirflowFailException
from soletape_airflow import tiers as module
from soletape_airflow.tiers import tiers

DAGS_FOLDER = Path(__file__).resolve().parents[1]
RIGHT = {"cadence_hours": 1, "schedule": "0 * * * *", "max_duration": "50m"}
WRONG = [
    ({"max_duration": "50x"}, "hot.max_duration", "'50x'; allowed is a number from 1 to 9999"),
    ({"max_duration": 50}, "hot.max_duration", "50; allowed is a number"),
    ({"max_duration": "0m"}, "hot.max_duration", "'0m'; allowed is a number"),
    ({"cadence_hours": "1"}, "hot.cadence_hours", "'1'; allowed is a whole number from 1 to 168"),
    ({"cadence_hours": True}, "hot.cadence_hours", "True; allowed is a whole number"),
    ({"schedule": "hourly"}, "hot.schedule", "'hourly'; allowed is a cron line"),
    ({"schedule": "99 * * * *"}, "hot.schedule", "'99 * * * *'; allowed is a cron line"),
]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a text in the place of tiers.json."""

    def write(text: str) -> Path:
        file = tmp_path / "tiers.json"
        file.write_text(text)
        monkeypatch.setattr(module, "_FILE", file)
        return file

    return write


def failure(dags: DagBag, step: str) -> str:
    task = dags.dags["market_data_hot"].task_dict[step]
    with pytest.raises(AirflowFailException) as raised:
        task.execute({"logical_date": datetime(2026, 1, 5, 8, tzinfo=UTC)})
    return str(raised.value)


@pytest.mark.parametrize(("change", "name", "said"), WRONG)
def test_a_wrong_value_is_named_by_the_tasks_of_its_tier_and_not_at_import(
    settings: Callable[[str], Path],
    fake_home: Path,
    change: dict[str, Any],
    name: str,
    said: str,
) -> None:
    file = settings(json.dumps({"hot": RIGHT | change, "warm": RIGHT, "cold": RIGHT}))
    dags = DagBag(DAGS_FOLDER)
    assert dags.import_errors == {}
    for step in ("fetch", "silver", "gold", "quality"):
        assert f"{name} in {file} is {said}" in failure(dags, step)
    assert tiers()["warm"].faults == ()


@pytest.mark.parametrize("text", ["{", "[]", '{"hot": 1}'])
def test_a_file_that_is_no_object_of_tiers_is_named(
    settings: Callable[[str], Path], fake_home: Path, text: str
) -> None:
    file = settings(text)
    dags = DagBag(DAGS_FOLDER)
    assert dags.import_errors == {}
    assert f"{file} is no JSON object of the tiers hot, warm, cold" in failure(dags, "fetch")


def test_every_fault_is_named_at_once(settings: Callable[[str], Path]) -> None:
    settings(json.dumps({"hot": {"cadence_hours": 0}, "warm": RIGHT, "cold": RIGHT}))
    assert [fault.split(" ")[0] for fault in tiers()["hot"].faults] == [
        "hot.cadence_hours",
        "hot.schedule",
        "hot.max_duration",
    ]
    assert "hot.schedule in" in tiers()["hot"].faults[1]
    assert "is missing; allowed is a cron line" in tiers()["hot"].faults[1]


def test_the_settings_as_shipped_have_no_fault() -> None:
    assert [tier.faults for tier in tiers().values()] == [(), (), ()]
