"""
### Maintenance, every day

Keeps the lake's files in bounds: compaction, retention, guarded vacuum. One task, one call of the
door:

    ./soletape maintain --json

**When** 04:30, UTC, between two hot slots and far from a warm one, and not at once when the DAG is
new. No catch-up: only the newest state can be maintained.

**Safe to repeat** What is in order is left alone. A slot that runs at the same time is not disturbed.

**What the states mean** As in `market_data_hot`.
"""

from soletape_airflow.factory import door_dag

dag = door_dag(
    "maintenance",
    "Compaction, retention, guarded vacuum",
    doc=__doc__,
    schedule="30 4 * * *",
    words=["maintain"],
    has_slot=False,
)
