"""The tiers' settings: ``tiers.json``, which a test of the Java side holds against its own.

A wrong value keeps no DAG from being imported: something stands in for it, and each task of the tier
fails at its start with the value's name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from airflow.sdk.exceptions import AirflowFailException
from croniter import croniter

NAMES = ("hot", "warm", "cold")

_FILE = Path(__file__).with_name("tiers.json")
_UNITS = {"m": "minutes", "h": "hours"}
_DURATION = r"([1-9][0-9]{0,3})([mh])"


@dataclass(frozen=True)
class Tier:
    """How often the SKUs of a tier are refreshed.

    :param name: as ``./soletape run --tier`` takes it.
    :param cadence: the time between two slots.
    :param schedule: the cron line, UTC, whose moments are the slots.
    :param max_duration: how long a fetch may call, as ``--max-duration`` takes it.
    :param faults: what is wrong with the settings; something else stands for what they name.
    """

    name: str
    cadence: timedelta
    schedule: str
    max_duration: str
    faults: tuple[str, ...] = ()

    @property
    def hours(self) -> int:
        """``cadence`` in hours."""
        return int(self.cadence / timedelta(hours=1))

    @property
    def longest_fetch(self) -> timedelta:
        """``max_duration`` as a time."""
        amount, unit = re.fullmatch(_DURATION, self.max_duration).groups()
        return timedelta(**{_UNITS[unit]: int(amount)})

    def check(self) -> None:
        """Fail for good, with every fault named, if a setting is wrong."""
        if self.faults:
            raise AirflowFailException(
                f"{'; '.join(self.faults)}. Correct it wherever the DAGs lie, then clear this task."
            )


@dataclass(frozen=True)
class _Setting:
    """A value in the file.

    :param allowed: which values, in words.
    :param is_allowed: whether a value is one of them.
    :param stand_in: what takes the place of a wrong one; soon enough for the fault to be seen.
    """

    name: str
    allowed: str
    is_allowed: Callable[[Any], bool]
    stand_in: Any


_SETTINGS = (
    _Setting(
        "cadence_hours",
        "a whole number from 1 to 168",
        lambda told: type(told) is int and 1 <= told <= 168,
        1,
    ),
    _Setting(
        "schedule",
        "a cron line of five fields, UTC, as in '0 * * * *'",
        lambda told: isinstance(told, str) and len(told.split()) == 5 and croniter.is_valid(told),
        "0 * * * *",
    ),
    _Setting(
        "max_duration",
        "a number from 1 to 9999 with m or h, as in '50m' or '5h'",
        lambda told: isinstance(told, str) and bool(re.fullmatch(_DURATION, told)),
        "50m",
    ),
)


def tiers() -> dict[str, Tier]:
    """Return every tier that has a schedule, by its name."""
    try:
        told = _told()
    except (OSError, ValueError) as cause:
        fault = f"{_FILE} is no JSON object of the tiers {', '.join(NAMES)}: {cause}"
        return {name: _tier(name, {}, fault) for name in NAMES}
    return {name: _tier(name, told[name]) for name in NAMES}


def _told() -> dict[str, dict[str, Any]]:
    told = json.loads(_FILE.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or not all(isinstance(told.get(name), dict) for name in NAMES):
        raise ValueError("each of them is an object")
    return told


def _tier(name: str, told: dict[str, Any], fault: str = "") -> Tier:
    wrong = [each for each in _SETTINGS if not each.is_allowed(told.get(each.name))]
    faults = [_fault(name, each, told) for each in wrong]
    value = {each.name: each.stand_in if each in wrong else told[each.name] for each in _SETTINGS}
    return Tier(
        name=name,
        cadence=timedelta(hours=value["cadence_hours"]),
        schedule=value["schedule"],
        max_duration=value["max_duration"],
        faults=(fault,) if fault else tuple(faults),
    )


def _fault(name: str, setting: _Setting, told: dict[str, Any]) -> str:
    said = repr(told[setting.name]) if setting.name in told else "missing"
    return f"{name}.{setting.name} in {_FILE} is {said}; allowed is {setting.allowed}"
