"""What the settings refuse about signing in, and what an identity provider needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PRODUCTION = {
    "MAJLIS_MODE": "production",
    "MAJLIS_SECRET_KEY": "a secret of our own that is longer than forty characters",
    "MAJLIS_HOSTS": "majlis.example",
    "MAJLIS_ORIGIN": "https://majlis.example",
}


def _read(expression: str, **environment: str) -> str:
    command = [sys.executable, "-c", f"from majlis.config import settings; print({expression})"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


def test_the_second_factor_when_in_production_and_out_of_it() -> None:
    assert _read("settings.SECOND_FACTOR", **PRODUCTION) == "True"
    assert _read("settings.SECOND_FACTOR", MAJLIS_MODE="development") == "False"
    assert "MAJLIS_SECOND_FACTOR" in _read("1", **PRODUCTION, MAJLIS_SECOND_FACTOR="0")


@pytest.mark.parametrize("missing", ["MAJLIS_OIDC_CLIENT", "MAJLIS_OIDC_SECRET"])
def test_an_identity_provider_when_something_is_missing(missing: str) -> None:
    given = {name: "x" for name in ("MAJLIS_OIDC_CLIENT", "MAJLIS_OIDC_SECRET") if name != missing}
    assert missing in _read("1", MAJLIS_OIDC_SERVER="https://id.example", **given)


def test_an_identity_provider_when_named() -> None:
    given = {"MAJLIS_OIDC_CLIENT": "c", "MAJLIS_OIDC_SECRET": "s", "MAJLIS_OIDC_SERVER": "https://id.example"}
    told = _read("settings.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['settings']", **given)
    assert told == "{'server_url': 'https://id.example', 'verified_email': False}"
    assert _read("settings.OIDC") == "None"
