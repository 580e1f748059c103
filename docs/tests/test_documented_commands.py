"""Every command of the documents exists as written, and those that can be run are run.

A document is README.md or a page below docs/. Its commands are the lines of blocks marked ``sh``
that begin with ``./soletape``, and ``./soletape …`` set as code within a sentence.

* Every command and option must stand in ``./soletape COMMAND --help``.
* The commands of blocks are run, each once, in the order of the documents, against a sandbox. Lines
  of the same block that prepare something (``printf``) are run with them. ``demo``, ``test``,
  ``sandbox``, ``airflow`` and ``notebook`` are not: the first two are run elsewhere, the others serve
  until they are stopped (not so ``notebook --html``).
* A command must exit with 0, or as its comment says: ``# exits with 75``.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
DOOR = "./soletape"
NOT_RUN = {"demo", "test", "sandbox", "airflow", "notebook"}
ENDS = {"--html"}
PREPARES = {"printf"}
RATE = "50"
SECONDS = 600

BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANY_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(\./soletape [^`]+)`")
EXIT = re.compile(r"#\s*exits with (\d+)")


@dataclass(frozen=True)
class Line:
    """A line of a document that a shell could run."""

    page: str
    text: str

    @property
    def words(self) -> list[str]:
        return shlex.split(self.text, comments=True)

    @property
    def command(self) -> str:
        """The word after the door; empty where the door stands alone."""
        return next((word for word in self.words[1:] if not word.startswith("-")), "")

    @property
    def options(self) -> list[str]:
        return [word.split("=")[0] for word in self.words[1:] if word.startswith("--")]

    @property
    def is_of_the_door(self) -> bool:
        return self.words[:1] == [DOOR]

    @property
    def is_run(self) -> bool:
        serves = self.command in NOT_RUN and not ENDS & set(self.options)
        return self.is_of_the_door and not serves

    @property
    def exit_code(self) -> int:
        said = EXIT.search(self.text)
        return int(said.group(1)) if said else 0

    def __str__(self) -> str:
        return f"{self.page}: {self.text}"


def pages() -> list[Path]:
    return [HOME / "README.md", *sorted((HOME / "docs").rglob("*.md"))]


def blocks() -> Iterator[list[Line]]:
    for page in pages():
        name = str(page.relative_to(HOME))
        for block in BLOCK.findall(page.read_text(encoding="utf-8")):
            whole_lines = block.replace("\\\n", " ").splitlines()
            yield [Line(name, text.strip()) for text in whole_lines if text.strip()]


def inline() -> Iterator[Line]:
    for page in pages():
        prose = ANY_BLOCK.sub("", page.read_text(encoding="utf-8"))
        for text in INLINE.findall(prose):
            yield Line(str(page.relative_to(HOME)), text)


def distinct(lines: Iterator[Line]) -> list[Line]:
    return list({line.text: line for line in reversed(list(lines))}.values())[::-1]


def commands_told() -> list[Line]:
    in_blocks = (line for block in blocks() for line in block if line.is_of_the_door)
    return distinct(line for lines in (in_blocks, inline()) for line in lines)


def lines_to_run() -> list[Line]:
    return distinct(
        line
        for block in blocks()
        if any(each.is_run for each in block)
        for line in block
        if line.is_run or not line.is_of_the_door
    )


@functools.cache
def help_of(command: str) -> str:
    words = [DOOR, command, "--help"] if command else [DOOR, "--help"]
    shown = subprocess.run(words, cwd=HOME, capture_output=True, text=True, timeout=SECONDS)
    return shown.stdout if shown.returncode == 0 else ""


@pytest.fixture(scope="module")
def sandbox_settings() -> Iterator[dict[str, str]]:
    rates = ["--stockx-per-second", RATE, "--alias-per-second", RATE]
    sandbox = subprocess.Popen(
        [DOOR, "sandbox", "--port", "0", "--json", *rates],
        cwd=HOME,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield json.loads(sandbox.stdout.readline())
    finally:
        sandbox.kill()
        sandbox.wait()
        sandbox.stdout.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("commands")
    (folder / "soletape").symlink_to(HOME / "soletape")
    return folder


@pytest.fixture(scope="module")
def environment(sandbox_settings: dict[str, str], folder: Path) -> dict[str, str]:
    ours = ("SOLETAPE_", "STOCKX_", "ALIAS_", "FX_")
    rest = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return rest | sandbox_settings | {
        "STOCKX_CALLS_PER_SECOND": RATE,
        "ALIAS_CALLS_PER_SECOND": RATE,
        "SOLETAPE_LAKE": str(folder / "lake"),
        "SOLETAPE_LEDGER": f"jdbc:sqlite:{folder / 'ledger.db'}",
    }


def test_the_documents_name_commands() -> None:
    assert len(commands_told()) > 5
    assert any(line.is_run for line in lines_to_run())


@pytest.mark.parametrize("line", commands_told(), ids=str)
def test_command_and_options_exist(line: Line) -> None:
    shown = help_of(line.command)
    assert shown, f"there is no command '{line.command}'"
    unknown = [name for name in line.options if not re.search(rf"{name}\b(?!-)", shown)]
    assert not unknown, f"'{line.command}' has no option {', '.join(unknown)}"


@pytest.mark.parametrize("line", lines_to_run(), ids=str)
def test_command_runs(line: Line, folder: Path, environment: dict[str, str]) -> None:
    assert line.is_run or line.words[0] in PREPARES, (
        f"'{line.words[0]}' stands in a block with commands that are run; give it a block of its own"
    )
    ran = subprocess.run(
        ["bash", "-c", line.text],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert ran.returncode == line.exit_code, f"\n{ran.stdout}\n{ran.stderr}"
