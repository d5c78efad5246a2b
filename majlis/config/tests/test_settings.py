"""What production refuses, naming the variable at fault, and what it switches on."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from majlis.config.database.places import CHECKOUT

SAMPLE = "sample-secret-for-development-only-never-for-a-ministry"
COMPLETE = {
    "MAJLIS_MODE": "production",
    "MAJLIS_SECRET_KEY": "a secret of our own that is longer than forty characters",
    "MAJLIS_HOSTS": "majlis.example",
    "MAJLIS_ORIGIN": "https://majlis.example",
    "MAJLIS_TRUSTED_PROXIES": "10.0.0.0/24, 192.0.2.7",
    "DATABASE_URL": "postgresql://majlis_app:a@localhost/majlis",
}
ASKED = """
import json, sys
from majlis.config import settings
print(json.dumps({name: getattr(settings, name, None) for name in sys.argv[1:]}, default=str))
"""


def _read(*names: str, **changed: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("MAJLIS_", "DATABASE_"))}
    command = [sys.executable, "-c", ASKED, *names]
    environment = ours | COMPLETE | changed
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)


def _refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode != 0
    return done.stderr.strip().rpartition("\n")[2]


@pytest.mark.parametrize(
    "changed",
    [
        {"MAJLIS_SECRET_KEY": ""},
        {"MAJLIS_SECRET_KEY": SAMPLE},
        {"MAJLIS_SECRET_KEY": "short"},
        {"MAJLIS_HOSTS": ""},
        {"MAJLIS_ORIGIN": ""},
        {"MAJLIS_ORIGIN": "majlis.example"},
        {"MAJLIS_ORIGIN": "https://majlis.example/"},
        {"MAJLIS_TRUSTED_PROXIES": "10.0.0.0/24, the front"},
        {"MAJLIS_CLOCK_FILE": "clock"},
        {"MAJLIS_SCANNER": "off"},
        {"MAJLIS_SECOND_FACTOR": "no"},
        {"MAJLIS_HSTS_SECONDS": "a year"},
        {"DATABASE_URL": "nonsense"},
        {"PORT": "http"},
    ],
    ids=lambda changed: "=".join(*changed.items()),
)
def test_production_is_refused_by_the_name_of_the_variable_at_fault(changed: dict[str, str]) -> None:
    (name,) = changed
    assert name in _refused(_read(**changed))


def test_the_owner_s_address_is_asked_for_in_production_when_he_migrates() -> None:
    assert "DATABASE_OWNER_URL" in _refused(_read(MAJLIS_DATABASE_AS="owner"))


def test_production_is_strict_when_complete() -> None:
    wanted: dict[str, Any] = {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["majlis.example"],
        "CSRF_TRUSTED_ORIGINS": ["https://majlis.example"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "LANGUAGE_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
        "TRUSTED_PROXIES": ["10.0.0.0/24", "192.0.2.7"],
        "SCANNER": "clamd",
        "SECOND_FACTOR": True,
    }
    done = _read(*wanted)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == wanted


def test_no_header_tells_of_tls_when_there_is_no_proxy() -> None:
    done = _read("SECURE_PROXY_SSL_HEADER", MAJLIS_TRUSTED_PROXIES="")
    assert json.loads(done.stdout) == {"SECURE_PROXY_SSL_HEADER": None}
