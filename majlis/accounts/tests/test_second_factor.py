"""Setting up and removing second factors, with transactions that really commit."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import PASSWORD, a_staff
from majlis.core import clock
from majlis.trail.tests import reading

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def member(committed: str, settings: Any) -> Staff:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECOND_FACTOR = True
    return a_staff("minister_office", password=PASSWORD, email="office@majlis.example")


def enter(client: Client, mail: str) -> None:
    client.post("/staff/login/", {"login": mail, "password": PASSWORD})


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(clock.now().timestamp()) // 30)))


def _setting_up(client: Client) -> str:
    page = client.get("/staff/2fa/totp/activate/", follow=True)
    if page.redirect_chain:
        page = client.post(
            page.redirect_chain[-1][0], {"password": PASSWORD, "next": "/staff/2fa/totp/activate/"}, follow=True
        )
    assert page.status_code == 200
    return str(page.context["form"].secret)


def test_setting_up_an_app_when_signed_in_for_the_first_time(member: Staff, client: Client, settings: Any) -> None:
    enter(client, member.email)
    assert client.get("/staff/me/")["Location"].startswith("/staff/2fa/totp/activate/")
    secret = _setting_up(client)
    assert client.post("/staff/2fa/totp/activate/", {"code": "12"}).status_code == 200
    done = client.post("/staff/2fa/totp/activate/", {"code": code_of(secret)})
    assert done["Location"] == "/staff/2fa/recovery-codes/"
    shown = client.get("/staff/2fa/recovery-codes/").content.decode()
    assert shown.count('class="ref"') == 10
    assert client.get("/staff/2fa/recovery-codes/").content.decode().count('class="ref"') == 0
    assert client.get("/staff/me/").status_code == 200
    assert reading.entries(kind="staff.factor_added")


def test_removing_the_app_when_it_was_the_only_factor(member: Staff, client: Client, settings: Any) -> None:
    TOTP.activate(member, SECRET)
    enter(client, member.email)
    client.post("/staff/2fa/authenticate/", {"code": code_of(SECRET)})
    page = client.get("/staff/2fa/totp/deactivate/", follow=True)
    client.post(page.redirect_chain[-1][0], {"password": PASSWORD, "next": "/staff/2fa/totp/deactivate/"})
    assert client.post("/staff/2fa/totp/deactivate/").status_code == 302
    assert client.get("/staff/me/")["Location"].startswith("/staff/2fa/totp/activate/")
