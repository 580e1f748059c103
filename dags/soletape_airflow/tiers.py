"""The tiers' settings: ``tiers.json``, which a test of the Java side holds against its own."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

_FILE = Path(__file__).with_name("tiers.json")
_UNITS = {"m": "minutes", "h": "hours"}


@dataclass(frozen=True)
class Tier:
    """How often the SKUs of a tier are refreshed.

    :param name: as ``./soletape run --tier`` takes it.
    :param cadence: the time between two slots.
    :param schedule: the cron line, UTC, whose moments are the slots.
    :param max_duration: how long a fetch may call, as ``--max-duration`` takes it.
    """

    name: str
    cadence: timedelta
    schedule: str
    max_duration: str

    @property
    def hours(self) -> int:
        """``cadence`` in hours."""
        return int(self.cadence / timedelta(hours=1))

    @property
    def longest_fetch(self) -> timedelta:
        """``max_duration`` as a time."""
        amount, unit = re.fullmatch(r"(\d+)([mh])", self.max_duration).groups()
        return timedelta(**{_UNITS[unit]: int(amount)})


def tiers() -> dict[str, Tier]:
    """Return every tier that has a schedule, by its name."""
    told = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        name: Tier(
            name=name,
            cadence=timedelta(hours=each["cadence_hours"]),
            schedule=each["schedule"],
            max_duration=each["max_duration"],
        )
        for name, each in told.items()
    }
