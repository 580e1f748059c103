"""The door and a sandbox, as a user has them: processes, exit codes, files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import urllib.request
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deltalake import DeltaTable

HOME = Path(__file__).resolve().parent.parent
DOOR = str(HOME / "soletape")
MARKET_TIME = "2026-01-05T10:00:00Z"
SKUS = ("DD1391-100", "FV5029-010", "HF8022-300")
TABLES = [
    "bronze/platform_responses",
    "bronze/fx_responses",
    "silver/mappings",
    "silver/products",
    "silver/variants",
    "silver/quotes",
    "silver/depth_answers",
    "silver/sales",
    "silver/sales_coverage",
    "silver/offer_bins",
    "silver/quarantine",
    "silver/fx_rates",
    "gold/master_market_data",
    "gold/latest_market_data",
    "gold/daily_price_bars",
    "gold/cross_market_spreads",
    "ops/coverage",
    "ops/runs",
    "ops/quality_results",
]


@dataclass
class Sandbox:
    """A sandbox process; `rate` calls a second are allowed on both platforms."""

    rate: float
    process: subprocess.Popen = field(init=False)
    settings: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        command = [DOOR, "sandbox", "--port", "0", "--json", "--market-time", MARKET_TIME]
        command += ["--stockx-per-second", str(self.rate), "--alias-per-second", str(self.rate)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.settings = json.loads(self.process.stdout.readline())

    def stats(self) -> dict:
        return self._ask("GET", "stats")

    def calls(self) -> Counter:
        """How often each address was asked."""
        stats = self.stats()
        return Counter(stats["stockx"]["by_url"]) + Counter(stats["alias"]["by_url"])

    def requests(self) -> Counter:
        """The same without calls for tokens, of which each start needs one."""
        return Counter({url: count for url, count in self.calls().items() if "oauth" not in url})

    def reset_stats(self) -> None:
        self._ask("POST", "reset-stats")

    def break_with(self, faults: str) -> None:
        self._ask("POST", "faults?spec=" + faults)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()

    def _ask(self, method: str, what: str) -> dict:
        url = f"{self.settings['STOCKX_API_URL']}/_sandbox/{what}"
        with urllib.request.urlopen(urllib.request.Request(url, method=method)) as answer:
            return json.load(answer)


@dataclass
class Desk:
    """One user's place: a lake, a ledger, a SKU file, and the settings of a sandbox."""

    folder: Path
    sandbox: Sandbox
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def lake(self) -> Path:
        return self.folder / "lake"

    def environment(self, **settings: str) -> dict[str, str]:
        rate = str(self.sandbox.rate)
        return (
            {name: value for name, value in os.environ.items() if not name.startswith("SOLETAPE_")}
            | self.sandbox.settings
            | {
                "SOLETAPE_LAKE": str(self.lake),
                "SOLETAPE_LEDGER": f"jdbc:sqlite:{self.folder}/ledger.db",
                "STOCKX_CALLS_PER_SECOND": rate,
                "ALIAS_CALLS_PER_SECOND": rate,
                # Enough to see them done, few enough not to wait for.
                "ALIAS_DEPTH_CALLS_PER_RUN": "12",
            }
            | self.extra
            | settings
        )

    def sku_file(self, *lines: str) -> str:
        path = self.folder / "skus.txt"
        path.write_text("\n".join(lines) + "\n")
        return str(path)

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen:
        return subprocess.Popen(
            [DOOR, *arguments],
            env=self.environment(**settings),
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def call(self, *arguments: str, **settings: str) -> Outcome:
        process = self.start(*arguments, **settings)
        out, err = process.communicate()
        return Outcome(process.returncode, out, err)

    def run(self, *more: str, **settings: str) -> Outcome:
        """Run the hot tier of a few SKUs."""
        arguments = ("run", "--tier", "hot", "--skus", self.sku_file(*SKUS), "--json")
        return self.call(*arguments, *more, **settings)

    def versions(self) -> dict[str, int]:
        return {name: DeltaTable(self.lake / name).version() for name in TABLES}

    def rows(self, table: str) -> list[dict]:
        return DeltaTable(self.lake / table).to_pyarrow_table().to_pylist()


@dataclass
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict:
        return json.loads(self.out.splitlines()[-1])


@dataclass
class FinishedRun:
    """A place where one slot was done undisturbed; a test may only look, or repeat the command.

    What Java started meanwhile is in a recording beside it.
    """

    desk: Desk
    command: tuple[str, ...]
    outcome: Outcome
    processes: Path


def wait_until(condition: Callable[[], bool]) -> None:
    """Looks again and again, without hogging a core that the watched process needs."""
    pause = threading.Event()
    while not condition():
        pause.wait(0.02)


def kill_all(process: subprocess.Popen) -> None:
    """kill -9 of a command with everything that it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
