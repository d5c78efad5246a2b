"""The numbered lists by which audit hands accepted cases to the ministry; both sides sign."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audit import queries
from majlis.audit.models import HandoverLine, HandoverList, ListCounter
from majlis.cases.models import Case
from majlis.cases.moves.door import lock
from majlis.core import clock, hijri
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def make_list(chosen: list[Case], *, by: Viewer) -> HandoverList:
    """Put accepted cases on a new numbered list that goes to the ministry; making it is audit's signature.

    One that stands on a list already goes on no other, until audit accepts it anew.
    """
    if not by.holds("audit_officer"):
        raise PermissionDenied
    year = hijri.from_gregorian(clock.today()).year
    with house():
        for pk in sorted(case.pk for case in chosen):
            lock(pk)
        ListCounter.objects.get_or_create(year=year)
        counter = ListCounter.objects.select_for_update().get(year=year)
        wanted = {case.pk for case in chosen}
        ready = [check.case for check in queries.unlisted() if check.case_id in wanted]
        if not ready:
            raise Refused("empty_list", _("Choose the accepted cases that go on the list."))
        ListCounter.objects.filter(year=year).update(last=counter.last + 1)
        made = HandoverList.objects.create(
            year=year, number=counter.last + 1, made_by=by.token, made_label=by.label[:120]
        )
        HandoverLine.objects.bulk_create([HandoverLine(list=made, case=case) for case in ready])
        _record("audit.listed", made, by)
    return made


def sign_list(made: HandoverList, *, by: Viewer) -> HandoverList:
    """The ministry's side signs for a list. Nobody signs for his own."""
    if not by.holds("minister_office"):
        raise PermissionDenied
    with house():
        for case in queries.cases_on(made):
            lock(case.pk)
        rows = HandoverList.objects.filter(pk=made.pk, signed_by="").exclude(made_by=by.token)
        if not rows.update(signed_by=by.token, signed_label=by.label[:120], signed_at=clock.now()):
            raise Refused("signed", _("This list is signed already, or it is your own."))
        _record("audit.signed", made, by)
    made.refresh_from_db()
    return made


def _record(kind: str, made: HandoverList, by: Viewer) -> None:
    for case in queries.cases_on(made):
        trail.record(kind, by=by, subject=("handover", made.pk), case=case.pk, number=made.number, year=made.year)
