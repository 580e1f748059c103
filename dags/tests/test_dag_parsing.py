"""The folder parses, holds the DAGs that it should, and each has the agreed shape."""

from __future__ import annotations

import ast
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk import TriggerRule
from soletape_airflow.steps import GOLD
from soletape_airflow.tiers import tiers
from soletape_airflow.webhook import task_failed

DAGS_FOLDER = Path(__file__).resolve().parents[1]
TIERS = ["hot", "warm", "cold"]
TIER_DAGS = [f"market_data_{tier}" for tier in TIERS]
EXPECTED_DAGS = {*TIER_DAGS, "mapping", "maintenance", "quality"}
MIDNIGHT = datetime(2026, 11, 24, tzinfo=UTC)


def test_every_dag_file_parses(dag_bag: DagBag) -> None:
    assert dag_bag.import_errors == {}


def test_the_folder_holds_exactly_the_expected_dags(dag_bag: DagBag) -> None:
    assert set(dag_bag.dags) == EXPECTED_DAGS


def test_parsing_needs_no_door(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOLETAPE_HOME", str(tmp_path / "nowhere"))
    assert set(DagBag(DAGS_FOLDER).dags) == EXPECTED_DAGS


@pytest.mark.parametrize("wrong", ["SOLETAPE_DAG_MAX_RESUMES", "STOCKX_CALLS_PER_SECOND"])
def test_a_wrong_setting_does_not_keep_a_dag_from_parsing(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv(wrong, "many")
    assert set(DagBag(DAGS_FOLDER).dags) == EXPECTED_DAGS


@pytest.mark.parametrize("dag_id", sorted(EXPECTED_DAGS))
def test_the_dag_page_shows_the_docstring_of_its_file(dag_bag: DagBag, dag_id: str) -> None:
    docstring = ast.get_docstring(
        ast.parse((DAGS_FOLDER / f"{dag_id}.py").read_text()), clean=False
    )
    assert docstring
    assert dag_bag.dags[dag_id].doc_md.startswith(docstring)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("hot", ("--tier hot --slot", "--max-duration 50m", "within 1 h (")),
        ("warm", ("--tier warm --slot", "--max-duration 5h", "within 6 h (")),
        ("cold", ("--tier cold --slot", "--max-duration 20h", "within 24 h (")),
    ],
)
def test_the_page_of_a_tier_shows_its_own_commands(
    dag_bag: DagBag, name: str, words: tuple[str, ...]
) -> None:
    page = dag_bag.dags[f"market_data_{name}"].doc_md
    assert all(each in page for each in words)
    assert page.count("./soletape ") >= 5


@pytest.mark.parametrize("dag_id", sorted(EXPECTED_DAGS))
def test_no_dag_catches_up_or_runs_beside_itself(dag_bag: DagBag, dag_id: str) -> None:
    dag = dag_bag.dags[dag_id]
    assert (dag.catchup, dag.max_active_runs) == (False, 1)


@pytest.mark.parametrize("dag_id", sorted(EXPECTED_DAGS))
def test_every_task_is_bounded_retries_and_tells_when_it_failed(
    dag_bag: DagBag, dag_id: str
) -> None:
    for task in dag_bag.dags[dag_id].tasks:
        assert task.retries == 2
        assert task.execution_timeout is not None
        assert list(task.on_failure_callback) == [task_failed]
        assert task.pool == "default_pool", "the ledger keeps the rate, no pool does"


@pytest.mark.parametrize(
    ("dag_id", "schedule"),
    [
        ("market_data_hot", "0 * * * *"),
        ("market_data_warm", "0 */6 * * *"),
        ("market_data_cold", "0 0 * * *"),
        ("mapping", "30 2 * * 1"),
        ("maintenance", "30 4 * * *"),
    ],
)
def test_schedules_are_in_utc(dag_bag: DagBag, dag_id: str, schedule: str) -> None:
    timetable = dag_bag.dags[dag_id].timetable
    assert (timetable.expression, str(timetable.timezone)) == (schedule, "UTC")


@pytest.mark.parametrize("tier", TIERS)
def test_a_schedule_fires_at_each_slot_of_its_tier_and_never_else(tier: str) -> None:
    from croniter import croniter

    fires = croniter(tiers()[tier].schedule, MIDNIGHT - timedelta(seconds=1))
    slots = [fires.get_next(datetime) for _ in range(30)]
    assert slots == [MIDNIGHT + number * tiers()[tier].cadence for number in range(30)]


@pytest.mark.parametrize("tier", TIERS)
def test_a_fetch_gives_up_calling_before_the_next_slot_is_due(tier: str) -> None:
    assert tiers()[tier].longest_fetch < tiers()[tier].cadence


@pytest.mark.parametrize("dag_id", TIER_DAGS)
def test_the_steps_of_a_tier_are_tasks_one_after_the_other(dag_bag: DagBag, dag_id: str) -> None:
    dag = dag_bag.dags[dag_id]
    assert {task.task_id: set(task.upstream_task_ids) for task in dag.tasks} == {
        "fetch": set(),
        "silver": {"fetch"},
        "gold": {"silver"},
        "quality": {"gold"},
        "all_fetched": {"fetch"},
    }


@pytest.mark.parametrize("dag_id", TIER_DAGS)
def test_half_a_fetch_goes_on_to_gold_and_only_gold_is_published(
    dag_bag: DagBag, dag_id: str
) -> None:
    tasks = dag_bag.dags[dag_id].task_dict
    assert tasks["silver"].trigger_rule == TriggerRule.ALL_DONE
    assert {name for name, task in tasks.items() if task.outlets} == {"gold"}
    assert tasks["gold"].outlets == [GOLD]


@pytest.mark.parametrize("tier", TIERS)
def test_a_tier_has_a_deadline_when_its_next_slot_is_due(dag_bag: DagBag, tier: str) -> None:
    (alert,) = dag_bag.dags[f"market_data_{tier}"].deadline
    assert alert.interval == tiers()[tier].cadence
    assert alert.callback.path == "soletape_airflow.webhook.deadline_missed"
    assert alert.callback.kwargs["tier"] == tier


def test_quality_waits_for_gold(dag_bag: DagBag) -> None:
    condition: Any = dag_bag.dags["quality"].timetable.asset_condition
    assert [asset.name for asset in condition.objects] == ["soletape_gold"]


def test_what_is_no_dag_file_is_ignored() -> None:
    ignored = (DAGS_FOLDER / ".airflowignore").read_text().splitlines()
    assert {"tests/", "soletape_airflow/"} <= set(ignored)
    assert os.environ["AIRFLOW__CORE__DAGS_FOLDER"] == str(DAGS_FOLDER)
