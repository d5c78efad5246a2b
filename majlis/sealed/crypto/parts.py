"""Close a part of a report: padded, encrypted under the report's key, and bound to its place by a label.

XChaCha20-Poly1305 (libsodium). The label is authenticated, so that a part that was moved to another report or to
another place of the same report does not open. Nothing in the product opens a part: that happens in the officer's
browser (static/sealed/js/locks.js holds the other half).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt
from nacl.bindings import sodium_pad
from nacl.public import PublicKey, SealedBox
from nacl.utils import random

KEY_BYTES = 32
NONCE_BYTES = 24
WORDS_STEP = 2048
PAPER_STEP = 64 * 1024
ANSWER_STEP = 1024


@dataclass(frozen=True, slots=True)
class Given:
    """A paper as a person hands it over; it exists in memory only, for the length of a request."""

    name: str
    type: str
    content: bytes


def new_key() -> bytes:
    """Return the key of a new report, 32 random bytes."""
    return random(KEY_BYTES)


def words_part(report: int, key: bytes, *, words: str, name: str, channel: str) -> bytes:
    """Return the closed words of a report: what was said, the name if one was given, and the way it came."""
    told = {"words": words, "name": name, "channel": channel}
    return _close(json.dumps(told, ensure_ascii=False).encode(), key, f"{report}:words", WORDS_STEP)


def paper_part(report: int, number: int, key: bytes, paper: Given) -> bytes:
    """Return a closed paper. Its name and type lie inside: four bytes of length, a JSON head, then the content."""
    head = json.dumps({"name": paper.name, "type": paper.type}, ensure_ascii=False).encode()
    whole = len(head).to_bytes(4, "big") + head + paper.content
    return _close(whole, key, f"{report}:paper:{number}", PAPER_STEP)


def wrapped(key: bytes, public: bytes) -> bytes:
    """Return the report's key, sealed to one holder's public key (X25519, libsodium's sealed box)."""
    return SealedBox(PublicKey(public)).encrypt(key)


def _close(content: bytes, key: bytes, label: str, step: int) -> bytes:
    """Return nonce and ciphertext. Padding to steps keeps the length of what was said to itself."""
    nonce = random(NONCE_BYTES)
    return nonce + encrypt(sodium_pad(content, step), label.encode(), nonce, key)
