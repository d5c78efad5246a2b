"""What the house does by itself, day by day: points, reminders, closings, and the words by which a case is found."""

from __future__ import annotations

import datetime as dt

from majlis.cases import priority
from majlis.cases.models import Case, Closure, OtherNumber, PaperRequest, Party, SearchLine
from majlis.cases.models.about import Role
from majlis.cases.moves.checking import lapse
from majlis.cases.moves.ending import close
from majlis.cases.moves.telling import tell
from majlis.cases.states import Outcome, State
from majlis.core import arabic, clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import queries as notices
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.states import Whose

LONGEST_FOLDED = 600
TELLING_DAYS = 5
REMIND_DAYS = 3
BATCH = 200


def index(case_id: int) -> None:
    """Write the search line of a case: names, subject and first words folded, and every number it is known by."""
    with house():
        case = Case.objects.get(pk=case_id)
        if case.outcome == Outcome.SEALED:
            return
        person = Beneficiary.objects.get(pk=case.beneficiary_id)
        # A telephone that another shares or owns is not matched to cases: who asks by it may be that other.
        points = ContactPoint.objects.filter(beneficiary=person, retired_at__isnull=True, whose=Whose.MINE)
        others = Party.objects.filter(case=case, role__in=[Role.FOR_WHOM, Role.REPRESENTATIVE])
        names = " ".join([person.name.display, person.latin_name, *others.values_list("name", flat=True)])
        folded = arabic.fold(f"{names} {case.subject} {case.words}")[:LONGEST_FOLDED]
        numbers = [case.reference, *points.values_list("value", flat=True)]
        numbers += OtherNumber.objects.filter(case=case).values_list("sought", flat=True)
        if person.identity_number:
            numbers.append(person.identity_number)
        SearchLine.objects.update_or_create(case=case, defaults={"folded": folded, "numbers": numbers})


def refresh_points() -> int:
    """Write anew the points of open cases in which a date comes near or a day was waited; returns how many changed."""
    changed = 0
    today = clock.today()
    with house():
        for case in Case.objects.exclude(state=State.CLOSED).iterator(chunk_size=2000):
            fresh = priority.points(case, today)
            if fresh != case.points:
                changed += Case.objects.filter(pk=case.pk).exclude(points=fresh).update(points=fresh)
    return changed


def remind_of_papers() -> int:
    """Remind, once, whoever has three days or less left to send papers; returns how many."""
    soon = clock.today() + dt.timedelta(days=REMIND_DAYS)
    with house():
        asked = PaperRequest.objects.filter(ended_at__isnull=True, reminded_at__isnull=True, due_on__lte=soon)
        rows = list(asked.select_related("case")[:BATCH])
        for request in rows:
            tell(request.case, "remind_of_papers", {"due_on": request.due_on})
            PaperRequest.objects.filter(pk=request.pk).update(reminded_at=clock.now())
    return len(rows)


def lapse_due(*, by: Viewer) -> int:
    """Close the cases whose papers did not come by their day, after a reminder; returns how many."""
    with house():
        overdue = PaperRequest.objects.filter(
            ended_at__isnull=True, reminded_at__isnull=False, due_on__lt=clock.today()
        )
        cases = [request.case for request in overdue.select_related("case")[:BATCH]]
    for case in cases:
        lapse(case, by=by)
    return len(cases)


def close_told(*, by: Viewer) -> int:
    """Close the cases whose result was told, or has been owed for five days while every way was tried."""
    with house():
        ready = Closure.objects.filter(
            approved_at__isnull=False, closed_at__isnull=True, undone_at__isnull=True, case__state=State.DONE
        )
        rows = list(ready.select_related("case")[:BATCH])
    closed = 0
    for closure in rows:
        long_ago = closure.approved_at and closure.approved_at < clock.now() - dt.timedelta(days=TELLING_DAYS)
        if long_ago or notices.is_told("case", closure.case_id):
            close(closure.case, by=by)
            closed += 1
    return closed
