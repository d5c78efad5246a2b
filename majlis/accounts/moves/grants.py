"""Grant powers, lend them for a few hours, end them."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from majlis.accounts import facts, rules
from majlis.accounts.models import LONGEST_LOAN_HOURS, Grant, Staff
from majlis.accounts.roles import ROLES
from majlis.bodies.models import Body
from majlis.centres.models import Centre
from majlis.centres.queries import section as find_section
from majlis.core import clock, constraints, scope
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

SHORTEST_REASON = 10

constraints.explain("accounts_grant_once", "granted_already", _("He holds this role here already."))


@transaction.atomic
def grant(
    member: Staff,
    role: str,
    *,
    by: Viewer,
    centre: Centre | None = None,
    section: str = "",
    body: Body | None = None,
    until: dt.datetime | None = None,
) -> Grant:
    """Grant a role from now on, or until an instant.

    Refuses "place" where the role does not belong, "granted_already", "until" for an end that has passed. Raises
    PermissionDenied when the actor may not grant it, above all to himself.
    """
    _allow(role in ROLES and rules.may_grant(by, role, centre=centre.pk if centre else None, to=member.pk))
    _fits(role, centre, section, body)
    now = clock.now()
    if until is not None and until <= now:
        raise Refused("until", _("The end must lie in the future."))
    with scope.house():
        Staff.objects.select_for_update(no_key=True).get(pk=member.pk)
        _not_held(member, role, centre, section, body)
        row = Grant.objects.create(
            staff=member,
            role=role,
            centre=centre,
            section=section,
            body=body,
            begins=now,
            until=until,
            granted_by_id=by.id if by.is_staff else None,
        )
        trail.record(facts.GRANTED.name, by=by, subject=("staff", member.pk), role=role, grant=row.pk)
    return row


@transaction.atomic
def borrow(
    member: Staff,
    role: str,
    *,
    by: Viewer,
    why: str,
    hours: int,
    centre: Centre | None = None,
    section: str = "",
) -> Grant:
    """Give a member a role for one to four hours, with a reason that stays on record; it ends by itself.

    He may take a neighbour's role in his own centre on his own word; any other role must be lent to him by somebody
    who may grant it, who then stands as the approver. Refuses "hours", "why" (ten characters at least), "place",
    "granted_already". Raises PermissionDenied.
    """
    own = by.is_staff and by.id == member.pk
    where = centre.pk if centre else None
    known = role in ROLES and ROLES[role].lendable
    _allow(known and member.active)
    _allow(rules.may_borrow(by, role, centre=where) if own else rules.may_grant(by, role, centre=where, to=member.pk))
    if not 1 <= hours <= LONGEST_LOAN_HOURS:
        raise Refused("hours", _("A role is borrowed for one to %(most)s hours."), most=LONGEST_LOAN_HOURS)
    if len(why.strip()) < SHORTEST_REASON:
        raise Refused("why", _("Say in a few words why the role is needed."))
    _fits(role, centre, section, None)
    now = clock.now()
    with scope.house():
        Staff.objects.select_for_update(no_key=True).get(pk=member.pk)
        _not_held(member, role, centre, section, None)
        row = Grant.objects.create(
            staff=member,
            role=role,
            centre=centre,
            section=section,
            begins=now,
            until=now + dt.timedelta(hours=hours),
            granted_by_id=by.id if by.is_staff else None,
            approved_by_id=None if own or not by.is_staff else by.id,
            borrowed=True,
            why=why.strip()[:250],
        )
        trail.record(
            facts.BORROWED.name,
            by=by,
            subject=("staff", member.pk),
            role=role,
            until=row.until,
            hours=hours,
            approved=not own,
            grant=row.pk,
        )
    return row


@transaction.atomic
def end(row: Grant, *, by: Viewer) -> None:
    """End a grant now; a borrower may give his own back. A grant that has ended stays as it is."""
    row = Grant.objects.select_for_update(no_key=True).get(pk=row.pk)
    gives_back = row.borrowed and by.is_staff and by.id == row.staff_id
    _allow(gives_back or rules.may_grant(by, row.role, centre=row.centre_id, to=row.staff_id))
    now = clock.now()
    if row.ended_at is not None or (row.until is not None and row.until <= now):
        return
    with scope.house():
        row.ended_at, row.ended_by_id = now, by.id if by.is_staff else None
        row.save(update_fields=["ended_at", "ended_by"])
        trail.record(facts.GRANT_ENDED.name, by=by, subject=("staff", row.staff_id), role=row.role, grant=row.pk)


def _fits(role: str, centre: Centre | None, section: str, body: Body | None) -> None:
    if not ROLES[role].fits(centre.pk if centre else None, section, body.pk if body else None):
        raise Refused("place", _("This role does not belong there. Choose the centre, section or body that it needs."))
    if section and find_section(centre.pk if centre else None, section) is None:
        raise Refused("place", _("There is no such section."))


def _not_held(member: Staff, role: str, centre: Centre | None, section: str, body: Body | None) -> None:
    held = member.grants.in_force(clock.now()).filter(role=role, centre=centre, section=section, body=body)
    if held.exists():
        raise Refused("granted_already", _("He holds this role here already."))


def _allow(yes: bool) -> None:
    if not yes:
        raise PermissionDenied
