#!/usr/bin/env python3
"""Runs a command beside a sandbox: FOLDER COMMAND ...

Starts `./soletape sandbox` on a free port, puts the settings that lead to it (as a JSON object in
SOLETAPE_DAG_DOOR_ENV) before the command, with a lake and a ledger below FOLDER, and stops it.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

RATE = "50"


def main(folder: str, command: list[str]) -> int:
    home = Path(__file__).resolve().parent.parent
    sandbox = subprocess.Popen(
        [str(home / "soletape"), "sandbox", "--port", "0", "--json"]
        + ["--stockx-per-second", RATE, "--alias-per-second", RATE],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        settings = json.loads(sandbox.stdout.readline())
        settings |= {
            "SOLETAPE_LAKE": f"{folder}/lake",
            "SOLETAPE_LEDGER": f"jdbc:sqlite:{folder}/ledger.db",
            "STOCKX_CALLS_PER_SECOND": RATE,
            "ALIAS_CALLS_PER_SECOND": RATE,
        }
        environment = os.environ | {"SOLETAPE_DAG_DOOR_ENV": json.dumps(settings)}
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        sandbox.terminate()
        sandbox.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
