"""What others ask of audit."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from majlis.audit.models import Check, HandoverLine, HandoverList
from majlis.cases.models import Case
from majlis.cases.rules import CLAIM_HOLDS
from majlis.cases.states import State
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer

MOST = 200


def to_check(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that wait for a check, the gravest first."""
    cases = Case.objects.visible_to(viewer).filter(section="audit", state=State.UNDER_AUDIT)
    return cases.select_related("beneficiary", "service", "centre", "claimed_by")


def whole(viewer: Viewer, case: Case) -> Case:
    """Return a case with all that the page of its check names."""
    return (
        Case.objects.visible_to(viewer).select_related("beneficiary", "service", "category", "centre").get(pk=case.pk)
    )


def next_to_check(viewer: Viewer) -> str:
    """Return the reference of the gravest case to check on which no colleague works now, empty for none."""
    held = Q(claimed_at__gt=clock.now() - CLAIM_HOLDS) & ~Q(claimed_by=viewer.id)
    waiting = to_check(viewer).exclude(held).order_by("priority", "-points", "id")
    return waiting.values_list("reference", flat=True).first() or ""


def checks(case: Case) -> list[Check]:
    """Return the checks of a case, newest first."""
    return list(Check.objects.filter(case=case).order_by("-id"))


def others_of_person(viewer: Viewer, case: Case) -> list[Case]:
    """Return the person's other cases that the viewer may read, newest first, at most ten."""
    found = Case.objects.visible_to(viewer).filter(beneficiary=case.beneficiary_id).exclude(pk=case.pk)
    return list(found.select_related("service").order_by("-id")[:10])


def unlisted() -> list[Check]:
    """Return the acceptances whose case goes on and stands on no list yet, oldest first, at most two hundred.

    An accepted case lies at other desks already; of it only number, service and priority are named here.
    """
    listed = Exists(HandoverLine.objects.filter(case=OuterRef("case")))
    later = Exists(Check.objects.filter(case=OuterRef("case"), decision="accept", pk__gt=OuterRef("pk")))
    with house():
        accepted = Check.objects.filter(~listed, ~later, decision="accept").exclude(case__state=State.CLOSED)
        return list(accepted.select_related("case", "case__service", "case__centre").order_by("id")[:MOST])


def cases_on(made: HandoverList) -> list[Case]:
    """Return the cases of a list in their order, wherever they lie now: number, service and priority."""
    with house():
        rows = Case.objects.filter(pk__in=HandoverLine.objects.filter(list=made).values("case"))
        return list(rows.select_related("service", "centre").order_by("pk"))
