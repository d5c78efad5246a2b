"""The seven words that bring a reporter back, and the lock to which his answers are sealed.

The code is not drawn when the report comes in: it follows from the random key of the form. The same form sent twice
therefore gives the same code, and nothing needs to be kept to tell the two apart.
"""

from __future__ import annotations

import hashlib
import re
import secrets

from nacl import pwhash
from nacl.bindings import crypto_box_seed_keypair, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.utils import random

from majlis.core.secrets import WORDS_IN_A_CODE, fold_words, word_list
from majlis.sealed.crypto.parts import ANSWER_STEP

SALT_BYTES = pwhash.argon2id.SALTBYTES
_KEY = re.compile(r"(ar|en)\.[0-9a-f]{40}")
_BITS = 10


def new_form_key(language: str) -> str:
    """Return the key of a form that is about to be shown: the language of its code and 160 random bits."""
    return f"{'ar' if language.startswith('ar') else 'en'}.{secrets.token_hex(20)}"


def is_form_key(text: str) -> bool:
    """Tell whether a text has the shape of a form's key."""
    return _KEY.fullmatch(text) is not None


def code_of(form_key: str) -> str:
    """Return the seven words, 70 bits, that follow from a form's key; raises ValueError for another text."""
    if not is_form_key(form_key):
        raise ValueError("not the key of a form")
    digest = hashlib.blake2b(form_key.encode(), digest_size=32, person=b"majlis.sealed.co").digest()
    number, words = int.from_bytes(digest, "big"), word_list(form_key[:2])
    return " ".join(words[(number >> (_BITS * place)) % len(words)] for place in range(WORDS_IN_A_CODE))


def new_salt() -> bytes:
    """Return the salt of a new report's answer lock."""
    return random(SALT_BYTES)


def seed_of(code: str, salt: bytes) -> bytes:
    """Return the seed that only the holder of the code can make: Argon2id over the folded words (about 0.1 s, 64 MB).

    The words hold 70 random bits, so the cost is there to slow a guesser down, not to replace missing chance.
    """
    return pwhash.argon2id.kdf(
        32,
        fold_words(code).encode(),
        salt,
        opslimit=pwhash.argon2id.OPSLIMIT_INTERACTIVE,
        memlimit=pwhash.argon2id.MEMLIMIT_INTERACTIVE,
    )


def answer_lock(seed: bytes) -> bytes:
    """Return the public key to which an officer's browser seals what is meant for the reporter."""
    return crypto_box_seed_keypair(seed)[0]


def opened(seed: bytes, sealed: bytes) -> str:
    """Return the words of an answer; raises ValueError when they were sealed to another lock or are not text."""
    private = PrivateKey(crypto_box_seed_keypair(seed)[1])
    try:
        return sodium_unpad(SealedBox(private).decrypt(sealed), ANSWER_STEP).decode()
    except CryptoError as error:
        raise ValueError("this answer does not open with these words") from error


def mark_of(seed: bytes, *said: bytes) -> bytes:
    """Return the mark by which the same report sent twice is known; without the code it tells nothing of the words."""
    mark = hashlib.blake2b(key=seed, digest_size=32, person=b"majlis.sealed.ma")
    for part in said:
        mark.update(hashlib.blake2b(part, digest_size=32).digest())
    return mark.digest()
