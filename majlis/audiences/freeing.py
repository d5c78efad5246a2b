"""Places that became free, and where their offers stand; read in the scope of the house.

A place is free when its person, who had been told, gave it up, asked for another time, withdrew or did not confirm,
in a published session that is still to come, and nobody was told it since.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from majlis.audiences import queries, rules, seats
from majlis.audiences.models import Appointment, Offer
from majlis.audiences.seats import Seat
from majlis.audiences.states import HOLDING, OfferKind, OfferState, SittingState, State
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.ui.paging import Page, keyset
from majlis.core.viewer import Viewer

GAVE_UP = (State.MOVED, State.WITHDRAWN, State.RELEASED)
ORDER = ("starts_at", "id")
AT_ONCE = 50


def places() -> QuerySet[Appointment]:
    """Return the appointments whose places became free, whether or not they are being offered."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        state__in=GAVE_UP,
        published_at__isnull=False,
        starts_at__gt=clock.now(),
        sitting__state=SittingState.PUBLISHED,
        starts_at__gte=F("sitting__starts_at"),
        ends_at__lte=F("sitting__ends_at"),
    )
    return rows.exclude(Exists(_over().filter(pk__gt=OuterRef("pk"), published_at__isnull=False)))


def _over() -> QuerySet[Appointment]:
    """Return the appointments of the same session that touch the hours of the one outside."""
    rows: QuerySet[Appointment] = Appointment.objects.filter(
        sitting=OuterRef("sitting"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
    )
    return rows


def to_offer() -> list[Appointment]:
    """Return the free places that nobody holds and that nobody stopped, the nearest first, at most fifty."""
    last = Offer.objects.filter(freed_by=OuterRef("pk")).order_by("-pk").values("state")[:1]
    rows = places().exclude(Exists(_over().filter(state__in=sorted(HOLDING)))).annotate(last=last)
    rows = rows.filter(Q(last=None) | ~Q(last=OfferState.RECALLED)).select_related("sitting").order_by(*ORDER)
    return [one for one in rows[:AT_ONCE] if queries.fits(one.sitting, one.starts_at, one.ends_at)]


def is_taken(freed: Appointment) -> bool:
    """Tell whether somebody holds the hours of a freed place, be it only an offer."""
    rows = Appointment.objects.filter(sitting=freed.sitting_id, state__in=sorted(HOLDING))
    return rows.filter(starts_at__lt=freed.ends_at, ends_at__gt=freed.starts_at).exists()


def asked_before(freed: Appointment) -> QuerySet[Offer, int]:
    """Return the cases to which a freed place was offered."""
    return Offer.objects.filter(freed_by=freed).values_list("appointment__case", flat=True)


def offer_of(appointment: Appointment) -> Offer | None:
    """Return the open offer of a place, or None."""
    rows = Offer.objects.filter(appointment=appointment, kind=OfferKind.PLACE, state=OfferState.OPEN)
    return rows.first()


def is_asked_to_yield(appointment: Appointment) -> bool:
    """Tell whether a told person was asked to give way and has not answered."""
    rows = Offer.objects.filter(appointment=appointment, kind=OfferKind.YIELD)
    return rows.filter(state__in=[OfferState.OPEN, OfferState.LAPSED]).exists()


@dataclass(frozen=True, slots=True)
class Offered:
    """One offer as the viewer may know it."""

    seat: Seat
    state: OfferState
    how: str
    rank: int
    offered_at: dt.datetime
    until: dt.datetime
    answered_at: dt.datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is awaited."""
        return self.state == OfferState.OPEN

    @property
    def sign(self) -> str:
        """Return the stamp's sign for where it stands."""
        return {OfferState.OPEN: "working", OfferState.ACCEPTED: "done"}.get(self.state, "")


@dataclass(frozen=True, slots=True)
class Free:
    """A freed place, and its offers in order. `gave_up` is whose it was; `in_time` that three full days are left.

    `ended` says with nobody asked just now why: "taken", "near" (too near to ask anybody), "stopped", or nothing.
    """

    gave_up: Seat
    offers: list[Offered]
    in_time: bool
    ended: str

    @property
    def open(self) -> Offered | None:
        """Return the offer whose answer is awaited."""
        return next((one for one in self.offers if one.is_open), None)


def page(viewer: Viewer, token: str = "", size: int = 15) -> tuple[list[Free], Page[Any]]:
    """Return a page of the freed places, the nearest first, and the page itself for its neighbours."""
    related = ("case__beneficiary", "case__service", "centre", "hall__centre", "sitting", "gate")
    held = Exists(_over().filter(state__in=sorted(HOLDING)))
    with house():
        found = keyset(places().annotate(held=held).select_related(*related), ORDER, token, size=size)
        offers: dict[int, list[Offered]] = {}
        rows = Offer.objects.filter(freed_by__in=[one.pk for one in found.rows]).order_by("rank", "id")
        for one in rows.select_related(*(f"appointment__{name}" for name in related)):
            offers.setdefault(one.freed_by_id or 0, []).append(_offered(one, viewer))
        return [_free(one, offers.get(one.pk, []), viewer) for one in found.rows], found


def _offered(one: Offer, viewer: Viewer) -> Offered:
    seat = seats.seat_of(one.appointment, viewer)
    return Offered(seat, OfferState(one.state), one.how, one.rank, one.offered_at, one.until, one.answered_at)


def _free(one: Any, offers: list[Offered], viewer: Viewer) -> Free:
    waits = any(offer.is_open for offer in offers)
    near = rules.answer_by(1, one.starts_at) is None
    stopped = bool(offers) and offers[-1].state == OfferState.RECALLED
    ended = "" if waits else "taken" if one.held else "near" if near else "stopped" if stopped else ""
    return Free(seats.seat_of(one, viewer), offers, rules.is_told_in_time(one.sitting.day), ended)
