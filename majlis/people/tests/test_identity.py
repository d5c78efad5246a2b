"""The identity port: tokens that must not be believed, codes that must not be guessed, levels and outages."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from majlis.accounts.tests.builders import a_viewer
from majlis.core import scope
from majlis.core.errors import Refused
from majlis.people import moves
from majlis.people.identity import approval, national, port, tokens
from majlis.people.identity.port import NotVerified, ProviderDown
from majlis.people.models import Approval
from majlis.people.states import Level
from majlis.people.tests.builders import HOUSE
from majlis.people.tests.showing import SAMPLE, claims_now, later
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_the_house() -> Iterator[None]:
    with scope.within(HOUSE):
        yield


# ---- approval number -----------------------------------------------------------------------------------------


def test_a_person_is_known_when_he_picked_the_number_in_the_app() -> None:
    asked = approval.provider().ask("resident", SAMPLE.number)
    assert approval.provider().answer(asked.handle) is None
    waits = approval.waiting(SAMPLE.number)
    assert waits is not None
    row, choices = waits
    assert asked.shown in choices
    assert len(set(choices)) == 3
    assert approval.pick(row, asked.shown)
    said = approval.provider().answer(asked.handle)
    assert said is not None
    assert moves.identified(said).identity_level == Level.NATIONAL
    assert approval.provider().answer(asked.handle) is None


def test_nobody_is_known_when_another_number_was_picked() -> None:
    asked = approval.provider().ask("resident", SAMPLE.number)
    row, choices = approval.waiting(SAMPLE.number) or (None, [])
    assert row is not None
    approval.pick(row, next(choice for choice in choices if choice != asked.shown))
    assert not approval.pick(row, asked.shown)
    with pytest.raises(NotVerified, match="declined"):
        approval.provider().answer(asked.handle)


def test_an_approval_is_given_within_two_minutes() -> None:
    asked = approval.provider().ask("resident", SAMPLE.number)
    row = Approval.objects.get()
    with time_machine.travel(later(minutes=3)):
        assert approval.waiting(SAMPLE.number) is None
        assert not approval.pick(row, asked.shown)
        assert approval.provider().answer(asked.handle) is None


# ---- outages -------------------------------------------------------------------------------------------------


def names_offered() -> list[str]:
    return [offer.name for offer in port.offered()]


def test_lower_levels_stay_when_the_national_service_is_down() -> None:
    officer = a_viewer("duty_officer")
    assert port.highest_level_offered() is Level.NATIONAL
    for provider in ("national", "approval", "national"):
        moves.declare_down(provider, by=officer)
    assert names_offered() == ["desk", "code", "none"]
    assert port.highest_level_offered() is Level.CODE
    for ask in (lambda: approval.provider().ask("resident", SAMPLE.number), lambda: approval.provider().answer("h")):
        with pytest.raises(ProviderDown):
            ask()
    moves.declare_up("national", by=officer)
    assert names_offered() == ["national", "desk", "code", "none"]


def test_whoever_does_not_run_it_switches_nothing_off() -> None:
    with pytest.raises(Refused):
        moves.declare_down("national", by=a_viewer("reception_officer"))
    assert "national" in names_offered()


@pytest.mark.parametrize("variable", ["MAJLIS_IDENTITY_NATIONAL", "MAJLIS_IDENTITY_APPROVAL"])
def test_production_refuses_the_simulator(variable: str) -> None:
    environment = {
        "MAJLIS_MODE": "production",
        "MAJLIS_SECRET_KEY": "k" * 50,
        "MAJLIS_HOSTS": "majlis.example",
        "MAJLIS_ORIGIN": "https://majlis.example",
        "DATABASE_URL": "postgresql://a:b@localhost/c",
        "DATABASE_OWNER_URL": "postgresql://a:b@localhost/c",
        "DJANGO_SETTINGS_MODULE": "majlis.config.settings",
        "PYTHONPATH": str(ROOT),
        variable: "simulator",
    }
    command = [sys.executable, "-c", "from django.conf import settings; settings.DEBUG"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert variable in done.stderr
    assert "must not name the simulator" in done.stderr


def test_the_adapter_that_the_settings_name_is_used(settings: Any, tmp_path: Path) -> None:
    own, theirs = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _key in range(2))
    (tmp_path / "own.pem").write_bytes(own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (tmp_path / "theirs.pem").write_bytes(
        theirs.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    )
    settings.IDENTITY_NATIONAL, settings.IDENTITY_APPROVAL = "redirect", ""
    settings.IDENTITY_ADDRESS, settings.IDENTITY_ISSUER = "https://iam.example/authorize", "https://iam.example"
    settings.IDENTITY_CLIENT, settings.IDENTITY_ALGORITHM = "https://majlis.example", "RS256"
    settings.IDENTITY_OWN_KEY, settings.IDENTITY_AUTHORITY_KEY = tmp_path / "own.pem", tmp_path / "theirs.pem"
    national._configured.cache_clear()
    assert national.provider().depart(onward="", language="ar").address.startswith("https://iam.example/authorize?")
    said = claims_now(iss="https://iam.example", aud="https://majlis.example")
    assert national.provider().read(tokens.signed(said, key=theirs, algorithm="RS256", minutes=5))[1] == "n-1"
    settings.IDENTITY_NATIONAL = ""
    with pytest.raises(NotVerified, match="off"):
        national.provider()
    with pytest.raises(ProviderDown):
        approval.provider()
