"""
### Warm tier, every six hours

Asks StockX and Alias for the market of every SKU in the tier `warm` and carries the answers through
bronze, silver and gold to the quality checks.

**When** 00:00, 06:00, 12:00 and 18:00, UTC. The logical date is the slot, the identity of the run. No catch-up: prices of
the past cannot be fetched any more. One slot at a time.

**Tasks** `fetch >> silver >> gold >> quality`, each one call of the door:

    ./soletape fetch --map --tier warm --slot <logical date> --max-duration 5h --json
    ./soletape silver --tier warm --slot <logical date> --json
    ./soletape gold --tier warm --slot <logical date> --json
    ./soletape quality --tier warm --slot <logical date> --json

`silver` goes on although `fetch` has failed: where one platform is dead, the other one's half still
reaches the tape. `all_fetched` does nothing; it keeps the run red in that case.

**Safe to repeat** Clear any task: what was fetched is not asked again, and rows that are right are
not written again. To run a slot by hand, trigger the DAG with that logical date; a slot in the
future is refused, and nothing is fetched for a slot after a newer one has finished. A *backfill* of
a past slot fetches nothing: `silver` computes silver and gold again from bronze (`replay`).

**What the states mean**

* *up for reschedule*: budget or time is spent (exit 75), work is kept, no slot of a worker is
  taken; the same slot goes on at `resume_at`, as often as `SOLETAPE_DAG_MAX_RESUMES` allows.
* *up for retry*: our fault or a dead service (exit 1); after two retries read the log.
* *failed*, and the log says
    * *quality check*: gold is written and its asset published, but a check of severity error failed
      (exit 3); the table `ops/quality_results` names it.
    * *option or setting*: a retry would fail again (exit 2); correct it, clear the task.
    * *deferred again*: resumed more often than allowed; see `./soletape status`, clear the task.

**Alerts** A task that failed for good and a slot that is not done within 6 h (the tier grows
old) are told to the webhook, if there is one.

**Settings** in the worker's environment: `SOLETAPE_HOME`, the root of the repository (default: the
parent of the DAGs folder); `SOLETAPE_WEBHOOK_URL`; and what the door itself reads
(`SOLETAPE_LAKE`, `STOCKX_…`, `ALIAS_…`). The connection `soletape_spark` names a cluster.

**Not guarded against** a platform that answers with wrong prices, and a lake that is written to by
other means than the door.
"""

from soletape_airflow.factory import tier_dag

dag = tier_dag("warm", doc=__doc__)
