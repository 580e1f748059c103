"""A private Airflow for the tests: its own home and database, this DAGs folder, no examples.

Airflow reads its environment when it is first imported, so it is set here, before any test module.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from airflow.dag_processing.dagbag import DagBag

DAGS_FOLDER = Path(__file__).resolve().parents[1]
AIRFLOW_HOME = tempfile.TemporaryDirectory(prefix="soletape-airflow-")

for inherited in [name for name in os.environ if name.startswith("AIRFLOW__")]:
    del os.environ[inherited]
os.environ |= {
    "AIRFLOW_HOME": AIRFLOW_HOME.name,
    "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS_FOLDER),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{AIRFLOW_HOME.name}/airflow.db",
}


@pytest.fixture(scope="session")
def dag_bag() -> DagBag:
    """Every DAG of this folder, parsed by Airflow itself."""
    from airflow.dag_processing.dagbag import DagBag

    return DagBag(DAGS_FOLDER)


@pytest.fixture(scope="session")
def airflow_database() -> None:
    """An empty Airflow database, so that ``dag.test()`` can record runs."""
    subprocess.run([sys.executable, "-m", "airflow", "db", "migrate"], check=True, timeout=300)


@pytest.fixture
def fake_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that stands for the repository; SOLETAPE_HOME points at it."""
    monkeypatch.setenv("SOLETAPE_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def fake_door(fake_home: Path) -> Callable[..., Path]:
    """Write a door that records its arguments, says something and ends as told.

    The n-th call ends with the n-th (exit code, report) given; the last one repeats.
    """

    def write(*endings: tuple[int, dict[str, Any] | str], log: str = "a line of the log") -> Path:
        texts = [(code, r if isinstance(r, str) else json.dumps(r)) for code, r in endings]
        script = (
            f"#!{sys.executable}\n"
            "import json, pathlib, sys\n"
            f"endings = {texts!r}\n"
            "calls = pathlib.Path('calls.jsonl')\n"
            "number = len(calls.read_text().splitlines()) if calls.exists() else 0\n"
            "calls.open('a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
            f"print({log!r}, file=sys.stderr)\n"
            "code, report = endings[min(number, len(endings) - 1)]\n"
            "print('a result for people')\n"
            "print(report)\n"
            "sys.exit(code)\n"
        )
        return _write_door(fake_home, script)

    return write


@pytest.fixture
def door_calls(fake_home: Path) -> Callable[[], list[list[str]]]:
    """The arguments of every call that the fake door has seen."""

    def read() -> list[list[str]]:
        return [json.loads(line) for line in (fake_home / "calls.jsonl").read_text().splitlines()]

    return read


@pytest.fixture
def written_door(fake_home: Path) -> Callable[[str], Path]:
    """Write a door from the text of a whole script."""
    return lambda script: _write_door(fake_home, script)


def _write_door(home: Path, script: str) -> Path:
    door = home / "soletape"
    door.write_text(script)
    door.chmod(0o755)
    return door
