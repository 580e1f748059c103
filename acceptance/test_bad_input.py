"""Bad options and settings: exit 2 before any work, with the name, the value and what is allowed."""

import pytest
from door import Desk

RUN = ("run", "--tier", "hot")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "--tier", "luke"), ["luke", "hot, warm, cold or all"]),
        (("run",), ["--tier"]),
        ((*RUN, "--bogus"), ["--bogus"]),
        ((*RUN, "--slot", "yesterday"), ["yesterday", "ISO 8601"]),
        ((*RUN, "--slot", "2999-01-01T00:00:00Z"), ["2999-01-01", "future"]),
        ((*RUN, "--max-duration", "soon"), ["soon", "50m"]),
        ((*RUN, "--skus", "absent.txt"), ["absent.txt", "does not exist"]),
        ((*RUN, "--set", "STOCKX_CALLS_PER_DAY=none"), ["STOCKX_CALLS_PER_DAY", "none"]),
        ((*RUN, "--set", "STOCKX_CALS_PER_DAY=1"), ["STOCKX_CALLS_PER_DAY"]),
        ((*RUN, "--set", "STOCKX_API_URL=ftp://x"), ["STOCKX_API_URL", "ftp://x", "http"]),
        ((*RUN, "--set", "ALIAS_REGIONS=MARS"), ["ALIAS_REGIONS", "MARS", "global"]),
        ((*RUN, "--set", "SOLETAPE_LAKE=/etc/hostname/lake"), ["SOLETAPE_LAKE", "/etc/hostname"]),
        ((*RUN, "--set", "SOLETAPE_LAKE=s3a://x/y"), ["SOLETAPE_LAKE", "s3a://x/y"]),
        (("sandbox", "--faults", "gremlins=1"), ["gremlins"]),
        (("sql", "-e", "DELETE FROM quotes"), ["DELETE", "only reads"]),
        (("sql", "-e", "SELEC 1"), ["SELEC"]),
        (("sql", "-e", "SELECT * FROM quotes"), ["no tables yet", "./soletape demo"]),
        (("sql", "-e", "SELECT 1", "--as-of", "2999-01-01"), ["2999-01-01", "future"]),
        (("sql", "-e", "SELECT 1", "--format", "parquet"), ["--output"]),
        (("sql", "-e", "SELECT 1", "--set", "SOLETAPE_LAKE=s3a://x/y"), ["s3a://x/y", "Spark"]),
        (("notebook", "--port", "web"), ["web", "65535"]),
        (("polish",), ["polish"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_bad_input_is_named_and_exits_with_2(
    desk: Desk, arguments: tuple[str, ...], said: list[str]
) -> None:
    outcome = desk.call(*arguments)
    assert outcome.code == 2, outcome
    assert all(word in outcome.err for word in said), outcome.err
    assert outcome.out == ""


@pytest.mark.parametrize(
    "setting",
    ["STOCKX_CLIENT_ID", "STOCKX_API_KEY", "STOCKX_REFRESH_TOKEN", "ALIAS_TOKEN"],
)
def test_a_missing_credential_is_named(desk: Desk, setting: str) -> None:
    outcome = desk.call(*RUN, "--skus", desk.sku_file("DD1391-100"), **{setting: ""})
    assert outcome.code == 2, outcome
    assert f"{setting} is not set" in outcome.err
    assert f"{setting}_FILE" in outcome.err


def test_an_empty_sku_file_is_refused(desk: Desk) -> None:
    outcome = desk.call(*RUN, "--skus", desk.sku_file("# nothing"))
    assert outcome.code == 2
    assert "names no SKU" in outcome.err


def test_without_a_command_the_door_helps(desk: Desk) -> None:
    outcome = desk.call()
    assert outcome.code == 0
    for command in "demo run map fetch silver gold quality plan status sql notebook sandbox test".split():
        assert f"\n  {command} " in outcome.out


@pytest.mark.parametrize(
    "command", "demo run map fetch silver gold quality plan status sql notebook sandbox test".split()
)
def test_each_command_has_help(desk: Desk, command: str) -> None:
    outcome = desk.call(command, "--help")
    assert outcome.code == 0
    assert f"Usage: soletape {command}" in outcome.out


def test_java_gets_further_options(desk: Desk) -> None:
    outcome = desk.call("status", JAVA_OPTS="-Dsoletape.unused=x --version")
    assert outcome.code == 0, outcome
    assert outcome.out.startswith("openjdk 17"), outcome
