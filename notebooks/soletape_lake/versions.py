"""Versions of a table, and which of them a moment asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

AsOf = datetime | str | int | None
"""A moment, a version, a pin as ``pin:NAME``, or None for now.

Without an offset a moment is UTC; a day is its start.
"""

PIN = "pin:"

_COMMIT = re.compile(r"(\d{20})\.json")
_CHECKPOINT = re.compile(r"(\d{20})\.checkpoint(?:\.\d{10}\.\d{10})?\.parquet")


class LakeError(Exception):
    """The lake cannot answer as it was asked; the message says what to do instead."""


@dataclass(frozen=True)
class Version:
    """A version of a table: its number, counted from 0, and when it was committed (UTC)."""

    number: int
    committed_at: datetime

    def __str__(self) -> str:
        return f"version {self.number} ({written(self.committed_at)})"


def written(at: datetime) -> str:
    """Return a UTC moment as text that can be asked for again: commits have milliseconds."""
    return f"{at.replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def moment(told: datetime | str) -> datetime:
    """Return the moment that a text or a datetime names, in UTC.

    Raises LakeError for a text that is no time.
    """
    try:
        at = told if isinstance(told, datetime) else datetime.fromisoformat(told)
    except ValueError as error:
        raise LakeError(
            f"'{told}' is no time: use UTC such as 2026-01-05T10:00:00Z or 2026-01-05"
        ) from error
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def versions(table_path: Path) -> list[Version]:
    """List the versions that the log of a table still tells, oldest first.

    A log that begins later than with the first commit is read from its oldest checkpoint on.

    A commit's time is that of its file and later than that of the commit before, as Spark and
    ``./soletape sql`` have it.
    """
    found: list[Version] = []
    files = sorted((table_path / "_delta_log").iterdir())
    numbers = {int(match.group(1)) for path in files if (match := _COMMIT.fullmatch(path.name))}
    checkpoints = [int(match.group(1)) for path in files if (match := _CHECKPOINT.fullmatch(path.name))]
    oldest = 0 if 0 in numbers else min(checkpoints, default=0)
    for path in files:
        match = _COMMIT.fullmatch(path.name)
        if match and int(match.group(1)) >= oldest:
            at = datetime.fromtimestamp(path.stat().st_mtime_ns // 1_000_000 / 1000, UTC)
            if found:
                at = max(at, found[-1].committed_at + timedelta(milliseconds=1))
            found.append(Version(int(match.group(1)), at))
    return found


def resolve(table: str, known: list[Version], as_of: AsOf, now: datetime) -> Version:
    """Return the version that is asked for: of a moment, the newest committed by then.

    Raises LakeError for what is not known, with the range that is. (deltalake alone would answer a
    time before the first commit with version 0.)
    """
    if as_of is None:
        return known[-1]
    if isinstance(as_of, int):
        wanted = [version for version in known if version.number == as_of]
        asked = f"version {as_of}"
    else:
        at = moment(as_of)
        if at > now:
            raise LakeError(f"{at.isoformat()} is in the future: it is {now.isoformat()} now")
        wanted = [version for version in known if version.committed_at <= at]
        asked = at.isoformat()
    if not wanted:
        raise LakeError(
            f"Table {table} is not known as of {asked}: "
            f"ask for a time or version from {known[0]} to {known[-1]}"
        )
    return wanted[-1]
