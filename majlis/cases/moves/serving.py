"""Let the open cases of a person be served by women only, or by either, as she wishes now: it binds her desks too."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people.models import Beneficiary
from majlis.people.states import ServedBy
from majlis.trail import moves as trail
from majlis.trail.models import Entry

WOMEN, EITHER = "case.served_by_women", "case.served_by_either"


def serve_as_asked(person: int, *, by: Viewer, merge: int | None = None) -> None:
    """Bring the open cases of a person to what she asked for; `merge` tells that a merge made it hers.

    A claim of somebody who may not serve her any more is given up with it.
    """
    with house():
        asked = Beneficiary.objects.values_list("served_by", flat=True).get(pk=person)
        only = asked == ServedBy.WOMEN_ONLY
        if merge is not None and not only:
            return
        cases = Case.objects.open().filter(beneficiary=person, women_only=not only)
        for case_id in cases.order_by("pk").values_list("pk", flat=True):
            _serve(case_id, only, by, **({} if merge is None else {"merge": merge}))


def serve_as_before(*, merge: int, by: Viewer) -> None:
    """Take back what `serve_as_asked` changed for a merge that is taken back, where it still stands."""
    with house():
        changed = Entry.objects.filter(kind=WOMEN, facts__merge=merge).values_list("case_id", flat=True)
        for case_id in sorted(number for number in changed if number):
            _serve(case_id, False, by)


def _serve(case_id: int, only: bool, by: Viewer, **facts: Any) -> None:
    held = lock(case_id)
    if held.women_only == only:
        return
    unclaimed = {"claimed_by": None, "claimed_at": None} if only else {}
    Case.objects.filter(pk=held.pk).update(women_only=only, version=F("version") + 1, **unclaimed)
    trail.record(WOMEN if only else EITHER, by=by, subject=("case", held.pk), case=held.pk, **facts)
