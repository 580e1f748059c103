"""The environment of a local Airflow: its own settings, and those that lead the door to a platform."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from soletape_local.keys import USER, Keys

CREDENTIALS = (
    "STOCKX_CLIENT_ID",
    "STOCKX_CLIENT_SECRET",
    "STOCKX_API_KEY",
    "STOCKX_REFRESH_TOKEN",
    "ALIAS_TOKEN",
)
PATIENT = "soletape_local.database.CONNECT_ARGS"
#: How fast the sandbox may be called: it is nobody's account.
SANDBOX_RATE = "50"


def names_credentials(environment: Mapping[str, str], properties: str) -> bool:
    """Whether a credential of a platform is set, in the environment or in the settings' file.

    :param properties: the text of ``soletape.properties``; empty where there is none.
    """
    dotted = {name.lower().replace("_", ".") for name in CREDENTIALS}
    in_file = {line.replace(":", "=").split("=")[0].strip() for line in properties.splitlines()}
    in_environment = any(environment.get(name + end) for name in CREDENTIALS for end in ("", "_FILE"))
    return in_environment or any(name in in_file or name + ".file" in in_file for name in dotted)


def sandbox_settings(told: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return the settings that lead to a sandbox, apart from any real lake.

    :param told: what the sandbox printed.
    """
    folder = home / "var" / "sandbox"
    return {
        **told,
        "STOCKX_CALLS_PER_SECOND": SANDBOX_RATE,
        "ALIAS_CALLS_PER_SECOND": SANDBOX_RATE,
        "SOLETAPE_LAKE": str(folder / "lake"),
        "SOLETAPE_LEDGER": f"jdbc:sqlite:{folder / 'ledger.db'}",
    }


def airflow_settings(airflow_home: Path, dags: Path, port: int, keys: Keys) -> dict[str, str]:
    """Return what makes Airflow local, safe and quick to notice what has died.

    Keys are named by commands that print them, so they stand in no process's environment.
    """
    address = f"http://127.0.0.1:{port}"
    return {
        "AIRFLOW_HOME": str(airflow_home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(dags),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        # Each task is a JVM with Spark in it.
        "AIRFLOW__CORE__PARALLELISM": "2",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{address}/execution/",
        "AIRFLOW__CORE__FERNET_KEY_CMD": _printed(keys.fernet),
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(keys.password),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{airflow_home}/airflow.db",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS": PATIENT,
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONNECT_ARGS_ASYNC": PATIENT,
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API__BASE_URL": address,
        "AIRFLOW__API__WORKERS": "1",
        "AIRFLOW__API__SECRET_KEY_CMD": _printed(keys.jwt),
        "AIRFLOW__API_AUTH__JWT_SECRET_CMD": _printed(keys.jwt),
        "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        # Spark would listen on the machine's outer address. A cluster needs another value.
        "SPARK_LOCAL_IP": "127.0.0.1",
    }


def _printed(file: Path) -> str:
    return f"cat {shlex.quote(str(file))}"
