"""Where the steps run: on this machine, or on the cluster of the connection ``soletape_spark``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from airflow.sdk import Connection
from airflow.sdk.exceptions import AirflowFailException, AirflowNotFoundException

from soletape_airflow.cluster import Cluster, cluster_of

CONNECTION = "soletape_spark"
MASTER_SETTING = "SOLETAPE_SPARK_MASTER"


@dataclass(frozen=True)
class Spark:
    """Where Spark runs.

    :param settings: what leads the door there.
    :param cluster: where drivers are submitted to; none if the door itself is the driver.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    cluster: Cluster | None = None


def spark_of_connection(home: Path) -> Spark:
    """Return where Spark runs: in the task's own process where no connection is set.

    :param home: the root of the repository, where the jar is unless the connection says so.
    """
    try:
        connection = Connection.get(CONNECTION)
    except AirflowNotFoundException:
        return Spark()
    master = master_of(connection.host, connection.port)
    jar = home / "jobs" / "target" / "soletape.jar"
    try:
        return Spark(
            {MASTER_SETTING: master}, cluster_of(master, connection.extra_dejson, str(jar))
        )
    except ValueError as cause:
        raise AirflowFailException(
            f"In the extra of the connection {CONNECTION}, {cause}. Correct it in Airflow, then "
            "clear this task."
        ) from cause


def master_of(host: str | None, port: int | None) -> str:
    """Return the master's address as Spark writes it.

    The host may be a name (``master.example``), or say how to talk to it (``spark://…``, ``yarn``,
    ``k8s://…``, ``local[2]``), as the connections of Airflow's Spark provider do.
    """
    if not host:
        raise AirflowFailException(
            f"The connection {CONNECTION} names no host; give the master's, as in "
            "spark://master.example with port 7077, then clear this task."
        )
    is_whole = "://" in host or host == "yarn" or host.startswith("local")
    address = host if is_whole else f"spark://{host}"
    return f"{address}:{port}" if port else address
