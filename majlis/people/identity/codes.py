"""One-time codes to a telephone or a mailbox: six digits, five minutes, five tries. Low assurance.

A code proves that somebody holds the telephone now, no more. Whoever sends messages registers himself with
`register_sender`; this room knows no carrier. The words of the message are neutral for everybody: a code, and that
nobody will ever ask for it.

How often: five codes an hour to one address and five tries a code are counted in the rows themselves. A gate counts
besides, before its scope opens, so that a failing page cannot undo the count: `before_sending` and `before_trying`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from majlis.accounts import limits
from majlis.core import clock
from majlis.core import secrets as pins
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.people.models import ContactPoint, OneTimeCode
from majlis.people.moves import contacts, identifying
from majlis.people.states import Channel, Level

LENGTH, MINUTES, TRIES, AN_HOUR = pins.PIN_LENGTH, 5, 5, 5
LEVEL = Level.CODE
CARRIED = frozenset({Channel.MOBILE, Channel.EMAIL, Channel.WHATSAPP})
"""Channels on which a code can go out."""


@dataclass(frozen=True, slots=True)
class Message:
    """A code that must go out at once, at any hour. `value` is E.164 or mail; `until` is when the code ends (UTC)."""

    channel: str
    value: str
    language: str
    code: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """What the asker keeps, in his session: `handle` goes with the typed code; `until` is when it ends (UTC)."""

    handle: str
    until: dt.datetime


class Outcome(StrEnum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    SPENT = "spent"


Sender = Callable[[Message], None]
_senders: list[Sender] = []


def register_sender(sender: Sender) -> Sender:
    """Let `sender` carry codes from now on. It is called in the transaction that keeps the code."""
    _senders[:] = [sender]
    return sender


def usable() -> bool:
    """Tell whether anything can carry a code."""
    return bool(_senders)


def send(channel: str, value: str, *, purpose: str, language: str = "ar") -> Sent:
    """Send a fresh code to an address, and return what its asker keeps. Former codes for the purpose end.

    `purpose` binds the code to what it is for, such as "confirm" or "status:17". Raises Refused "bad_address",
    "no_carrier", "slow_down" (five an hour went to this address). Needs an open transaction.
    """
    if not _senders or channel not in CARRIED:
        raise Refused("no_carrier", _("A code cannot be sent this way. Choose another, or come to a centre."))
    value = contacts.kept(channel, value)
    address = address_digest(value)
    _refuse_too_many(address)
    code, handle = pins.new_pin(), secrets.token_urlsafe(32)
    row = identifying.keep_code(
        handle=_handle_digest(handle),
        purpose=purpose,
        channel=channel,
        address=address,
        digest=pins.hash_pin(code),
        minutes=MINUTES,
    )
    _senders[0](Message(channel, value, language, code, row.expires_at))
    return Sent(handle, row.expires_at)


def send_to(point: ContactPoint, *, purpose: str) -> Sent:
    """Send a fresh code to a contact point, in its language."""
    language = point.language or point.beneficiary.language
    return send(point.channel, point.value, purpose=purpose, language=language)


def check(handle: str, typed: str, *, purpose: str) -> Outcome:
    """Return what became of a typed code (digits of any script); a right one is used up.

    SPENT: too old, used, tried out, or for another purpose: send a new one. It never raises, so that the count of
    tries stays; a caller must not roll back after WRONG.
    """
    row = identifying.try_code(_handle_digest(handle), purpose, most=TRIES)
    if row is None:
        return Outcome.SPENT
    if not pins.check_pin(typed, row.digest):
        return Outcome.WRONG if row.tries < TRIES else Outcome.SPENT
    return Outcome.RIGHT if identifying.use_code(row) else Outcome.SPENT


def before_sending(channel: str, value: str, asker: str) -> None:
    """Count a wish for a code, in the `before` of a gate; `asker` is the client's address. Raises SlowDown."""
    limits.check(f"code-to:{address_digest(value)[:32]}", rate_per_minute=1 / 6, burst=AN_HOUR)
    limits.check(f"code-from:{hashlib.sha256(asker.encode()).hexdigest()[:32]}", rate_per_minute=2, burst=20)


def before_trying(handle: str) -> None:
    """Count a try of a code, in the `before` of a gate. Raises SlowDown."""
    limits.check(f"code-try:{_handle_digest(handle)[:32]}", rate_per_minute=1, burst=TRIES)


def address_digest(value: str) -> str:
    """Return the keyed digest by which the house counts what went to an address, without keeping the address."""
    return salted_hmac(
        "majlis.people.identity.codes", value, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def _handle_digest(handle: str) -> str:
    return hashlib.sha256(handle.encode()).hexdigest()


def _refuse_too_many(address: str) -> None:
    since = clock.now() - dt.timedelta(hours=1)
    with house():
        sent = OneTimeCode.objects.filter(address=address, sent_at__gt=since).count()
    if sent >= AN_HOUR:
        raise limits.SlowDown(
            "slow_down",
            _("Several codes were sent there already. Wait an hour, or come to a centre."),
            retry_after=3600,
        )
