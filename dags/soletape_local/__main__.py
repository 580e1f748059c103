"""``./soletape airflow``: reads the options, installs on first use, then runs until it is stopped."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from soletape_local.install import Installation, InstallationError

BAD_OPTION, FAILED = 2, 1
DEFAULT_PORT = 8080
HOME = Path(__file__).resolve().parents[2]


def port(text: str) -> int:
    """Read a port; 0 is refused, since Airflow's parts must know it before they start."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"'{text}' is no port: use a number from 1 to 65535")
    return int(text)


def options() -> argparse.ArgumentParser:
    """Return the options that the command knows."""
    parser = argparse.ArgumentParser(
        prog="soletape airflow",
        description="A local Airflow with the DAGs of dags/, on the sandbox unless credentials "
        "are set. Installs what it needs on first use, serves on 127.0.0.1 until it is stopped, "
        "then ends everything that it started.",
        epilog="Exit codes: 0 stopped; 1 a part could not be started or kept running; 2 bad "
        "option or setting.",
        allow_abbrev=False,
    )
    parser.add_argument(
        "--port",
        type=port,
        default=DEFAULT_PORT,
        help="port of Airflow's page and API (default: %(default)s)",
    )
    return parser


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code."""
    chosen = options().parse_args(arguments)
    installation = Installation(HOME)
    if not installation.is_running_here():
        try:
            installation.ensure()
        except InstallationError as cause:
            print(f"soletape: {cause}", file=sys.stderr)
            return FAILED
        os.execv(installation.python, [installation.python, "-m", __package__, *arguments])
    from soletape_local.local import run  # Only what is installed can be imported.

    return run(HOME, chosen.port)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
