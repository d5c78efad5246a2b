"""The cases made for load are whole: their chains hold, search finds them, their PIN opens them."""

from __future__ import annotations

from typing import Any

import pytest

from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case, SearchLine
from majlis.cases.queries import by_pin
from majlis.cases.tests.builders import HOUSE, the_service
from majlis.centres.tests.builders import a_centre
from majlis.config.seed import load, load_rows
from majlis.core import arabic, identity_numbers, references
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.intake.models import Incoming
from majlis.people.models import Beneficiary
from majlis.trail import queries as trail
from tests import plugin

COUNT = 200


@pytest.fixture
def house(committed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay out a centre with one officer, in a database that the owner may write too."""
    monkeypatch.setenv("DATABASE_OWNER_URL", plugin.url("owner", committed))
    the_service()
    a_staff("operations_officer", a_centre())


def test_filled_cases_have_whole_chains_and_lines_to_be_found_by(house: None) -> None:
    load.fill(COUNT)
    with within(HOUSE):
        cases = list(Case.objects.order_by("pk"))
        lines = {line.case_id: line for line in SearchLine.objects.all()}
        assert len(cases) == Incoming.objects.count() == COUNT
        assert Beneficiary.objects.count() == COUNT * 2 // 3
        assert [trail.first_break(case.pk) for case in cases] == [None] * COUNT
        assert all(trail.timeline(case.pk, public=False) for case in cases)
    for case in cases:
        assert references.is_reference(case.reference)
        assert case.reference in lines[case.pk].numbers
        assert arabic.fold(case.subject) in lines[case.pk].folded
    assert sum(load_rows.MARK in case.words for case in cases) == 1


def test_second_filling_goes_on_where_the_first_ended(house: None) -> None:
    load.fill(10)
    load.fill(COUNT)
    with within(HOUSE):
        cases = list(Case.objects.order_by("pk"))
        fresh = Case.objects.create(**{field: getattr(cases[0], field) for field in _needed()})
    assert len({case.reference for case in cases}) == COUNT + 10
    assert fresh.pk > cases[-1].pk


def _needed() -> list[str]:
    return ["kind", "service_id", "road", "centre_id", "beneficiary_id", "subject", "channel"]


def test_pin_of_the_load_opens_a_filled_case(house: None) -> None:
    load.fill(5)
    with within(HOUSE):
        reference = Case.objects.values_list("reference", flat=True)[0]
        assert by_pin(reference, load.PIN) is not None
        assert by_pin(reference, "739150") is None


def test_production_with_cases_is_not_filled(house: None, settings: Any) -> None:
    load.fill(5)
    settings.PRODUCTION = True
    with pytest.raises(Refused, match="nothing is made up"):
        load.fill(5)
    with within(HOUSE):
        assert Case.objects.count() == 5


@pytest.mark.parametrize("number", [1, 17, 50_000_123])
def test_numbers_of_the_load_are_well_formed(number: int) -> None:
    assert identity_numbers.luhn_holds(load_rows.identity(number))
