"""Each exit code of the door becomes the task state that the contract asks for.

The door is a small script here; the process, its streams and its end are real.
"""

from __future__ import annotations

import os
import shutil
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from airflow.sdk.exceptions import (
    AirflowException,
    AirflowFailException,
    AirflowRescheduleException,
)
from soletape_airflow.door import (
    DoorOperator,
    max_resumes,
    parse_instant,
    slot_of,
    soletape_home,
)
from soletape_airflow.spark import Spark

TEN_O_CLOCK = datetime(2026, 11, 24, 10, tzinfo=UTC)
Door = Callable[..., Path]


def context(**changes: Any) -> dict[str, Any]:
    return {"logical_date": TEN_O_CLOCK, "task_reschedule_count": 0} | changes


# What the door itself needs of a machine, besides Java and Maven.
TOOLS = ("bash", "cat", "dirname", "find", "flock", "head", "mkdir", "mktemp", "readlink", "sed", "tail")
JAVA_17 = "#!/bin/sh\n[ $1 = -version ] && echo 'openjdk version \"17.0.9\"' >&2 || echo '{\"tier\": \"hot\"}'\n"
NEVER_CALLED = "#!/bin/sh\n"
WORDS = ["fetch", "--tier", "hot", "--slot", "2026-11-24T10:00:00Z"]


@pytest.fixture(autouse=True)
def no_cluster(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("soletape_airflow.door.spark_of_connection", lambda _: Spark())


def call_door(**changes: Any) -> dict[str, Any]:
    return DoorOperator(task_id="fetch", words=WORDS).execute(context(**changes))


def failure_of(**changes: Any) -> AirflowException:
    with pytest.raises(AirflowException) as raised:
        call_door(**changes)
    return raised.value


def test_exit_0_returns_the_report_of_the_last_line(fake_door: Door) -> None:
    fake_door((0, {"status": "done", "rows": {"gold": 7}}))
    assert call_door() == {"status": "done", "rows": {"gold": 7}}


def test_the_door_is_called_with_the_words_and_for_json(
    fake_door: Door, door_calls: Callable[[], list[list[str]]]
) -> None:
    fake_door((0, {}))
    call_door()
    assert door_calls() == [[*WORDS, "--json"]]


def test_a_cluster_of_a_connection_is_told_to_the_door_by_its_setting(
    written_door: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "soletape_airflow.door.spark_of_connection",
        lambda _: Spark({"SOLETAPE_SPARK_MASTER": "spark://master.example:7077"}),
    )
    written_door("#!/bin/sh\nprintf '{\"master\": \"%s\"}\n' \"$SOLETAPE_SPARK_MASTER\"\n")
    assert call_door() == {"master": "spark://master.example:7077"}


def test_exit_1_fails_and_may_be_retried(fake_door: Door) -> None:
    fake_door((1, {}), log="Alias does not answer")
    failure = failure_of()
    assert not isinstance(failure, AirflowFailException)
    assert "exit 1" in str(failure)
    assert "Alias does not answer" in str(failure)


def test_exit_2_fails_for_good_and_names_the_setting(fake_door: Door) -> None:
    fake_door((2, ""), log="STOCKX_CALLS_PER_SECOND is 'fast'; allowed is a number above 0")
    failure = failure_of()
    assert isinstance(failure, AirflowFailException)
    assert "option or setting" in str(failure)
    assert "STOCKX_CALLS_PER_SECOND" in str(failure)


def test_exit_3_fails_for_good_and_names_the_quality_check(fake_door: Door) -> None:
    fake_door((3, {"status": "quality_failed"}), log="coverage 91.2 %, at least 98 %")
    failure = failure_of()
    assert isinstance(failure, AirflowFailException)
    assert "quality check" in str(failure)
    assert "coverage 91.2 %" in str(failure)
    assert "2026-11-24T10:00:00Z" in str(failure)


def test_exit_75_comes_back_at_resume_at(fake_door: Door) -> None:
    fake_door((75, {"resume_at": "2026-11-25T00:00:00Z"}))
    failure = failure_of()
    assert isinstance(failure, AirflowRescheduleException)
    assert failure.reschedule_date == datetime(2026, 11, 25, tzinfo=UTC)


def test_exit_75_with_java_nanoseconds_is_understood(fake_door: Door) -> None:
    fake_door((75, {"resume_at": "2026-11-24T23:59:59.123456789Z"}))
    failure = failure_of()
    assert isinstance(failure, AirflowRescheduleException)
    assert failure.reschedule_date == datetime(2026, 11, 24, 23, 59, 59, 123456, tzinfo=UTC)


@pytest.mark.parametrize("report", [{}, {"resume_at": None}, {"resume_at": "soon"}])
def test_exit_75_without_a_usable_moment_is_a_failure(
    fake_door: Door, report: Mapping[str, Any]
) -> None:
    fake_door((75, report))
    failure = failure_of()
    assert not isinstance(failure, (AirflowRescheduleException, AirflowFailException))
    assert "resume_at" in str(failure)
    assert repr(report.get("resume_at")) in str(failure)


@pytest.mark.parametrize(
    ("resumes", "expected"),
    [(0, AirflowRescheduleException), (1, AirflowRescheduleException), (2, AirflowFailException)],
)
def test_resumes_are_bounded_by_the_setting(
    fake_door: Door, monkeypatch: pytest.MonkeyPatch, resumes: int, expected: type[Exception]
) -> None:
    monkeypatch.setenv("SOLETAPE_DAG_MAX_RESUMES", "2")
    fake_door((75, {"resume_at": "2026-11-25T00:00:00Z"}))
    assert type(failure_of(task_reschedule_count=resumes)) is expected


def test_giving_up_says_how_often_and_what_to_do(
    fake_door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOLETAPE_DAG_MAX_RESUMES", raising=False)
    fake_door((75, {"resume_at": "2026-11-25T00:00:00Z"}))
    message = str(failure_of(task_reschedule_count=6))
    assert "after 6 resumes" in message
    assert "SOLETAPE_DAG_MAX_RESUMES allows 6" in message
    assert "clear this task" in message


@pytest.mark.parametrize("last_line", ["", "Done.", "[1, 2]"])
def test_success_without_a_report_is_a_failure(fake_door: Door, last_line: str) -> None:
    fake_door((0, last_line))
    assert "JSON object" in str(failure_of())


def test_the_doors_log_reaches_the_task_log(
    fake_door: Door, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_door((0, {}), log="fetched 40 of 40")
    call_door()
    assert "fetched 40 of 40" in capfd.readouterr().out


@pytest.mark.parametrize("exit_code", [0, 1])
def test_no_secret_of_the_environment_is_logged(
    fake_door: Door,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    exit_code: int,
) -> None:
    monkeypatch.setenv("ALIAS_TOKEN", "hush-4711")
    fake_door((exit_code, {}), log="sent header Bearer hush-4711")
    message = "" if exit_code == 0 else str(failure_of())
    if exit_code == 0:
        call_door()
    task_log = capfd.readouterr().out
    assert "Bearer ***" in task_log
    assert "hush-4711" not in task_log + message


def test_killing_the_task_ends_the_door_and_its_children(
    fake_home: Path, written_door: Callable[[str], Path]
) -> None:
    started, never = fake_home / "started", fake_home / "never"
    os.mkfifo(started)
    os.mkfifo(never)
    written_door(f"#!/bin/sh\n(echo child > '{started}'; exec cat '{never}')\n")
    operator = DoorOperator(task_id="fetch", words=WORDS)
    failures: list[str] = []

    def execute() -> None:
        try:
            operator.execute(context())
        except AirflowException as failure:
            failures.append(str(failure))

    task = threading.Thread(target=execute, daemon=True)
    task.start()
    assert started.read_text() == "child\n"
    while operator._process is None:  # The child may be quicker than its parent.
        os.sched_yield()
    operator.on_kill()
    task.join(timeout=30)
    assert not task.is_alive()
    assert f"exit {-signal.SIGTERM}" in failures[0]


def test_a_missing_door_names_the_setting(fake_home: Path) -> None:
    failure = failure_of()
    assert isinstance(failure, AirflowFailException)
    assert "SOLETAPE_HOME" in str(failure)
    assert str(fake_home) in str(failure)


@pytest.fixture
def machine(
    fake_home: Path, written_door: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., None]:
    """Put the real door on a machine with few programs: these besides its tools."""

    def prepare(**programs: str) -> None:
        written_door((Path(__file__).resolve().parents[2] / "soletape").read_text())
        folder = fake_home / "bin"
        folder.mkdir()
        for tool in TOOLS:
            (folder / tool).symlink_to(str(shutil.which(tool)))
        for name, script in programs.items():
            (folder / name).write_text(script)
            (folder / name).chmod(0o755)
        monkeypatch.setenv("PATH", str(folder))

    return prepare


@pytest.mark.parametrize(
    ("programs", "said"),
    [
        ({}, "'java' is missing, which runs everything"),
        ({"java": JAVA_17.replace("17", "11")}, "Java is version 11, 17 is needed"),
        ({"java": JAVA_17}, "'javac' is missing, which compiles: no build is there"),
        (
            {"java": JAVA_17, "javac": NEVER_CALLED},
            "'mvn' is missing, which builds: no build is there",
        ),
    ],
    ids=["no Java", "an old Java", "a JRE without a build", "no Maven and no build"],
)
def test_a_machine_that_can_neither_run_nor_build_fails_for_good_and_says_why(
    machine: Callable[..., None], programs: dict[str, str], said: str
) -> None:
    machine(**programs)
    failure = failure_of()
    assert isinstance(failure, AirflowFailException)
    assert said in str(failure)
    assert "install it with" in str(failure)


def test_a_machine_with_a_build_needs_java_alone(
    machine: Callable[..., None], fake_home: Path
) -> None:
    machine(java=JAVA_17)
    for module in ("common", "sandbox", "jobs"):
        (fake_home / module / "src" / "main").mkdir(parents=True)
        (fake_home / module / "pom.xml").touch()
    (fake_home / "pom.xml").touch()
    (fake_home / "jobs" / "target").mkdir()
    (fake_home / "jobs" / "target" / "spark-classpath").touch()
    (fake_home / "jobs" / "target" / "built").touch()
    assert call_door() == {"tier": "hot"}


def test_home_defaults_to_the_parent_of_the_dags_folder(
    fake_door: Door, fake_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_door((0, {}))
    monkeypatch.setattr(
        "soletape_airflow.door.__file__", str(fake_home / "dags" / "soletape_airflow" / "door.py")
    )
    assert soletape_home({}) == fake_home.resolve()


@pytest.mark.parametrize("value", ["", "-1", "many", "1.5"])
def test_a_bad_number_of_resumes_is_named(value: str) -> None:
    with pytest.raises(AirflowFailException, match="whole number from 0 to 999") as raised:
        max_resumes({"SOLETAPE_DAG_MAX_RESUMES": value})
    assert repr(value) in str(raised.value)


def test_a_run_without_logical_date_is_refused() -> None:
    with pytest.raises(AirflowFailException, match="no logical date"):
        slot_of(None)


def test_a_slot_is_told_in_utc_without_fractions() -> None:
    local = datetime(2026, 11, 24, 12, 30, 1, 999999, tzinfo=timezone(timedelta(hours=2)))
    assert slot_of(local) == "2026-11-24T10:30:01Z"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-24T10:00:00Z", TEN_O_CLOCK),
        ("2026-11-24T10:00:00.5Z", TEN_O_CLOCK + timedelta(milliseconds=500)),
        ("2026-11-24T10:00:00.000001999Z", TEN_O_CLOCK + timedelta(microseconds=1)),
        ("2026-11-24T12:00:00.000000000+02:00", TEN_O_CLOCK),
    ],
)
def test_instants_are_read_to_the_microsecond(text: str, expected: datetime) -> None:
    assert parse_instant(text) == expected


def test_an_instant_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_instant("2026-11-24T10:00:00")
