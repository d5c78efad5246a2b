"""Cases for tests, opened by the real acts."""

from __future__ import annotations

import itertools
from typing import Any

from majlis.cases import moves
from majlis.cases.models import Case
from majlis.cases.moves.opening import Asked
from majlis.catalogue import moves as catalogue
from majlis.catalogue.models import Service
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer, system
from majlis.people.models import Beneficiary

_next = itertools.count(1)
HOUSE = system("tests")


def a_person(**words: Any) -> Beneficiary:
    """Return a new person on record."""
    number = next(_next)
    given = {"given": f"سالم{number}", "family": "الحربي", "name_key": f"سالم{number}الحربي", "name_sorted": "سالم"}
    with within(HOUSE):
        return Beneficiary.objects.create(**(given | words))


def the_service(code: str = "petition") -> Service:
    """Return a service of the shipped catalogue."""
    with within(HOUSE):
        if not Service.objects.filter(code=code).exists():
            catalogue.load(by=HOUSE)
        return Service.objects.get(code=code)


def a_case(service: str = "petition", *, centre: Centre | None = None, by: Viewer = HOUSE, **words: Any) -> Case:
    """Return a new case, opened now by the real act. `words` are fields of `Asked`."""
    given: dict[str, Any] = {
        "service": the_service(service),
        "centre_id": (centre or a_centre()).pk,
        "subject": "طلب تأشيرة زيارة لوالدتي",
        "words": "والدتي مريضة وأرجو الموافقة على زيارتها",
        "channel": "portal",
        "pin": "482915",
    } | words
    if "beneficiary_id" not in given:
        given["beneficiary_id"] = a_person().pk
    with within(by):
        return moves.open_case(Asked(**given), by=by)


def in_state(case: Case, state: str, **words: Any) -> Case:
    """Put a case into a state straight away, for a test that is not about the way there."""
    with within(HOUSE), house():
        Case.objects.filter(pk=case.pk).update(state=state, **words)
        case.refresh_from_db()
    return case
