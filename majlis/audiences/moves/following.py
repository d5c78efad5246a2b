"""Let the places of a person follow his record, when two records are made one and when they are two again."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from majlis.audiences.models import Appointment, Booking
from majlis.audiences.moves.door import kindly
from majlis.audiences.moves.placing import book
from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.moves.door import lock
from majlis.core.errors import Refused
from majlis.core.scope import house


def take_again(persons: set[int]) -> None:
    """Take anew what the places of some persons, and of those opposed to them, need: nobody is in two at one time.

    Refuses "two_places" when the two records that are made one have places at the same hour.
    """
    with house():
        cases = _cases_of(persons)
        for case_id in sorted(_holding(cases).values_list("case_id", flat=True).distinct()):
            lock(case_id)
        held = list(_holding(cases).select_related("case", "sitting", "hall").order_by("pk"))
        try:
            with kindly():
                Booking.objects.filter(appointment__in=held).delete()
                for one in held:
                    book(one)
        except Refused as refused:
            raise Refused(
                "two_places",
                _("Both have an audience at the same hour. Move one of them first, then make the records one."),
            ) from refused


def _holding(cases: set[int]) -> QuerySet[Appointment]:
    return Appointment.objects.holding().filter(case__in=cases)


def _cases_of(persons: set[int]) -> set[int]:
    """Return the cases in which some persons have a part, and those of whom their cases are opposed to."""
    marks = [f"beneficiary:{one}" for one in persons]
    parts = Party.objects.filter(mark__in=marks).values("case")
    own = set(Case.objects.filter(Q(beneficiary__in=persons) | Q(pk__in=parts)).values_list("pk", flat=True))
    against = Party.objects.filter(case__in=own, role=Role.OPPOSED, mark__startswith="beneficiary:")
    others = [int(mark.partition(":")[2]) for mark in against.values_list("mark", flat=True)]
    return own | set(Case.objects.filter(beneficiary__in=others).values_list("pk", flat=True))
