"""Processes are started apart, and whatever they leave behind is found and ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

# A part whose child has a session of its own, ignores all signals that can be ignored, and outlives
# its killed parent: what a scheduler leaves when it is killed.
SCRIPT = """
import os, signal, subprocess, sys, pathlib, psutil
from soletape_local.parts import Part, adopt_orphans, end_all, start

folder = pathlib.Path(sys.argv[1])
os.mkfifo(folder / "said")
child = f"trap '' TERM INT HUP; echo $$ > '{folder}/said'; while :; do read line < '{folder}/never'; done"
os.mkfifo(folder / "never")
adopt_orphans()
part = Part("part", ["sh", "-c", f"setsid sh -c \\"$0\\" & wait", child], lambda: True)
start(part, os.environ, folder)
pid = int((folder / "said").read_text())
if sys.argv[2] == "kill":
    part.process.kill()
    part.process.wait()
end_all([part], grace=0.5)
print(pid, part.process.poll() is not None, psutil.pid_exists(pid))
"""


def outcome(folder: Path, way: str) -> list[str]:
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder), way],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


@pytest.mark.parametrize("way", ["end", "kill"])
def test_stubborn_children_in_other_sessions_end_with_their_part_or_after_it(
    tmp_path: Path, way: str
) -> None:
    pid, ended, child_exists = outcome(tmp_path, way)
    assert (ended, child_exists) == ("True", "False")
    assert not psutil.pid_exists(int(pid))
