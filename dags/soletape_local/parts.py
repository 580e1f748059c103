"""The processes of a local Airflow: started in order, restarted where they die, ended for sure."""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PR_SET_CHILD_SUBREAPER = 36
#: How long a part may take to leave its work in order.
GRACE_SECONDS = 10


class PartError(Exception):
    """A part could not be started or kept running; the message names it and its log."""


@dataclass
class Part:
    """A process that runs as long as Airflow does.

    :param name: as people call it; also of its log file.
    :param command: what starts it.
    :param is_healthy: whether it does its work.
    """

    name: str
    command: Sequence[str]
    is_healthy: Callable[[], bool]
    restarts: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)


def adopt_orphans() -> None:
    """Make this process the parent of every descendant whose own parent dies.

    So whatever a killed part leaves behind can still be found and ended.
    """
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def start(part: Part, environment: Mapping[str, str], logs: Path) -> None:
    """Start a part in a session of its own, so that a ctrl-c reaches only who ends it in order."""
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / f"{part.name}.log").open("ab") as log:
        part.process = subprocess.Popen(
            part.command,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def has_ended(part: Part) -> bool:
    """Whether the part's process is gone."""
    return part.process is not None and part.process.poll() is not None


def end_all(parts: Sequence[Part], grace: float = GRACE_SECONDS) -> None:
    """End every part, the last one first, then whatever any of them has left."""
    for part in reversed(parts):
        if part.process is not None and part.process.poll() is None:
            _end_part(psutil.Process(part.process.pid), grace)
    orphans = psutil.Process().children(recursive=True)
    _ask_to_end(orphans)
    _end_for_sure(orphans, grace)


def _end_part(process: psutil.Process, grace: float) -> None:
    # A scheduler that is asked to end waits for its tasks, for hours if need be. What a task has
    # called leads a session; it loses nothing when it is ended, and the task can still say so.
    called = [each for each in process.children(recursive=True) if _leads_a_session(each)]
    _ask_to_end([process, *called])
    _gone([process], grace)
    _end_for_sure([process, *called], grace=0)


def _leads_a_session(process: psutil.Process) -> bool:
    try:
        return os.getsid(process.pid) == process.pid
    except ProcessLookupError:
        return False


def _ask_to_end(processes: Sequence[psutil.Process]) -> None:
    for process in processes:
        _signal(process.terminate)


def _end_for_sure(processes: Sequence[psutil.Process], grace: float) -> None:
    for process in _gone(processes, grace):
        _signal(process.kill)
    _gone(processes, GRACE_SECONDS)


def _gone(processes: Sequence[psutil.Process], seconds: float) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return alive


def _signal(send: Callable[[], None]) -> None:
    try:
        send()
    except psutil.NoSuchProcess:
        pass
