"""Notices and carriers for tests."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from majlis.core import references, scope
from majlis.core.viewer import system
from majlis.notifications import engine, kinds, moves
from majlis.notifications.addressees import Addressee, AddresseeKind, Point
from majlis.notifications.carriers import CarrierFailed, Parcel, Receipt, Standing
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.models import Delivery, Notice

HOUSE = system("test")
_next = itertools.count(1)


@contextmanager
def a_kind(name: str = "test.told", **words: Any) -> Iterator[KindOfNotice]:
    """Declare a kind of notice for the length of a test."""
    given = {
        "subject": "Your appointment",
        "body": "Come on {day}. Your number is {reference}.",
        "short": "Come on {day}, number {reference}.",
    }
    try:
        yield kinds.notice(name, **(given | words))
    finally:
        kinds._KINDS.pop(name, None)


def somebody(*points: Point, **words: Any) -> Addressee:
    """Return an addressee whom the house knows by his addresses alone, so that they stay as given."""
    given: dict[str, Any] = {"kind": AddresseeKind.CONTACT, "id": 0, "name": "Noura Alnakheel", "language": "en"}
    return Addressee(points=points or (MOBILE, MAIL), **(given | words))


MOBILE = Point("mobile", "+966501234567")
MAIL = Point("email", "noura@example.com")
FACTS = {"day": "2026-12-03", "reference": "612345678" + references.check_digit("612345678")}


def an_owed(kind: str = "test.told", to: Addressee | None = None, **words: Any) -> Notice:
    """Return a notice owed just now about a thing of its own."""
    given: dict[str, Any] = {"facts": FACTS, "about": ("case", next(_next))} | words
    with scope.within(HOUSE):
        return moves.owe(kind, to=to or somebody(), **given)


def sent(kind: str = "test.told", to: Addressee | None = None, **words: Any) -> Notice:
    """Return a notice that the engine has begun to send."""
    notice = an_owed(kind, to, **words)
    engine.send(notice.pk)
    return fresh(notice)


def fresh(notice: Notice) -> Notice:
    """Return a notice as it is now."""
    with scope.within(HOUSE):
        return Notice.objects.get(pk=notice.pk)


def states(notice: Notice) -> dict[str, str]:
    """Return the states of a notice's deliveries by channel."""
    with scope.within(HOUSE):
        return dict(notice.deliveries.order_by("id").values_list("channel", "state"))


def delivery(notice: Notice, channel: str) -> Delivery:
    """Return the newest delivery of a notice through a channel."""
    with scope.within(HOUSE):
        found: Delivery = notice.deliveries.filter(channel=channel).latest("id")
        return found


class Box:
    """A carrier that keeps what it is given. `answers` are raised or returned in turn, then it works."""

    repeats = True
    sent: list[Parcel] = []
    answers: list[Receipt | Exception] = []

    def send(self, parcel: Parcel) -> Receipt:
        """Keep the parcel and give the next answer."""
        type(self).sent.append(parcel)
        answer = type(self).answers.pop(0) if type(self).answers else Receipt(f"box-{parcel.delivery}")
        if isinstance(answer, Exception):
            raise answer
        return answer

    def check(self) -> Standing:
        """Tell that it works."""
        return Standing(True, "works")


class OnceBox(Box):
    """The same for a provider that would send a second copy."""

    repeats = False


def refused(*, permanent: bool = True) -> CarrierFailed:
    """Return the failure of a carrier."""
    return CarrierFailed("refused", permanent=permanent)


def box_for(*channels: str) -> dict[str, str]:
    """Return the setting CARRIERS with a box for each channel named."""
    return dict.fromkeys(channels, f"{Box.__module__}.Box")
