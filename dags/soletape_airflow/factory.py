"""Makes the DAGs: what they have in common stands here once, a DAG file names what differs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.providers.standard.operators.empty import EmptyOperator
from airflow.sdk import (
    DAG,
    CronTriggerTimetable,
    DeadlineAlert,
    DeadlineReference,
    SyncCallback,
    TriggerRule,
    task,
)

from soletape_airflow import webhook
from soletape_airflow.door import DoorOperator
from soletape_airflow.steps import (
    GOLD,
    CheckedAgainOperator,
    FetchOperator,
    GoldOperator,
    QualityOperator,
    SilverOperator,
    SlotOperator,
    slots_written,
)
from soletape_airflow.tiers import Tier, tiers

START = datetime(2026, 1, 1, tzinfo=UTC)
TAGS = ["soletape"]
STEP_TIME = timedelta(hours=1)
# Which task goes first where a machine runs few at a time.
WEIGHTS = {"hot": 100, "warm": 50, "cold": 10}
DEFAULTS: dict[str, Any] = {
    "retries": 2,
    "retry_delay": timedelta(minutes=3),
    "execution_timeout": STEP_TIME,
    "on_failure_callback": webhook.task_failed,
}


def tier_dag(name: str, doc: str) -> DAG:
    """Return the DAG of a tier: a run for each slot, a task for each step.

    :param name: the tier.
    :param doc: the beginning of the page in Airflow: what is this tier's own.
    """
    tier = tiers()[name]
    with DAG(
        dag_id=f"market_data_{name}",
        description=f"Quotes, sales and offers of the {name} SKUs",
        doc_md=f"{doc}\n{_page(tier)}",
        schedule=tier.schedule,
        start_date=START,
        catchup=False,
        max_active_runs=1,
        deadline=_freshness(tier),
        default_args=DEFAULTS | {"priority_weight": WEIGHTS[name]},
        tags=[*TAGS, "market-data"],
    ) as dag:
        fetch = FetchOperator(
            step="fetch",
            tier=tier,
            options=["--map", "--max-duration", tier.max_duration],
            execution_timeout=tier.longest_fetch + STEP_TIME,
        )
        # A dead platform fails the fetch, and yet the other one's half belongs on the tape.
        silver = SilverOperator(step="silver", tier=tier, trigger_rule=TriggerRule.ALL_DONE)
        gold = GoldOperator(step="gold", tier=tier, outlets=[GOLD])
        quality = QualityOperator(step="quality", tier=tier)
        fetch >> silver >> gold >> quality
        # A leaf of its own: without it a failed fetch would be forgotten when quality is content.
        fetch >> EmptyOperator(task_id="all_fetched")
    return dag


def door_dag(
    dag_id: str, description: str, doc: str, *, schedule: str, words: list[str], has_slot: bool
) -> DAG:
    """Return a DAG of one task that calls the door.

    :param schedule: a cron line, UTC. A new DAG waits for its next moment.
    :param words: the command and its options.
    :param has_slot: whether the command takes the logical date as ``--slot``.
    """
    with DAG(
        dag_id=dag_id,
        description=description,
        doc_md=doc,
        schedule=CronTriggerTimetable(schedule, timezone="UTC"),
        catchup=False,
        max_active_runs=1,
        default_args=DEFAULTS,
        tags=TAGS,
    ) as dag:
        operator = SlotOperator if has_slot else DoorOperator
        operator(task_id=dag_id, words=words)
    return dag


def quality_dag(doc: str) -> DAG:
    """Return the DAG that looks at every slot whose gold was written."""
    with DAG(
        dag_id="quality",
        description="Holds each slot that was written against what was expected",
        doc_md=doc,
        schedule=[GOLD],
        catchup=False,
        max_active_runs=1,
        default_args=DEFAULTS,
        tags=TAGS,
    ) as dag:

        @task(task_id="slots")
        def slots(triggering_asset_events: Any = None) -> list[dict[str, str]]:
            return slots_written(triggering_asset_events[GOLD])

        CheckedAgainOperator.partial(task_id="quality").expand(written=slots())
    return dag


def _page(tier: Tier) -> str:
    """What every tier's page says after its own words."""
    page = Path(__file__).with_name("tier_page.md").read_text(encoding="utf-8")
    return page.format(name=tier.name, max_duration=tier.max_duration, hours=tier.hours)


def _freshness(tier: Tier) -> DeadlineAlert:
    # When the next slot is due, prices begin to be older than the tier promises.
    return DeadlineAlert(
        name=f"{tier.name}_is_fresh",
        reference=DeadlineReference.DAGRUN_LOGICAL_DATE,
        interval=tier.cadence,
        callback=SyncCallback(
            webhook.deadline_missed, kwargs={"tier": tier.name, "within": f"{tier.hours} h"}
        ),
    )
