"""Lay out the whole sample centre, and say who may sign in."""

from __future__ import annotations

import datetime as dt
import random

from django.db import connection, transaction

from majlis.accounts.models import Staff
from majlis.catalogue import moves as catalogue
from majlis.centres import moves as centres
from majlis.config.seed import compartment, people, places, sittings, staff, walks
from majlis.config.seed.stage import HOUSE, Stage
from majlis.core import clock
from majlis.core.scope import within
from majlis.notifications import moves as notifications
from majlis.office import moves as office


def is_empty() -> bool:
    """Tell whether nobody works here yet."""
    return not Staff.objects.exists()


@transaction.atomic
def lay_out(many: int = walks.MANY) -> int:
    """Make the sample centre with `many` cases, whole or not at all; returns how many were made.

    The house must be empty. One that was interrupted is empty still, and the next start lays it out.
    """
    rng = random.Random(1448)  # noqa: S311 - the same sample for everyone
    with within(HOUSE):
        catalogue.load(by=HOUSE)
        made = places.centres(HOUSE)
        bodies = places.bodies(HOUSE)
        for year in (clock.today().year, clock.today().year + 1):
            centres.seed_holidays(year, by=HOUSE)
        members = staff.everyone(made, bodies, HOUSE)
        persons = people.everyone(HOUSE, rng)
        compartment.hold_ceremony(HOUSE)
        minister = next(one.viewer for one in members if one.role == "minister")
    _standing(minister)
    stage = Stage(members, made, bodies, persons, rng)
    walks.everything(stage, many)
    sittings.everything(stage)
    _tell_the_past()
    return len(stage.made)


def _standing(minister: object) -> None:
    # It must hold on the days on which the sample's cases were decided.
    past = clock.now() - dt.timedelta(days=170)
    with clock.pretend(past), within(minister):  # type: ignore[arg-type]
        office.give_standing(
            by=minister,  # type: ignore[arg-type]
            category=None,
            words="يبت المكتب في الطلبات الإنسانية والصحية والبلاغات بما يحقق المصلحة، ويُعرض عليّ بيان بها كل أسبوع.",
            limits="ما لا يترتب عليه التزام مالي",
            begins_on=clock.today(),
            ends_on=clock.today() + dt.timedelta(days=700),
        )


def _tell_the_past() -> None:
    """Count the notices of the past as told, and leave none of them to be sent today."""
    with within(HOUSE):
        notifications.told_before(clock.now() - dt.timedelta(days=1), "sample")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'majlis.notifications.tasks.send'")


def sign_ins() -> str:
    """Return the sample sign-ins as text: one of each role, and the password."""
    rows = Staff.objects.filter(email__endswith="1@majlis.example", active=True).order_by("id")
    lines = [f"  {row.email:<38} {row.name_ar}" for row in rows]
    if not lines:
        return ""
    head = f"Sample sign-ins at /staff/login/, all with the password: {staff.PASSWORD}"
    lines.append(f"Sample requests open at /s/ with their reference and the PIN {walks.PIN}")
    if (shares := compartment.shares_folder()).exists():
        lines.append(f"Two of the three shares in {shares} open the sealed reports")
    return "\n".join([head, *lines])
