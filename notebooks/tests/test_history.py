"""The picture of what a slot costs is drawn from the bench's record."""

from __future__ import annotations

import json
from pathlib import Path

from soletape_lake.history import costs, draw


def recorded(folder: Path) -> Path:
    told = [{"days": 365, "seconds": 6.6}, {"days": 1, "seconds": 6.0}]
    (folder / "history.json").write_text(json.dumps(told), encoding="utf-8")
    return folder


def test_costs_are_told_by_days(tmp_path: Path) -> None:
    assert costs(recorded(tmp_path)).rows() == [(1, 6.0), (365, 6.6)]


def test_the_picture_shows_costs_beside_the_most_they_may_be(tmp_path: Path) -> None:
    picture = draw(recorded(tmp_path)).read_text(encoding="utf-8")

    for label in ("days of history", "of a slot", "1.2 times the first day"):
        assert label in picture
