"""
### Quality, whenever gold was written

Holds each slot whose gold was written against what was expected, apart from the run that wrote it.
So a slot is judged even where the task `quality` of its own run was skipped, cleared or not reached.

**When** the asset `soletape_gold` has news. The run has no logical date; the events name tier and
slot, several of them where they came together. Slots that a backfill replayed are left out: their
prices are old by nature.

**Tasks** `slots` reads the events; `quality` is one call of the door for each slot:

    ./soletape quality --tier <tier> --slot <slot> --json

**Safe to repeat** Nothing but the results of the checks is written.

**What the states mean** *failed*: a check of severity error failed (exit 3), the table
`ops/quality_results` names it; the rows stand. All else as in `market_data_hot`.
"""

from soletape_airflow.factory import quality_dag

dag = quality_dag(doc=__doc__)
