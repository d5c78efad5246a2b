"""A national authority for development and tests: sample persons, keys that follow from the server's secret.

The settings refuse it in production. Whoever holds the server's secret can be anyone here; that is its purpose.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from majlis.people.identity import national, tokens
from majlis.people.identity.port import NotVerified

ALGORITHM = "EdDSA"
ISSUER = "https://national.simulated.invalid"


@dataclass(frozen=True, slots=True)
class Sample:
    """A person who exists nowhere: a well-formed number, a name in both scripts, a date of birth."""

    number: str
    arabic: tuple[str, str, str, str]
    latin: str
    born_hijri: str = ""
    born: str = ""


SAMPLES = (
    Sample("1058529940", ("سعود", "فهد", "ناصر", "الحربي"), "Saud Fahad Al Harbi", born_hijri="1402-07-01"),
    Sample("1001244019", ("نورة", "عبدالله", "سالم", "القحطاني"), "Norah Abdullah Al Qahtani", born_hijri="1408-11-23"),
    Sample("2000000006", ("محمد", "رفيق", "إسلام", ""), "Mohammad Rafiq Islam", born="1987-03-14"),
    Sample("2012345670", ("ماريا", "كلارا", "سانتوس", ""), "Maria Clara Santos", born="1991-09-02"),
    Sample("2098765437", ("عمران", "أحمد", "خان", ""), "Imran Ahmed Khan", born="1979-12-30"),
)


def adapter() -> national.National:
    """Return the redirect adapter whose authority is the simulated page of this server."""
    return national.National(
        authority="/identity/simulated/",
        own_key=_key("client"),
        own_algorithm=ALGORITHM,
        client=settings.ORIGIN,
        back="/identity/back/",
        expected=tokens.Expected(
            key=_key("authority").public_key(), algorithm=ALGORITHM, issuer=ISSUER, audience=settings.ORIGIN
        ),
    )


def asked(request: str) -> dict[str, Any]:
    """Return what our own signed request asks of the authority; raises NotVerified."""
    client = tokens.Expected(
        key=_key("client").public_key(), algorithm=ALGORITHM, issuer=settings.ORIGIN, audience=ISSUER, needed=()
    )
    return tokens.believed(request, client)


def answer(sample: Sample, nonce: str, /, **instead: Any) -> str:
    """Return the signed answer of the authority for a sample person; `instead` overrides claims, for tests."""
    said: dict[str, Any] = {
        "iss": ISSUER,
        "aud": settings.ORIGIN,
        "sub": sample.number,
        "nonce": nonce,
        **dict(zip(national.NAMES.values(), sample.arabic, strict=True)),
        national.LATIN: sample.latin,
        national.BORN_HIJRI: sample.born_hijri,
        national.BORN: sample.born,
    }
    return tokens.signed(said | instead, key=_key("authority"), algorithm=ALGORITHM, minutes=5)


def sample(number: str) -> Sample:
    """Return a sample person by his number; raises NotVerified "subject"."""
    for person in SAMPLES:
        if person.number == number:
            return person
    raise NotVerified("subject")


def _key(whose: str) -> Ed25519PrivateKey:
    seed = hashlib.sha256(f"majlis.people.identity.simulator:{whose}:{settings.SECRET_KEY}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)
