"""Read who the staff are: the viewer a member of the staff is, who is on duty, who serves where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from majlis.accounts.models import Duty, Grant, Staff
from majlis.accounts.roles import ROLES, SECURITY_REPORTS
from majlis.bodies.models import Body
from majlis.centres.models import Section
from majlis.core import clock
from majlis.core.viewer import Grant as Power
from majlis.core.viewer import Kind, Viewer


def viewer_for(staff: Staff) -> Viewer:
    """Return the viewer that a member of the staff is now, from the grants in force.

    Somebody who may not sign in any more gets a viewer without any power. `extra` holds ("loan:<role>", ISO time
    of its end in UTC) for each borrowed power, so that the shell can show it.
    """
    grants = list(staff.grants.in_force(clock.now())) if staff.active else []
    return Viewer(
        kind=Kind.STAFF,
        id=staff.pk,
        label=staff.name_ar,
        grants=tuple(Power(grant.role, grant.centre_id, grant.section) for grant in grants),
        desks=frozenset().union(*(ROLES[grant.role].opens(grant.centre_id, grant.section) for grant in grants)),
        marks=_marks(staff, grants),
        clearance=max((ROLES[grant.role].clearance for grant in grants), default=0),
        women=staff.woman,
        language=staff.language,
        extra=tuple(
            (f"loan:{grant.role}", grant.until.isoformat()) for grant in grants if grant.borrowed and grant.until
        ),
    )


def _marks(staff: Staff, grants: list[Grant]) -> frozenset[str]:
    """Return the words by which a row may bar or admit him: himself, his roles, sections, centres and bodies.

    A case bars by them; the sealed room is opened by one of the roles.
    """
    marks = {f"staff:{staff.pk}"} | {f"role:{grant.role}" for grant in grants}
    marks |= {f"body:{grant.body_id}" for grant in grants if grant.body_id}
    marks |= {f"centre:{grant.centre_id}" for grant in grants if grant.centre_id}
    places = [(grant.centre_id, grant.section or ROLES[grant.role].home) for grant in grants]
    wanted = Q(pk__in=[])
    for centre, code in places:
        wanted |= Q(centre=centre, code=code)
    if any(code for _centre, code in places):
        marks |= {f"section:{pk}" for pk in Section.objects.filter(wanted).order_by().values_list("pk", flat=True)}
    return frozenset(marks)


def who_is_on_duty(at: dt.datetime | None = None) -> list[Staff]:
    """Return the duty officers at an instant (now when None), in the order in which they are rung."""
    at = at or clock.now()
    turns = Duty.objects.filter(begins__lte=at, until__gt=at, staff__active=True)
    return [turn.staff for turn in turns.select_related("staff").order_by("rank")]


def turns_ahead() -> list[Duty]:
    """Return the turns of duty that have not ended, the nearest first, at most sixty."""
    found = Duty.objects.filter(until__gt=clock.now()).select_related("staff")
    return list(found.order_by("begins", "rank")[:60])


def grants_of(members: Iterable[Staff]) -> dict[int, list[Grant]]:
    """Return the grants in force of each member, by his id, in one query."""
    held: dict[int, list[Grant]] = {member.pk: [] for member in members}
    for grant in Grant.objects.in_force(clock.now()).filter(staff__in=held).select_related("centre", "body"):
        held[grant.staff_id].append(grant)
    return held


def holders(role: str, *, centre: int | None = None, section: str = "") -> list[Staff]:
    """Return who may sign in and holds a role now, in this centre or everywhere (None: wherever), by id."""
    grants = Grant.objects.in_force(clock.now()).filter(role=role)
    if centre is not None:
        grants = grants.filter(Q(centre=centre) | Q(centre=None))
    if section:
        grants = grants.filter(section__in=("", section))
    return list(Staff.objects.active().filter(pk__in=grants.values("staff")).order_by("pk"))


def women_at(centre: int, roles: Iterable[str]) -> list[Staff]:
    """Return the women who hold one of the roles in a centre now: who may serve one who asked for women only."""
    grants = Grant.objects.in_force(clock.now()).filter(Q(centre=centre) | Q(centre=None), role__in=list(roles))
    return list(Staff.objects.active().filter(woman=True, pk__in=grants.values("staff")).order_by("pk"))


def liaisons(body: Body) -> list[Staff]:
    """Return who speaks for a body here now."""
    grants = Grant.objects.in_force(clock.now()).filter(role="body_liaison", body=body)
    return list(Staff.objects.active().filter(pk__in=grants.values("staff")).order_by("pk"))


def body_of(viewer: Viewer) -> int | None:
    """Return the id of the body that a liaison speaks for, or None."""
    return next((int(mark[5:]) for mark in sorted(viewer.marks) if mark.startswith("body:")), None)


def may_open_sealed(viewer: Viewer) -> bool:
    """Tell whether somebody belongs to the sealed compartment of security reports."""
    return viewer.is_staff and SECURITY_REPORTS in {ROLES[role].home for role in viewer.roles}
