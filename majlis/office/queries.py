"""What others ask of the minister's office."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery

from majlis.cases.models import Case
from majlis.cases.states import Road
from majlis.cases.states import State as CaseState
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.ui.paging import Page, keyset
from majlis.core.viewer import Viewer
from majlis.office.models import Brief, Directive, Folder, Item, Phrase, StandingDirective, Task
from majlis.office.states import FolderState, State, What

PAGE_PREFIX = "majlis:brief:"
"""What stands before the code of a brief in its QR."""


def standing_for(case: Case, today: dt.date | None = None) -> StandingDirective | None:
    """Return the standing directive that covers a delegated case on a Riyadh day (by default today), or None."""
    if case.road != Road.DELEGATED:
        return None
    day = today or clock.today()
    rows = StandingDirective.objects.filter(begins_on__lte=day, ends_on__gte=day, ended_at__isnull=True)
    fits = rows.filter(Q(category=case.category_id) | Q(category__isnull=True))
    return fits.order_by("category_id", "-id").first()


def to_present(viewer: Viewer, *, kept: bool = False) -> QuerySet[Case]:
    """Return the cases that are to be put before the minister; with `kept`, those whose day is still to come.

    `not_before` is that day, for those that were put back with one.
    """
    newest = Brief.objects.filter(case=OuterRef("pk")).order_by("-id").values("not_before")[:1]
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.TO_PRESENT).annotate(not_before=Subquery(newest))
    later = Q(not_before__gt=clock.today())
    cases = cases.filter(later if kept else Q(not_before__isnull=True) | ~later)
    return cases.select_related("beneficiary", "service", "category")


def delegated(viewer: Viewer) -> QuerySet[Case]:
    """Return the accepted cases that the office decides itself."""
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.ACCEPTED, road=Road.DELEGATED)
    return cases.select_related("beneficiary", "service", "category")


def of_service(viewer: Viewer) -> QuerySet[Case]:
    """Return the accepted complaints about centres and suggestions that the level above decides."""
    cases = Case.objects.visible_to(viewer).filter(state=CaseState.ACCEPTED, road=Road.SERVICE)
    return cases.select_related("beneficiary", "service", "category")


def unconfirmed(viewer: Viewer) -> QuerySet[Directive]:
    """Return the directives that wait for the minister's confirmation."""
    rows = Directive.objects.filter(state=State.UNCONFIRMED, case__in=Case.objects.visible_to(viewer).open())
    return rows.select_related("case", "case__beneficiary").prefetch_related("items__body")


def unconfirmed_on(case: Case) -> Directive | None:
    """Return the directive on a case that waits for the minister's confirmation, or None."""
    return Directive.objects.filter(case=case, state=State.UNCONFIRMED).first()


def directives(case: Case) -> list[Directive]:
    """Return the directives of a case, newest first."""
    return list(Directive.objects.filter(case=case).prefetch_related("items__body").order_by("-id"))


def ordered_of_bodies(directive: int) -> list[Item]:
    """Return what a directive orders of bodies, in its order. Asked by acts, as the house."""
    return list(Item.objects.filter(directive=directive, what=What.REFER).select_related("body"))


def phrases() -> list[Phrase]:
    """Return the ready words for directives that are in use."""
    return list(Phrase.objects.filter(active=True))


def brief_of(case: Case) -> Brief | None:
    """Return the newest brief of a case, or None."""
    return Brief.objects.filter(case=case).select_related("folder").order_by("-id").first()


def briefs_of(cases: Iterable[int], viewer: Viewer) -> dict[int, Brief]:
    """Return the newest brief of each of the cases (their ids) that the viewer may read and that has one."""
    rows = Brief.objects.visible_to(viewer).filter(case__in=list(cases)).order_by("case_id", "-id").distinct("case_id")
    related = ("case__beneficiary", "case__centre", "case__category", "folder")
    return {one.case_id: one for one in rows.select_related(*related)}


def with_brief(cases: list[Case]) -> set[int]:
    """Return the ids of those of the cases whose brief is written."""
    return set(Brief.objects.filter(case__in=cases).values_list("case_id", flat=True))


def folders(viewer: Viewer) -> QuerySet[Folder]:
    """Return the folders."""
    rows: QuerySet[Folder] = Folder.objects.visible_to(viewer)
    return rows


def folders_at_hand(viewer: Viewer) -> list[Folder]:
    """Return the folders that are being prepared or lie before the minister, newest first, at most eight."""
    return list(folders(viewer).exclude(state=FolderState.RETURNED).order_by("-number")[:8])


def briefs_in(folder: Folder, viewer: Viewer) -> list[Brief]:
    """Return the briefs of a folder in its order, of the cases that the viewer may read."""
    rows = Brief.objects.visible_to(viewer).filter(folder=folder)
    return list(rows.select_related("case__beneficiary", "case__centre", "case__category", "folder").order_by("place"))


def many_in(folder: Folder) -> int:
    """Return how many briefs a folder holds, those of cases that have left the office counted too."""
    with house():
        return folder.briefs.count()


def given_in(folder: Folder) -> list[Directive]:
    """Return the directives on the cases of a folder since it was put before the minister."""
    rows = Directive.objects.filter(case__in=folder.briefs.values("case"), at__gte=folder.presented_at or clock.now())
    return list(rows.exclude(state__in=(State.DISOWNED, State.TAKEN_BACK)).order_by("id"))


def standing_directives() -> QuerySet[StandingDirective]:
    """Return the standing directives."""
    return StandingDirective.objects.select_related("category")


def tasks_due(viewer: Viewer) -> QuerySet[Task]:
    """Return the open tasks of cases that the viewer may read."""
    rows = Task.objects.filter(done_at__isnull=True, case__in=Case.objects.visible_to(viewer).open())
    return rows.select_related("case")


def tasks_of(case: Case) -> list[Task]:
    """Return the tasks of a case that are still to be done, the nearest first."""
    return list(Task.objects.filter(case=case, done_at__isnull=True).order_by("due_on", "id"))


def task(viewer: Viewer, pk: int) -> Task | None:
    """Return one task of a case that the viewer may read, or None."""
    return Task.objects.filter(case__in=Case.objects.visible_to(viewer)).select_related("case").filter(pk=pk).first()


def decided_under_standing(since: dt.date, page: str = "") -> Page[Directive]:
    """Return what the office decided by itself since a Riyadh day: the list that the minister gets, newest first.

    The cases lie at other desks by then; of each only its number and category are named.
    """
    rows = Directive.objects.filter(known_by="standing", at__gte=clock.start_of(since))
    with house():
        return keyset(rows.select_related("case", "case__category", "standing"), ("-id",), page, size=50)


def readable(viewer: Viewer, directives: Iterable[Directive]) -> set[int]:
    """Return the ids of those of the directives' cases that the viewer may open."""
    ids = {one.case_id for one in directives}
    return set(Case.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def brief_by_code(viewer: Viewer, code: str) -> Brief | None:
    """Return the brief whose page bears a code, of a case that the viewer may read, or None."""
    found = Brief.objects.filter(case__in=Case.objects.visible_to(viewer)).select_related("case")
    return found.filter(code=code.strip().removeprefix(PAGE_PREFIX)).first()
