"""
### Hot tier, every hour

Asks StockX and Alias for the market of every SKU in the tier `hot` and carries the answers through
bronze, silver and gold to the quality checks.

**When** every full hour, UTC. The logical date is the slot, the identity of the run. No catch-up:
prices of the past cannot be fetched any more. One slot at a time.
"""

from soletape_airflow.factory import tier_dag

dag = tier_dag("hot", doc=__doc__)
