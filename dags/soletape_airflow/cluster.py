"""The steps as drivers on a standalone Spark cluster, submitted to its master over HTTP.

In cluster deploy mode the driver outlives a killed task. The retry submits another one, which waits
for the first one's lock and takes over what is left. The master tells only whether a driver ended
well; with what code it ended otherwise stands in ``ops/runs``, which ``./soletape status`` tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
from airflow.sdk.exceptions import AirflowException, AirflowFailException

MAIN_CLASS = "io.soletape.cli.Soletape"
SPARK_VERSION = "4.2.0"
REST_PORT = 6066
TIMEOUT_SECONDS = 30
POLL_SECONDS = 5
ENDED_WELL = "FINISHED"
UNDER_WAY = frozenset({"SUBMITTED", "QUEUED", "RUNNING", "RELAUNCHING", "UNKNOWN"})
FORGOTTEN = "NOT_FOUND"
CODES = {"deferred": 75, "quality_failed": 3}
FAILED = 1


@dataclass(frozen=True)
class Cluster:
    """A standalone cluster that drivers are submitted to.

    :param master: its address as Spark writes it.
    :param rest_port: of the master's REST server (``spark.master.rest.enabled``).
    :param jar: the one jar, at the same path on every worker.
    """

    master: str
    rest_port: int
    jar: str

    def submit(self, words: Sequence[str]) -> str:
        """Start a driver for these words of the door; return its id.

        Settings and credentials are those of the worker's own environment: what is sent to the
        master could be read by whoever asks it.
        """
        body = {
            "action": "CreateSubmissionRequest",
            "appResource": self.jar,
            "mainClass": MAIN_CLASS,
            "appArgs": list(words),
            "clientSparkVersion": SPARK_VERSION,
            "environmentVariables": {"SPARK_ENV_LOADED": "1"},
            "sparkProperties": {
                "spark.app.name": "soletape " + " ".join(words[:3]),
                "spark.master": self.master,
                "spark.jars": self.jar,
                "spark.submit.deployMode": "cluster",
                "spark.driver.supervise": "false",
            },
        }
        answer = self._asked("POST", "create", json=body)
        if not answer.get("success"):
            raise AirflowException(f"{self.master} takes no driver: {answer.get('message')}")
        return answer["submissionId"]

    def state(self, driver: str) -> str:
        """Return how a driver stands, as the master says it."""
        answer = self._asked("GET", f"status/{driver}")
        return answer.get("driverState", FORGOTTEN)

    def kill(self, driver: str) -> None:
        """End a driver."""
        self._asked("POST", f"kill/{driver}")

    def until_ended(self, driver: str, sleep: Callable[[float], None]) -> str:
        """Wait until a driver has ended; return how."""
        while (state := self.state(driver)) in UNDER_WAY:
            sleep(POLL_SECONDS)
        return state

    def _asked(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        host = re.fullmatch(r"spark://([^:/,]+)(:\d+)?", self.master)
        if not host:
            raise AirflowFailException(
                f"The master {self.master!r} takes no drivers over HTTP; cluster deploy mode wants "
                "one standalone master, as in spark://master.example:7077."
            )
        url = f"http://{host.group(1)}:{self.rest_port}/v1/submissions/{path}"
        try:
            answer = httpx.request(method, url, timeout=TIMEOUT_SECONDS, **body)
            return answer.json()
        except (httpx.HTTPError, ValueError) as cause:
            raise AirflowException(f"{url} does not answer as Spark's REST server: {cause}") from cause


def cluster_of(master: str, extra: Mapping[str, Any], jar: str) -> Cluster | None:
    """Return the cluster of a connection; none unless its ``deploy-mode`` is ``cluster``.

    :param jar: where the jar is if the connection's ``jar`` does not say so.
    :raises ValueError: naming the part of the extra that is wrong.
    """
    mode = extra.get("deploy-mode", "client")
    if mode not in ("client", "cluster"):
        raise ValueError(f"deploy-mode is {mode!r}; allowed is client or cluster")
    if mode == "client":
        return None
    return Cluster(master, _port(extra.get("rest-port", REST_PORT)), extra.get("jar", jar))


def _port(told: Any) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", str(told)) or not 1 <= int(told) <= 65535:
        raise ValueError(f"rest-port is {told!r}; allowed is a whole number from 1 to 65535")
    return int(told)


def run_id(tier: str, slot: str) -> str:
    """Return the id of the run of a tier and a slot, as ops/runs has it."""
    return f"{tier}-{datetime.fromisoformat(slot):%Y%m%dT%H%MZ}"


def outcome(state: str, run: str, runs: Iterable[Mapping[str, Any]]) -> tuple[int, dict[str, Any]]:
    """Return exit code and report of a driver that has ended.

    :param state: how, as the master says it.
    :param run: the id of its run.
    :param runs: the last runs, as ``./soletape status --json`` tells them.
    """
    if state == ENDED_WELL:
        return 0, {"run_id": run, "driver_state": state}
    told = next((dict(each) for each in runs if each["run_id"] == run), {"run_id": run})
    return CODES.get(told.get("status", ""), FAILED), told | {"driver_state": state}
