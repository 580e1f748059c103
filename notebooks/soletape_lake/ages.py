"""How old numbers are. Ages pass, so they are computed when rows are read and never stored."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl

CLOCKS = {
    "snapshot_at": "snapshot_age",
    "slot_at": "slot_age",
    "ingested_at": "known_age",
}
"""Three clocks: since the platform answered, since the slot, since the row was first written."""


def with_ages(rows: pl.LazyFrame, now: datetime | None = None) -> pl.LazyFrame:
    """Return the rows with a duration beside each of the three clocks that they have.

    Counted up to ``now``, which for rows of a past is the ``moment`` of its lake.
    """
    at = now or datetime.now(UTC)
    columns = rows.collect_schema().names()
    return rows.with_columns(
        (pl.lit(at, pl.Datetime("us", "UTC")) - pl.col(clock)).alias(age)
        for clock, age in CLOCKS.items()
        if clock in columns
    )
