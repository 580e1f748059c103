"""What a local Airflow is set to: keys only their owner can read, loopback, sandbox or not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from soletape_local.keys import Keys
from soletape_local.settings import airflow_settings, names_credentials, sandbox_settings

DAGS = Path(__file__).resolve().parents[1]


def mode(file: Path) -> str:
    return oct(file.stat().st_mode & 0o777)


def test_keys_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    first = Keys.in_folder(tmp_path / "keys")
    texts = {file: file.read_text() for file in (first.fernet, first.jwt, first.password)}
    assert Keys.in_folder(tmp_path / "keys") == first
    assert {file: file.read_text() for file in texts} == texts
    assert {mode(file) for file in texts} == {"0o600"}
    assert mode(tmp_path / "keys") == "0o700"
    assert len(set(texts.values())) == 3
    assert len(first.jwt.read_text().strip()) >= 64
    assert list(json.loads(first.password.read_text())) == ["admin"]


def test_a_key_that_others_could_read_is_closed_again(tmp_path: Path) -> None:
    keys = Keys.in_folder(tmp_path)
    keys.jwt.chmod(0o644)
    Keys.in_folder(tmp_path)
    assert mode(keys.jwt) == "0o600"


def test_airflow_reads_the_keys_and_no_setting_holds_one(tmp_path: Path) -> None:
    keys = Keys.in_folder(tmp_path / "with space")
    settings = airflow_settings(tmp_path, tmp_path, 8080, keys)
    secrets = [file.read_text().strip() for file in (keys.fernet, keys.jwt, keys.password)]
    assert not [text for text in settings.values() if text in secrets]
    told = subprocess.run(
        [sys.executable, "-c", "from airflow.configuration import conf\n"
         "print(conf.get('core', 'fernet_key'), conf.get('api_auth', 'jwt_secret'))"],
        env=settings, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.split()[-2:] == secrets[:2]


@pytest.mark.parametrize("key", ["sql_alchemy_connect_args", "sql_alchemy_connect_args_async"])
def test_airflow_waits_longer_for_its_database_than_a_busy_part_holds_it(
    tmp_path: Path, key: str
) -> None:
    settings = airflow_settings(tmp_path, tmp_path, 8080, Keys.in_folder(tmp_path))
    told = subprocess.run(
        [sys.executable, "-c", "from airflow.configuration import conf\n"
         f"print(conf.getimport('database', '{key}')['timeout'])"],
        env=settings | {"PYTHONPATH": str(DAGS)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert int(told.stdout.split()[-1]) >= 60


def test_airflow_listens_on_this_machine_alone(tmp_path: Path) -> None:
    settings = airflow_settings(tmp_path, tmp_path, 8731, Keys.in_folder(tmp_path))
    assert settings["AIRFLOW__API__HOST"] == "127.0.0.1"
    assert settings["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"] == "http://127.0.0.1:8731/execution/"


@pytest.mark.parametrize(
    ("environment", "properties", "expected"),
    [
        ({}, "", False),
        ({"SOLETAPE_LAKE": "var/lake"}, "soletape.lake=var/lake\n", False),
        ({"ALIAS_TOKEN": ""}, "", False),
        ({"ALIAS_TOKEN": "hush"}, "", True),
        ({"STOCKX_REFRESH_TOKEN_FILE": "/run/secrets/token"}, "", True),
        ({}, "# mine\nalias.token = hush\n", True),
        ({}, "stockx.refresh.token.file=/run/secrets/token\n", True),
        ({}, "# alias.token=hush\n", False),
    ],
)
def test_the_sandbox_is_used_unless_a_credential_is_set(
    environment: dict[str, str], properties: str, expected: bool
) -> None:
    assert names_credentials(environment, properties) is expected


def test_what_the_sandbox_made_up_stays_apart_from_a_real_lake(tmp_path: Path) -> None:
    settings = sandbox_settings({"ALIAS_TOKEN": "of the sandbox"}, tmp_path)
    assert settings["ALIAS_TOKEN"] == "of the sandbox"
    assert settings["SOLETAPE_LAKE"] == str(tmp_path / "var" / "sandbox" / "lake")
    assert settings["SOLETAPE_LEDGER"].startswith(f"jdbc:sqlite:{tmp_path}/var/sandbox/")
