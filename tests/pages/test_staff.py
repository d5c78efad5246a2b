"""The pages of sign-in and administration in a real browser, and a passkey with a virtual authenticator."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import BrowserContext, Page

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve

pytestmark = pytest.mark.pages
MAIL, PASSWORD = "office@majlis.example", "ninety-nine camels"


@pytest.fixture
def staffed(committed: str) -> tuple[Any, Any]:
    """Fill the database with what the pages show; return a director and a member of his staff."""
    from majlis.accounts import moves
    from majlis.accounts.tests.builders import a_grant, a_staff, a_turn
    from majlis.bodies.tests.builders import a_body
    from majlis.centres.moves import Break, Shift, close_on, declare_month, set_breaks, set_season, set_week
    from majlis.centres.tests.builders import a_centre
    from majlis.core import clock
    from majlis.core.viewer import system

    house, today = system("test"), clock.today()
    centre = a_centre("riyadh", has_headquarters=True)
    director = a_staff("programme_director", name_ar="سالم الوادي", name_en="Salem Alwadi", email=MAIL)
    director.set_password(PASSWORD)
    director.save()
    a_grant(director, "duty_officer")
    a_grant(director, "reception_officer", centre)
    moves.borrow(director, "audit_officer", by=house, why="المدقق غائب اليوم", hours=4)
    member = a_staff("section_head", centre, "women", woman=True, phone="+966501234567", name_ar="نورة النخيل")
    a_grant(member, "body_liaison", body=a_body())
    a_staff("operations_officer", centre, active=False)
    a_turn(director)
    set_week(centre, [Shift(6, dt.time(8), dt.time(12)), Shift(6, dt.time(16), dt.time(20))], by=house)
    set_breaks(centre, [Break("صلاة الظهر", "Noon prayer", dt.time(12), dt.time(12, 30))], by=house)
    ahead = today + dt.timedelta(days=9)
    set_season(centre, by=house, name_ar="رمضان", name_en="Ramadan", first=ahead, last=ahead, shifts=[])
    close_on(centre, ahead, by=house, reason_ar="صيانة", reason_en="Repairs")
    declare_month(1448, 9, dt.date(2027, 2, 9), by=house)
    return director, member


def _sign_in(member: Any) -> harness.SignIn:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = configured.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.save()

    def sign(context: BrowserContext, base: str) -> None:
        context.add_cookies([{"name": configured.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": base}])

    return sign


def _pages(director: Any, member: Any) -> list[Shown]:
    paths = ["me/", "people/", "people/new/", f"people/{member.pk}/", f"people/{member.pk}/edit/", "duty/", "centres/"]
    paths += [f"centres/riyadh/{part}" for part in ("", "hours/", "breaks/", "seasons/", "closed/")]
    paths += ["holidays/", "2fa/", "2fa/webauthn/", "password/change/", "logout/", "reauthenticate/"]
    names = ("المدقق", "غائب", "اليوم", "test", "Directorate", "General", "of", "Passports", "Noon", "prayer", "ur")
    sign = _sign_in(director)
    inside = [Shown(path, f"/staff/{path}", sign_in=sign, allowed=names) for path in paths]
    return [Shown("login", "/staff/login/"), *inside]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_administration_is_sound(staffed: tuple[Any, Any], language: str) -> None:
    pages = _pages(*staffed)
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in pages]
    assert "\n".join(str(report) for report in reports if report.faults) == ""


def _virtual_key(page: Page) -> None:
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def _enter(page: Page, base: str, path: str = "/staff/2fa/webauthn/add/") -> None:
    page.goto(f"{base}/staff/login/?next={path}")
    page.fill("[name=login]", MAIL)
    page.fill("[name=password]", PASSWORD)
    page.click("form[novalidate] button")


def test_a_passkey_signs_in_and_serves_as_second_step(staffed: tuple[Any, Any]) -> None:
    with serve() as base, harness.browser() as running, harness.visitor(running, base, "en") as context:
        page = context.new_page()
        _virtual_key(page)
        _enter(page, base)
        page.fill("[name=password]", PASSWORD)  # once more, before something that matters
        page.click("form[novalidate] button")
        page.wait_for_url("**/webauthn/add/")
        page.fill("[name=name]", "My phone")
        page.check("[name=passwordless]")
        page.click("[data-passkey] button")
        page.wait_for_url("**/recovery-codes/")
        assert page.locator("bdi.ref").count() == 10
        page.goto(f"{base}/staff/2fa/webauthn/")
        assert "My phone" in page.inner_text("main")

        page.goto(f"{base}/staff/logout/")
        page.click("main button")
        page.wait_for_url("**/staff/login/")
        page.click("[data-passkey] button")
        page.wait_for_url("**/desk/")
        page.goto(f"{base}/staff/me/")
        assert "Salem Alwadi" in page.inner_text("h1")

        page.goto(f"{base}/staff/logout/")
        page.click("main button")
        _enter(page, base, "/staff/me/")
        page.wait_for_url("**/2fa/authenticate/**")
        page.click("[data-passkey] button")
        page.wait_for_url("**/staff/me/")
