"""The secrets of a local Airflow: made once, kept in files that only their owner can read."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

USER = "admin"
JWT_BYTES = 64
PASSWORD_BYTES = 18


@dataclass(frozen=True)
class Keys:
    """Where the secrets lie.

    :param fernet: encrypts connections in Airflow's database.
    :param jwt: signs the tokens of its API and of the tasks.
    :param password: a JSON object of the users' passwords, as Airflow's simple login reads it.
    """

    fernet: Path
    jwt: Path
    password: Path

    @staticmethod
    def in_folder(folder: Path) -> Keys:
        """Return the secrets of a folder; those that are missing are made."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Keys(
            fernet=_kept(folder / "fernet-key", lambda: Fernet.generate_key().decode()),
            jwt=_kept(folder / "jwt-secret", lambda: secrets.token_urlsafe(JWT_BYTES)),
            password=_kept(folder / "password.json", _password),
        )


def _password() -> str:
    return json.dumps({USER: secrets.token_urlsafe(PASSWORD_BYTES)})


def _kept(file: Path, make: Callable[[], str]) -> Path:
    if file.exists():
        file.chmod(0o600)
        return file
    # Written aside and renamed: a key that was cut off would lock its owner out for good.
    draft = file.with_suffix(".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(make() + "\n")
    draft.rename(file)
    return file
