"""Soletape's lake for people with questions: tables as Polars, pandas or Arrow, as of a time.

    from soletape_lake import Lake

    lake = Lake.open()                               # or Lake.open(as_of="2026-01-05T10:00:00Z")
    tape = lake.table("gold/master_market_data")
    print(lake.stamp(tape))
    tape.polars().filter(sku="DD1391-100").collect()

What the market was is a matter of ``slot_at``. What was known then is one of ``as_of``: the table in
the version of that time.
"""

from soletape_lake.ages import with_ages
from soletape_lake.lake import Lake
from soletape_lake.table import LakeTable
from soletape_lake.versions import LakeError, Version

__all__ = ["Lake", "LakeError", "LakeTable", "Version", "with_ages"]
