"""Standing directives and tasks of the office."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.cases import moves as cases
from majlis.cases import queries as case_queries
from majlis.cases import rules as case_rules
from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.catalogue.models import Category
from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.office import rules
from majlis.office.models import StandingDirective, Task
from majlis.trail import moves as trail


def give_standing(
    *, by: Viewer, category: Category | None, words: str, limits: str, begins_on: dt.date, ends_on: dt.date
) -> StandingDirective:
    """The minister lets his office decide on a category (None: on all that is delegated) until a Riyadh day."""
    if not rules.is_minister(by):
        raise PermissionDenied
    text = arabic.clean(words)
    if not text or ends_on < max(begins_on, clock.today()):
        raise Refused("standing", _("Write the directive, and a last day that is still to come."))
    with house():
        given = StandingDirective.objects.create(
            category=category,
            words=text,
            limits=arabic.clean(limits),
            begins_on=begins_on,
            ends_on=ends_on,
            given_by=by.token,
        )
        trail.record("office.standing_given", by=by, subject=("standing", given.pk), ends_on=ends_on)
    return given


def end_standing(given: StandingDirective, *, by: Viewer) -> None:
    """End a standing directive before its day."""
    if not rules.is_minister(by):
        raise PermissionDenied
    with house():
        if not StandingDirective.objects.filter(pk=given.pk, ended_at__isnull=True).update(ended_at=clock.now()):
            raise Busy()
        trail.record("office.standing_ended", by=by, subject=("standing", given.pk))


def set_task(case: Case, *, by: Viewer, words: str, due_on: dt.date) -> Task:
    """Set the office a task in a case, due on a Riyadh day. The case is not finished before it."""
    if not rules.may_set_task(by, case):
        raise PermissionDenied
    return keep_task(case, by=by, words=words, due_on=due_on)


def keep_task(case: Case, *, by: Viewer, words: str, due_on: dt.date) -> Task:
    """Set a task that somebody ordered who had the power to; the caller has seen to that."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write what must be done."))
    with house():
        held = lock(case.pk)
        task = Task.objects.create(case=held, words=text[:400], due_on=due_on, made_by=by.token)
        trail.record("office.task_set", by=by, subject=("task", task.pk), case=held.pk, due_on=due_on)
        cases.await_(held, "task", str(task.pk), by=by, due_at=clock.start_of(due_on + dt.timedelta(days=1)))
    return task


def do_task(task: Task, *, by: Viewer) -> Task:
    """Note that a task was done."""
    if not (rules.is_office(by) or rules.is_minister(by)) or case_rules.is_barred(by, task.case):
        raise PermissionDenied
    with house():
        lock(task.case_id)
        if not Task.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=clock.now(), done_by=by.token):
            raise case_queries.busy(task.case_id, by)
        trail.record("office.task_done", by=by, subject=("task", task.pk), case=task.case_id)
        cases.end_pending(task.case, "task", str(task.pk), by=by)
    task.refresh_from_db()
    return task
