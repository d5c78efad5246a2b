"""Signing in by the real pages: who gets in, who does not, and that nobody can lock another out."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse

from majlis.accounts import moves
from majlis.accounts.models import Staff
from majlis.accounts.sign_in import attempts, paths
from majlis.accounts.tests.builders import PASSWORD, a_staff
from majlis.accounts.tests.signing import _code, _enter, _with_app, in_english
from majlis.core import clock
from majlis.core.viewer import system
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db
NOT_RIGHT = "The e-mail or the password is not right."


@pytest.fixture(autouse=True)
def _cheap_hashes(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def client() -> Client:
    return in_english()


@pytest.fixture
def member() -> Staff:
    return a_staff("minister_office", password=PASSWORD, email="office@majlis.example")


# ---- the password ---------------------------------------------------------------------------------------------------


def test_signing_in_when_mail_and_password_are_right(member: Staff, client: Client) -> None:
    before = client.get("/staff/login/?next=/staff/me/")
    assert before.status_code == 200
    assert b'name="next" value="/staff/me/"' in before.content
    entered = _enter(client, " OFFICE@majlis.example ", PASSWORD, next="/staff/me/")
    assert (entered.status_code, entered["Location"]) == (302, "/staff/me/")
    assert client.get("/staff/me/").status_code == 200
    assert [entry.actor_id for entry in reading.entries(kind="staff.signed_in")] == [member.pk]


def test_signing_in_when_no_page_was_asked_for(member: Staff, client: Client) -> None:
    assert _enter(client, member.email, PASSWORD)["Location"] == "/desk/"
    assert client.get("/staff/login/")["Location"] == "/desk/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_when_sent_elsewhere_afterwards(member: Staff, client: Client, elsewhere: str) -> None:
    assert _enter(client, member.email, PASSWORD, next=elsewhere)["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("mail", "password"),
    [
        ("office@majlis.example", "wrong"),
        ("nobody@majlis.example", PASSWORD),
        ("stopped@majlis.example", PASSWORD),
        ("nopassword@majlis.example", PASSWORD),
        ("ended@majlis.example", PASSWORD),
    ],
)
def test_signing_in_when_something_is_wrong(member: Staff, client: Client, mail: str, password: str) -> None:
    a_staff(password=PASSWORD, email="stopped@majlis.example", active=False)
    a_staff(email="nopassword@majlis.example")
    a_staff(password=PASSWORD, email="ended@majlis.example", password_until=clock.now())
    answer = _enter(client, mail, password)
    assert answer.status_code == 200
    assert NOT_RIGHT in answer.content.decode()
    assert client.get("/staff/me/").status_code == 302
    assert not reading.entries(kind="staff.signed_in")


def test_signing_in_when_nothing_was_written(client: Client) -> None:
    words = _enter(client, "", "").content.decode()
    assert words.count("errors") >= 1
    assert NOT_RIGHT not in words


def test_signing_in_when_somebody_gave_a_fixed_session(member: Staff, client: Client) -> None:
    client.get("/staff/login/")
    session = client.session
    session["planted"] = "by a stranger"
    session.save()
    before = session.session_key
    _enter(client, member.email, PASSWORD)
    assert client.session.session_key != before
    assert "sessionid" in client.cookies
    assert client.cookies["sessionid"]["httponly"]


def test_signing_in_when_the_form_is_forged(member: Staff) -> None:
    strict = in_english(enforce_csrf_checks=True)
    assert _enter(strict, member.email, PASSWORD).status_code == 403


def test_the_page_when_in_arabic(client: Client) -> None:
    client.cookies["majlis_language"] = "ar"
    page = client.get("/staff/login/").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "تسجيل الدخول" in page


def test_signing_out_when_signed_in(member: Staff, client: Client) -> None:
    _enter(client, member.email, PASSWORD)
    assert client.get("/staff/logout/").status_code == 200
    assert client.post("/staff/logout/")["Location"] == "/staff/login/"
    assert client.get("/staff/me/").status_code == 302


# ---- guessing -------------------------------------------------------------------------------------------------------


def test_guessing_when_from_one_place(member: Staff) -> None:
    with time_machine.travel("2026-11-24T08:00Z", tick=False) as now:
        seen = [_enter(in_english(), member.email, "guess").status_code for _n in range(8)]
        assert seen == [200] * attempts.PAIR_BURST + [429] * 3
        slowed = _enter(in_english(), member.email, PASSWORD)
        assert slowed.status_code == 429
        assert "Wait a minute" in slowed.content.decode()
        now.shift(60)
        assert _enter(in_english(), member.email, PASSWORD).status_code == 302


def test_guessing_when_the_owner_comes_from_another_place(member: Staff) -> None:
    for _n in range(30):
        _enter(in_english(), member.email, "guess", place="6.6.6.6")
    assert _enter(in_english(), member.email, PASSWORD, place="7.7.7.7").status_code == 302


def test_guessing_when_the_owner_is_at_the_same_place_on_a_known_device(member: Staff) -> None:
    own = in_english()
    assert _enter(own, member.email, PASSWORD).status_code == 302
    own.post("/staff/logout/")
    for _n in range(attempts.PLACE_BURST + 20):
        _enter(in_english(), member.email, "guess")
    assert _enter(in_english(), member.email, PASSWORD).status_code == 429
    assert _enter(own, member.email, PASSWORD).status_code == 302


def test_guessing_when_on_a_device_that_is_known_for_another(member: Staff) -> None:
    insider = in_english()
    other = a_staff(password=PASSWORD)
    _enter(insider, other.email, PASSWORD)
    insider.post("/staff/logout/")
    seen = [_enter(insider, member.email, "guess").status_code for _n in range(7)]
    assert seen == [200] * attempts.PAIR_BURST + [429] * 2


def test_guessing_when_the_device_is_made_up(member: Staff) -> None:
    forger = in_english()
    forger.cookies["majlis_device"] = "WyJvZmZpY2VAbWFqbGlzLmV4YW1wbGUiLCJ4Il0:made:up"
    seen = [_enter(forger, member.email, "guess").status_code for _n in range(7)]
    assert seen[-1] == 429


def test_guessing_when_at_many_accounts_from_one_place() -> None:
    with time_machine.travel("2026-11-24T08:00Z", tick=False):
        seen = [_enter(in_english(), f"staff{n}@x.example", "Password1").status_code for n in range(70)]
    assert seen == [200] * attempts.PLACE_BURST + [429] * 10


def test_right_passwords_when_a_whole_office_signs_in(member: Staff) -> None:
    with time_machine.travel("2026-11-24T08:00Z", tick=False):
        seen = {_enter(in_english(), member.email, PASSWORD).status_code for _n in range(attempts.PLACE_BURST + 10)}
    assert seen == {302}


# ---- the password's own page ----------------------------------------------------------------------------------------


def test_a_first_password_when_signing_in_with_it(member: Staff, client: Client) -> None:
    given = moves.give_password(member, by=system("test"))
    _enter(client, member.email, given)
    assert client.get("/staff/me/")["Location"].startswith("/staff/password/change/")
    assert "given to you" in client.get("/staff/password/change/").content.decode()
    new = "seven white horses at dawn"
    done = client.post(
        "/staff/password/change/", {"oldpassword": given, "password1": new, "password2": new, "next": "/staff/me/"}
    )
    assert (done.status_code, done["Location"]) == (302, "/staff/me/")
    assert client.get("/staff/me/").status_code == 200
    assert reading.entries(kind="staff.password_changed")


def test_a_first_password_when_its_three_days_are_over(member: Staff, client: Client) -> None:
    given = moves.give_password(member, by=system("test"))
    kept = Staff.objects.get(pk=member.pk).password_until
    with time_machine.travel(kept, tick=False):
        assert NOT_RIGHT in _enter(client, member.email, given).content.decode()


@pytest.mark.parametrize("new", ["short", "office@majlis.example", "qwerty123456", PASSWORD + " "])
def test_changing_the_password_when_the_new_one_is_weak_or_not_repeated(
    member: Staff, client: Client, new: str
) -> None:
    _enter(client, member.email, PASSWORD)
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new.strip() if new.endswith(" ") else new}
    assert client.post("/staff/password/change/", sent).status_code == 200
    assert Staff.objects.get(pk=member.pk).check_password(PASSWORD)


def test_changing_the_password_when_the_old_one_is_guessed(member: Staff, client: Client) -> None:
    _enter(client, member.email, PASSWORD)
    new = "seven white horses at dawn"
    sent = {"oldpassword": "guess", "password1": new, "password2": new}
    seen = [client.post("/staff/password/change/", sent).status_code for _n in range(8)]
    assert 429 in seen
    assert Staff.objects.get(pk=member.pk).check_password(PASSWORD)


def test_other_sessions_when_the_password_was_given_anew(member: Staff, client: Client) -> None:
    _enter(client, member.email, PASSWORD)
    moves.give_password(member, by=system("test"))
    assert client.get("/staff/me/")["Location"].startswith("/staff/login/")


# ---- which pages there are ------------------------------------------------------------------------------------------

OPEN = ["/staff/login/", "/staff/logout/"]
SIGNED_IN = [
    "/staff/password/change/",
    "/staff/2fa/",
    "/staff/2fa/totp/activate/",
    "/staff/2fa/recovery-codes/generate/",
    "/staff/2fa/webauthn/",
    "/staff/2fa/webauthn/add/",
    "/staff/reauthenticate/",
]


@pytest.mark.parametrize("page", SIGNED_IN)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_page_when_opened(member: Staff, page: str, language: str) -> None:
    _with_app(member) if "totp" not in page else None
    client = in_english()
    client.cookies["majlis_language"] = language
    assert client.get(page).status_code == 302
    _enter(client, member.email, PASSWORD)
    if "totp" not in page:
        client.post("/staff/2fa/authenticate/", {"code": _code()})
    shown = client.get(page, follow=True)
    if shown.redirect_chain and "reauthenticate" in shown.redirect_chain[-1][0]:
        shown = client.post(shown.redirect_chain[-1][0], {"password": PASSWORD, "next": page}, follow=True)
    assert shown.status_code == 200
    words = shown.content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in words
    assert "<script>" not in words
    assert "style=" not in words


@pytest.mark.parametrize(
    "path",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "confirm-email/key/",
        "password/reset/",
        "password/set/",
        "inactive/",
        "login/code/",
        "login/code/confirm/",
        "2fa/recovery-codes/download/",
        "2fa/trust/",
        "3rdparty/",
        "3rdparty/signup/",
        "social/connections/",
        "sessions/",
        "oidc/ministry/login/",
    ],
)
def test_other_pages_of_the_library_when_asked_for(client: Client, path: str) -> None:
    assert client.get(f"/staff/{path}").status_code == 404


def test_the_outside_sign_in_when_configured_or_not() -> None:
    without = {one.name for one in paths.paths(oidc=False)}
    with_it = {one.name for one in paths.paths(oidc=True)}
    assert with_it - without == {"openid_connect_login", "openid_connect_callback"}
    with pytest.raises(NoReverseMatch):
        reverse("openid_connect_login", kwargs={"provider_id": "ministry"})


def test_every_page_under_staff_when_asked_for_its_gate() -> None:
    found: list[Any] = [one for one in get_resolver().url_patterns if str(one.pattern) == "staff/"]
    pages = [page for group in found for page in _flat(group.url_patterns)]
    assert len(pages) > 30
    assert all(hasattr(page.callback, "gate") for page in pages)
    sign_in: Any = resolve("/staff/login/").func
    assert sign_in.gate.kind == "public"


def _flat(patterns: list[Any]) -> list[Any]:
    return [one for part in patterns for one in (_flat(part.url_patterns) if hasattr(part, "url_patterns") else [part])]
