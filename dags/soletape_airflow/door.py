"""Airflow's way through the door: call ``./soletape`` and turn its exit code into a task state.

The door (the script ``soletape`` at the root of the repository) does the work. This module starts
it, shows its log in the task's log, reads the JSON on its last line and knows five exit codes:

====  ==========================================  ==========================================
code  the door says                               the task
====  ==========================================  ==========================================
0     done                                        success, the JSON becomes its XCom
1     failed: our fault or a dead service         fails, retries as the DAG says
2     bad option or setting                       fails, no retry: it would fail again
3     done, but a quality check failed            fails, no retry: the data is written
75    deferred until ``resume_at``, work kept     up for reschedule; no slot is held meanwhile
====  ==========================================  ==========================================
"""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import subprocess
import tempfile
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowRescheduleException,
)

from soletape_airflow.spark import Spark, spark_of_connection

if TYPE_CHECKING:
    from airflow.sdk import Context

DONE, FAILED, BAD_SETTING, QUALITY_FAILED, DEFERRED = 0, 1, 2, 3, 75

HOME_SETTING = "SOLETAPE_HOME"
MAX_RESUMES_SETTING = "SOLETAPE_DAG_MAX_RESUMES"
DEFAULT_MAX_RESUMES = 6
SECRET_SETTINGS = ("STOCKX_CLIENT_SECRET", "STOCKX_API_KEY", "STOCKX_REFRESH_TOKEN", "ALIAS_TOKEN")
LAST_LINES = 5


@dataclass(frozen=True)
class Answer:
    """What one call of the door left behind: exit code, standard output, end of its log."""

    exit_code: int
    stdout: str
    last_log_lines: str

    def report(self) -> dict[str, Any]:
        """Return the JSON object on the last line of standard output, as ``--json`` promises."""
        lines = self.stdout.strip().splitlines()
        last_line = lines[-1] if lines else ""
        try:
            report = json.loads(last_line)
        except json.JSONDecodeError as cause:
            raise AirflowException(self._not_a_report(last_line)) from cause
        if not isinstance(report, dict):
            raise AirflowException(self._not_a_report(last_line))
        return report

    def _not_a_report(self, last_line: str) -> str:
        return (
            f"The door ended with exit code {self.exit_code}, but the last line of its standard "
            f"output is {last_line[:200]!r}; allowed is one JSON object. Is {HOME_SETTING} the "
            "root of this repository, and is its build up to date?"
        )


class DoorOperator(BaseOperator):
    """Call the door once and turn its exit code into a task state.

    :param words: the command and its options, without ``--json``.

    The repository is found through ``SOLETAPE_HOME``, else beside the folder of the DAGs. A task
    may be resumed ``SOLETAPE_DAG_MAX_RESUMES`` times in one try before it fails for good. Both are
    read when the task runs, so the worker's environment decides, not the parser's.
    """

    def __init__(self, *, words: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.words = list(words)
        self._process: subprocess.Popen[str] | None = None

    def execute(self, context: Context) -> dict[str, Any]:
        """Call the door and return its report; raise what the exit code stands for."""
        return self.ask(self.words, context)

    def ask(self, words: Sequence[str], context: Context) -> dict[str, Any]:
        """Call the door with these words and return its report."""
        resumes_allowed = max_resumes(os.environ)
        home = soletape_home(os.environ)
        answer = self.answer(words, home, spark_of_connection(home))
        if answer.exit_code == DONE:
            return answer.report()
        asked = " ".join(words)
        if answer.exit_code == DEFERRED:
            resumes = context.get("task_reschedule_count", 0)
            raise _resume_or_give_up(answer, asked, resumes, resumes_allowed)
        raise _failure(answer, asked)

    def answer(self, words: Sequence[str], home: Path, spark: Spark) -> Answer:
        """Call the door and return what it left behind."""
        return self.call(["./soletape", *words, "--json"], home, spark.settings)

    def on_kill(self) -> None:
        """Ask the door and all its children to stop; the run's own lock and ledger stay sound."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)

    def call(self, command: Sequence[str], home: Path, settings: Mapping[str, str]) -> Answer:
        """Run a command of the door on this machine, with these settings beside the worker's."""
        self.log.info("Calling %s in %s", " ".join(command), home)
        with tempfile.TemporaryFile(mode="w+", encoding="utf-8") as stdout:
            self._process = subprocess.Popen(
                command,
                cwd=home,
                env=os.environ | dict(settings),
                stdin=subprocess.DEVNULL,
                stdout=stdout,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
            try:
                log_lines = _stream(self._process, self.log)
                exit_code = self._process.wait()
            finally:
                self.on_kill()
            stdout.seek(0)
            return Answer(exit_code, redacted(stdout.read(), os.environ), log_lines)


def soletape_home(environment: Mapping[str, str]) -> Path:
    """Return the root of the repository: ``SOLETAPE_HOME``, else the DAGs folder's parent."""
    named = environment.get(HOME_SETTING)
    home = Path(named).resolve() if named else Path(__file__).resolve().parents[2]
    if not os.access(home / "soletape", os.X_OK):
        raise AirflowFailException(
            f"There is no executable script 'soletape' in {home}. Set {HOME_SETTING} "
            f"(now {named!r}) to the root of the repository on every worker."
        )
    return home


def max_resumes(environment: Mapping[str, str]) -> int:
    """Return how often one try may be resumed after exit 75 before the task fails."""
    named = environment.get(MAX_RESUMES_SETTING, str(DEFAULT_MAX_RESUMES))
    if not re.fullmatch(r"[0-9]{1,3}", named):
        raise AirflowFailException(
            f"{MAX_RESUMES_SETTING} is {named!r}; allowed is a whole number from 0 to 999. "
            f"Correct it, or unset it for {DEFAULT_MAX_RESUMES}."
        )
    return int(named)


def slot_of(logical_date: datetime | None) -> str:
    """Return the logical date as the door takes a slot: UTC, whole seconds, ``Z``."""
    if logical_date is None:
        raise AirflowFailException(
            "This DAG run has no logical date, so no slot can be named. Trigger it with a logical "
            "date, in UTC and not in the future."
        )
    return logical_date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_instant(text: str) -> datetime:
    """Read an ISO instant with an offset; Java's nanoseconds are cut to microseconds."""
    instant = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    if instant.tzinfo is None:
        raise ValueError(f"{text!r} names no offset from UTC")
    return instant.astimezone(UTC)


def redacted(text: str, environment: Mapping[str, str]) -> str:
    """Return the text with every secret of the environment replaced by ``***``.

    The door prints no secret; a stack trace of something that it calls might.
    """
    for value in filter(None, map(environment.get, SECRET_SETTINGS)):
        text = text.replace(value, "***")
    return text


def _stream(process: subprocess.Popen[str], log: logging.Logger) -> str:
    """Copy the door's standard error to the task log as it comes; return its last lines."""
    last_lines: deque[str] = deque(maxlen=LAST_LINES)
    assert process.stderr is not None
    with process.stderr as stderr:
        for raw_line in stderr:
            line = redacted(raw_line.rstrip(), os.environ)
            log.info("%s", line)
            if line:
                last_lines.append(line)
    return "\n".join(last_lines)


def _resume_or_give_up(
    answer: Answer, asked: str, resumes: int, resumes_allowed: int
) -> AirflowException:
    """Exit 75: come back at ``resume_at``, unless that has been done too often."""
    if resumes >= resumes_allowed:
        return AirflowFailException(
            f"'{asked}' is deferred again after {resumes} resumes; {MAX_RESUMES_SETTING} allows "
            f"{resumes_allowed}. What was fetched is kept. Look at './soletape status', then "
            "clear this task to continue."
        )
    resume_at = answer.report().get("resume_at")
    try:
        return AirflowRescheduleException(parse_instant(resume_at))
    except (TypeError, ValueError) as cause:
        failure = AirflowException(
            f"The door deferred '{asked}' (exit 75) with resume_at {resume_at!r}; allowed is an "
            "ISO instant such as 2026-11-24T10:00:00Z. The build of the door is at fault."
        )
        failure.__cause__ = cause
        return failure


def _failure(answer: Answer, asked: str) -> AirflowException:
    """Say what went wrong and choose whether Airflow may try again."""
    log_end = f"The door's last words:\n{answer.last_log_lines}"
    if answer.exit_code == QUALITY_FAILED:
        return AirflowFailException(
            f"A quality check of severity error failed in '{asked}' (exit 3). The rows are "
            "written; the table ops/quality_results names the check and its offenders. "
            f"{log_end}"
        )
    if answer.exit_code == BAD_SETTING:
        return AirflowFailException(
            f"The door refused an option or setting of '{asked}' (exit 2); correct it, then clear "
            f"this task. {log_end}"
        )
    return AirflowException(f"The door failed in '{asked}' (exit {answer.exit_code}). {log_end}")
