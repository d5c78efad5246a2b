"""The second step of signing in: codes of an app, recovery codes, and guessing at them."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from majlis.accounts.models import Staff
from majlis.accounts.sign_in import attempts, box
from majlis.accounts.tests.builders import PASSWORD, a_staff
from majlis.accounts.tests.signing import SECRET, _code, _enter, _with_app, in_english

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cheap_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client() -> Client:
    return in_english()


@pytest.fixture
def member() -> Staff:
    return a_staff("minister_office", password=PASSWORD, email="office@majlis.example")


# ---- the second factor ----------------------------------------------------------------------------------------------


def test_the_second_step_when_the_code_is_right(member: Staff, client: Client) -> None:
    _with_app(member)
    assert _enter(client, member.email, PASSWORD, next="/staff/me/")["Location"].startswith("/staff/2fa/authenticate/")
    assert client.get("/staff/me/").status_code == 302
    assert client.get("/staff/2fa/authenticate/").status_code == 200
    done = client.post("/staff/2fa/authenticate/", {"code": _code()})
    assert (done.status_code, done["Location"]) == (302, "/staff/me/")
    assert client.get("/staff/me/").status_code == 200


def test_the_second_step_when_asked_for_by_the_settings(member: Staff, client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR = True
    _with_app(member)
    _enter(client, member.email, PASSWORD)
    client.post("/staff/2fa/authenticate/", {"code": _code()})
    assert client.get("/staff/me/").status_code == 200
    force = in_english()
    force.force_login(member)
    assert force.get("/staff/me/")["Location"].startswith("/staff/2fa/reauthenticate/")


def test_the_second_step_when_a_code_is_typed_in_arabic_digits(member: Staff, client: Client) -> None:
    _with_app(member)
    _enter(client, member.email, PASSWORD)
    typed = _code().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post("/staff/2fa/authenticate/", {"code": typed}).status_code == 302


def test_the_second_step_when_a_code_was_seen_over_the_shoulder(member: Staff, client: Client) -> None:
    _with_app(member)
    used = _code()
    _enter(client, member.email, PASSWORD)
    assert client.post("/staff/2fa/authenticate/", {"code": used}).status_code == 302
    thief = in_english()
    _enter(thief, member.email, PASSWORD)
    from django.core.cache import cache

    cache.clear()
    again = thief.post("/staff/2fa/authenticate/", {"code": used})
    assert again.status_code == 200
    assert "used already" in again.content.decode()


def test_the_second_step_when_codes_are_guessed_from_many_places(member: Staff) -> None:
    _with_app(member)
    wrong = "000000" if _code() != "000000" else "111111"
    with time_machine.travel("2026-11-24T08:00Z", tick=False):
        seen = []
        for n in range(12):
            thief, place = in_english(), f"9.9.9.{n}"
            _enter(thief, member.email, PASSWORD, place=place)
            for _m in range(4):
                answer = thief.post("/staff/2fa/authenticate/", {"code": wrong}, REMOTE_ADDR=place)
                seen.append(answer.status_code)
    assert seen == [200] * attempts.CODES_BURST + [429] * (48 - attempts.CODES_BURST)


def test_the_second_step_when_codes_are_guessed_and_the_owner_has_a_known_device(member: Staff) -> None:
    own = in_english()
    _enter(own, member.email, PASSWORD)
    own.post("/staff/logout/")
    _with_app(member)
    for n in range(8):
        thief, place = in_english(), f"9.9.9.{n}"
        _enter(thief, member.email, PASSWORD, place=place)
        for _m in range(4):
            thief.post("/staff/2fa/authenticate/", {"code": "000000"}, REMOTE_ADDR=place)
    _enter(own, member.email, PASSWORD)
    assert own.post("/staff/2fa/authenticate/", {"code": _code()}).status_code == 302


def test_a_recovery_code_when_used_once_and_again(member: Staff) -> None:
    _with_app(member)
    code = RecoveryCodes.activate(member).generate_codes()[0]
    for status in (302, 200):
        client = in_english()
        _enter(client, member.email, PASSWORD)
        assert client.post("/staff/2fa/authenticate/", {"code": code}).status_code == status


def test_a_factor_s_secret_when_read_from_the_database(member: Staff) -> None:
    _with_app(member)
    kept = Authenticator.objects.get(user=member).data["secret"]
    assert SECRET not in kept
    assert box.open_(kept) == SECRET


def test_a_factor_s_secret_when_the_server_s_key_was_changed(settings: Any) -> None:
    from nacl.exceptions import CryptoError

    kept, former = box.close("a secret"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key of this server, long enough for it"
    with pytest.raises(CryptoError):
        box.open_(kept)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert box.open_(kept) == "a secret"
