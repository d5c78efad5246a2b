"""Keep the secrets of second factors so that a copy of the database does not give them away."""

from __future__ import annotations

import base64
import hashlib

from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

_PERSON = b"majlis.factors.1"


def close(text: str) -> str:
    """Return a text locked under the server's secret key (XSalsa20-Poly1305), in base64."""
    return base64.b64encode(SecretBox(_key(settings.SECRET_KEY)).encrypt(text.encode())).decode()


def open_(locked: str) -> str:
    """Return the text; keys of SECRET_KEY_FALLBACKS are tried too. Raises CryptoError when none opens it."""
    raw = base64.b64decode(locked)
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return SecretBox(_key(key)).decrypt(raw).decode()
        except CryptoError:
            continue
    raise CryptoError("no key of this server opens a second factor's secret")


def _key(secret: str | bytes) -> bytes:
    raw = secret.encode() if isinstance(secret, str) else secret
    return hashlib.blake2b(raw, digest_size=SecretBox.KEY_SIZE, person=_PERSON).digest()
