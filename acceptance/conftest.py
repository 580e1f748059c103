"""Sandboxes and places: a sandbox's refresh token is good for one user, so each has its own."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from door import MARKET_TIME, SKUS, Desk, FinishedRun, Sandbox

RATE = 40


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, Sandbox(rate=RATE))
    yield desk
    desk.sandbox.stop()


@pytest.fixture
def sandbox(desk: Desk) -> Sandbox:
    return desk.sandbox


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FinishedRun]:
    recording = tmp_path_factory.mktemp("recording") / "processes.jfr"
    desk = Desk(tmp_path_factory.mktemp("finished"), Sandbox(rate=RATE))
    command = ("run", "--tier", "hot", "--slot", MARKET_TIME, "--json")
    command += ("--skus", desk.sku_file(*SKUS))
    outcome = desk.call(*command, JAVA_OPTS=recording_processes(recording))
    yield FinishedRun(desk, command, outcome, recording)
    desk.sandbox.stop()


def recording_processes(recording: Path) -> str:
    """Java's options to record which processes it starts, and nothing else."""
    return " ".join(
        (
            os.environ.get("JAVA_OPTS", ""),
            "-Xlog:jfr+startup=error",
            f"-XX:StartFlightRecording:filename={recording},settings=none,"
            "+jdk.ProcessStart#enabled=true",
        )
    )
