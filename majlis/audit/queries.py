"""What others ask of audit."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from majlis.audit.models import Check, HandoverLine, HandoverList
from majlis.cases.models import Case
from majlis.cases.states import State
from majlis.core.viewer import Viewer


def to_check(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that wait for a check, the gravest first."""
    cases = Case.objects.visible_to(viewer).filter(section="audit", state=State.UNDER_AUDIT)
    return cases.select_related("beneficiary", "service", "centre", "claimed_by")


def checks(case: Case) -> list[Check]:
    """Return the checks of a case, newest first."""
    return list(Check.objects.filter(case=case).order_by("-id"))


def unlisted(viewer: Viewer) -> list[Case]:
    """Return the accepted cases that stand on no list yet, at most two hundred."""
    listed = Exists(HandoverLine.objects.filter(case=OuterRef("pk")))
    checked = Exists(Check.objects.filter(case=OuterRef("pk"), decision="accept"))
    cases = Case.objects.filter(checked, ~listed).exclude(state=State.CLOSED)
    return list(cases.select_related("service").order_by("id")[:200])


def lists() -> list[HandoverList]:
    """Return the lists, newest first, at most fifty."""
    return list(HandoverList.objects.order_by("-year", "-number")[:50])
