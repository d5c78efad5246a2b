"""Ring the duty officer, and the next one when nobody answers, until somebody has it in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.accounts.queries import holders, viewer_for, who_is_on_duty
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
    """Ring the next who was not rung for this case yet, and from the first again when all were; None when answered.

    The case is opened to him for twelve hours, so that he can act at any hour. None, too, when the case was closed,
    when a call still waits for its answer, and when twelve hours have passed since the first one.
    """
    with house():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        calls = list(DutyCall.objects.filter(case_id=case_id).order_by("rung_at", "id"))
        if not case.is_open or any(call.acknowledged_at or call.answer_by > clock.now() for call in calls):
            return None
        if calls and min(call.first_at for call in calls) < clock.now() - OPEN_FOR:
            return None
        rung = {call.staff_id for call in calls}
        officer = next((one for one in _ladder(case) if one.pk not in rung), None)
        call = _first_ring(case, officer) if officer else _ring_again(calls)
        if call is not None:
            _tell(call, case)
    return call


def acknowledge(case: Case, *, by: Viewer) -> DutyCall:
    """An officer who was rung says that he has the matter in hand; nobody else is rung then.

    Raises Refused "not_rung" for one who was not, or who has answered already.
    """
    with house():
        call = DutyCall.objects.filter(case_id=case.pk, staff_id=by.id, acknowledged_at__isnull=True).first()
        if call is None:
            raise Refused("not_rung", _("You were not rung for this case, or you have answered already."))
        DutyCall.objects.filter(pk=call.pk).update(acknowledged_at=clock.now())
        for one in DutyCall.objects.filter(case_id=case.pk):
            notifications.recall(about=("duty_call", one.pk))
        trail.record("intake.duty_answered", by=by, subject=("case", case.pk), case=case.pk)
    call.refresh_from_db()
    return call


def ring_next() -> int:
    """Ring the next one where nobody acknowledged in fifteen minutes; returns how many calls were late."""
    with house():
        late = DutyCall.objects.filter(acknowledged_at__isnull=True, passed_on=False, answer_by__lte=clock.now())
        rows = list(late.order_by("answer_by")[:100])
        for call in rows:
            DutyCall.objects.filter(pk=call.pk).update(passed_on=True)
            ring_duty(call.case_id)
    return len(rows)


def _ladder(case: Case) -> Iterator[Staff]:
    """Return who is rung, in order: those on duty, other duty officers, the centre's manager, the directors.

    Nobody of whom the case complains. Women first where the person asked for women; only they, when she asked that no
    man reads her papers, unless there is no woman at all: a life goes before the wish.
    """
    ranks = (
        who_is_on_duty(),
        holders("duty_officer"),
        holders("centre_manager", centre=case.centre_id),
        holders("programme_director"),
    )
    every = list({one.pk: one for rank in ranks for one in rank}.values())
    women = [one for one in every if one.woman]
    if case.women_readers and women:
        every = women
    elif case.women_only or case.women_readers:
        every.sort(key=lambda one: not one.woman)
    return (one for one in every if not _is_barred(one, case))


def _is_barred(officer: Staff, case: Case) -> bool:
    if not case.barred:
        return False
    viewer = viewer_for(officer)
    return not (viewer.marks | {viewer.token}).isdisjoint(case.barred)


def _first_ring(case: Case, officer: Staff) -> DutyCall:
    call: DutyCall = DutyCall.objects.create(case_id=case.pk, staff=officer, answer_by=clock.now() + ANSWER_WITHIN)
    return call


def _ring_again(calls: list[DutyCall]) -> DutyCall | None:
    """Ring the one again who was rung longest ago; None when nobody was."""
    if not calls:
        return None
    call, now = calls[0], clock.now()
    changed = {"rung_at": now, "answer_by": now + ANSWER_WITHIN, "passed_on": False, "times": call.times + 1}
    DutyCall.objects.filter(pk=call.pk).update(**changed)
    call.refresh_from_db()
    return call


def _tell(call: DutyCall, case: Case) -> None:
    cases.share(case, by=HOUSE, viewer=f"staff:{call.staff_id}", why="duty", until=clock.now() + OPEN_FOR)
    notifications.owe(
        "intake.danger",
        to=addressees.staff(call.staff, duty=True),
        facts={"reference": case.reference, "address": f"{settings.ORIGIN}/desk/cases/{case.reference}/"},
        about=("duty_call", call.pk),
        version=call.times,
        case=case.pk,
        urgent=True,
    )
