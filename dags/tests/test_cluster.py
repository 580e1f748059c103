"""Drivers on a cluster: the master is a small HTTP server here that speaks Spark's REST protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowRescheduleException,
)
from soletape_airflow.cluster import Cluster, cluster_of, outcome, run_id
from soletape_airflow.spark import Spark
from soletape_airflow.steps import StepOperator
from soletape_airflow.tiers import tiers

RUN = "hot-20260105T0800Z"
JAR = "/opt/soletape/jobs/target/soletape.jar"
LOGICAL_DATE = datetime(2026, 1, 5, 8, tzinfo=UTC)


@contextmanager
def master(*states: str) -> Iterator[tuple[Cluster, list[tuple[str, Any]]]]:
    """A master whose driver passes through these states, one each time it is asked."""
    heard: list[tuple[str, Any]] = []
    left = list(states)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            heard.append((self.path, json.loads(body) if body else None))
            self._say({"success": True, "submissionId": "driver-1"})

        def do_GET(self) -> None:
            heard.append((self.path, None))
            self._say({"success": True, "driverState": left.pop(0)})

        def _say(self, body: dict[str, Any]) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Cluster("spark://127.0.0.1:7077", server.server_port, JAR), heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def step(monkeypatch: pytest.MonkeyPatch) -> Callable[[Cluster], dict[str, Any]]:
    def run(cluster: Cluster) -> dict[str, Any]:
        monkeypatch.setattr(
            "soletape_airflow.door.spark_of_connection", lambda _: Spark({}, cluster)
        )
        monkeypatch.setattr(StepOperator, "sleep", staticmethod(lambda _: None))
        operator = StepOperator(step="fetch", tier=tiers()["hot"])
        return operator.execute({"logical_date": LOGICAL_DATE, "task_reschedule_count": 0})

    return run


def test_a_driver_gets_the_words_of_the_door_and_no_setting_of_this_process(
    step: Callable[[Cluster], dict[str, Any]],
    fake_door: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALIAS_TOKEN", "hush-4711")
    fake_door((0, {}))
    with master("SUBMITTED", "RUNNING", "FINISHED") as (cluster, heard):
        assert step(cluster) == {"run_id": RUN, "driver_state": "FINISHED"}
    path, body = heard[0]
    words = ["fetch", "--tier", "hot", "--slot", "2026-01-05T08:00:00Z", "--json"]
    assert (path, body["appArgs"]) == ("/v1/submissions/create", words)
    assert body["sparkProperties"]["spark.submit.deployMode"] == "cluster"
    assert "hush-4711" not in json.dumps(body)
    assert [each for each, _ in heard[1:]] == ["/v1/submissions/status/driver-1"] * 3


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (
            {"run_id": RUN, "status": "deferred", "resume_at": "2026-01-06T00:00:00Z"},
            AirflowRescheduleException,
        ),
        ({"run_id": RUN, "status": "quality_failed"}, AirflowFailException),
        ({"run_id": RUN, "status": "failed", "cause": "Alias does not answer"}, AirflowException),
        ({"run_id": "hot-20260105T0700Z", "status": "deferred"}, AirflowException),
    ],
)
def test_how_a_driver_failed_is_told_by_the_lake(
    step: Callable[[Cluster], dict[str, Any]],
    fake_door: Callable[..., Path],
    run: dict[str, Any],
    expected: type[Exception],
) -> None:
    fake_door((0, {"runs": [run]}))
    with master("FAILED") as (cluster, _), pytest.raises(AirflowException) as raised:
        step(cluster)
    assert type(raised.value) is expected
    if expected is AirflowException and run["run_id"] == RUN:
        assert "Alias does not answer" in str(raised.value)


@pytest.mark.parametrize("state", ["FAILED", "ERROR", "KILLED", "NOT_FOUND"])
def test_a_driver_that_left_nothing_in_the_lake_has_failed(state: str) -> None:
    assert outcome(state, RUN, []) == (1, {"run_id": RUN, "driver_state": state})


def test_a_run_is_named_as_in_the_lake() -> None:
    assert run_id("hot", "2026-01-05T08:00:00Z") == RUN


@pytest.mark.parametrize(
    ("extra", "expected"),
    [
        ({}, None),
        ({"deploy-mode": "client"}, None),
        ({"deploy-mode": "cluster"}, Cluster("spark://m:7077", 6066, JAR)),
        (
            {"deploy-mode": "cluster", "rest-port": "7066", "jar": "/srv/tape.jar"},
            Cluster("spark://m:7077", 7066, "/srv/tape.jar"),
        ),
    ],
)
def test_only_cluster_deploy_mode_submits_drivers(
    extra: dict[str, str], expected: Cluster | None
) -> None:
    assert cluster_of("spark://m:7077", extra, JAR) == expected


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"deploy-mode": "clusters"}, "deploy-mode is 'clusters'; allowed is client or cluster"),
        ({"deploy-mode": "cluster", "rest-port": "six"}, "rest-port is 'six'; allowed is a whole"),
        ({"deploy-mode": "cluster", "rest-port": 0}, "rest-port is 0; allowed is a whole"),
        ({"deploy-mode": "cluster", "rest-port": 65536}, "rest-port is 65536; allowed is a whole"),
        ({"deploy-mode": "cluster", "rest-port": None}, "rest-port is None; allowed is a whole"),
    ],
)
def test_a_wrong_connection_fails_the_task_for_good_and_is_named(
    fake_door: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    extra: dict[str, Any],
    said: str,
) -> None:
    fake_door((0, {}))
    connection = {"conn_type": "spark", "host": "spark://m", "port": 7077, "extra": extra}
    monkeypatch.setenv("AIRFLOW_CONN_SOLETAPE_SPARK", json.dumps(connection))
    operator = StepOperator(step="fetch", tier=tiers()["hot"])
    with pytest.raises(AirflowFailException) as raised:
        operator.execute({"logical_date": LOGICAL_DATE})
    assert said in str(raised.value)
    assert "the connection soletape_spark" in str(raised.value)


@pytest.mark.parametrize("address", ["yarn", "local[2]", "spark://a:7077,b:7077"])
def test_a_master_that_takes_no_drivers_is_named(address: str) -> None:
    with pytest.raises(AirflowFailException, match="takes no drivers over HTTP"):
        Cluster(address, 6066, JAR).submit(["fetch"])


def test_a_dead_master_is_named() -> None:
    with pytest.raises(AirflowException, match="127.0.0.1:1/v1/submissions"):
        Cluster("spark://127.0.0.1:7077", 1, JAR).submit(["fetch"])
