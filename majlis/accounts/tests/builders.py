"""Staff for tests, straight into the tables."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

from majlis.accounts.models import Duty, Grant, Staff
from majlis.accounts.queries import viewer_for
from majlis.accounts.roles import ROLES, Place
from majlis.bodies.models import Body
from majlis.bodies.tests.builders import a_body
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.viewer import Viewer

PASSWORD = "ninety-nine camels"
_next = itertools.count(1)


def a_staff(
    role: str = "",
    centre: Centre | None = None,
    section: str = "",
    *,
    body: Body | None = None,
    password: str = "",
    **words: Any,
) -> Staff:
    """Return a member of the staff who holds a role (none when empty) where it may be granted.

    A role of a centre gets a new centre unless one is given, a liaison a new body. Without `password` he cannot
    sign in by password, which saves the time of hashing it; `client.force_login(staff)` signs him in.
    """
    number = next(_next)
    given = {"email": f"staff{number}@majlis.example", "name_ar": f"موظف {number}", "name_en": f"Officer {number}"}
    if role and ROLES[role].place is Place.CENTRE and centre is None:
        centre = a_centre()
    member = Staff(**({**given, "home": centre} | words))
    member.set_password(password or None)
    member.save()
    if role:
        a_grant(member, role, centre, section, body=body)
    return member


def a_grant(
    member: Staff, role: str, centre: Centre | None = None, section: str = "", *, body: Body | None = None, **words: Any
) -> Grant:
    """Return a grant in force since yesterday."""
    if ROLES[role].place is Place.BODY and body is None:
        body = a_body()
    begins = clock.now() - dt.timedelta(days=1)
    given = {"begins": begins, **words}
    return Grant.objects.create(staff=member, role=role, centre=centre, section=section, body=body, **given)


def a_viewer(role: str = "", centre: Centre | None = None, section: str = "", **words: Any) -> Viewer:
    """Return the viewer that a new member of the staff is."""
    return viewer_for(a_staff(role, centre, section, **words))


def a_turn(member: Staff, *, hours: float = 8, rank: int = 1, begins: dt.datetime | None = None) -> Duty:
    """Return a turn of duty from now on."""
    begins = begins or clock.now()
    return Duty.objects.create(staff=member, begins=begins, until=begins + dt.timedelta(hours=hours), rank=rank)
