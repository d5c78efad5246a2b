"""The port to the outside: what a carrier is given, what it gives back, and where carriers are found.

Channels lie above this room, so they are found by name in the settings: `CARRIERS = {"email": "dotted.path"}`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What a calendar file says: no name, no subject. Instants are UTC; `sequence` rises with each version."""

    uid: str
    sequence: int
    starts_at: dt.datetime
    ends_at: dt.datetime
    method: Literal["REQUEST", "CANCEL"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message, ready to leave through one channel to one address.

    `delivery` is its number with us, the same at each try. `words` are in the person's language, with U+2066,
    U+2068 and U+2069 round what must not turn. `neutral` means that the address is not the person's alone. `drawn` is
    a code that a camera shall read, where the message has one and the channel can show it.
    """

    delivery: int
    channel: str
    address: str
    name: str
    language: str
    subject: str
    words: str
    words_version: int = 0
    neutral: bool = False
    calendar: CalendarEntry | None = None
    drawn: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the other side said when it took the parcel: its reference, unique in the channel, and its words.

    `told` is true only when it is certain that the person has it; a server that took a mail proves nothing.
    """

    reference: str
    told: bool = False
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a carrier works now, and in words why not."""

    works: bool
    words: str | Promise


class CarrierFailed(Exception):
    """The parcel did not leave. `permanent`: another try is no use; `bad_address`: the address is at fault.

    `message` is for staff and logs: it names no person and no address.
    """

    def __init__(self, message: str, *, permanent: bool, bad_address: bool | None = None) -> None:
        """Keep what went wrong; a permanent failure is the address's fault unless said otherwise."""
        super().__init__(message)
        self.message = message
        self.permanent = permanent
        self.bad_address = permanent if bad_address is None else bad_address


class Carrier(Protocol):
    """A way out. `repeats` tells that a second send of the same parcel does no harm: the other side knows it again."""

    repeats: bool

    def send(self, parcel: Parcel) -> Receipt:
        """Hand the parcel over, with no transaction open. Raises CarrierFailed."""
        ...

    def check(self) -> Standing:
        """Tell whether it would work now, without sending anything."""
        ...


def carrier(channel: str) -> Carrier:
    """Return the carrier of a channel. Raises KeyError when the site has none."""
    made: Carrier = import_string(settings.CARRIERS[channel])()
    return made


def channels() -> frozenset[str]:
    """Return the channels for which this site has a carrier."""
    return frozenset(settings.CARRIERS)
