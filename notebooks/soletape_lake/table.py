"""One version of one table, in the shape that the reader likes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
from deltalake import DeltaTable

from soletape_lake.versions import Version


@dataclass(frozen=True)
class LakeTable:
    """A table as it was in one version.

    ``name`` is layer and table (``gold/master_market_data``).
    """

    name: str
    path: Path
    version: Version

    def __str__(self) -> str:
        return f"{self.name}, {self.version}"

    def is_whole(self) -> bool:
        """Whether all files of the version are there; maintenance removes those of old ones."""
        return all(Path(file).exists() for file in self.delta().file_uris())

    def delta(self) -> DeltaTable:
        """The table as delta-rs knows it."""
        return DeltaTable(self.path, version=self.version.number)

    def polars(self) -> pl.LazyFrame:
        """The rows, read when they are collected. Filters on ``slot_date`` skip whole days."""
        return pl.scan_delta(self.delta())

    def arrow(self, columns: list[str] | None = None) -> pa.Table:
        """The rows in memory; all columns unless some are named."""
        return pa.table(self.delta().to_pyarrow_table(columns=columns))

    def pandas(self, columns: list[str] | None = None) -> pd.DataFrame:
        """The rows in memory, with Arrow's types: decimals stay exact, null is not zero."""
        return self.arrow(columns).to_pandas(types_mapper=pd.ArrowDtype)
