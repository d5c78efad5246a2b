"""What others ask about sittings and appointments."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.states import HOLDING, State
from majlis.cases.models import Case
from majlis.cases.states import State as CaseState
from majlis.core.viewer import Viewer


def waiting_list(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that wait for a place: debts first, then by class, points and age."""
    debt = Exists(Appointment.objects.filter(case=OuterRef("pk"), state=State.CANCELLED))
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.WAITING)
    return (
        cases.annotate(debt=debt)
        .select_related("beneficiary", "service", "centre")
        .order_by("-debt", "priority", "-points", "id")
    )


def current(case: Case) -> Appointment | None:
    """Return the appointment that a case holds now, or None."""
    rows = Appointment.objects.filter(case=case, state__in=sorted(HOLDING))
    return rows.select_related("sitting", "centre", "hall", "case").first()


def of_case(case: Case) -> list[Appointment]:
    """Return all appointments of a case, newest first."""
    return list(Appointment.objects.filter(case=case).select_related("sitting", "centre", "hall").order_by("-id"))


def wishes(case: Case) -> int:
    """Return how often the person asked for another time: after the second somebody rings him."""
    return Appointment.objects.filter(case=case, state=State.MOVED, why="asked").count()


def running_order(sitting: Sitting) -> list[Appointment]:
    """Return the order of a sitting: everyone who has or had his place there, by hour."""
    rows = Appointment.objects.filter(sitting=sitting).exclude(
        state__in=[State.RELEASED, State.MOVED, State.WITHDRAWN, State.CANCELLED]
    )
    return list(
        rows.select_related("case", "case__beneficiary", "case__service", "centre", "hall").order_by("starts_at")
    )


def ahead(viewer: Viewer) -> list[Sitting]:
    """Return the sittings to come, the next first, at most thirty."""
    return list(Sitting.objects.visible_to(viewer).ahead().select_related("place", "principal")[:30])
