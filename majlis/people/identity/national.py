"""The national sign-in: the browser goes there with a signed request, and comes back with a signed answer.

The request is one JWT; the answer an `id_token` by form post (OpenID Connect's implicit flow, response mode
`form_post`). It comes from another site, so that the session's cookie is not with it: the browser is known again by a
nonce in a cookie of its own, and the session is touched only when it arrives at our own page afterwards.

How the authority names its claims stands in one table below; the ministry confirms it when it joins.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from django.conf import settings

from majlis.core import arabic, hijri, identity_numbers, names
from majlis.core.ui.either_date import GREGORIAN, HIJRI, GivenDate
from majlis.people.details import Claims
from majlis.people.identity import tokens
from majlis.people.identity.port import Departure, NotVerified
from majlis.people.moves import identifying
from majlis.people.states import Level

MINUTES = 10

NAMES = {"given": "given_name", "father": "father_name", "grandfather": "grandfather_name", "family": "family_name"}
LATIN, BORN_HIJRI, BORN = "name_en", "birthdate_hijri", "birthdate"


@dataclass(frozen=True, slots=True)
class National:
    """The adapter. `authority` is where browsers are sent; `own_key` signs our requests; `expected` checks answers."""

    authority: str
    own_key: Any
    own_algorithm: str
    client: str
    back: str
    expected: tokens.Expected
    name: str = "national"
    level: Level = Level.NATIONAL

    def depart(self, *, onward: str, language: str) -> Departure:
        """Begin a sign-in: keep a nonce, and return where to send the browser. `onward` is a path of our own."""
        nonce = secrets.token_urlsafe(32)
        identifying.keep_sign_in(digest(nonce), onward=onward, minutes=MINUTES)
        request = {
            "iss": self.client,
            "aud": self.expected.issuer,
            "client_id": self.client,
            "redirect_uri": self.back,
            "response_type": "id_token",
            "response_mode": "form_post",
            "scope": "openid",
            "prompt": "login",
            "ui_locales": "ar" if language == "ar" else "en",
            "nonce": nonce,
            "state": nonce,
        }
        signed = tokens.signed(request, key=self.own_key, algorithm=self.own_algorithm, minutes=MINUTES)
        query = urlencode({"client_id": self.client, "request": signed})
        return Departure(f"{self.authority}?{query}", nonce)

    def read(self, token: str) -> tuple[Claims, str]:
        """Return what an answer claims, and its nonce; raises NotVerified with a code."""
        said = tokens.believed(token, self.expected)
        nonce = said["nonce"]
        if not isinstance(nonce, str) or not nonce:
            raise NotVerified("nonce")
        return _claims(said), nonce


def digest(nonce: str) -> str:
    """Return what is kept of a nonce."""
    return hashlib.sha256(nonce.encode()).hexdigest()


def provider() -> National:
    """Return the adapter that the settings name; raises NotVerified "off" when there is none."""
    if settings.IDENTITY_NATIONAL == "simulator":
        from majlis.people.identity import simulator

        return simulator.adapter()
    if settings.IDENTITY_NATIONAL == "redirect":
        return _configured()
    raise NotVerified("off")


@cache
def _configured() -> National:
    return National(
        authority=settings.IDENTITY_ADDRESS,
        own_key=load_pem_private_key(Path(settings.IDENTITY_OWN_KEY).read_bytes(), password=None),
        own_algorithm=settings.IDENTITY_ALGORITHM,
        client=settings.IDENTITY_CLIENT,
        back=f"{settings.ORIGIN}/identity/back/",
        expected=tokens.Expected(
            key=load_pem_public_key(Path(settings.IDENTITY_AUTHORITY_KEY).read_bytes()),
            algorithm=settings.IDENTITY_ALGORITHM,
            issuer=settings.IDENTITY_ISSUER,
            audience=settings.IDENTITY_CLIENT,
        ),
    )


def _claims(said: dict[str, Any]) -> Claims:
    number = str(said["sub"])
    kind = identity_numbers.guess(number)
    if kind not in {identity_numbers.Kind.NATIONAL, identity_numbers.Kind.RESIDENT}:
        raise NotVerified("subject")
    return Claims(
        kind=str(kind),
        number=identity_numbers.check(kind, number),
        at=dt.datetime.fromtimestamp(said["iat"], dt.UTC),
        level=Level.NATIONAL,
        name=_name(said),
        latin_name=_latin(said),
        birth=_birth(said),
    )


def _name(said: dict[str, Any]) -> names.FourNames:
    parts = {ours: str(said.get(theirs) or "") for ours, theirs in NAMES.items()}
    try:
        return names.check(**parts)
    except names.BadName:
        try:
            return names.check(free=str(said.get(LATIN) or ""))
        except names.BadName as error:
            raise NotVerified("name") from error


def _latin(said: dict[str, Any]) -> str:
    return " ".join(arabic.clean(str(said.get(LATIN) or "")).split())[: names.LONGEST]


def _birth(said: dict[str, Any]) -> GivenDate | None:
    for claim, calendar in ((BORN_HIJRI, HIJRI), (BORN, GREGORIAN)):
        if given := _date(str(said.get(claim) or ""), calendar):
            return given
    return None


def _date(text: str, calendar: str) -> GivenDate | None:
    parts = text.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() for part in parts):
        return None
    given = GivenDate(calendar, *(int(part) for part in parts))
    try:
        return given if given.gregorian else None
    except hijri.OutOfRange:
        return given
    except ValueError:
        return None
