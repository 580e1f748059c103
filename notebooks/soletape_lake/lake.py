"""A lake on a local disk, and the tables that lie in it."""

from __future__ import annotations

import difflib
import os
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import duckdb_extension_delta
import polars as pl

from soletape_lake.table import LakeTable
from soletape_lake.versions import PIN, AsOf, LakeError, Version, moment, resolve, versions, written

LAYERS = ("gold", "silver", "bronze", "ops")
RUN_FIRST = (
    "Run './soletape demo' (or './soletape run --tier hot') first, "
    "and set SOLETAPE_LAKE to the lake that it names."
)

_DEFAULT = Path(__file__).resolve().parents[2] / "var" / "lake"
_EXTENSION = (
    Path(duckdb_extension_delta.__file__).parent
    / "extensions"
    / f"v{duckdb.__version__}"
    / "delta.duckdb_extension"
)


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _is_pin(as_of: AsOf) -> bool:
    return isinstance(as_of, str) and as_of.startswith(PIN)


def _removed(table: LakeTable, known: list[Version]) -> LakeError:
    later = [version for version in known if version.number > table.version.number]
    # Files go with the oldest versions first, so halving finds the first one that is whole.
    gone = bisect_left(later, True, key=lambda version: replace(table, version=version).is_whole())
    next_step = (
        f"ask for {later[gone]} or later"
        if gone < len(later)
        else "no version is whole, which ./soletape replay mends"
    )
    return LakeError(
        f"Table {table.name} is no longer known as of {table.version}: "
        f"its files have been removed after their retention; {next_step}"
    )


@dataclass(frozen=True)
class Lake:
    """The tables of one lake, asked as of one moment.

    ``as_of`` is what was known then: each table in its newest version of that moment, or in the one
    that a pin keeps, as ``pin:NAME``. None: now.
    """

    root: Path
    as_of: datetime | str | None = None
    clock: Callable[[], datetime] = field(default=_utc_now, repr=False)

    @classmethod
    def open(cls, root: str | Path | None = None, as_of: datetime | str | None = None) -> Lake:
        """Open a lake: the named one, else that of SOLETAPE_LAKE, else ``var/lake``.

        Raises LakeError where there is none, or where it is not on a local disk.
        """
        told = str(root or os.environ.get("SOLETAPE_LAKE") or _DEFAULT)
        path = told.removeprefix("file:")
        if ":/" in path:
            raise LakeError(f"The lake {told!r} is not on a local disk: read it with Spark.")
        lake = cls(Path(path).absolute(), as_of if as_of is None or _is_pin(as_of) else moment(as_of))
        if not lake.tables():
            raise LakeError(f"There is no table in the lake {path!r}. {RUN_FIRST}")
        return lake

    @property
    def moment(self) -> datetime:
        """The moment that is asked, UTC: ages and look-backs are counted from it.

        That of ``as_of``; for a pin, when the newest version was committed that it keeps; else now.
        Raises LakeError for a pin that there is not.
        """
        if self.as_of is None:
            return self.clock()
        if _is_pin(self.as_of):
            return moment(self._pins(self.as_of.removeprefix(PIN))["committed_at"].max())
        return moment(self.as_of)

    def tables(self) -> list[str]:
        """Names of the tables that have been written, gold first."""
        return [
            f"{layer}/{path.name}"
            for layer in LAYERS
            for path in sorted((self.root / layer).glob("*"))
            if (path / "_delta_log").is_dir()
        ]

    def has(self, name: str) -> bool:
        """Whether the table was known at the moment that is asked."""
        try:
            self.table(name)
        except LakeError:
            return False
        return True

    def table(self, name: str, as_of: AsOf = None) -> LakeTable:
        """Open a table, with its layer or without; ``as_of`` goes before that of the lake.

        Raises LakeError for an unknown name or a past that is not known.
        """
        full_name = self._full_name(name)
        path = self.root / full_name
        past = self.as_of if as_of is None else as_of
        if _is_pin(past):
            past = self._pinned(past.removeprefix(PIN), full_name)
        known = versions(path)
        table = LakeTable(full_name, path, resolve(full_name, known, past, self.clock()))
        if not table.is_whole():
            raise _removed(table, known)
        return table

    def filled_table(self, name: str) -> LakeTable:
        """Open a table that has rows; raises LakeError, which says what to run, where it has none."""
        table = self.table(name)
        if table.polars().select(pl.len()).collect().item() == 0:
            raise LakeError(f"The table {name!r} in the lake {str(self.root)!r} has no row. {RUN_FIRST}")
        return table

    def sql(self, query: str) -> duckdb.DuckDBPyRelation:
        """Ask in SQL, with the names and pasts of this lake; ``.pl()`` makes a frame of it."""
        database = duckdb.connect()
        database.execute(f"LOAD '{_EXTENSION}'")
        database.execute("SET TimeZone = 'UTC'")
        for told in database.get_table_names(query, qualified=True):
            # DuckDB tells a table with its alias: gold."asks" AS a.
            self._show(database, told.split(" AS ")[0].replace('"', ""))
        return database.sql(query)

    def stamp(self, *tables: LakeTable) -> str:
        """Tell which data the numbers come from, so that they can be had again as of that moment.

        Lake and moment, and of each table its version, rows and newest slot with its age.
        """
        lines = [f"lake            {self.root.name}, as of {self._asked()}"]
        for table in tables:
            lines += self._stamp_of(table)
        return "\n".join(lines)

    def _asked(self) -> str:
        at = written(self.moment)
        return at if isinstance(self.as_of, datetime) else f"{at} ({self.as_of or 'now'})"

    def _pinned(self, name: str, table: str) -> int:
        kept = self._pins(name)
        found = kept.filter(pl.col("table") == table)["version"]
        if found.is_empty():
            tables = ", ".join(sorted(kept["table"]))
            raise LakeError(f"The pin {name!r} keeps no version of {table}: it keeps {tables}.")
        return found[0]

    def _pins(self, name: str) -> pl.DataFrame:
        if "ops/pins" not in self.tables():
            raise LakeError(f"There is no pin {name!r}: set one with './soletape pin {name}'.")
        newest = versions(self.root / "ops/pins")[-1]
        pins = LakeTable("ops/pins", self.root / "ops/pins", newest).polars().collect()
        kept = pins.filter(pl.col("name") == name)
        if kept.is_empty():
            names = ", ".join(sorted(pins["name"].unique())) or "none"
            raise LakeError(f"There is no pin {name!r}: there are {names}.")
        return kept

    def _stamp_of(self, table: LakeTable) -> list[str]:
        version = table.version
        lines = [
            f"table           {table.name}",
            f"table version   {version.number}, "
            f"written {version.committed_at:%Y-%m-%d %H:%M:%S} UTC",
        ]
        rows = table.polars()
        columns = rows.collect_schema().names()
        clocks = [name for name in ("slot_at", "snapshot_at") if name in columns]
        newest = [pl.col(clock).max() for clock in clocks]
        told = rows.select(pl.len().alias("rows"), *newest).collect().row(0, named=True)
        lines.append(f"rows            {told['rows']:,}")
        if told["rows"] and "slot_at" in told:
            lines.append(f"newest slot     {told['slot_at']:%Y-%m-%d %H:%M} UTC")
        if told["rows"] and "snapshot_at" in told:
            age = str(self.moment - told["snapshot_at"]).split(".")[0]
            lines.append(f"age             {age} since the newest answer")
        return lines

    def _show(self, database: duckdb.DuckDBPyConnection, name: str) -> None:
        table = self.table(name.replace(".", "/"))
        layer = table.name.split("/")[0]
        database.execute(f"CREATE SCHEMA IF NOT EXISTS {layer}")
        view = name if "." in name else f'"{name}"'
        database.execute(
            f"CREATE OR REPLACE VIEW {view} AS FROM delta_scan('{table.path}', version => {table.version.number})"
        )

    def _full_name(self, name: str) -> str:
        tables = self.tables()
        if not tables:
            raise LakeError(f"There is no table in the lake {str(self.root)!r}. {RUN_FIRST}")
        for table in tables:
            if name in (table, table.split("/")[1]):
                return table
        nearest = difflib.get_close_matches(name, [*tables, *(t.split("/")[1] for t in tables)], 1)
        hint = f"did you mean {nearest[0]}?" if nearest else f"there are {', '.join(tables)}."
        raise LakeError(f"There is no table {name!r} in the lake {str(self.root)!r}: {hint}")
