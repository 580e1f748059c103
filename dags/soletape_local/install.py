"""Installs Airflow from the locks, once for each state of them. Needs nothing but Python."""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = (3, 11)


class InstallationError(Exception):
    """What is needed could not be installed; the message says what and where to look."""


class Installation:
    """The two virtual environments below ``var/``: the installer uv, and Airflow.

    :param home: the root of the repository.
    """

    def __init__(self, home: Path) -> None:
        self._var = home / "var"
        self._uv_lock = home / "dags" / "uv.txt"
        self._airflow_lock = home / "dags" / "requirements.txt"
        self._uv = self._var / "venv-uv"
        self._airflow = self._var / "venv-dags"

    @property
    def python(self) -> str:
        """The interpreter that knows Airflow."""
        return str(self._airflow / "bin" / "python")

    def is_running_here(self) -> bool:
        """Whether this process is that interpreter."""
        return Path(sys.prefix).resolve() == self._airflow.resolve()

    def ensure(self) -> None:
        """Install what is missing or older than its lock; others who do the same wait."""
        self._var.mkdir(exist_ok=True)
        with (self._var / ".installing").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _holds(self._uv, self._uv_lock):
                self._install_uv()
            if not _holds(self._airflow, self._airflow_lock):
                self._install_airflow()

    def _install_uv(self) -> None:
        if sys.version_info[:2] != VERSION:
            raise InstallationError(
                f"Python is version {sys.version_info[0]}.{sys.version_info[1]}, 3.11 is needed: "
                "install it with 'apt-get install python3-venv' on Debian 12"
            )
        shutil.rmtree(self._uv, ignore_errors=True)
        _call([sys.executable, "-m", "venv", str(self._uv)])
        pip = str(self._uv / "bin" / "pip")
        _call([pip, "install", "-q", "--require-hashes", "-r", str(self._uv_lock)])
        shutil.copy(self._uv_lock, self._uv / "lock")

    def _install_airflow(self) -> None:
        print("soletape: installing Airflow (a minute or so, once) ...", file=sys.stderr)
        shutil.rmtree(self._airflow, ignore_errors=True)
        uv = str(self._uv / "bin" / "uv")
        _call([uv, "venv", "-q", "--python", sys.executable, str(self._airflow)])
        _call(
            [uv, "pip", "install", "-q", "--require-hashes", "-r", str(self._airflow_lock)],
            VIRTUAL_ENV=str(self._airflow),
        )
        shutil.copy(self._airflow_lock, self._airflow / "lock")


def _holds(venv: Path, lock: Path) -> bool:
    installed = venv / "lock"
    return installed.exists() and filecmp.cmp(installed, lock, shallow=False)


def _call(command: list[str], **environment: str) -> None:
    ended = subprocess.run(
        command, env=os.environ | environment, stdout=sys.stderr.fileno(), check=False
    )
    if ended.returncode != 0:
        raise InstallationError(
            f"'{' '.join(command)}' ended with {ended.returncode}; its lines above say why"
        )
