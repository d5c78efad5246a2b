"""What others ask of intake."""

from __future__ import annotations

import uuid

from majlis.cases.models import Case
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.intake.models import Draft, DutyCall, Incoming


def draft(key: str, *, hold: bool = False) -> Draft | None:
    """Return the draft that a key (its id) opens, or None for a wrong or wiped one.

    `hold` lets nobody else write or send it until the transaction ends: a second sender waits here for the first.
    """
    try:
        wanted = uuid.UUID(key)
    except ValueError:
        return None
    with house():
        found = Draft.objects.filter(pk=wanted)
        return (found.select_for_update() if hold else found).first()


def became(draft: Draft) -> Case | None:
    """Return the case that a draft became, for whoever holds the draft's key; None while it is being written."""
    if draft.case_id is None:
        return None
    with house():
        return Case.objects.select_related("service", "centre").get(pk=draft.case_id)


def as_said(case: int) -> list[Incoming]:
    """Return what came in for a case, oldest first, for whoever may read that case."""
    return list(Incoming.objects.filter(case_id=case).order_by("id"))


def duty_calls(case: int) -> list[DutyCall]:
    """Return who was rung because of danger in a case, in the order of ringing, for whoever may read that case."""
    return list(DutyCall.objects.filter(case_id=case).select_related("staff").order_by("id"))


def is_rung(case: Case, viewer: Viewer) -> bool:
    """Tell whether somebody was rung for a case that nobody has in hand yet."""
    return DutyCall.objects.visible_to(viewer).waiting().filter(case_id=case.pk).exists()


def calls(viewer: Viewer) -> list[tuple[DutyCall, Case]]:
    """Return for what somebody was rung and nobody answered yet, at most fifty, the latest first."""
    rung = list(DutyCall.objects.visible_to(viewer).waiting()[:50])
    found = Case.objects.visible_to(viewer).select_related("service").in_bulk([call.case_id for call in rung])
    return [(call, found[call.case_id]) for call in rung if call.case_id in found]
