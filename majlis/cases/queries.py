"""What other rooms ask about cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from majlis.accounts.models import Grant
from majlis.cases.models import Case, Closure, PaperRequest, Party, Pending
from majlis.cases.models.about import Role
from majlis.cases.states import Turn
from majlis.core import secrets
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import queries as trail


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands: the one answer that portal, SMS, phone and API give.

    `next_at` is the next instant (UTC) that matters to the person, None when there is none. `lines` are the public
    sentences of its history, oldest first.
    """

    case: Case
    turn: Turn
    awaited: list[str]
    next_at: dt.datetime | None
    lines: list[trail.Line]
    closure: Closure | None
    paper_request: PaperRequest | None

    @property
    def is_yours(self) -> bool:
        """Tell whether the beneficiary must act now."""
        return self.turn is Turn.BENEFICIARY


def standing(case: Case) -> Standing:
    """Return where a case stands, for whoever may read it."""
    pending = list(Pending.objects.filter(case=case, ended_at__isnull=True))
    dates = [row.due_at for row in pending if row.due_at]
    closure = (
        Closure.objects.filter(case=case, undone_at__isnull=True, approved_at__isnull=False).order_by("-id").first()
    )
    return Standing(
        case=case,
        turn=Turn(case.turn),
        awaited=sorted({row.kind for row in pending}),
        next_at=min(dates) if dates else None,
        lines=trail.timeline(case.pk, public=True),
        closure=closure,
        paper_request=PaperRequest.objects.filter(case=case, ended_at__isnull=True).first(),
    )


def by_pin(reference: str, pin: str) -> Case | None:
    """Return the case that a reference and a PIN open, or None. The caller limits the attempts first."""
    with house():
        case = Case.objects.select_related("service", "centre").filter(reference=reference).first()
    if case is None or not secrets.check_pin(pin, case.pin_hash):
        return None
    return case


def of_person(viewer: Viewer, beneficiary: int) -> list[Case]:
    """Return a person's cases that the viewer may read, newest first, at most fifty."""
    cases = Case.objects.visible_to(viewer).filter(beneficiary=beneficiary)
    return list(cases.select_related("service").order_by("-id")[:50])


def respondents(case: Case) -> set[int]:
    """Return the ids of the bodies complained of in a case: named themselves, or through one of their people."""
    with house():
        rows = Party.objects.filter(case=case, role=Role.RESPONDENT).exclude(mark="")
        marks = [mark.split(":") for mark in rows.values_list("mark", flat=True)]
        staff = [int(pk) for kind, pk in marks if kind == "staff"]
        through = Grant.objects.filter(staff__in=staff, body__isnull=False).values_list("body_id", flat=True)
        return {int(pk) for kind, pk in marks if kind == "body"} | {pk for pk in through if pk}
