"""How the local Airflow connects to its database; it reads this by the name in its settings."""

from __future__ import annotations

CONNECT_ARGS = {"timeout": 60}
"""Scheduler, API server and DAG processor write to one SQLite file: on a busy machine one holds it
longer than the driver's five seconds, and the others fail with "database is locked"."""
