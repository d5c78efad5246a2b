"""What others ask of audit."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from majlis.audit.models import Check, HandoverLine, HandoverList
from majlis.bodies.models import Body
from majlis.bodies.queries import may_receive
from majlis.cases.models import Case, Outgoing
from majlis.cases.queries_withheld import respondents
from majlis.cases.rules import CLAIM_HOLDS
from majlis.cases.states import State
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail.models import Entry

MOST = 200


def to_check(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that wait for a check, the gravest first; of those objected to none in which he had a part."""
    cases = Case.objects.visible_to(viewer).filter(section="audit", state=State.UNDER_AUDIT)
    mine = Entry.objects.filter(case_id=OuterRef("pk"), actor_kind=str(viewer.kind), actor_id=viewer.id)
    return cases.exclude(Q(objected=True) & Exists(mine)).select_related(
        "beneficiary", "service", "centre", "claimed_by"
    )


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


def may_be_theirs(case: Case) -> list[Body]:
    """Return the bodies to which a case that is not ours may be handed: none that is complained of, or below one."""
    accused = respondents(case)
    return [body for body in Body.objects.filter(active=True) if may_receive(body, accused)]


def letters(viewer: Viewer) -> list[Outgoing]:
    """Return the newest letters by which audit handed cases to other bodies, at most thirty; audit alone sees them.

    Their cases are closed and lie in the archive; of each only the letter is given out, and none that bars the viewer.
    """
    if not viewer.holds("audit_officer"):
        return []
    with house():
        rows = Outgoing.objects.filter(what="not_ours", paper__isnull=False)
        fit = rows.exclude(case__barred__overlap=sorted(viewer.marks | {viewer.token}))
        return list(fit.select_related("paper").order_by("-year", "-number")[:30])


def unlisted() -> list[Check]:
    """Return the acceptances whose case goes on and stands on no list yet, oldest first, at most two hundred.

    An accepted case lies at other desks already; of it only number, service and priority are named here.
    """
    listed = Exists(HandoverLine.objects.filter(case=OuterRef("case"), list__made_at__gte=OuterRef("at")))
    later = Exists(Check.objects.filter(case=OuterRef("case"), decision="accept", pk__gt=OuterRef("pk")))
    with house():
        accepted = Check.objects.filter(~listed, ~later, decision="accept").exclude(case__state=State.CLOSED)
        return list(accepted.select_related("case", "case__service", "case__centre").order_by("id")[:MOST])


def cases_on(made: HandoverList) -> list[Case]:
    """Return the cases of a list in their order, wherever they lie now: number, service and priority."""
    with house():
        rows = Case.objects.filter(pk__in=HandoverLine.objects.filter(list=made).values("case"))
        return list(rows.select_related("service", "centre").order_by("pk"))
