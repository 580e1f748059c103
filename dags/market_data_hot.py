"""
### Hot tier, every hour

Asks StockX and Alias for the market of every SKU in the tier `hot` and carries the answers through
bronze, silver and gold to the quality checks. One task, one call of the door:

    ./soletape run --tier hot --slot <logical date> --json

**When** every full hour, UTC. The logical date is the slot, the identity of the run. No catch-up:
prices of a past hour cannot be fetched any more. One run at a time.

**Safe to repeat** A finished slot makes no call and changes no row, so clear the task freely. To
run a slot by hand, trigger the DAG with that logical date; a slot in the future is refused.

**What the states mean**

* *up for reschedule*: budget or time is spent (exit 75), work is kept; it goes on at `resume_at`.
* *up for retry*: our fault or a dead service (exit 1); after two retries read the log.
* *failed*, and the log says
    * *quality check*: the rows are written, a check of severity error failed (exit 3); the table
      `ops/quality_results` names it.
    * *option or setting*: a retry would fail again (exit 2); correct it, clear the task.
    * *deferred again*: resumed more often than allowed; see `./soletape status`, clear the task.

**Settings** in the worker's environment: `SOLETAPE_HOME`, the root of the repository (default: the
parent of the DAGs folder); `SOLETAPE_DAG_MAX_RESUMES`, resumes per try (default 6); and what the
door itself reads (`SOLETAPE_LAKE`, `STOCKX_…`, `ALIAS_…`).

**Not guarded against** a platform that answers with wrong prices, and a lake that another tier is
writing to by other means than the door.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG
from soletape_airflow.door import SoletapeRunOperator

with DAG(
    dag_id="market_data_hot",
    description="Asks and bids of the hot SKUs, every hour",
    doc_md=__doc__,
    schedule="0 * * * *",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    tags=["soletape", "market-data"],
):
    SoletapeRunOperator(
        task_id="run_hot_tier",
        tier="hot",
        retries=2,
        retry_delay=timedelta(minutes=3),
        execution_timeout=timedelta(hours=2),
    )
