"""Who may keep which times, as pure data."""

from __future__ import annotations

import pytest

from majlis.accounts.roles import ROLES
from majlis.centres import rules
from majlis.core.viewer import ANONYMOUS, Grant, Kind, Viewer, system

HERE, ELSEWHERE = 1, 2


def _holding(role: str, centre: int | None) -> Viewer:
    return Viewer(kind=Kind.STAFF, id=7, grants=(Grant(role, centre),))


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("centre", [HERE, ELSEWHERE])
def test_keeping_times_when_holding_each_role(role: str, centre: int) -> None:
    allowed = role == "programme_director" or (role == "centre_manager" and centre == HERE)
    assert rules.may_keep_times(_holding(role, centre), HERE) is allowed


@pytest.mark.parametrize("role", sorted(ROLES))
def test_keeping_the_ministry_s_times_when_holding_each_role(role: str) -> None:
    allowed = role in {"programme_director", "system_administrator"}
    assert rules.may_keep_ministry_times(_holding(role, None)) is allowed
    assert rules.may_set_up(_holding(role, None)) is allowed


@pytest.mark.parametrize("kind", [Kind.BENEFICIARY, Kind.LINK, Kind.LIAISON, Kind.MACHINE])
def test_keeping_times_when_no_staff(kind: Kind) -> None:
    pretender = Viewer(kind=kind, id=7, grants=(Grant("programme_director"),))
    for viewer in (pretender, ANONYMOUS):
        assert not rules.may_keep_times(viewer, HERE)
        assert not rules.may_keep_ministry_times(viewer)
        assert not rules.may_set_up(viewer)


def test_setting_up_when_the_house_does_it() -> None:
    assert rules.may_set_up(system("seed"))
