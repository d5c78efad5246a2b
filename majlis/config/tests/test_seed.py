"""The sample centre: it is laid out by the real acts, and shows every state."""

from __future__ import annotations

import subprocess
import sys
import time

import psycopg

from majlis.accounts.models import Staff
from majlis.cases.models import Case
from majlis.cases.states import State
from majlis.config.database.places import CHECKOUT
from majlis.config.seed import house
from majlis.core.scope import within
from majlis.trail import queries as trail
from tests import plugin


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


def test_an_interrupted_seed_leaves_the_house_empty(committed: str) -> None:
    seed = subprocess.Popen([sys.executable, "manage.py", "seed"], cwd=CHECKOUT)
    try:
        with psycopg.connect(plugin.url("root", committed), autocommit=True) as beside:
            _wait_for_cases(beside, seed)
            seed.kill()
            seed.wait()
            _wait_until_alone(beside)
            assert beside.execute("SELECT count(*) FROM cases_case").fetchone() == (0,)
    finally:
        seed.kill()
        seed.wait()
    assert house.is_empty()


def _wait_for_cases(beside: psycopg.Connection, seed: subprocess.Popen[bytes]) -> None:
    """Return when some cases are made: their counter, alone of all, shows it before they are committed."""
    while beside.execute("SELECT last_value < 5 FROM cases_case_id_seq").fetchone() == (True,):
        assert seed.poll() is None
        time.sleep(0.05)


def _wait_until_alone(beside: psycopg.Connection) -> None:
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    while beside.execute(others).fetchone() != (0,):
        time.sleep(0.05)
