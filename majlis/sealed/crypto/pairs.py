"""Keys of the compartment and of its officers, and the chain of signatures that leads from one to the other.

Whoever may write in the database could add a public key of his own and would be sealed to. So a key counts only
when the compartment itself (two holders of shares), or an officer whose key counts, has signed it for this officer;
and the compartment's own keys can be pinned in the settings by their fingerprint.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from nacl.bindings import crypto_box_seed_keypair, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

SEED_BYTES = 32
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
_BOX, _SIGN = b"majlis.sealed.box.1", b"majlis.sealed.sign.1"


@dataclass(frozen=True, slots=True)
class Publics:
    """The two public halves that one seed gives: the one to seal to (X25519), the one to verify by (Ed25519)."""

    box: bytes
    verify: bytes

    @property
    def fingerprint(self) -> str:
        """Return what tells these keys from all others: BLAKE2b over both, 32 hexadecimal digits."""
        return hashlib.blake2b(self.box + self.verify, digest_size=16).hexdigest()

    @property
    def spoken(self) -> str:
        """Return the fingerprint as people compare it: eight groups of five digits."""
        digits = f"{int(self.fingerprint, 16):040d}"
        return " ".join(digits[at : at + 5] for at in range(0, 40, 5))


@dataclass(frozen=True, slots=True)
class Vouched:
    """An officer's key with the signature that brought it in; `voucher` is another officer key's id, None the root."""

    staff: int
    publics: Publics
    voucher: int | None
    signature: bytes


def publics(seed: bytes) -> Publics:
    """Return the public halves of a seed of 32 bytes. The private halves are forgotten at once."""
    return Publics(
        crypto_box_seed_keypair(_part(seed, _BOX))[0],
        crypto_sign_seed_keypair(_part(seed, _SIGN))[0],
    )


def vouching(root: Publics, staff: int, officer: Publics) -> bytes:
    """Return the bytes that are signed to bring in an officer's key: the compartment, the officer, his keys."""
    keys = f"{b64encode(officer.box).decode()}:{b64encode(officer.verify).decode()}"
    return f"majlis.sealed.officer.1:{root.fingerprint}:{staff}:{keys}".encode()


def is_signed(root: Publics, key: Vouched, by: bytes) -> bool:
    """Tell whether the signature on a key was made with the private half of the verifying key `by`."""
    try:
        VerifyKey(by).verify(vouching(root, key.staff, key.publics), key.signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def counts(root: Publics, keys: Mapping[int, Vouched], wanted: int) -> bool:
    """Tell whether the signatures lead from a key to the compartment, without a gap and without a ring."""
    seen: set[int] = set()
    at: int | None = wanted
    while at is not None:
        key = keys.get(at)
        if key is None or at in seen:
            return False
        seen.add(at)
        voucher = keys.get(key.voucher) if key.voucher is not None else None
        if key.voucher is not None and voucher is None:
            return False
        if not is_signed(root, key, voucher.publics.verify if voucher else root.verify):
            return False
        at = key.voucher
    return True


def _part(seed: bytes, purpose: bytes) -> bytes:
    return hashlib.blake2b(purpose, key=seed, digest_size=SEED_BYTES).digest()
