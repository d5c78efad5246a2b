"""Secrets that people carry: the PIN of a case, and the seven words that bring a reporter back.

Both are shown once. Only their digests are kept.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from majlis.core import arabic
from majlis.core.digits import ascii_digits

PIN_LENGTH = 6
WORDS_IN_A_CODE = 7
WORD_LANGUAGES = ("ar", "en")

_DATA = Path(__file__).parent / "data"
_SCHEME = "hmac1"
_PIN_PURPOSE = "majlis.core.secrets.pin"
_WORDS_PURPOSE = b"majlis.core.secrets.words.1"
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212.]+")


def new_pin() -> str:
    """Return a random PIN of 6 ASCII digits, none that is guessed first."""
    while is_weak_pin(pin := "".join(secrets.choice("0123456789") for _place in range(PIN_LENGTH))):
        pass
    return pin


def is_weak_pin(pin: str) -> bool:
    """Tell whether a PIN is one that people guess first: 111111, 121212, 123123, 123456, 654321, 890123, 112211."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    repeats = any(pin == pin[:size] * (PIN_LENGTH // size) for size in (1, 2, 3))
    return repeats or steps in ({1}, {9}) or len(set(pin)) < 3


def hash_pin(pin: str) -> str:
    """Return what is kept of a PIN: "hmac1$<salt>$<digest>", with a salt of its own.

    The digest is HMAC-SHA-256 under the server's secret key, not a slow password hash. A status look-up checks a
    PIN at each request, hundreds a second, and a slow hash would let anyone load the server. It would not save six
    digits either: a million guesses are few for any hash. What protects them is the number of online attempts,
    which a token bucket limits, and the key, which is not in the database.
    """
    salt = secrets.token_urlsafe(12)
    return f"{_SCHEME}${salt}${_pin_digest(pin, salt, settings.SECRET_KEY)}"


def check_pin(pin: str, kept: str) -> bool:
    """Tell whether a typed PIN (digits of any script, any spacing) is the one kept; False for anything malformed.

    Keys in SECRET_KEY_FALLBACKS are tried too, so that the key can be changed without losing a PIN.
    """
    scheme, _first, rest = kept.partition("$")
    salt, _second, digest = rest.partition("$")
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    fits = [constant_time_compare(_pin_digest(pin, salt, key), digest) for key in keys]
    return scheme == _SCHEME and any(fits)


def seven_words(language: str = "ar") -> str:
    """Return seven random words of the Arabic or the English list: 70 bits, easy to write down and to say.

    Any other language gets the English list.
    """
    return " ".join(secrets.choice(word_list(language)) for _place in range(WORDS_IN_A_CODE))


@cache
def word_list(language: str) -> tuple[str, ...]:
    """Return the 1,024 words of a language, Arabic or else English; no two are equal when folded."""
    name = f"words.{language if language in WORD_LANGUAGES else 'en'}.txt"
    return tuple((_DATA / name).read_text(encoding="utf-8").split())


def fold_words(code: str) -> str:
    """Return a typed code as it is compared: folded words, one space between them."""
    return " ".join(arabic.words(code))


def words_digest(code: str) -> str:
    """Return the digest, 64 hexadecimal digits, by which a code is found again: one for all spellings of a code.

    It is scrypt (RFC 7914; N = 16384, r = 8, p = 1) without a key and without a salt of its own: the digest must
    lead to the row, and a reporter must not be lost with a lost key. 70 bits and some 50 ms and 16 MB for each
    guess make up for both. Callers limit attempts.
    """
    folded = fold_words(code).encode()
    return hashlib.scrypt(folded, salt=_WORDS_PURPOSE, n=2**14, r=8, p=1, dklen=32).hex()


def _pin_digest(pin: str, salt: str, key: str | bytes) -> str:
    typed = _SEPARATORS.sub("", ascii_digits(arabic.clean(pin)))
    return salted_hmac(_PIN_PURPOSE, f"{salt}:{typed}", secret=key, algorithm="sha256").hexdigest()
