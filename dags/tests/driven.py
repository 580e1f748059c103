"""Drives ``./soletape airflow`` as a person would: starts it, asks its API, stops it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from tenacity import RetryError, Retrying, retry_if_not_result, stop_after_delay, wait_fixed

HOME = Path(__file__).resolve().parents[2]
BUSY_SECONDS = 120
PAUSE_SECONDS = 1
OURS = ("SOLETAPE_", "STOCKX_", "ALIAS_", "FX_", "AIRFLOW")


def looking_for(seconds: float, pause: float) -> Retrying:
    """Call a function again and again until what it returns is true; RetryError if it never is."""
    return Retrying(
        retry=retry_if_not_result(bool), wait=wait_fixed(pause), stop=stop_after_delay(seconds)
    )


@dataclass
class Local:
    """A running ``./soletape airflow``.

    :param process: the command.
    :param folder: with its home, lake, ledger and what it said.
    :param address: of its page and API.
    """

    process: subprocess.Popen[bytes]
    folder: Path
    address: str

    @property
    def password_file(self) -> Path:
        return self.folder / "airflow" / "keys" / "password.json"

    @property
    def said(self) -> str:
        return (self.folder / "said.log").read_text()

    @cached_property
    def sandbox(self) -> str:
        """The address of the sandbox that its tasks ask."""
        return self.running("-m airflow scheduler")[0].environ()["STOCKX_API_URL"]

    def calls(self) -> dict[str, int]:
        """What the sandbox was asked, by address; tokens and exchange rates left out."""
        stats = httpx.get(f"{self.sandbox}/_sandbox/stats", timeout=30).json()
        urls = stats["stockx"]["by_url"] | stats["alias"]["by_url"]
        return {url: count for url, count in urls.items() if "/oauth/" not in url}

    def asked(self, question: str) -> list[list[Any]]:
        """Rows of the lake, by ``./soletape sql``."""
        told = subprocess.run(
            [str(HOME / "soletape"), "sql", "--json", "-e", question],
            env=os.environ | {"SOLETAPE_LAKE": str(self.folder / "lake")},
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(told.stdout.splitlines()[-1])["rows"]

    def get(self, path: str) -> dict[str, Any]:
        answer = httpx.get(f"{self.address}{path}", headers=self._headers(), timeout=30)
        answer.raise_for_status()
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> None:
        """Post; again where Airflow's SQLite is busy with what another of its parts writes."""
        busy: list[httpx.Response] = []
        what = f"answer to {path}"
        answer = self.until(what, lambda: self._posted(path, body, busy), BUSY_SECONDS)
        # An attempt that was told of a busy database may have been the one that made it.
        is_there = bool(busy) and answer.status_code == httpx.codes.CONFLICT
        assert answer.is_success or is_there, f"{path} answered {answer.status_code}: {answer.text}"

    def _posted(
        self, path: str, body: dict[str, Any], busy: list[httpx.Response]
    ) -> httpx.Response | None:
        url = f"{self.address}{path}"
        answer = httpx.post(url, json=body, headers=self._headers(), timeout=120)
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE or "Database error" in answer.text:
            busy.append(answer)
            return None
        return answer

    def patch(self, path: str, body: dict[str, Any]) -> None:
        url = f"{self.address}{path}"
        httpx.patch(url, json=body, headers=self._headers(), timeout=30).raise_for_status()

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        return self.get(f"/api/v2/dags/{dag_id}/dagRuns")["dag_runs"]

    def tasks(self, dag_id: str, run_id: str) -> dict[str, dict[str, Any]]:
        told = self.get(f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances")
        return {task["task_id"]: task for task in told["task_instances"]}

    def descendants(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def running(self, words: str) -> list[psutil.Process]:
        """The descendants whose command line holds these words."""
        return [each for each in self.descendants() if words in " ".join(_command(each))]

    def until(self, what: str, condition: Callable[[], Any], seconds: float) -> Any:
        """Wait for a condition and return what it found; fail with all that was said."""

        def found() -> Any:
            assert self.process.poll() is None, f"it ended while waiting for {what}:\n{self.said}"
            return condition()

        try:
            return looking_for(seconds, PAUSE_SECONDS)(found)
        except RetryError:
            pytest.fail(f"no {what} after {seconds} s:\n{self.said}")

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(timeout=90)

    def _headers(self) -> dict[str, str]:
        if not hasattr(self, "_token"):
            password = json.loads(self.password_file.read_text())["admin"]
            login = {"username": "admin", "password": password}
            answer = httpx.post(f"{self.address}/auth/token", json=login, timeout=30)
            answer.raise_for_status()
            self._token = answer.json()["access_token"]
        return {"Authorization": f"Bearer {self._token}"}


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[Local]:
    """Start ``./soletape airflow`` with a home, lake and ledger in a folder; wait until it runs."""
    port = _free_port()
    rest = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    environment = rest | {
        "AIRFLOW_HOME": str(folder / "airflow"),
        "SOLETAPE_LAKE": str(folder / "lake"),
        "SOLETAPE_LEDGER": f"jdbc:sqlite:{folder / 'ledger.db'}",
        **settings,
    }
    with (folder / "said.log").open("wb") as said:
        process = subprocess.Popen(
            [str(HOME / "soletape"), "airflow", "--port", str(port)],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    local = Local(process, folder, f"http://127.0.0.1:{port}")
    try:
        local.until("start", lambda: "Stop it with ctrl-c" in local.said, seconds=300)
        yield local
    finally:
        if process.poll() is None:
            local.stop()


def _command(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:
        return []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
