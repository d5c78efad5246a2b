"""Setting up centres, sections, counters and halls."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from majlis.accounts.tests.builders import a_viewer
from majlis.centres import moves, queries
from majlis.centres.models import Centre, Section
from majlis.centres.moves import Break
from majlis.centres.tests.builders import a_centre
from majlis.core import scope
from majlis.core.errors import Refused
from majlis.core.viewer import ANONYMOUS, system
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db
HOUSE = system("test")
NAMES: Any = {"name_ar": "مركز أبها", "name_en": "Abha centre"}


def test_a_centre_when_set_up_with_its_places() -> None:
    centre = moves.set_up("abha", by=HOUSE, city_ar="أبها", city_en="Abha", **NAMES)
    section = moves.add_section(centre, "women", by=HOUSE, name_ar="النسائي", name_en="Women", women=True)
    assert moves.add_section(centre, "women", by=HOUSE, name_ar="ب", name_en="B") == section
    assert queries.section(centre.pk, "women") == section
    assert queries.section(None, "women") is None
    counter = moves.add_counter(centre, 3, by=HOUSE, women=True)
    assert moves.add_counter(centre, 3, by=HOUSE) == counter
    hall = moves.add_hall(centre, "one", by=HOUSE, women=True, **NAMES)
    assert moves.add_hall(centre, "one", by=HOUSE, **NAMES) == hall
    assert [entry.facts for entry in reading.entries(kind="centre.set_up")] == [{"code": "abha"}]


def test_places_when_set_up_by_somebody_who_may_not() -> None:
    centre = a_centre()
    manager = a_viewer("centre_manager", centre)
    with scope.within(manager):
        for act in (
            lambda: moves.set_up("x", by=manager, **NAMES),
            lambda: moves.add_section(centre, "x", by=manager, **NAMES),
            lambda: moves.add_counter(centre, 9, by=manager),
            lambda: moves.add_hall(centre, "x", by=manager, **NAMES),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_a_section_of_the_ministry_when_added_twice() -> None:
    moves.add_section(None, "audit", by=HOUSE, **NAMES)
    with pytest.raises(IntegrityError, match="centres_section_one_code"), transaction.atomic():
        Section.objects.create(centre=None, code="audit", **NAMES)


@pytest.mark.parametrize("spans", [[(12, 11)], [(12, 12)], [(12, 14), (13, 15)], [(12, 0), (13, 14)]])
def test_breaks_when_they_make_no_sense(spans: list[tuple[int, int]]) -> None:
    wanted = [Break("أ", "A", dt.time(start), dt.time(end)) for start, end in spans]
    with pytest.raises(Refused) as refused:
        moves.set_breaks(a_centre(), wanted, by=HOUSE)
    assert refused.value.code == "hours"


def test_centres_when_looked_at_by_each_kind_of_viewer() -> None:
    here, there = a_centre(), a_centre()
    assert list(Centre.objects.visible_to(a_viewer("reception_officer", here))) == [here]
    assert set(Centre.objects.visible_to(a_viewer("audit_officer"))) == {here, there}
    assert not Centre.objects.visible_to(a_viewer()).exists()
    assert not Centre.objects.visible_to(ANONYMOUS).exists()
