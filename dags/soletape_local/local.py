"""Runs a local Airflow: database, sandbox, API server, DAG processor, scheduler, in this order."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import httpx

from soletape_local.keys import USER, Keys
from soletape_local.parts import Part, PartError, adopt_orphans, end_all, has_ended, start
from soletape_local.settings import (
    SANDBOX_RATE,
    airflow_settings,
    names_credentials,
    sandbox_settings,
)

STOPPED, FAILED, BAD_OPTION = 0, 1, 2
PATIENCE_SECONDS = 180
PAUSE_SECONDS = 0.5
MOST_RESTARTS = 5
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked this process to stop."""


def run(home: Path, port: int) -> int:
    """Run until stopped; return the exit code."""
    airflow_home = Path(os.environ.get("AIRFLOW_HOME") or home / "var" / "airflow").resolve()
    if _is_taken(port):
        return _refused(f"--port {port} is in use on 127.0.0.1: stop what uses it or name another")
    airflow_home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (airflow_home / ".running").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return _refused(f"an Airflow runs in {airflow_home} already: stop it first")
        local = LocalAirflow(home, airflow_home, port)
        return local.run()


class LocalAirflow:
    """One Airflow and everything that it needs on this machine.

    :param home: the root of the repository.
    :param airflow_home: where it keeps database, keys and logs.
    :param port: of its page and API.
    """

    def __init__(self, home: Path, airflow_home: Path, port: int) -> None:
        self._home = home
        self._address = f"http://127.0.0.1:{port}"
        self._logs = airflow_home / "logs"
        self._keys = Keys.in_folder(airflow_home / "keys")
        self._settings = airflow_settings(airflow_home, home / "dags", port, self._keys)
        self._environment: dict[str, str] = {}
        self._parts: list[Part] = []

    def run(self) -> int:
        """Start every part, keep them running, and end them when asked."""
        adopt_orphans()
        for each in STOP_SIGNALS:
            signal.signal(each, _stop)
        try:
            self._start()
            print(f"Airflow runs at {self._address}, user {USER}, password in {self._keys.password}")
            print("Stop it with ctrl-c.", flush=True)
            self._watch()
        except Stopped:
            say("stopping ...")
            return STOPPED
        except PartError as cause:
            say(str(cause))
            return FAILED
        finally:
            for each in STOP_SIGNALS:
                signal.signal(each, signal.SIG_IGN)
            end_all(self._parts)
            say("stopped; nothing is left running.")

    def _start(self) -> None:
        self._environment = {
            **os.environ,
            "SOLETAPE_HOME": str(self._home),
            **{name: os.environ.get(name, value) for name, value in self._settings.items()},
        }
        if names_credentials(os.environ, self._properties()):
            say("credentials are set: the DAGs call the real platforms")
        else:
            self._environment |= self._sandbox()
        say("preparing Airflow's database ...")
        self._once("migrate", ["db", "migrate"])
        self._launch("api-server", ["api-server"], self._answers_tasks)
        self._launch("dag-processor", ["dag-processor"], lambda: self._is_well("dag_processor"))
        self._launch(
            "scheduler", ["scheduler", "--skip-serve-logs"], lambda: self._is_well("scheduler")
        )

    def _properties(self) -> str:
        file = self._home / "soletape.properties"
        return file.read_text(encoding="utf-8") if file.exists() else ""

    def _sandbox(self) -> Mapping[str, str]:
        say("no credentials are set: starting the sandbox ...")
        settings = self._logs / "sandbox-settings.json"
        self._logs.mkdir(parents=True, exist_ok=True)
        with _private(settings) as out, (self._logs / "sandbox.log").open("ab") as log:
            sandbox = subprocess.Popen(
                [str(self._home / "soletape"), "sandbox", "--port", "0", "--json"]
                + ["--stockx-per-second", SANDBOX_RATE, "--alias-per-second", SANDBOX_RATE],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=log,
                start_new_session=True,
            )
        part = Part("sandbox", [], lambda: settings.read_text().endswith("}\n"), process=sandbox)
        self._parts.append(part)
        self._await(part)
        told = json.loads(settings.read_text())
        settings.unlink()
        chosen = sandbox_settings(told, self._home)
        named = {name: os.environ[name] for name in chosen if name in os.environ and name not in told}
        return chosen | named

    def _once(self, name: str, words: list[str]) -> None:
        part = Part(name, self._airflow(words), lambda: False)
        self._parts.append(part)
        start(part, self._environment, self._logs)
        while not has_ended(part):
            time.sleep(PAUSE_SECONDS)
        self._parts.remove(part)
        if part.process.returncode != 0:
            raise PartError(self._died(part))

    def _launch(self, name: str, words: list[str], is_healthy: Callable[[], bool]) -> None:
        say(f"starting {name} ...")
        part = Part(name, self._airflow(words), is_healthy)
        self._parts.append(part)
        start(part, self._environment, self._logs)
        self._await(part)

    def _await(self, part: Part) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not part.is_healthy():
            if has_ended(part):
                raise PartError(self._died(part))
            if time.monotonic() > until:
                raise PartError(
                    f"{part.name} does not answer after {PATIENCE_SECONDS} s; "
                    f"its log is {self._logs / part.name}.log"
                )
            time.sleep(PAUSE_SECONDS)

    def _watch(self) -> None:
        while True:
            for part in filter(has_ended, self._parts):
                self._restart(part)
            time.sleep(PAUSE_SECONDS)

    def _restart(self, part: Part) -> None:
        part.restarts += 1
        if not part.command or part.restarts > MOST_RESTARTS:
            raise PartError(self._died(part))
        say(f"{part.name} ended with {part.process.returncode}: starting it again")
        start(part, self._environment, self._logs)

    def _died(self, part: Part) -> str:
        log = self._logs / f"{part.name}.log"
        return f"{part.name} ended with {part.process.returncode}; its log is {log}"

    def _airflow(self, words: list[str]) -> list[str]:
        return [sys.executable, "-m", "airflow", *words]

    def _answers_tasks(self) -> bool:
        return _answer(f"{self._address}/execution/health") is not None

    def _is_well(self, part: str) -> bool:
        health = _answer(f"{self._address}/api/v2/monitor/health")
        return health is not None and health.get(part, {}).get("status") == "healthy"


def say(text: str) -> None:
    """Tell the person what goes on; results alone go to standard output."""
    print(f"soletape: {text}", file=sys.stderr, flush=True)


def _answer(url: str) -> dict | None:
    try:
        answer = httpx.get(url, timeout=5)
        return answer.json() if answer.is_success else None
    except (httpx.HTTPError, ValueError):
        return None


def _refused(text: str) -> int:
    say(text)
    return BAD_OPTION


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


@contextmanager
def _private(file: Path) -> Iterator[int]:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Stopped
