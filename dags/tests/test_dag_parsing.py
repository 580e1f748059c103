"""The folder parses, holds the DAGs that it should, and each has the agreed shape."""

from __future__ import annotations

import ast
import os
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag
from soletape_airflow.door import SoletapeRunOperator

DAGS_FOLDER = Path(__file__).resolve().parents[1]
EXPECTED_DAGS = {"market_data_hot"}


def test_every_dag_file_parses(dag_bag: DagBag) -> None:
    assert dag_bag.import_errors == {}


def test_the_folder_holds_exactly_the_expected_dags(dag_bag: DagBag) -> None:
    assert set(dag_bag.dags) == EXPECTED_DAGS


def test_parsing_needs_no_door(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SOLETAPE_HOME", str(tmp_path / "nowhere"))
    assert set(DagBag(DAGS_FOLDER).dags) == EXPECTED_DAGS


@pytest.mark.parametrize("dag_id", sorted(EXPECTED_DAGS))
def test_the_dag_page_shows_the_docstring_of_its_file(dag_bag: DagBag, dag_id: str) -> None:
    docstring = ast.get_docstring(
        ast.parse((DAGS_FOLDER / f"{dag_id}.py").read_text()), clean=False
    )
    assert docstring
    assert dag_bag.dags[dag_id].doc_md == docstring


def test_hot_runs_every_full_hour_in_utc(dag_bag: DagBag) -> None:
    timetable = dag_bag.dags["market_data_hot"].timetable
    assert timetable.expression == "0 * * * *"
    assert str(timetable.timezone) == "UTC"


def test_hot_never_catches_up_and_runs_alone(dag_bag: DagBag) -> None:
    hot = dag_bag.dags["market_data_hot"]
    assert hot.catchup is False
    assert hot.max_active_runs == 1


def test_hot_is_one_bounded_task_with_retries(dag_bag: DagBag) -> None:
    (task,) = dag_bag.dags["market_data_hot"].tasks
    assert isinstance(task, SoletapeRunOperator)
    assert (task.task_id, task.tier, task.retries) == ("run_hot_tier", "hot", 2)
    assert task.execution_timeout is not None


def test_the_tests_are_no_dag_files() -> None:
    ignored = (DAGS_FOLDER / ".airflowignore").read_text().splitlines()
    assert {"tests/", "soletape_airflow/"} <= set(ignored)
    assert os.environ["AIRFLOW__CORE__DAGS_FOLDER"] == str(DAGS_FOLDER)
