"""Sign-in by an identity provider: a real one in little, speaking OpenID Connect on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client

from majlis.accounts.models import Staff
from majlis.accounts.tests.builders import a_staff
from majlis.core import clock
from majlis.trail.tests import reading

pytestmark = [pytest.mark.django_db, pytest.mark.urls("majlis.accounts.tests.with_oidc")]
MAIL = "office@majlis.example"


class Provider(BaseHTTPRequestHandler):
    """Answers as a provider does; what it says of the person stands in `claims`."""

    claims: dict[str, Any] = {}
    asked: list[dict[str, list[str]]] = []

    def do_GET(self) -> None:
        place = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        pages = {"authorize": "authorization", "token": "token", "userinfo": "userinfo"}
        configuration = {f"{name}_endpoint": f"{place}/{page}" for page, name in pages.items()}
        discovery = {"issuer": place, "jwks_uri": f"{place}/keys", **configuration}
        self._answer(self.claims if self.path == "/userinfo" else discovery)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.asked.append(parse_qs(body))
        place = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        now = int(clock.now().timestamp())
        token = {"iss": place, "aud": "majlis", "iat": now, "exp": now + 60, **self.claims}
        signed = jwt.encode(token, "a secret that nobody checks here, long enough", "HS256")
        self._answer({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    def _answer(self, words: dict[str, Any]) -> None:
        body = json.dumps(words).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


@pytest.fixture
def provider(settings: Any) -> Iterator[type[Provider]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    place = f"http://127.0.0.1:{server.server_port}"
    settings.OIDC = {"name": "Ministry", "second_factor": False}
    app = {
        "provider_id": "ministry",
        "name": "Ministry",
        "client_id": "majlis",
        "secret": "s",
        "settings": {"server_url": place},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    Provider.claims, Provider.asked = {"sub": "7", "email": MAIL, "email_verified": True}, []
    yield Provider
    server.shutdown()
    server.server_close()


@pytest.fixture
def member() -> Staff:
    return a_staff("minister_office", email=MAIL)


def _walk(client: Client, **changed: str) -> Any:
    client.cookies["majlis_language"] = "en"
    sent = client.get("/staff/oidc/ministry/login/?next=/staff/me/")
    assert sent.status_code == 302
    asked = parse_qs(urlsplit(sent["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    words = {"code": "c", "state": asked["state"][0], **changed}
    return client.get("/staff/oidc/ministry/login/callback/", words)


def test_the_sign_in_page_when_a_provider_is_named(client: Client, provider: Any) -> None:
    client.cookies["majlis_language"] = "en"
    page = client.get("/staff/login/?next=/staff/me/").content.decode()
    assert "Sign in with <bdi>Ministry</bdi>" in page
    assert 'href="/staff/oidc/ministry/login/?next=%2Fstaff%2Fme%2F"' in page


def test_signing_in_outside_when_taken_in_here(client: Client, provider: Any, member: Staff) -> None:
    done = _walk(client)
    assert (done.status_code, done["Location"]) == (302, "/staff/me/")
    assert client.get("/staff/me/").status_code == 200
    assert provider.asked[0]["code_verifier"]
    assert [entry.facts for entry in reading.entries(kind="staff.signed_in")] == [{"outside": True}]


@pytest.mark.parametrize("vouches", [True, False])
def test_signing_in_outside_when_a_second_factor_is_asked_for(
    client: Client, provider: Any, member: Staff, settings: Any, vouches: bool
) -> None:
    settings.SECOND_FACTOR, settings.OIDC = True, {"name": "Ministry", "second_factor": vouches}
    _walk(client)
    assert client.get("/staff/me/").status_code == (200 if vouches else 302)


@pytest.mark.parametrize(
    "changed", [{"email": "stranger@majlis.example"}, {"email_verified": False}, {"email": "", "sub": "9"}]
)
def test_signing_in_outside_when_not_known_here(
    client: Client, provider: Any, member: Staff, changed: dict[str, Any]
) -> None:
    provider.claims = provider.claims | changed
    assert "You are not known here" in _walk(client).content.decode()
    assert client.get("/staff/me/").status_code == 302
    assert Staff.objects.count() == 1


def test_signing_in_outside_when_stopped_here(client: Client, provider: Any) -> None:
    a_staff("minister_office", email=MAIL, active=False)
    assert _walk(client)["Location"] == "/staff/login/"
    assert client.get("/staff/me/").status_code == 302


@pytest.mark.parametrize("changed", [{"state": "forged"}, {"code": "", "error": "access_denied"}])
def test_signing_in_outside_when_the_answer_is_forged_or_a_no(
    client: Client, provider: Any, member: Staff, changed: dict[str, str]
) -> None:
    done = _walk(client, **changed)
    assert done["Location"] == "/staff/login/"
    assert "did not let you in" in client.get("/staff/login/").content.decode()
    assert client.get("/staff/me/").status_code == 302
