"""Empty a case that turned out to be a security matter, once its words lie in the sealed compartment."""

from __future__ import annotations

import functools

from django.db import transaction

from majlis.cases.models import (
    Case,
    ChecklistItem,
    Closure,
    Note,
    OtherNumber,
    Outgoing,
    Paper,
    PaperRequest,
    Party,
    SearchLine,
)
from majlis.cases.models.about import Role
from majlis.cases.moves.door import act
from majlis.cases.papers import store
from majlis.cases.states import Outcome
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.notifications import moves as notifications


def seal(case: Case, *, by: Viewer, version: int | None = None) -> Case:
    """Close a case as handed over, and destroy what it says: words, answers, notes, names of parties, papers.

    The caller has put words and papers into the sealed compartment in this same transaction. The trail keeps only that
    it was handed over; the search finds it no more. Rooms that keep words of their own listen to `case.seal`.
    """
    act(
        case,
        "seal",
        by=by,
        version=version,
        subject="",
        words="",
        answers={},
        danger=False,
        passes_on=None,
        known_as=None,
    )
    with house():
        SearchLine.objects.filter(case=case).delete()
        Note.objects.filter(case=case).delete()
        OtherNumber.objects.filter(case=case).delete()
        Party.objects.filter(case=case).exclude(role=Role.APPLICANT).delete()
        ChecklistItem.objects.filter(case=case).update(waived_why="")
        PaperRequest.objects.filter(case=case).update(words="", ended_at=clock.now())
        Outgoing.objects.filter(case=case).update(paper=None, subject="")
        Closure.objects.filter(case=case).update(words="", opinion="", undone_at=clock.now())
        notifications.blank(("case", case.pk), "items")
        _destroy_papers(case)
        Closure.objects.create(
            case=case,
            outcome=Outcome.SEALED,
            proposed_by=by.token,
            approved_by=by.token,
            approved_at=clock.now(),
            closed_at=clock.now(),
        )
    return case


def _destroy_papers(case: Case) -> None:
    ids = list(Paper.objects.filter(case=case).values_list("pk", flat=True))
    Paper.objects.filter(pk__in=ids).delete()
    for one in ids:
        transaction.on_commit(functools.partial(store.remove, one))
