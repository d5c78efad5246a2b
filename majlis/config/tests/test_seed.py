"""The sample centre: it is laid out by the real acts, and shows every state."""

from __future__ import annotations

from majlis.accounts.models import Staff
from majlis.cases.models import Case
from majlis.cases.states import State
from majlis.config.seed import house
from majlis.core.scope import within
from majlis.trail import queries as trail


def test_lay_out_makes_a_house_in_every_state(committed: str) -> None:
    assert house.is_empty()
    made = house.lay_out(80)
    assert not house.is_empty()
    assert made == 80
    assert Staff.objects.count() >= 40
    with within(house.HOUSE):
        states = set(Case.objects.values_list("state", flat=True))
        assert len(states) >= len(State.values) - 3
        broken = [case.pk for case in Case.objects.all() if trail.first_break(case.pk)]
        assert broken == []
    assert "@majlis.example" in house.sign_ins()
