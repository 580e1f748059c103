"""The webhook is a real HTTP server here, on this machine."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from listening import SECRET, serving
from soletape_airflow import webhook

@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bool]:
    def send(url: str) -> bool:
        monkeypatch.setenv("SOLETAPE_WEBHOOK_URL", url)
        return webhook.send("hello")

    return send


def test_a_message_is_json_that_slack_understands(say: Callable[[str], bool]) -> None:
    with serving(200) as (url, heard):
        assert say(url)
    assert heard == [
        {"path": f"/services/{SECRET}", "type": "application/json", "text": "hello"}
    ]


@pytest.mark.parametrize("status", [404, 500])
def test_a_webhook_that_refuses_is_logged_without_its_address(
    say: Callable[[str], bool], caplog: pytest.LogCaptureFixture, status: int
) -> None:
    caplog.set_level(logging.INFO, logger="soletape_airflow.webhook")
    with serving(status) as (url, _):
        assert not say(url)
    assert str(status) in caplog.text
    assert SECRET not in caplog.text


@pytest.mark.parametrize("url", [f"http://127.0.0.1:1/{SECRET}", f"no address {SECRET}"])
def test_a_webhook_that_cannot_be_reached_changes_nothing(
    say: Callable[[str], bool], caplog: pytest.LogCaptureFixture, url: str
) -> None:
    assert not say(url)
    assert "could not be reached" in caplog.text
    assert SECRET not in caplog.text


def test_a_failed_task_is_told_with_its_slot_and_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(200) as (url, heard):
        monkeypatch.setenv("SOLETAPE_WEBHOOK_URL", url)
        webhook.task_failed(
            {
                "task_instance": SimpleNamespace(dag_id="market_data_hot", task_id="quality"),
                "logical_date": datetime(2026, 11, 24, 10, tzinfo=UTC),
                "exception": RuntimeError("coverage 91.2 %, at least 98 %"),
            }
        )
    (message,) = heard
    assert "market_data_hot.quality failed for slot 2026-11-24T10:00Z" in message["text"]
    assert "coverage 91.2 %" in message["text"]


@pytest.mark.parametrize(("run_type", "told"), [("scheduled", 1), ("backfill", 0)])
def test_a_missed_deadline_is_told_unless_the_slot_was_past_from_the_start(
    monkeypatch: pytest.MonkeyPatch, run_type: str, told: int
) -> None:
    with serving(200) as (url, heard):
        monkeypatch.setenv("SOLETAPE_WEBHOOK_URL", url)
        webhook.deadline_missed(
            tier="hot",
            within="1 h",
            context={"dag_run": {"dag_run_id": "scheduled__10", "run_type": run_type}},
        )
    assert len(heard) == told
    assert all("hot tier" in each["text"] and "scheduled__10" in each["text"] for each in heard)
