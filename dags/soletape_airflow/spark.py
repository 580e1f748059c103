"""Where the steps run: on this machine, or on the cluster of the connection ``soletape_spark``."""

from __future__ import annotations

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowNotFoundException

CONNECTION = "soletape_spark"
MASTER_SETTING = "SOLETAPE_SPARK_MASTER"


def spark_settings() -> dict[str, str]:
    """Return the settings that lead the door to the cluster; none where no connection is set."""
    try:
        connection = Connection.get(CONNECTION)
    except AirflowNotFoundException:
        return {}
    return {MASTER_SETTING: master_of(connection.host, connection.port)}


def master_of(host: str | None, port: int | None) -> str:
    """Return the master's address as Spark writes it.

    The host may be a name (``master.example``), or say how to talk to it (``spark://…``, ``yarn``,
    ``k8s://…``, ``local[2]``), as the connections of Airflow's Spark provider do.
    """
    if not host:
        raise ValueError(
            f"The connection {CONNECTION} names no host; give the master's, as in "
            "spark://master.example with port 7077."
        )
    is_whole = "://" in host or host == "yarn" or host.startswith("local")
    address = host if is_whole else f"spark://{host}"
    return f"{address}:{port}" if port else address
