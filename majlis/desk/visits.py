"""Which cases a visit opens: the person's own, from any centre, but none that bars the officer."""

from __future__ import annotations

from majlis.cases import rules
from majlis.cases.models import Case, Share
from majlis.cases.states import Outcome
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people import queries as people

WHY = "visit"
MOST = 50


def cases_of(viewer: Viewer, beneficiary: int) -> list[Case]:
    """Return the cases of a person who stands before the officer, newest first, at most fifty.

    Raises Refused "not_yours" or "hand_over" as the rules of serving say; the record's opening is written down. What
    bars the officer, or only women may read, is not among them for him.
    """
    person, _points = people.taken_up(viewer, beneficiary)
    with house():
        rows = Case.objects.filter(beneficiary=person.pk).exclude(outcome=Outcome.SEALED).order_by("-pk")[:MOST]
        return [
            one
            for one in rows
            if not rules.is_barred(viewer, one) and (viewer.women or not (one.women_only or one.women_readers))
        ]


def open_for(viewer: Viewer) -> list[Case]:
    """Return the cases that are open to the officer for a visit now."""
    shared = Share.objects.filter(viewer=viewer.token, why=WHY, until__gt=clock.now()).values("case")
    return list(Case.objects.visible_to(viewer).filter(pk__in=shared).select_related("centre").order_by("-pk")[:MOST])
