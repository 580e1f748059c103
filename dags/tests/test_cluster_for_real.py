"""A driver on a real standalone cluster: master, worker and sandbox are processes of this machine.

Takes minutes, so it is run by hand: ``python -m pytest -m by_hand``.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from driven import HOME, looking_for
from soletape_airflow.cluster import Cluster
from tenacity import RetryError

pytestmark = pytest.mark.by_hand
HOST = "127.0.0.1"
SECONDS = 120
OURS = ("SOLETAPE_", "STOCKX_", "ALIAS_", "FX_")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def distribution(folder: Path) -> Path:
    """What Spark takes for a distribution of itself: a folder with its jars and a file RELEASE."""
    jars = folder / "jars"
    jars.mkdir(parents=True)
    for jar in (HOME / "jobs" / "target" / "spark-classpath").read_text().strip().split(":"):
        (jars / Path(jar).name).symlink_to(jar)
    (folder / "RELEASE").write_text("Spark of the build\n")
    return folder


def launch(
    spark: Path, log: Path, options: list[str], words: list[str], settings: dict[str, str]
) -> subprocess.Popen[bytes]:
    rest = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = rest | settings
    environment |= {"SPARK_HOME": str(spark), "SPARK_SCALA_VERSION": "2.13", "SPARK_LOCAL_IP": HOST}
    with log.open("wb") as out:
        return subprocess.Popen(
            ["java", "-Xmx256m", *options, "-cp", f"{spark}/jars/*", *words],
            cwd=spark,
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def until_said(log: Path, text: str) -> None:
    try:
        looking_for(SECONDS, pause=0.2)(lambda: text in log.read_text())
    except RetryError:
        pytest.fail(f"no '{text}':\n{log.read_text()}")


@pytest.fixture
def sandbox() -> Iterator[dict[str, str]]:
    rates = ["--stockx-per-second", "50", "--alias-per-second", "50"]
    process = subprocess.Popen(
        [str(HOME / "soletape"), "sandbox", "--port", "0", "--json", *rates],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


@pytest.fixture
def cluster(tmp_path: Path, sandbox: dict[str, str]) -> Iterator[Cluster]:
    spark = distribution(tmp_path / "spark")
    skus = tmp_path / "skus.txt"
    skus.write_text("FV5029-010\thot\n")
    settings = sandbox | {
        "SOLETAPE_LAKE": str(tmp_path / "lake"),
        "SOLETAPE_LEDGER": f"jdbc:sqlite:{tmp_path / 'ledger.db'}",
        "SOLETAPE_SKUS": str(skus),
        "ALIAS_DEPTH_CALLS_PER_RUN": "0",
    }
    port, rest = free_port(), free_port()
    place = ["--host", HOST, "--port", str(port), "--webui-port", "0"]
    processes = []
    try:
        log = tmp_path / "master.log"
        options = ["-Dspark.master.rest.enabled=true", f"-Dspark.master.rest.port={rest}"]
        master = ["org.apache.spark.deploy.master.Master", *place]
        processes.append(launch(spark, log, options, master, {}))
        until_said(log, "Starting Spark master at")
        worker = ["org.apache.spark.deploy.worker.Worker", "--host", HOST]
        worker += ["--webui-port", "0", "--cores", "4", "--memory", "6g"]
        worker += ["--work-dir", str(tmp_path / "work"), f"spark://{HOST}:{port}"]
        processes.append(launch(spark, tmp_path / "worker.log", [], worker, settings))
        until_said(log, "Registering worker")
        jar = str(HOME / "jobs" / "target" / "soletape.jar")
        yield Cluster(f"spark://{HOST}:{port}", rest, jar)
    finally:
        for process in reversed(processes):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def test_a_driver_on_a_worker_does_the_step(cluster: Cluster, tmp_path: Path) -> None:
    slot = datetime.now(UTC).strftime("%Y-%m-%dT%H:00:00Z")
    words = ["fetch", "--map", "--tier", "hot", "--slot", slot, "--json"]
    driver = cluster.submit(words)
    assert cluster.until_ended(driver, time.sleep) == "FINISHED", output(tmp_path)
    report = json.loads(output(tmp_path).strip().splitlines()[-1])
    assert (report["status"], report["failed"]) == ("done", 0)
    assert report["rows"]["bronze"] > 0


def test_a_driver_that_is_asked_for_nonsense_fails(cluster: Cluster) -> None:
    assert cluster.until_ended(cluster.submit(["run", "--tier", "tepid"]), time.sleep) == "FAILED"


def test_a_driver_that_the_master_does_not_know_is_not_waited_for(cluster: Cluster) -> None:
    assert cluster.until_ended("driver-none", time.sleep) == "NOT_FOUND"


def output(folder: Path) -> str:
    return "\n".join(file.read_text() for file in (folder / "work").rglob("stdout"))
