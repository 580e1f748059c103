"""
### Mapping, every week

Looks for the products of SKUs that have none yet, in all tiers, and asks again for products with
quotes of sizes that nobody knows; neither waits for it, the fetch of their tier does the same.
Products that were last asked for 30 days ago are asked again here alone. One task, one call of the
door:

    ./soletape map --tier all --slot <logical date> --json

**When** Mondays at 02:30, UTC, and not at once when the DAG is new. No catch-up.

**Safe to repeat** What has an answer in the slot is not asked again.

**What the states mean** As in `market_data_hot`. Mapping calls come after all others, so this task
is put up for reschedule first (exit 75).
"""

from soletape_airflow.factory import door_dag

dag = door_dag(
    "mapping",
    "Products of SKUs that are not known yet",
    doc=__doc__,
    schedule="30 2 * * 1",
    words=["map", "--tier", "all"],
    has_slot=True,
)
