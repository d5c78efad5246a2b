"""What others ask of the minister's office."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from majlis.cases.models import Case
from majlis.cases.states import Road
from majlis.cases.states import State as CaseState
from majlis.core import clock
from majlis.core.viewer import Viewer
from majlis.office.models import Brief, Directive, Folder, StandingDirective, Task
from majlis.office.states import State


def standing_for(case: Case, today: dt.date | None = None) -> StandingDirective | None:
    """Return the standing directive that covers a delegated case on a Riyadh day (by default today), or None."""
    if case.road != Road.DELEGATED:
        return None
    day = today or clock.today()
    rows = StandingDirective.objects.filter(begins_on__lte=day, ends_on__gte=day, ended_at__isnull=True)
    fits = rows.filter(Q(category=case.category_id) | Q(category__isnull=True))
    return fits.order_by("category_id", "-id").first()


def to_present(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that are to be put before the minister, the gravest first."""
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.TO_PRESENT)
    return cases.select_related("beneficiary", "service", "category")


def delegated(viewer: Viewer) -> QuerySet[Case]:
    """Return the accepted cases that the office decides itself."""
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.ACCEPTED, road=Road.DELEGATED)
    return cases.select_related("beneficiary", "service", "category")


def of_service(viewer: Viewer) -> QuerySet[Case]:
    """Return the accepted complaints about centres and suggestions that the level above decides."""
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.ACCEPTED, road=Road.SERVICE)
    return cases.select_related("beneficiary", "service", "category")


def unconfirmed(viewer: Viewer) -> list[Directive]:
    """Return the directives that wait for the minister's confirmation, the oldest first."""
    rows = Directive.objects.filter(state=State.UNCONFIRMED, case__in=Case.objects.visible_to(viewer))
    return list(rows.select_related("case", "case__beneficiary").order_by("confirm_by")[:200])


def directives(case: Case) -> list[Directive]:
    """Return the directives of a case, newest first."""
    return list(Directive.objects.filter(case=case).order_by("-id"))


def brief_of(case: Case) -> Brief | None:
    """Return the newest brief of a case, or None."""
    return Brief.objects.filter(case=case).select_related("folder").order_by("-id").first()


def with_brief(cases: list[Case]) -> set[int]:
    """Return the ids of those of the cases whose brief is written."""
    return set(Brief.objects.filter(case__in=cases).values_list("case_id", flat=True))


def folders(viewer: Viewer) -> list[Folder]:
    """Return the folders, newest first, at most fifty."""
    return list(Folder.objects.visible_to(viewer).order_by("-number")[:50])


def given_in(folder: Folder) -> list[Directive]:
    """Return the directives on the cases of a folder since it was put before the minister."""
    rows = Directive.objects.filter(case__in=folder.briefs.values("case"), at__gte=folder.presented_at or clock.now())
    return list(rows)


def standing_directives() -> list[StandingDirective]:
    """Return the standing directives, newest first, at most a hundred."""
    return list(StandingDirective.objects.select_related("category").order_by("-id")[:100])


def tasks_due(viewer: Viewer) -> list[Task]:
    """Return the open tasks of cases that the viewer may read, the nearest first."""
    rows = Task.objects.filter(done_at__isnull=True, case__in=Case.objects.visible_to(viewer))
    return list(rows.select_related("case").order_by("due_on")[:200])


def decided_under_standing(since: dt.date) -> list[Directive]:
    """Return what the office decided by itself since a Riyadh day: the list that the minister gets."""
    rows = Directive.objects.filter(known_by="standing", at__gte=clock.start_of(since))
    return list(rows.select_related("case", "standing").order_by("-id")[:500])
