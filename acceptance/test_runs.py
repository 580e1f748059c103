"""Runs as users and machines start them: repeated, killed, refused, cut short."""

from collections import Counter
from pathlib import Path

import pytest
from conftest import SKUS, SLOT, FinishedRun
from door import Desk, Sandbox, kill_all, wait_until

SECRETS = (
    "sandbox-client-secret",
    "sandbox-api-key",
    "sandbox-refresh",
    "sandbox-alias-token",
)


def run(desk: Desk, *more: str, **settings: str):
    return desk.call(
        "run", "--tier", "hot", "--skus", desk.sku_file(*SKUS), "--json", *more, **settings
    )


def calls(sandbox: Sandbox) -> Counter:
    stats = sandbox.stats()
    return Counter(stats["stockx"]["by_url"]) + Counter(stats["alias"]["by_url"])


def requests(sandbox: Sandbox) -> Counter:
    """Calls without those for tokens, of which each start needs one."""
    return Counter({url: count for url, count in calls(sandbox).items() if "oauth" not in url})


def test_a_finished_slot_is_repeated_without_a_call_or_a_changed_row(
    finished: FinishedRun,
) -> None:
    desk, first = finished.desk, finished.outcome
    assert first.code == 0, first
    assert first.report["rows"]["gold"] > 500
    versions, gold = desk.versions(), desk.rows("gold/master_market_data")
    made = calls(desk.sandbox)
    assert first.report["calls"]["stockx"]["made"] == desk.sandbox.stats()["stockx"]["calls"]

    second = desk.call(*finished.command)

    assert second.code == 0, second
    assert (second.report["fetched"], second.report["reused"]) == (0, first.report["planned"])
    assert second.report["calls"]["stockx"]["made"] == 0
    assert calls(desk.sandbox) == made
    assert desk.versions() == versions
    assert desk.rows("gold/master_market_data") == gold


def test_after_kill_9_only_what_is_missing_is_asked(
    desk: Desk, sandbox: Sandbox, finished: FinishedRun
) -> None:
    slow = {"STOCKX_CALLS_PER_SECOND": "4", "ALIAS_CALLS_PER_SECOND": "4"}
    arguments = ("run", "--tier", "hot", "--slot", SLOT, "--json")
    arguments += ("--skus", desk.sku_file(*SKUS))
    process = desk.start(*arguments, **slow)
    landing = desk.lake / "bronze" / "_landing"
    wait_until(lambda: process.poll() is not None or len(list(landing.rglob("*.json"))) >= 8)
    assert process.poll() is None, process.communicate()
    kill_all(process)
    kept = len(list(landing.rglob("*.json"))) + len(desk.rows("bronze/platform_responses"))
    in_flight = sum(requests(sandbox).values()) - kept

    resumed = desk.call(*arguments)

    assert resumed.code == 0, resumed
    repeated = sum(count - 1 for count in requests(sandbox).values())
    print(f"durable before the kill: {kept}, in flight: {in_flight}, repeated: {repeated}")
    assert repeated == in_flight, "only calls in flight at the kill may be repeated"
    assert prices(desk) == prices(finished.desk)


def prices(desk: Desk) -> list[tuple]:
    key = ("platform", "sku", "size_key", "region_code", "currency_code", "programme")
    return sorted(
        tuple(str(row[name]) for name in (*key, "lowest_ask", "highest_bid", "request_id"))
        for row in desk.rows("gold/master_market_data")
    )


def test_a_dead_platform_fails_the_run_and_the_other_half_is_kept(
    desk: Desk, sandbox: Sandbox
) -> None:
    sandbox.break_with("dead=stockx")
    outcome = run(desk)
    assert outcome.code == 1, outcome
    assert "StockX" in outcome.err or "stockx" in outcome.err
    assert outcome.report["status"] == "failed"
    assert {row["platform"] for row in desk.rows("gold/master_market_data")} == {"alias"}
    holes = [row for row in desk.rows("ops/coverage") if row["platform"] == "stockx"]
    assert {row["outcome"] for row in holes} == {"failed"}

    sandbox.break_with("")
    healed = run(desk, "--slot", outcome.report["slot_at"])

    assert healed.code == 0, healed
    assert healed.report["calls"]["alias"]["made"] == 0
    assert {row["platform"] for row in desk.rows("gold/master_market_data")} == {"stockx", "alias"}


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("STOCKX_REFRESH_TOKEN", "STOCKX_REFRESH_TOKEN"),
        ("STOCKX_CLIENT_SECRET", "STOCKX_CLIENT_SECRET"),
        ("ALIAS_TOKEN", "ALIAS_TOKEN"),
    ],
)
def test_a_wrong_credential_is_named_but_never_shown(
    desk: Desk, setting: str, named: str
) -> None:
    outcome = desk.call(
        *("map", "--tier", "hot", "--skus", desk.sku_file(SKUS[0])),
        **{setting: "wrong-and-secret-value"},
    )
    assert outcome.code == 1, outcome
    assert named in outcome.out + outcome.err
    assert "wrong-and-secret-value" not in outcome.out + outcome.err


def test_a_spent_quota_defers_and_the_same_command_continues(
    desk: Desk, sandbox: Sandbox
) -> None:
    slot = ("--slot", "2026-01-05T12:00:00Z")
    cut = run(desk, *slot, STOCKX_CALLS_PER_DAY="10", STOCKX_CALLS_RESERVE="0")
    assert cut.code == 75, cut
    assert cut.report["status"] == "deferred"
    assert cut.report["resume_at"].endswith("Z")
    assert sandbox.stats()["stockx"]["calls"] <= 10
    reasons = {row["reason"] for row in desk.rows("ops/coverage") if row["outcome"] == "deferred"}
    assert reasons == {"budget"}

    rest = run(desk, *slot)

    assert rest.code == 0, rest
    assert {url for url, count in requests(sandbox).items() if count > 1} == set()


def test_time_spent_defers(desk: Desk) -> None:
    slow = {"STOCKX_CALLS_PER_SECOND": "1", "ALIAS_CALLS_PER_SECOND": "1"}
    outcome = run(desk, "--max-duration", "6s", **slow)
    assert outcome.code == 75, outcome
    assert outcome.report["deferred"] > 0
    assert outcome.report["resume_at"] is not None


def test_a_damaged_table_is_named(desk: Desk) -> None:
    log = desk.lake / "silver" / "mappings" / "_delta_log"
    log.mkdir(parents=True)
    (log / "00000000000000000000.json").write_text('{"broken\n')
    outcome = run(desk)
    assert outcome.code == 1, outcome
    assert "silver/mappings" in outcome.err


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
    arguments = ("--tier", "hot", "--slot", SLOT, "--skus", desk.sku_file(sku))
    for step in ("map", "fetch", "silver", "gold", "quality"):
        outcome = desk.call(step, *arguments, "--json")
        assert outcome.code == 0, outcome
    assert prices(desk) == [row for row in prices(finished.desk) if row[1] == sku]
    for table in ("ops/coverage", "silver/quarantine"):
        whole = [row for row in finished.desk.rows(table) if row["sku"] == sku]
        assert len(desk.rows(table)) == len(whole)
