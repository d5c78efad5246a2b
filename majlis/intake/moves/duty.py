"""Ring the duty officer, and the next one when nobody answers."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.accounts.queries import who_is_on_duty
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer, system
from majlis.intake.models import DutyCall
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.trail import moves as trail

ANSWER_WITHIN = dt.timedelta(minutes=15)
OPEN_FOR = dt.timedelta(hours=12)
HOUSE = system("majlis.intake.duty")


def ring_duty(case_id: int) -> DutyCall | None:
    """Ring the first officer on duty who was not rung for this case yet; None when nobody is left or it was answered.

    The case is opened to him for twelve hours, so that he can act at any hour.
    """
    with house():
        case = Case.objects.get(pk=case_id)
        calls = list(DutyCall.objects.filter(case_id=case_id))
        if any(call.acknowledged_at for call in calls):
            return None
        rung = {call.staff_id for call in calls}
        officer = next((one for one in who_is_on_duty() if one.pk not in rung), None)
        if officer is None:
            return None
        call = DutyCall.objects.create(case_id=case_id, staff=officer, answer_by=clock.now() + ANSWER_WITHIN)
        cases.share(case, by=HOUSE, viewer=f"staff:{officer.pk}", why="duty", until=clock.now() + OPEN_FOR)
        notifications.owe(
            "intake.danger",
            to=addressees.staff(officer, duty=True),
            facts={"reference": case.reference, "address": f"{settings.ORIGIN}/desk/cases/{case.reference}/"},
            about=("duty_call", call.pk),
            case=case_id,
            urgent=True,
        )
    return call


def acknowledge(case: Case, *, by: Viewer) -> DutyCall:
    """The duty officer says that he has the matter in hand; nobody else is rung then."""
    with house():
        call = DutyCall.objects.filter(case_id=case.pk, staff_id=by.id, acknowledged_at__isnull=True).first()
        if call is None:
            raise Refused("not_rung", _("You were not rung for this case, or you have answered already."))
        DutyCall.objects.filter(pk=call.pk).update(acknowledged_at=clock.now())
        notifications.recall(about=("duty_call", call.pk))
        trail.record("intake.duty_answered", by=by, subject=("case", case.pk), case=case.pk)
    call.refresh_from_db()
    return call


def ring_next() -> int:
    """Ring the next officer for every case that nobody acknowledged in fifteen minutes; returns how many."""
    with house():
        late = DutyCall.objects.filter(acknowledged_at__isnull=True, passed_on=False, answer_by__lte=clock.now())
        rows = list(late[:100])
        for call in rows:
            if ring_duty(call.case_id) is not None or call.answer_by < clock.now() - OPEN_FOR:
                DutyCall.objects.filter(pk=call.pk).update(passed_on=True)
    return len(rows)
