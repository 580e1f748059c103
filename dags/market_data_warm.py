"""
### Warm tier, every six hours

Asks StockX and Alias for the market of every SKU in the tier `warm` and carries the answers through
bronze, silver and gold to the quality checks.

**When** 00:00, 06:00, 12:00 and 18:00, UTC. The logical date is the slot, the identity of the run.
No catch-up: prices of the past cannot be fetched any more. One slot at a time.
"""

from soletape_airflow.factory import tier_dag

dag = tier_dag("warm", doc=__doc__)
