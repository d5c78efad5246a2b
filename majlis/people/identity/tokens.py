"""Signed tokens (JWT, RFC 7519): make ours, believe theirs only when everything in it is right.

Times are compared by the house's clock, not by the library's.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jwt

from majlis.core import clock
from majlis.people.identity.port import NotVerified

if TYPE_CHECKING:
    from jwt.types import Options

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Only signatures by a private key: a shared secret would let our own server forge the authority's word."""

_SKEW = dt.timedelta(seconds=30)
_OLDEST = dt.timedelta(minutes=10)
_NEEDED = ("iss", "aud", "nonce", "iat", "exp")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must show: who signed it, with which key and algorithm, for whom, and claims besides the usual."""

    key: Any
    algorithm: str
    issuer: str
    audience: str
    needed: tuple[str, ...] = ("sub",)


def signed(claims: dict[str, Any], *, key: Any, algorithm: str, minutes: int) -> str:
    """Return claims as a token signed now, that holds for some minutes. A claim given as None is left out."""
    now = clock.now()
    times = {"iat": int(now.timestamp()), "exp": int((now + dt.timedelta(minutes=minutes)).timestamp())}
    said = {name: value for name, value in {**times, **claims}.items() if value is not None}
    return jwt.encode(said, key, algorithm=algorithm)


def believed(token: str, expected: Expected) -> dict[str, Any]:
    """Return the claims of a token of the authority.

    Raises NotVerified: "missing" (a claim), "issuer", "audience" (not for us, or not for us alone), "expired",
    "early" (issued in the future), "old" (issued more than ten minutes ago), "signature" (everything else).
    """
    claims = _opened(token, expected)
    if claims["iss"] != expected.issuer:
        raise NotVerified("issuer")
    if claims["aud"] not in (expected.audience, [expected.audience]):
        raise NotVerified("audience")
    issued, expires = _instant(claims["iat"]), _instant(claims["exp"])
    now = clock.now()
    if expires + _SKEW <= now:
        raise NotVerified("expired")
    if issued - _SKEW > now or _instant(claims.get("nbf", claims["iat"])) - _SKEW > now:
        raise NotVerified("early")
    if now - issued > _OLDEST:
        raise NotVerified("old")
    return claims


def _opened(token: str, expected: Expected) -> dict[str, Any]:
    if expected.algorithm not in ALGORITHMS:
        raise NotVerified("algorithm")
    options: Options = {
        "require": [*_NEEDED, *expected.needed],
        "verify_exp": False,
        "verify_nbf": False,
        "verify_iat": False,
        "verify_aud": False,
        "verify_iss": False,
    }
    try:
        return jwt.decode(token, expected.key, algorithms=[expected.algorithm], options=options)
    except jwt.MissingRequiredClaimError as error:
        raise NotVerified("missing") from error
    except (jwt.InvalidTokenError, ValueError) as error:
        raise NotVerified("signature") from error


def _instant(value: Any) -> dt.datetime:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotVerified("missing")
    try:
        return dt.datetime.fromtimestamp(value, dt.UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise NotVerified("missing") from error
