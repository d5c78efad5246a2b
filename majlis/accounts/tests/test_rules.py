"""Who may grant, borrow, keep staff and set the roster: every role against every role, as pure data."""

from __future__ import annotations

from itertools import product

import pytest

from majlis.accounts import rules
from majlis.accounts.roles import ROLES, Place
from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer, system

HERE, ELSEWHERE, ME, HIM = 1, 2, 7, 8
PLACES = (HERE, ELSEWHERE, None)
CENTRE_ROLES = {
    "reception_officer",
    "inquiries_officer",
    "operations_officer",
    "section_head",
    "hall_host",
    "gate_officer",
    "interpreter",
}
COMMON = CENTRE_ROLES | {
    "audit_officer",
    "minister_office",
    "followup_officer",
    "body_liaison",
    "toll_free_agent",
    "duty_officer",
    "centre_manager",
}
ANYWHERE = {
    "minister": set(ROLES),
    "programme_director": COMMON | {"system_administrator"},
    "system_administrator": COMMON,
    "security_reports_officer": {"security_reports_officer"},
}


def _holding(role: str, centre: int | None = None, who: int = ME) -> Viewer:
    place = ROLES[role].place if role else Place.MINISTRY
    where = centre if place in {Place.CENTRE, Place.EITHER, Place.SECTION} else None
    return Viewer(kind=Kind.STAFF, id=who, grants=(Grant(role, where),) if role else ())


@pytest.mark.parametrize("holder", ["", *sorted(ROLES)])
def test_granting_when_holding_each_role(holder: str) -> None:
    for role, centre in product(ROLES, PLACES):
        manages = holder == "centre_manager" and centre == HERE and role in CENTRE_ROLES
        allowed = role in ANYWHERE.get(holder, set()) or manages
        assert rules.may_grant(_holding(holder, HERE), role, centre=centre, to=HIM) is allowed, (role, centre)


@pytest.mark.parametrize("holder", sorted(ROLES))
def test_granting_when_it_is_to_oneself(holder: str) -> None:
    for role, centre in product(ROLES, PLACES):
        assert not rules.may_grant(_holding(holder, HERE), role, centre=centre, to=ME), (role, centre)


@pytest.mark.parametrize("holder", ["", *sorted(ROLES)])
def test_borrowing_on_one_s_own_word_when_holding_each_role(holder: str) -> None:
    desk = {"reception_officer", "inquiries_officer", "operations_officer"}
    neighbours = {
        "reception_officer": desk - {"reception_officer"} | {"hall_host"},
        "inquiries_officer": desk - {"inquiries_officer"} | {"hall_host"},
        "operations_officer": desk - {"operations_officer"} | {"hall_host"},
        "hall_host": {"reception_officer"},
        "section_head": desk | {"hall_host"},
    }
    for role, centre in product(ROLES, PLACES):
        allowed = centre == HERE and role in neighbours.get(holder, set())
        assert rules.may_borrow(_holding(holder, HERE), role, centre=centre) is allowed, (role, centre)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_what_can_be_borrowed_when_compared_with_what_is_lendable(role: str) -> None:
    own_word = set().union(*rules.BORROWS.values())
    assert ROLES[role].lendable or role not in own_word
    assert ROLES[role].lendable is (
        role
        not in {"minister", "programme_director", "security_reports_officer", "system_administrator", "body_liaison"}
    )


@pytest.mark.parametrize("holder", ["", *sorted(ROLES)])
@pytest.mark.parametrize("home", [HERE, ELSEWHERE, None])
@pytest.mark.parametrize("member", [HIM, None])
def test_keeping_staff_when_holding_each_role(holder: str, home: int | None, member: int | None) -> None:
    everywhere = holder in {"minister", "programme_director", "system_administrator"}
    allowed = everywhere or (holder == "centre_manager" and home == HERE)
    assert rules.may_keep(_holding(holder, HERE), member=member, home=home) is allowed
    assert not rules.may_keep(_holding(holder, HERE), member=ME, home=home)


@pytest.mark.parametrize("holder", ["", *sorted(ROLES)])
def test_setting_the_roster_when_holding_each_role(holder: str) -> None:
    allowed = holder in {"minister_office", "programme_director", "system_administrator"}
    assert rules.may_set_roster(_holding(holder, HERE)) is allowed


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.STAFF, Kind.SYSTEM}))
def test_everything_when_no_staff(kind: Kind) -> None:
    pretender = Viewer(kind=kind, id=ME, grants=(Grant("minister"), Grant("reception_officer", HERE)))
    for viewer in (pretender, ANONYMOUS):
        assert not rules.may_grant(viewer, "reception_officer", centre=HERE, to=HIM)
        assert not rules.may_borrow(viewer, "operations_officer", centre=HERE)
        assert not rules.may_keep(viewer, member=HIM, home=None)
        assert not rules.may_set_roster(viewer)


def test_everything_when_the_house_sets_up() -> None:
    house = system("seed")
    assert rules.may_grant(house, "minister", centre=None, to=HIM)
    assert rules.may_keep(house, member=None, home=None)
    assert rules.may_set_roster(house)
