"""What the house does by itself, day by day: points, reminders, closings, and the words by which a case is found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable

from django.db import transaction

from majlis.cases import priority
from majlis.cases.models import Case, Closure, OtherNumber, PaperRequest, Party, SearchLine
from majlis.cases.models.about import Role
from majlis.cases.moves.checking import lapse
from majlis.cases.moves.ending import TELLING_DAYS, close
from majlis.cases.moves.telling import tell
from majlis.cases.states import Outcome, State
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer, system
from majlis.notifications import queries as notices
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.states import Whose

LONGEST_FOLDED = 600
REMIND_DAYS = 3
BATCH = 200
POINTS_BATCH = 500
NIGHT = system("majlis.cases.daily")


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
    """Write anew the points of open cases in which a date comes near or a day was waited; returns how many changed.

    Each batch is a transaction of its own, so that no case is held for long.
    """
    changed, last, today = 0, 0, clock.today()
    while True:
        with within(NIGHT), house():
            rows = Case.objects.filter(pk__gt=last).exclude(state=State.CLOSED).order_by("pk")
            batch = list(rows.select_for_update(no_key=True)[:POINTS_BATCH])
            fresh: dict[int, list[int]] = defaultdict(list)
            for case in batch:
                if (points := priority.points(case, today)) != case.points:
                    fresh[points].append(case.pk)
            for points, ids in fresh.items():
                changed += Case.objects.filter(pk__in=ids).update(points=points)
        if not batch:
            return changed
        last = batch[-1].pk


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
        cases = [request.case for request in overdue.select_related("case").order_by("due_on", "id")]
    return sum(_tried(lapse, case, by) for case in cases)


def close_told(*, by: Viewer) -> int:
    """Close the cases whose result was told, or has been owed for five days while every way was tried."""
    long_ago = clock.now() - dt.timedelta(days=TELLING_DAYS)
    with house():
        ready = Closure.objects.filter(
            approved_at__isnull=False, closed_at__isnull=True, undone_at__isnull=True, case__state=State.DONE
        )
        rows = list(ready.select_related("case").order_by("id"))
        told = notices.told_of("case", [one.case_id for one in rows])
    due = [one.case for one in rows if one.case_id in told or (one.approved_at and one.approved_at <= long_ago)]
    return sum(_tried(close, case, by) for case in due)


def _tried(act: Callable[..., object], case: Case, by: Viewer) -> bool:
    """Do an act on one of many: one that is refused, or whose case has just gone on, does not stop the others."""
    try:
        with transaction.atomic():
            act(case, by=by)
    except Refused:
        return False
    return True
