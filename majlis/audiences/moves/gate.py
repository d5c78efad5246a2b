"""The gate: who comes with the person and what he needs there, his pass, who was let in, the list handed over."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.accounts import queries as accounts
from majlis.audiences import gate, queries, rules
from majlis.audiences.models import Appointment, GateList, GateNote, Sitting
from majlis.audiences.moves.door import act, kindly, pass_of
from majlis.audiences.states import SittingState
from majlis.centres.models import Centre
from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.trail import moves as trail

HANDED_AT = dt.time(12)
"""From this Riyadh hour of the day before, the gate has the list."""
MOST = 8


def note_gate(
    appointment: Appointment, *, by: Viewer, companions: list[str], plate: str = "", wheelchair: bool = False
) -> GateNote:
    """Note who comes with the person, in which car, and whether he needs a wheelchair; what stood before goes.

    The person and the desks do so until the day before; on the day itself only those who receive at the place.
    Refuses more than eight companions.
    """
    names = [name for name in (" ".join(one.split())[:160] for one in map(arabic.clean, companions)) if name]
    if len(names) > MOST:
        raise Refused("too_many", _("At most %(most)s may come along. Ask us, if more must."), most=MOST)
    if appointment.sitting.day < clock.today() or not rules.may_still_note(by, appointment):
        raise Refused("too_late", _("Today only the reception of the place can change this. Tell them when you come."))
    with kindly():
        act(appointment, "note_gate", by=by)
        note = pass_of(appointment)
        changes = {"companions": names, "plate": arabic.clean(plate)[:20], "wheelchair": wheelchair}
        with house():
            GateNote.objects.filter(pk=note.pk).update(**changes)
            note.refresh_from_db()
    return note


def let_in(note: GateNote, *, by: Viewer) -> GateNote:
    """The gate lets the person and his companions in. Twice is once."""
    one = note.appointment
    if one.sitting.day != clock.today():
        raise Refused("too_early", _("This is not the day of his appointment."))
    if note.passed_at is not None:
        return note
    act(one, "pass_gate", by=by)
    with house():
        if not GateNote.objects.filter(pk=note.pk, passed_at=None).update(passed_at=clock.now(), passed_by=by.token):
            raise Busy()
        note.refresh_from_db()
    return note


def hand_lists(*, by: Viewer) -> int:
    """Hand the gates their lists of today and, from noon on, of tomorrow; again wherever one has changed.

    Returns how many were handed. A list is told by a link; no name leaves the house.
    """
    today, tomorrow = clock.today(), clock.today() + dt.timedelta(days=1)
    days = [today, tomorrow] if clock.local_now().time() >= HANDED_AT else [today]
    with house():
        rows = Sitting.objects.filter(day__in=days, state=SittingState.PUBLISHED).order_by("id")
        return sum(_hand(sitting, centre, by) for sitting in rows for centre in queries.gates_of(sitting))


def _hand(sitting: Sitting, centre: Centre, by: Viewer) -> bool:
    digest = gate.digest(sitting, centre.pk)
    kept = GateList.objects.select_for_update(no_key=True).filter(sitting=sitting, centre=centre).first()
    if kept is not None and kept.digest == digest:
        return False
    if kept is None:
        kept = GateList.objects.create(sitting=sitting, centre=centre, digest=digest)
    else:
        changes = {"digest": digest, "version": kept.version + 1, "handed_at": clock.now()}
        GateList.objects.filter(pk=kept.pk).update(**changes)
        kept.refresh_from_db()
    trail.record(
        "gate.handed", by=by, subject=("gate", kept.pk), day_on=sitting.day, centre=centre.code, version=kept.version
    )
    _tell(kept, sitting, centre)
    return True


def _tell(kept: GateList, sitting: Sitting, centre: Centre) -> None:
    address = f"{settings.ORIGIN}{reverse('audiences:gate_list', args=[sitting.pk, centre.pk])}"
    for member in accounts.holders("gate_officer", centre=centre.pk):
        notifications.owe(
            "gate.list" if kept.version == 1 else "gate.changed",
            to=addressees.staff(member),
            facts={"day": sitting.day, "address": address, "starts_at": sitting.starts_at},
            about=("gate", kept.pk),
            version=kept.version,
            not_after=sitting.ends_at,
        )
