"""To whom a notice is owed, and by which ways he may be reached.

A notice keeps its addressee as he was when it was owed. Before each try the ways are asked for again where the
house knows them: who has since taken back his number, or asked never to be contacted, is not contacted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from majlis.accounts.models import Staff
from majlis.bodies.models import Contact
from majlis.core import phones, scope
from majlis.notifications.quiet import Hours
from majlis.people.queries import reaching as people

MEDIA: dict[str, tuple[str, ...]] = {
    "sms": ("mobile",),
    "call": ("mobile", "landline"),
    "email": ("email",),
    "whatsapp": ("whatsapp",),
    "telegram": ("telegram",),
    "letter": ("letter",),
}
"""Which kinds of address each channel can use, the better one first."""


class AddresseeKind(StrEnum):
    """Who is told."""

    BENEFICIARY = "beneficiary"
    STAFF = "staff"
    CONTACT = "contact"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Point:
    """One address. `alone` is true when nobody else reads or answers there; `hours` are those he called safe.

    `medium` is one of mobile, landline, email, whatsapp, telegram, letter; a telephone is in E.164. `rings` tells
    that a call to it is allowed; `language` differs from the person's own where it is not empty.
    """

    medium: str
    value: str
    alone: bool = True
    hours: Hours | None = None
    rings: bool = True
    language: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is told. `id` is that of the beneficiary, member of the staff or contact; 0 for an address alone.

    `prefers` is the channel he chose, empty for none. `never` means that he asked not to be contacted.
    """

    kind: AddresseeKind
    id: int
    name: str
    language: str
    points: tuple[Point, ...] = ()
    prefers: str = ""
    deaf: bool = False
    never: bool = False
    women_only: bool = False

    @property
    def token(self) -> str:
        """Return the word that names him in the key of a notice, such as "staff:7"."""
        return f"{self.kind}:{self.id}"

    def points_for(self, channel: str) -> tuple[Point, ...]:
        """Return the addresses that a channel can use, the better ones first; none to ring for a deaf person."""
        if channel == "call" and self.deaf:
            return ()
        fit = (point for medium in MEDIA.get(channel, ()) for point in self.points if point.medium == medium)
        return tuple(point for point in fit if point.rings or channel != "call")

    def point_at(self, channel: str, address: str) -> Point | None:
        """Return the point that a delivery goes to, None when the person no longer has it."""
        return next((point for point in self.points_for(channel) if point.value == address), None)

    def frozen(self) -> dict[str, Any]:
        """Return him as JSON."""
        points = [
            {**asdict(point), "hours": [time.isoformat("minutes") for time in point.hours or ()]}
            for point in self.points
        ]
        return {**asdict(self), "points": points}


def thawed(kept: dict[str, Any]) -> Addressee:
    """Return the addressee that `frozen` wrote."""
    points = tuple(Point(**{**one, "hours": _hours(one["hours"])}) for one in kept["points"])
    return Addressee(**{**kept, "kind": AddresseeKind(kept["kind"]), "points": points})


def _hours(kept: list[str]) -> Hours | None:
    times = [dt.time.fromisoformat(text) for text in kept]
    return (times[0], times[1]) if times else None


def beneficiary(beneficiary_id: int) -> Addressee:
    """Return a beneficiary as an addressee, after merges. Needs an open transaction: it reads as the house.

    Raises Beneficiary.DoesNotExist.
    """
    with scope.house():
        found = people.reach(beneficiary_id)
    return reached(found)


def reached(found: people.Reach) -> Addressee:
    """Return a beneficiary as an addressee, as somebody has just read how he may be reached."""
    return Addressee(
        AddresseeKind.BENEFICIARY, found.beneficiary_id, found.name, found.language,
        points=tuple(_point(point) for point in found.points),
        prefers=_CHANNEL_OF.get(found.points[0].channel, "") if found.points else "",
        deaf=found.deaf, never=found.never, women_only=found.women_only,
    )  # fmt: skip


def staff(member: Staff, *, duty: bool = False) -> Addressee:
    """Return a member of the staff as an addressee; `duty` when he is told as the officer on duty."""
    kind = AddresseeKind.DUTY if duty else AddresseeKind.STAFF
    ways = (("mobile", member.phone), ("email", member.email))
    return Addressee(kind, member.pk, member.name_ar, member.language, _points(ways))


def contact(one: Contact) -> Addressee:
    """Return the contact of a body as an addressee."""
    ways = (("email", one.mail), (_line(one.phone), one.phone))
    return Addressee(AddresseeKind.CONTACT, one.pk, one.name, one.language, _points(ways))


def address_alone(medium: str, value: str, language: str) -> Addressee:
    """Return an addressee of whom only one address is known, such as the phone that a code is sent to."""
    return Addressee(AddresseeKind.CONTACT, 0, "", language, (Point(medium, value),))


def _line(phone: str) -> str:
    return "mobile" if phone and phones.is_mobile(phone) else "landline"


def current(kept: Addressee) -> Addressee:
    """Return the addressee as he may be reached now: no way to one who is gone; an address alone stays as kept."""
    if not kept.id:
        return kept
    if kept.kind is AddresseeKind.BENEFICIARY:
        return beneficiary(kept.id)
    if kept.kind is AddresseeKind.CONTACT:
        found = Contact.objects.filter(pk=kept.id, active=True).first()
        return contact(found) if found else replace(kept, points=())
    member = Staff.objects.active().filter(pk=kept.id).first()
    return staff(member, duty=kept.kind is AddresseeKind.DUTY) if member else replace(kept, points=())


_CHANNEL_OF = {
    medium: channel for channel, media in reversed(MEDIA.items()) for medium in media if channel != "call"
} | {"landline": "call"}
"""The channel that a person's first address stands for."""


def _point(found: people.Point) -> Point:
    return Point(found.channel, found.value, found.style == "full", found.hours, found.may_ring, found.language)


def _points(ways: Iterable[tuple[str, str]]) -> tuple[Point, ...]:
    return tuple(Point(medium, value) for medium, value in ways if value)
