"""Tells a webhook, in the form that Slack takes, what somebody should look at.

The address is a secret: ``SOLETAPE_WEBHOOK_URL``, else the password of the Airflow connection
``soletape_webhook``. Without one nothing is sent. A webhook that does not answer is logged and
changes no task.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx
from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException
from airflow.sdk.log import mask_secret

if TYPE_CHECKING:
    from airflow.sdk import Context

URL_SETTING = "SOLETAPE_WEBHOOK_URL"
CONNECTION = "soletape_webhook"
SECONDS = 10
LONGEST_REASON = 1500

log = logging.getLogger(__name__)


def task_failed(context: Context) -> None:
    """Tell which task failed for good, of which slot, and why."""
    task = context["task_instance"]
    reason = str(context.get("exception") or "no reason is known")[:LONGEST_REASON]
    send(f":red_circle: {task.dag_id}.{task.task_id} failed{_slot(context)}\n{reason}")


def deadline_missed(tier: str, within: str, context: Mapping[str, Any] | None = None) -> None:
    """Tell that a slot is not done in time, so that the prices of its tier grow old.

    A backfill is of slots that are past from the start: it says nothing of prices of now.
    """
    run = (context or {}).get("dag_run") or {}
    if run.get("run_type") == "backfill":
        return
    send(
        f":hourglass: the {tier} tier grows old: {run.get('dag_run_id', 'a run')} is not done within {within} of its slot. "
        "Look at the run in Airflow and at './soletape status'."
    )


def send(text: str) -> bool:
    """Send a text; return whether a webhook took it."""
    url = _url()
    if not url:
        log.info("No webhook is set (%s): %s", URL_SETTING, text)
        return False
    mask_secret(url)
    try:
        answer = httpx.post(url, json={"text": text}, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as cause:
        # The text of these exceptions may hold the address.
        log.warning("The webhook could not be reached (%s)", type(cause).__name__)
        return False
    if answer.is_error:
        log.warning("The webhook refused the message with status %s", answer.status_code)
    return answer.is_success


def _url() -> str | None:
    named = os.environ.get(URL_SETTING)
    if named:
        return named
    try:
        return Connection.get(CONNECTION).password
    except AirflowNotFoundException:
        return None


def _slot(context: Context) -> str:
    moment = context.get("logical_date")
    return f" for slot {moment:%Y-%m-%dT%H:%MZ}" if moment else ""
