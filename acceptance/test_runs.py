"""Runs as users and machines start them: to the end, again, killed, step by step."""

import subprocess
from pathlib import Path

from door import MARKET_TIME, SKUS, Desk, FinishedRun, Sandbox, kill_all, wait_until

SECRETS = (
    "sandbox-client-secret",
    "sandbox-api-key",
    "sandbox-refresh",
    "sandbox-alias-token",
)


def test_a_finished_slot_is_repeated_without_a_call_or_a_changed_row(
    finished: FinishedRun,
) -> None:
    desk, first = finished.desk, finished.outcome
    assert first.code == 0, first
    assert first.report["rows"]["gold"] > 500
    versions, gold = desk.versions(), desk.rows("gold/master_market_data")
    made = desk.sandbox.calls()
    assert first.report["calls"]["stockx"]["made"] == desk.sandbox.stats()["stockx"]["calls"]

    second = desk.call(*finished.command)

    assert second.code == 0, second
    assert (second.report["fetched"], second.report["reused"]) == (0, first.report["planned"])
    assert second.report["calls"]["stockx"]["made"] == 0
    assert desk.sandbox.calls() == made
    assert desk.versions() == versions
    assert desk.rows("gold/master_market_data") == gold


def test_no_process_is_started_for_a_file(finished: FinishedRun) -> None:
    asked = ["jfr", "print", "--events", "jdk.ProcessStart", str(finished.processes)]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    started = [line.split('"')[1] for line in told.splitlines() if "command = " in line]
    print(started)
    assert started, "Spark and Hadoop start some of their own"
    assert [each for each in started if each.startswith(("chmod", "readlink", "ls "))] == []


def test_after_kill_9_only_what_is_missing_is_asked(
    desk: Desk, sandbox: Sandbox, finished: FinishedRun
) -> None:
    slow = {"STOCKX_CALLS_PER_SECOND": "4", "ALIAS_CALLS_PER_SECOND": "4"}
    arguments = ("run", "--tier", "hot", "--slot", MARKET_TIME, "--json")
    arguments += ("--skus", desk.sku_file(*SKUS))
    process = desk.start(*arguments, **slow)
    landing = desk.lake / "bronze" / "_landing"
    wait_until(lambda: process.poll() is not None or len(list(landing.rglob("*.json"))) >= 8)
    assert process.poll() is None, process.communicate()
    kill_all(process)
    kept = len(list(landing.rglob("*.json"))) + len(desk.rows("bronze/platform_responses"))
    in_flight = sum(sandbox.requests().values()) - kept

    resumed = desk.call(*arguments)

    assert resumed.code == 0, resumed
    repeated = sum(count - 1 for count in sandbox.requests().values())
    print(f"durable before the kill: {kept}, in flight: {in_flight}, repeated: {repeated}")
    assert repeated == in_flight, "only calls in flight at the kill may be repeated"
    assert prices(desk) == prices(finished.desk)


def test_two_tiers_at_once_in_one_slot_share_their_answers(
    desk: Desk, sandbox: Sandbox, finished: FinishedRun
) -> None:
    slow = {"STOCKX_CALLS_PER_SECOND": "4", "ALIAS_CALLS_PER_SECOND": "4"}
    arguments = ("--slot", MARKET_TIME, "--json", "--skus", desk.sku_file(*SKUS))
    runs = [desk.start("run", "--tier", tier, *arguments, **slow) for tier in ("hot", "all")]
    told = [run.communicate() for run in runs]

    assert [run.returncode for run in runs] == [0, 0], told
    # Sales and offers are those of the tier's own plan; each is asked once all the same.
    repeated = {url: count for url, count in sandbox.requests().items() if count > 1}
    print(f"calls: {sum(sandbox.requests().values())}, repeated: {sum(repeated.values())}")
    assert repeated == {}
    ids = [row["request_id"] for row in desk.rows("bronze/platform_responses")]
    assert len(ids) == len(set(ids)) == sum(sandbox.requests().values())
    assert prices(desk) == prices(finished.desk)
    landing = desk.lake / "bronze" / "_landing"
    assert [path for path in landing.rglob("*") if path.is_file()] == []


def prices(desk: Desk) -> list[tuple]:
    key = ("platform", "sku", "size_key", "region_code", "currency_code", "programme")
    return sorted(
        tuple(str(row[name]) for name in (*key, "lowest_ask", "highest_bid", "request_id"))
        for row in desk.rows("gold/master_market_data")
    )


def test_no_secret_is_left_anywhere(finished: FinishedRun) -> None:
    desk, outcome = finished.desk, finished.outcome
    assert outcome.code == 0, outcome
    kept = [path for path in desk.folder.rglob("*") if path.is_file() and not own_store(path)]
    assert len(kept) > 20
    for secret in SECRETS:
        assert secret not in outcome.out + outcome.err
        assert [path for path in kept if secret.encode() in path.read_bytes()] == []


def own_store(path: Path) -> bool:
    """The rotated refresh token has to be kept somewhere: beside the ledger, for its owner only."""
    if not path.name.startswith("refresh-token-stockx-"):
        return False
    assert path.stat().st_mode & 0o077 == 0
    return True


def test_the_steps_one_by_one_make_the_same_tape_as_a_run(
    desk: Desk, finished: FinishedRun
) -> None:
    sku = SKUS[0]
    arguments = ("--tier", "hot", "--slot", MARKET_TIME, "--skus", desk.sku_file(sku))
    for step in ("map", "fetch", "silver", "gold", "quality"):
        outcome = desk.call(step, *arguments, "--json")
        assert outcome.code == 0, outcome
    assert prices(desk) == [row for row in prices(finished.desk) if row[1] == sku]
    for table in ("ops/coverage", "silver/quarantine"):
        whole = [row for row in finished.desk.rows(table) if row["sku"] == sku]
        assert len(desk.rows(table)) == len(whole)
