"""A withheld name: whatever shows the person is found before it reaches a body."""

from __future__ import annotations

import pytest

from majlis.cases import moves
from majlis.cases.models.about import Role
from majlis.cases.queries_withheld import shows_person, tells_of
from majlis.cases.tests.builders import HOUSE, a_case, a_person
from majlis.core.scope import within


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("نأمل النظر في طلب سالم بن علي الحربي", True),
        ("نأمل النظر في الطلب المقدم لسالم والحربي", True),
        ("يراجع للحربي وسالم", True),
        ("نأمل النظر في الطلب", False),
        ("حضر سالم الغامدي", False),
        ("هويته ١٠٢٣٤٥٦٧٨٩", True),
        ("جواله 050 123 4567", True),
        ("+966 50 123 4567", True),
        ("خطابنا رقم 1234", False),
    ],
)
def test_tells_of_finds_name_number_and_telephone_however_written(text: str, shown: bool) -> None:
    names = [("سالم", "الحربي"), ("Salem Alharbi",)]
    assert tells_of(text, names=names, numbers=["1023456789", "+966501234567"]) is shown


@pytest.mark.django_db
def test_shows_person_knows_the_whole_name_of_somebody_on_his_side() -> None:
    person = a_person(given="سالم", family="الحربي", identity_kind="resident", identity_number="2123456785")
    case = a_case(beneficiary_id=person.pk)
    with within(HOUSE):
        moves.add_party(case, by=HOUSE, role=Role.FOR_WHOM, name="نورة الشمري")
        moves.add_party(case, by=HOUSE, role=Role.FOR_WHOM, name="والدته")
        moves.add_party(case, by=HOUSE, role=Role.RESPONDENT, name="شركة البناء المتحدة")
    assert shows_person(case, "طلب السيدة نورة الشمري")
    assert shows_person(case, "رقمه 2123456785")
    assert not shows_person(case, "تريد والدته الزيارة، والشكوى على شركة البناء المتحدة")
