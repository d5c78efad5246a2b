"""The one door through which an appointment changes its state, and the notice that goes with it."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from majlis.audiences import rules
from majlis.audiences.gate import spoken
from majlis.audiences.models import Appointment, Booking, GateNote, Offer
from majlis.audiences.states import HOLDING, MOVES, OFFER_MOVES, OfferState, State
from majlis.cases import queries as case_queries
from majlis.cases.moves.door import lock
from majlis.cases.moves.telling import status_address
from majlis.core import clock, constraints
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.trail import moves as trail

INVITING = frozenset(
    {"appointment.told", "appointment.changed", "appointment.later", "appointment.urgent", "offer.accepted"}
)
ALPHABET = "2346789ABCDEFGHJKMNPQRTUVWXYZ"
"""What a pass is written in: nothing that is taken for something else."""
LENGTH = 8
OF_THE_HOUR = frozenset({"appointment.next", "appointment.delayed"})


@contextmanager
def kindly() -> Iterator[None]:
    """Turn what the database refuses into the sentence for it, and leave the transaction usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        refused = constraints.refusal(name)
        if refused is None:
            raise
        raise refused from error


def act(
    appointment: Appointment,
    name: str,
    *,
    by: Viewer,
    trusted: bool = False,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> Appointment:
    """Make the move `name`: lock the case, ask the rule, compare, write, free what it held, tell the book.

    Raises 403 for who may not, `Busy` when the appointment has moved on. `trusted` is for acts on a whole sitting,
    which asked their own rule. `changes` are further fields.
    """
    with house():
        case = lock(appointment.case_id)
        rows = Appointment.objects.select_for_update(no_key=True, of=("self",)).select_related("sitting", "centre")
        held = rows.get(pk=appointment.pk)
        held.case = case
        if not trusted and not rules.holds_power(by, name, held):
            raise PermissionDenied
        if not MOVES[name].allows(held.state):
            raise case_queries.busy(held.case_id, by)
        state = MOVES[name].after(held.state)
        changes = {**changes, "state": state, "version": held.version + 1}
        Appointment.objects.filter(pk=held.pk).update(**changes)
        if held.state == State.OFFERED:
            _answer(held, "decline" if name == "give_back" else name)
        if state not in HOLDING:
            Offer.objects.filter(appointment=held, state=OfferState.OPEN).update(state=OfferState.RECALLED)
            Booking.objects.filter(appointment=held, live=True).update(live=False)
        for field, value in changes.items():
            setattr(held, field, value)
        record(held, name, by, **(facts or {}))
    _take_over(appointment, held)
    return appointment


def _answer(held: Appointment, name: str) -> None:
    """End the offer of a place together with the state of the place; who gives his request up has declined."""
    ends = {"state": OFFER_MOVES[name].ends, "answered_at": clock.now()}
    Offer.objects.filter(appointment=held, state=OfferState.OPEN).update(**ends)


def _take_over(appointment: Appointment, held: Appointment) -> None:
    """Let the caller's object say what the row says now, its case included."""
    for field in Appointment._meta.concrete_fields:
        setattr(appointment, field.attname, getattr(held, field.attname))
    appointment.case, appointment.sitting, appointment.centre = held.case, held.sitting, held.centre


def pass_of(appointment: Appointment) -> GateNote:
    """Return what the gate knows of a place, with the code of its pass; made when there is none yet.

    Nothing private is in the code, and nothing follows from it.
    """
    with house():
        found = GateNote.objects.filter(appointment=appointment).first()
        while found is None:
            code = "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))
            if not GateNote.objects.filter(code=code).exists():
                found, _new = GateNote.objects.get_or_create(appointment=appointment, defaults={"code": code})
    return found


def record(appointment: Appointment, name: str, by: Viewer, **facts: Any) -> None:
    """Write the entry of a move; its day and hour are those of Riyadh. The caller holds the case's lock."""
    local = appointment.starts_at.astimezone(clock.RIYADH)
    trail.record(
        f"appointment.{name}",
        by=by,
        subject=("appointment", appointment.pk),
        case=appointment.case_id,
        day_on=local.date(),
        at=local.strftime("%H:%M"),
        **facts,
    )


def owe(appointment: Appointment, kind: str, *, urgent: bool = False, version: int | None = None, **facts: Any) -> None:
    """Owe the person a notice of his appointment as it now stands; its version is the calendar's SEQUENCE.

    `facts` are further facts of the notice. A notice without a calendar may count its versions in its own way.
    """
    case = appointment.case
    with house():
        notifications.owe(
            kind,
            to=addressees.beneficiary(case.beneficiary_id),
            facts={
                "reference": case.reference,
                "address": status_address(case),
                "starts_at": appointment.starts_at,
                "ends_at": appointment.ends_at,
                "place": {"ar": appointment.centre.name_ar, "en": appointment.centre.name_en},
                "pass_code": spoken(pass_of(appointment).code) if kind in INVITING else "",
                **facts,
            },
            about=("appointment", appointment.pk),
            version=version or appointment.version,
            not_after=_useful_until(appointment, kind),
            urgent=urgent,
            case=case.pk,
            barred=case.barred,
        )


def _useful_until(appointment: Appointment, kind: str) -> dt.datetime | None:
    if kind in OF_THE_HOUR:
        return max(appointment.sitting.ends_at, appointment.ends_at)
    return appointment.ends_at if kind in INVITING else None
