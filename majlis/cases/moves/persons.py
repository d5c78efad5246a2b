"""Let the cases of a person follow his record, when two records are made one and when they are two again."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case, Party
from majlis.cases.models.about import Role
from majlis.cases.moves.door import lock, wake_search
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail
from majlis.trail.models import Entry

JOINED, PARTED = "case.person_joined", "case.person_parted"


def join_person(drop: int, keep: int, *, merge: int, by: Viewer) -> None:
    """Give the cases of one record, and its part in others, to the record that stands for both now.

    So the person still reads them when he signs in, and those who work on them still reach him. Refuses "opposed"
    when one of the two is complained of, or opposed, in a case of the other: then they are two persons; "withheld"
    while an open case of either withholds the name.
    """
    with house():
        _refuse_opposed(drop, keep)
        _refuse_withheld(drop, keep)
        for case_id in _named_in(drop):
            held = lock(case_id)
            own = held.beneficiary_id == drop
            if own:
                Case.objects.filter(pk=held.pk).update(beneficiary=keep, version=F("version") + 1)
            moved = _marks(held, drop, keep)
            facts: dict[str, Any] = {"merge": merge, "former": drop, "own": own, "parties": moved}
            trail.record(JOINED, by=by, subject=("case", held.pk), case=held.pk, **facts)
            wake_search(held)


def part_person(drop: int, keep: int, *, merge: int, by: Viewer) -> None:
    """Give back the cases, and the parts in others, that came over. What was opened since stays with the other."""
    with house():
        came = Entry.objects.filter(kind=JOINED, facts__merge=merge).values_list("case_id", "facts")
        for case_id, facts in sorted(came, key=lambda one: one[0] or 0):
            held = lock(case_id or 0)
            if facts["own"] and held.beneficiary_id == keep:
                Case.objects.filter(pk=held.pk).update(beneficiary=drop, version=F("version") + 1)
            rows = Party.objects.filter(pk__in=facts["parties"], mark=_mark(keep))
            rows.update(mark=_mark(drop))
            trail.record(PARTED, by=by, subject=("case", held.pk), case=held.pk, merge=merge, former=keep)
            wake_search(held)


def _named_in(beneficiary_id: int) -> list[int]:
    """Return the cases of a person, and those in which he has a part, in the order in which cases are locked."""
    own = Case.objects.filter(beneficiary=beneficiary_id).values_list("pk", flat=True)
    parts = Party.objects.filter(mark=_mark(beneficiary_id)).values_list("case_id", flat=True)
    return sorted({*own, *parts})


def _marks(case: Case, drop: int, keep: int) -> list[int]:
    """Name the record that stands in the parts of one case, and return the parts that were changed."""
    moved = []
    for party in Party.objects.filter(case=case, mark=_mark(drop)):
        twins = Party.objects.filter(case=case, role=party.role, mark=_mark(keep), name=party.name)
        if not twins.exists():
            Party.objects.filter(pk=party.pk).update(mark=_mark(keep))
            moved.append(party.pk)
    return moved


def _mark(beneficiary_id: int) -> str:
    return f"beneficiary:{beneficiary_id}"


def _refuse_opposed(one: int, other: int) -> None:
    for person, against in ((one, other), (other, one)):
        found = Party.objects.filter(
            case__beneficiary=person, mark=_mark(against), role__in=(Role.RESPONDENT, Role.OPPOSED)
        )
        if found.exists():
            raise Refused("opposed", _("One of the two stands against the other in a case: these are two persons."))


def _refuse_withheld(one: int, other: int) -> None:
    """Keep a withheld name apart: under another record it would be guarded by that record's name and numbers."""
    if Case.objects.open().filter(beneficiary__in=(one, other), withhold_name=True).exists():
        raise Refused(
            "withheld",
            _("One of the two withheld the name in a request that is still open. Make them one when it is closed."),
        )
