"""The steps of a slot as tasks: the slot is the logical date, so repeating a task repeats it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from airflow.sdk import Asset
from airflow.sdk.exceptions import AirflowSkipException

from soletape_airflow.cluster import ENDED_WELL, Cluster, outcome, run_id
from soletape_airflow.door import Answer, DoorOperator, slot_of
from soletape_airflow.spark import Spark
from soletape_airflow.tiers import Tier

if TYPE_CHECKING:
    from airflow.sdk import Context

GOLD = Asset(
    name="soletape_gold",
    uri="x-soletape://gold/master_market_data",
    group="soletape",
)
BACKFILL = "backfill"


class SlotOperator(DoorOperator):
    """Call the door for the slot that the logical date names."""

    def execute(self, context: Context) -> dict[str, Any]:
        slot = slot_of(context.get("logical_date"))
        return self.ask([*self.words, "--slot", slot], context)


class StepOperator(DoorOperator):
    """One step of the slot that the DAG run stands for.

    :param step: the command of the step.
    :param tier: whose SKUs.
    :param options: further words of the command.

    A backfill of a slot that is past does not fetch: its prices cannot be had any more. What bronze
    holds of it is read again instead.
    """

    # How it waits for a driver of the cluster.
    sleep: Callable[[float], None] = staticmethod(time.sleep)

    def __init__(
        self, *, step: str, tier: Tier, options: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(task_id=step, **kwargs)
        self.step = step
        self.tier = tier
        self.options = list(options)
        self._driver: tuple[Cluster, str] | None = None

    def execute(self, context: Context) -> dict[str, Any]:
        """Do the step for the logical date, or what stands for it in the past."""
        self.tier.check()
        slot = slot_of(context.get("logical_date"))
        if self._is_in_the_past(context):
            return self.ask(self.words_in_the_past(slot), context)
        return self.ask(self.words_now(slot), context)

    def words_now(self, slot: str) -> list[str]:
        """Return what asks the door for the step."""
        return [self.step, "--tier", self.tier.name, "--slot", slot, *self.options]

    def words_in_the_past(self, slot: str) -> list[str]:
        """Return what a backfill asks for instead; raise a skip where that is nothing."""
        return self.words_now(slot)

    def answer(self, words: Sequence[str], home: Path, spark: Spark) -> Answer:
        """Do the step here, or as a driver on the cluster that takes drivers."""
        if spark.cluster is None or words[0] != self.step:
            return super().answer(words, home, spark)
        run = run_id(self.tier.name, words[words.index("--slot") + 1])
        self._driver = (spark.cluster, spark.cluster.submit([*words, "--json"]))
        self.log.info("Driver %s on %s does '%s'", self._driver[1], spark.cluster.master, words)
        state = spark.cluster.until_ended(self._driver[1], self.sleep)
        self._driver = None
        runs = [] if state == ENDED_WELL else self._last_runs(home)
        code, report = outcome(state, run, runs)
        return Answer(code, json.dumps(report), report.get("cause", f"The driver is {state}."))

    def on_kill(self) -> None:
        """End the step, wherever it runs."""
        super().on_kill()
        if self._driver is not None:
            cluster, driver = self._driver
            cluster.kill(driver)

    def _last_runs(self, home: Path) -> list[dict[str, Any]]:
        # Told by this machine alone: the cluster has just refused to do something.
        return self.call(["./soletape", "status", "--json"], home, {}).report()["runs"]

    def _is_in_the_past(self, context: Context) -> bool:
        run_type = getattr(context.get("dag_run"), "run_type", None)
        return is_replayed(run_type, context["logical_date"], self.tier, datetime.now(UTC))


class FetchOperator(StepOperator):
    """Fetch what bronze does not have yet, and find the products of SKUs that are new."""

    def words_in_the_past(self, slot: str) -> list[str]:
        raise AirflowSkipException(
            f"Slot {slot} is past, so nothing is fetched; the next task reads it from bronze."
        )


class SilverOperator(StepOperator):
    """Read the answers of the slot; in a backfill compute silver and gold again from bronze."""

    def words_in_the_past(self, slot: str) -> list[str]:
        return ["replay", "--from", slot, "--to", slot]


class GoldOperator(StepOperator):
    """Write the slot's rows of the tape, and say so to whoever waits for gold."""

    def execute(self, context: Context) -> dict[str, Any]:
        report = super().execute(context)
        context["outlet_events"][GOLD].extra = {
            "tier": self.tier.name,
            "slot": slot_of(context["logical_date"]),
            "replayed": self._is_in_the_past(context),
        }
        return report


class QualityOperator(StepOperator):
    """Hold the slot against what was expected."""

    def words_in_the_past(self, slot: str) -> list[str]:
        raise AirflowSkipException(
            f"Slot {slot} is past; what was found out about it when it was new stays."
        )


class CheckedAgainOperator(DoorOperator):
    """Hold a slot that an event of the gold asset names against what was expected.

    :param written: tier and slot, as ``slots_written`` returns them.
    """

    def __init__(self, *, written: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.written = written

    def execute(self, context: Context) -> dict[str, Any]:
        words = ["quality", "--tier", self.written["tier"], "--slot", self.written["slot"]]
        return self.ask(words, context)


def is_replayed(run_type: str | None, logical_date: datetime, tier: Tier, now: datetime) -> bool:
    """Whether a run reads bronze again instead of fetching: a backfill whose slot is over.

    Any other run of an older slot goes on where it stopped, be it deferred, late or cleared. The
    door itself fetches nothing for a slot after a newer one of its tier has finished.
    """
    return run_type == BACKFILL and logical_date + tier.cadence <= now


def slots_written(events: Sequence[Any]) -> list[dict[str, str]]:
    """Return each slot that the events name, once; replayed ones have been judged before."""
    told = [event.extra for event in events if not event.extra.get("replayed")]
    slots = {(each["tier"], each["slot"]) for each in told if {"tier", "slot"} <= set(each)}
    return [{"tier": tier, "slot": slot} for tier, slot in sorted(slots)]
