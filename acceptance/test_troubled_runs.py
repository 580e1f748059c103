"""Runs that cannot end well: a dead platform, a wrong credential, no budget, a damaged table."""

import pytest
from door import SKUS, Desk, Sandbox


def test_a_dead_platform_fails_the_run_and_the_other_half_is_kept(
    desk: Desk, sandbox: Sandbox
) -> None:
    sandbox.break_with("dead=stockx")
    outcome = desk.run()
    assert outcome.code == 1, outcome
    assert "StockX" in outcome.err or "stockx" in outcome.err
    assert outcome.report["status"] == "failed"
    assert {row["platform"] for row in desk.rows("gold/master_market_data")} == {"alias"}
    holes = [row for row in desk.rows("ops/coverage") if row["platform"] == "stockx"]
    assert {row["outcome"] for row in holes} == {"failed"}

    sandbox.break_with("")
    healed = desk.run("--slot", outcome.report["slot_at"])

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
    cut = desk.run(*slot, STOCKX_CALLS_PER_DAY="10", STOCKX_CALLS_RESERVE="0")
    assert cut.code == 75, cut
    assert cut.report["status"] == "deferred"
    assert cut.report["resume_at"].endswith("Z")
    assert sandbox.stats()["stockx"]["calls"] <= 10
    reasons = {row["reason"] for row in desk.rows("ops/coverage") if row["outcome"] == "deferred"}
    assert reasons == {"budget"}

    rest = desk.run(*slot)

    assert rest.code == 0, rest
    assert {url for url, count in sandbox.requests().items() if count > 1} == set()


def test_time_spent_defers(desk: Desk) -> None:
    slow = {"STOCKX_CALLS_PER_SECOND": "1", "ALIAS_CALLS_PER_SECOND": "1"}
    outcome = desk.run("--max-duration", "6s", **slow)
    assert outcome.code == 75, outcome
    assert outcome.report["deferred"] > 0
    assert outcome.report["resume_at"] is not None


def test_a_damaged_table_is_named(desk: Desk) -> None:
    log = desk.lake / "silver" / "mappings" / "_delta_log"
    log.mkdir(parents=True)
    (log / "00000000000000000000.json").write_text('{"broken\n')
    outcome = desk.run()
    assert outcome.code == 1, outcome
    assert "silver/mappings" in outcome.err
