"""What tests of this room begin with: a compartment, officers with their seeds, and the other half of the locks.

The product itself opens nothing. `Officer` does here what an officer's browser does, so that tests without a browser
can tell that what was sealed can be opened by whom it should, and by nobody else.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.test import Client
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_box_seed_keypair,
    crypto_sign_seed_keypair,
    sodium_pad,
    sodium_unpad,
)
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey
from nacl.utils import random

from majlis.accounts.models import Grant, Staff
from majlis.accounts.queries import viewer_for
from majlis.core.scope import within
from majlis.core.viewer import Viewer, system
from majlis.sealed import moves
from majlis.sealed.crypto import pairs, parts, shares
from majlis.sealed.models import Compartment, OfficerKey, Report
from majlis.sealed.states import OFFICER

HOUSE = system("tests")
_numbers = count(1)


@dataclass
class Holder:
    """Somebody with a seed: an officer's browser, or two holders of shares together."""

    seed: bytes

    @property
    def publics(self) -> pairs.Publics:
        return pairs.publics(self.seed)

    def _part(self, purpose: bytes) -> bytes:
        return hashlib.blake2b(purpose, key=self.seed, digest_size=32).digest()

    def unwrap(self, sealed: bytes | memoryview) -> bytes:
        secret = crypto_box_seed_keypair(self._part(b"majlis.sealed.box.1"))[1]
        return SealedBox(PrivateKey(secret)).decrypt(bytes(sealed))

    def sign(self, root: pairs.Publics, staff: int, officer: pairs.Publics) -> bytes:
        secret = crypto_sign_seed_keypair(self._part(b"majlis.sealed.sign.1"))[1]
        return SigningKey(secret[:32]).sign(pairs.vouching(root, staff, officer)).signature


def opened(closed: bytes | memoryview, key: bytes, label: str, step: int) -> bytes:
    closed = bytes(closed)
    padded = crypto_aead_xchacha20poly1305_ietf_decrypt(closed[24:], label.encode(), closed[:24], key)
    return sodium_unpad(padded, step)


def told(report: Report, key: bytes) -> dict[str, Any]:
    """Return what a report says, opened with its key."""
    found: dict[str, Any] = json.loads(opened(report.words, key, f"{report.pk}:words", parts.WORDS_STEP))
    return found


def sealed_answer(report: Report, key: bytes, words: str) -> dict[str, bytes]:
    """Return an answer as the officer's browser seals it."""
    padded, nonce = sodium_pad(words.encode(), parts.ANSWER_STEP), random(24)
    label = f"{report.pk}:answer".encode()
    return {
        "to_reporter": SealedBox(PublicKey(bytes(report.answer_lock))).encrypt(padded),
        "to_officers": nonce + crypto_aead_xchacha20poly1305_ietf_encrypt(padded, label, nonce, key),
    }


def a_staff_member(role: str = "", **more: Any) -> Staff:
    """Return a member of the staff with one role of the ministry, or with none."""
    number = next(_numbers)
    staff = Staff.objects.create(
        email=f"sealed{number}@example.test", name_ar=f"موظف {number}", name_en=f"Officer {number}", **more
    )
    if role:
        Grant.objects.create(staff=staff, role=role)
    return staff


def an_officer() -> Staff:
    """Return an officer of the compartment."""
    return a_staff_member(OFFICER)


def viewer(staff: Staff) -> Viewer:
    """Return the viewer that a member of the staff is."""
    return viewer_for(staff)


def a_compartment() -> tuple[Compartment, tuple[shares.Share, ...]]:
    """Hold a ceremony; return the compartment and its three shares."""
    with within(HOUSE):
        _publics, made = moves.hold_ceremony(by=HOUSE)
        return Compartment.objects.get(retired_on=None), made


def root_of(made: tuple[shares.Share, ...]) -> Holder:
    """Return what two holders of shares are together."""
    return Holder(shares.joined(made[0], made[2]))


def a_key(
    staff: Staff, compartment: Compartment, voucher: tuple[OfficerKey | None, Holder] | None
) -> tuple[OfficerKey, Holder]:
    """Make an officer's key; admitted by `voucher` (None and the root, or a colleague's key and seed), or waiting."""
    holder, by = Holder(random(32)), viewer(staff)
    with within(by):
        key = moves.make_key(by=by, publics=holder.publics)
        if voucher is not None:
            row, signer = voucher
            moves.admit(key, by=by, voucher=row, signature=signer.sign(compartment.publics, staff.pk, holder.publics))
        key.refresh_from_db()
    return key, holder


def taken(words: str = "something", **more: Any) -> tuple[str, Report]:
    """Take a report in; return its code and its row."""
    from majlis.core.secrets import words_digest

    with within(HOUSE):
        code = moves.take_in(words, channel="portal", **more)
        return code.words, Report.objects.get(code=words_digest(code.words))


def signed_in(staff: Staff) -> Client:
    """Return a browser without scripts in which a member of the staff has signed in."""
    client = Client()
    client.force_login(staff)
    return client
