"""The picture of a soak: ``python -m soletape_lake.soak FOLDER`` draws ``FOLDER/soak.svg``.

The folder is that of ``./soletape bench soak``: its record ``soak.json`` and its ``lake``.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import matplotlib
import polars as pl

matplotlib.use("svg")
from matplotlib import dates  # noqa: E402
from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

from soletape_lake.lake import Lake  # noqa: E402
from soletape_lake.pictures import BAD_COLOUR, EARLIER_COLOUR, PLATFORM_NAMES  # noqa: E402

TIER_COLOURS = {"hot": "#CC6677", "warm": "#DDCC77", "cold": "#4477AA"}
TOLD = ("observed", "empty_market", "not_carried", "unmapped")
"""Outcomes of a cell about which something is known: nothing was left unasked."""
FRESH_HOURS = 2


def coverage(lake: Lake) -> pl.DataFrame:
    """Return for each slot of a tier the per cent of its expected cells that something is known of."""
    return (
        lake.table("ops/coverage")
        .polars()
        .group_by("tier", "slot_at")
        .agg((pl.col("outcome").is_in(TOLD).mean() * 100).alias("percent"))
        .sort("slot_at")
        .collect()
    )


def calls(record: dict[str, Any]) -> pl.DataFrame:
    """Return the calls of both platforms by tier and hour of the runs' starts, repeated runs too."""
    runs = pl.DataFrame(
        {
            "tier": run["tier"],
            "hour": _moment(run["started_at"]).replace(minute=0, second=0, microsecond=0),
            "calls": run["stockx_calls"] + run["alias_calls"],
        }
        for run in record["runs"]
    )
    return runs.group_by("tier", "hour").agg(pl.col("calls").sum()).sort("hour")


def ages(record: dict[str, Any]) -> pl.DataFrame:
    """Return for each hour the hours that the oldest hot product had reached."""
    peaks = pl.DataFrame(
        {"hour": _moment(peak["at"]), "age": peak["seconds"] / 3600} for peak in record["ages"]
    )
    return (
        peaks.with_columns(pl.col("hour").dt.truncate("1h")).group_by("hour").agg(pl.col("age").max()).sort("hour")
    )


def draw(folder: Path) -> Path:
    """Draw coverage, age and calls over the time of the soak in ``folder``; return the file."""
    record = json.loads((folder / "soak.json").read_text(encoding="utf-8"))
    figure, (above, middle, below) = plt.subplots(3, 1, figsize=(12, 9), sharex=True)
    _draw_coverage(above, coverage(Lake.open(folder / "lake")))
    _draw_ages(middle, ages(record))
    _draw_calls(below, calls(record))
    for axes in (above, middle, below):
        _shade(axes, record)
        axes.margins(x=0.01)
    above.legend(loc="lower left", ncols=6, fontsize=8)
    below.legend(loc="upper left", ncols=3, fontsize=8)
    below.xaxis.set_major_locator(dates.DayLocator())
    below.xaxis.set_major_formatter(dates.DateFormatter("%a %d %b"))
    figure.suptitle(f"Soak from {record['from']} to {record['until']}, {len(record['runs'])} runs")
    figure.tight_layout()
    path = folder / "soak.svg"
    figure.savefig(path)
    plt.close(figure)
    return path


def _moment(text: str) -> datetime:
    # Python reads microseconds, Java writes nanoseconds.
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(f"{whole}.{fraction[:6] or '0':0<6}+00:00")


def _draw_coverage(axes: Axes, told: pl.DataFrame) -> None:
    for tier, colour in TIER_COLOURS.items():
        own = told.filter(pl.col("tier") == tier)
        axes.plot(own["slot_at"], own["percent"], marker=".", color=colour, label=tier)
    axes.set_ylabel("cells with an outcome\nin per cent of expected")
    axes.set_ylim(0, 104)


def _draw_ages(axes: Axes, told: pl.DataFrame) -> None:
    axes.plot(told["hour"], told["age"], color=TIER_COLOURS["hot"], drawstyle="steps-post")
    axes.axhline(FRESH_HOURS, color=BAD_COLOUR, linestyle="--")
    axes.set_ylabel("oldest hot product\nin hours")
    axes.set_ylim(0, None)


def _draw_calls(axes: Axes, told: pl.DataFrame) -> None:
    hours = sorted(told["hour"].unique())
    bottom = [0] * len(hours)
    for tier, colour in TIER_COLOURS.items():
        own = dict(told.filter(pl.col("tier") == tier).select("hour", "calls").iter_rows())
        heights = [own.get(hour, 0) for hour in hours]
        axes.bar(hours, heights, 1 / 26, bottom=bottom, align="edge", color=colour, label=tier)
        bottom = [low + high for low, high in zip(bottom, heights, strict=True)]
    axes.set_ylabel("calls of both platforms\nin an hour")


def _shade(axes: Axes, record: dict[str, Any]) -> None:
    for outage in record.get("outages", []):
        name = f"{PLATFORM_NAMES[outage['platform']]} dead"
        axes.axvspan(_moment(outage["from"]), _moment(outage["until"]), color=BAD_COLOUR, alpha=0.3, label=name)
    if cut := record.get("cut"):
        name = f"{cut['calls_per_day']} StockX calls a day"
        axes.axvspan(_moment(cut["from"]), _moment(cut["until"]), color=EARLIER_COLOUR, alpha=0.25, label=name)


if __name__ == "__main__":
    print(draw(Path(sys.argv[1])))
