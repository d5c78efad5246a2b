"""The table of roles, as pure data: every role, where it may be granted, which desks it opens."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from majlis.accounts.roles import ROLES, SECTIONS, Place
from majlis.centres.models import WOMEN

HERE = 3
DESKS: dict[str, set[str]] = {
    "reception_officer": {"3:inquiries", "3:archive"},
    "inquiries_officer": {"3:inquiries", "3:archive"},
    "operations_officer": {"3:operations", "3:archive"},
    "audit_officer": {"*:audit"},
    "section_head": {"3:operations"},
    "minister_office": {"*:office", "*:archive"},
    "minister": {"*:*"},
    "followup_officer": {"*:followup"},
    "body_liaison": set(),
    "hall_host": set(),
    "interpreter": set(),
    "gate_officer": set(),
    "toll_free_agent": {"*:inquiries"},
    "duty_officer": {"*:inquiries", "*:operations"},
    "centre_manager": {"3:*"},
    "programme_director": {"*:*"},
    "security_reports_officer": set(),
    "system_administrator": set(),
}
CLEARANCE = {
    "minister_office": 2,
    "minister": 2,
    "programme_director": 2,
    "duty_officer": 2,
    "audit_officer": 1,
    "followup_officer": 1,
    "section_head": 1,
}


def _place(code: str) -> tuple[int | None, str]:
    place = ROLES[code].place
    if place is Place.SECTION:
        return HERE, "operations"
    return (HERE if place in {Place.CENTRE, Place.EITHER} else None), ""


def test_roles_when_counted() -> None:
    assert set(ROLES) == set(DESKS)
    assert all(code == role.code for code, role in ROLES.items())


@pytest.mark.parametrize("code", sorted(DESKS))
def test_desks_when_holding_each_role(code: str) -> None:
    assert ROLES[code].opens(*_place(code)) == DESKS[code]


@pytest.mark.parametrize("code", sorted(DESKS))
def test_clearance_when_holding_each_role(code: str) -> None:
    assert ROLES[code].clearance == CLEARANCE.get(code, 0)


@pytest.mark.parametrize("code", sorted(DESKS))
def test_a_role_when_named_and_signed_in_with(code: str) -> None:
    assert ROLES[code].second_factor
    assert str(ROLES[code].name)
    assert not ROLES[code].home or ROLES[code].home in SECTIONS


def test_a_woman_in_a_role_when_she_is_named_in_arabic() -> None:
    with override("ar"):
        same = {code for code, role in ROLES.items() if role.called(woman=True) == role.called(woman=False)}
    assert same == {"minister", "minister_office"}


def test_the_head_of_a_women_s_section_when_at_the_desk() -> None:
    assert ROLES["section_head"].opens(HERE, WOMEN) == {"3:inquiries", "3:operations"}


def test_the_head_of_a_section_of_the_ministry_when_at_the_desk() -> None:
    assert ROLES["section_head"].opens(None, "audit") == {"*:audit"}


def test_an_officer_of_the_women_s_section_when_at_the_desk() -> None:
    assert ROLES["inquiries_officer"].opens(HERE, WOMEN) == {"3:inquiries", "3:archive"}


_FITS = {
    Place.CENTRE: {(True, False, False), (True, True, False)},
    Place.MINISTRY: {(False, False, False)},
    Place.EITHER: {(True, False, False), (True, True, False), (False, False, False)},
    Place.SECTION: {(True, True, False), (False, True, False)},
    Place.BODY: {(False, False, True)},
}


@pytest.mark.parametrize("code", sorted(DESKS))
@pytest.mark.parametrize("centre", [True, False])
@pytest.mark.parametrize("section", [True, False])
@pytest.mark.parametrize("body", [True, False])
def test_a_place_when_a_role_is_granted_there(code: str, centre: bool, section: bool, body: bool) -> None:
    role = ROLES[code]
    fits = role.fits(HERE if centre else None, "inquiries" if section else "", 9 if body else None)
    assert fits is ((centre, section, body) in _FITS[role.place])
