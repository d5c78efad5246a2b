"""The sample centre: it is laid out by the real acts, and shows every state."""

from __future__ import annotations

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import psycopg

from majlis.accounts.models import Grant, Staff
from majlis.audiences import queries
from majlis.audiences.models import Appointment
from majlis.cases.models import Case
from majlis.cases.states import Kind, Outcome, State
from majlis.centres.models import WOMEN
from majlis.config.database.places import CHECKOUT
from majlis.config.seed import house
from majlis.config.seed.stage import HOUSE
from majlis.core.scope import within
from majlis.sealed import moves as sealed
from majlis.sealed.models import Report
from majlis.trail import queries as trail
from majlis.trail.models import Entry
from tests import plugin

ANSWERED = {"proposed", "told", "confirmed", "attended", "absent", "moved", "cancelled"}
SECTIONS = {
    "reception_officer", "inquiries_officer", "operations_officer", "hall_host", "audit_officer", "minister_office",
    "followup_officer", "toll_free_agent", "duty_officer", "security_reports_officer",
}  # fmt: skip


def test_lay_out_makes_a_house_in_every_state(committed: str, settings: Any, tmp_path: Path) -> None:
    settings.OUTBOX = str(tmp_path / "outbox")
    assert house.is_empty()
    assert house.lay_out() == 200
    assert not house.is_empty()
    with within(HOUSE):
        assert set(Case.objects.values_list("state", flat=True)) == set(State.values)
        assert set(Case.objects.values_list("outcome", flat=True)) - {""} == set(Outcome.values)
        assert set(Case.objects.values_list("kind", flat=True)) == set(Kind.values)
        assert set(Appointment.objects.values_list("state", flat=True)) >= ANSWERED
        assert [case.pk for case in Case.objects.all() if trail.first_break(case.pk)] == []
        assert [entry for case in Case.objects.all() for entry in _out_of_order(case)] == []
        assert queries.waiting_list(HOUSE).count() >= 3


def _out_of_order(case: Case) -> list[str]:
    """Return the entries of a case that stand in its book behind later ones."""
    lines = list(Entry.objects.filter(case_id=case.pk).order_by("seq"))
    return [f"{case.reference}: {after.kind}" for before, after in pairwise(lines) if after.at < before.at]


def test_each_section_has_women_and_men_and_the_sealed_door_is_open(
    committed: str, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOX = str(tmp_path / "outbox")
    house.lay_out(0)
    grants = Grant.objects.select_related("staff", "centre")
    women: set[tuple[str, Any, str]] = set()
    men: set[tuple[str, Any, str]] = set()
    for grant in grants:
        (women if grant.staff.woman else men).add((grant.role, grant.centre, grant.section))
    sections = {place for place in women | men if place[0] in SECTIONS and place[2] != WOMEN}
    assert sections <= women & men
    assert {place for place in men if place[2] == WOMEN} == set()
    assert len({place for place in women if place[2] == WOMEN}) >= 4
    assert 40 <= Staff.objects.count() <= 60
    assert "@majlis.example" in house.sign_ins()
    with within(HOUSE):
        before = Report.objects.count()
        assert sealed.take_in("شاحنة تقف كل ليلة", channel="portal").words.split()[6]
        assert (before, Report.objects.count()) == (3, 4)
    files = sorted((tmp_path / "sample-shares").iterdir())
    assert [(file.name, file.stat().st_mode & 0o777) for file in files] == [
        (f"share-{number}.json", 0o600) for number in (1, 2, 3)
    ]
    assert str(tmp_path) in house.sign_ins()


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
