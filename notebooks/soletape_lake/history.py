"""The picture of a history: ``python -m soletape_lake.history FOLDER`` draws ``FOLDER/history.svg``.

The folder is that of ``./soletape bench history`` or ``eight-weeks``, with its record ``history.json``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import matplotlib
import polars as pl

matplotlib.use("svg")
from matplotlib import pyplot as plt  # noqa: E402

from soletape_lake.pictures import BAD_COLOUR  # noqa: E402

MOST_GROWTH = 1.2


def costs(folder: Path) -> pl.DataFrame:
    """Return the median ``seconds`` of a slot by ``days`` of history, fewest days first."""
    return pl.DataFrame(json.loads((folder / "history.json").read_text(encoding="utf-8"))).sort("days")


def draw(folder: Path) -> Path:
    """Draw what a slot costs as history grows, and the most it may; return the file."""
    told = costs(folder)
    most = told["seconds"][0] * MOST_GROWTH
    figure, axes = plt.subplots(figsize=(8, 5))
    axes.plot(told["days"], told["seconds"], marker="o")
    axes.axhline(most, color=BAD_COLOUR, linestyle="--", label=f"{MOST_GROWTH} times the first day")
    axes.set_xlabel("days of history in the lake")
    axes.set_ylabel("seconds of silver, gold and quality\nof a slot")
    axes.set_ylim(0, None)
    axes.legend(loc="lower right")
    figure.tight_layout()
    path = folder / "history.svg"
    figure.savefig(path)
    plt.close(figure)
    return path


if __name__ == "__main__":
    print(draw(Path(sys.argv[1])))
