"""Say who is on duty when."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from majlis.accounts import facts, rules
from majlis.accounts.models import Duty, Staff
from majlis.core import clock, constraints, scope
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

LONGEST_TURN = dt.timedelta(days=7)

constraints.explain("accounts_duty_one_turn", "on_duty_already", _("He is on duty at that time already."))
constraints.explain(
    "accounts_duty_one_a_rank", "rank_taken", _("Somebody else stands in this place of the order at that time.")
)


@transaction.atomic
def put_on_duty(member: Staff, begins: dt.datetime, until: dt.datetime, *, by: Viewer, rank: int = 1) -> Duty:
    """Put a duty officer on the roster from one instant to another; rank 1 is rung first.

    Refuses "not_duty_officer", "turn" for a turn that ends before it begins, lies in the past or is longer than
    a week; the database refuses "on_duty_already" and "rank_taken". Raises PermissionDenied.
    """
    if not rules.may_set_roster(by):
        raise PermissionDenied
    now = clock.now()
    if not begins < until or until <= now or until - begins > LONGEST_TURN:
        raise Refused("turn", _("A turn ends after it begins, in the future, and lasts at most a week."))
    if not member.active or not member.grants.in_force(now).filter(role="duty_officer").exists():
        raise Refused("not_duty_officer", _("Only a duty officer can be put on duty. Grant him that role first."))
    with scope.house():
        turn = Duty.objects.create(staff=member, begins=begins, until=until, rank=rank)
        trail.record(facts.ROSTERED.name, by=by, subject=("staff", member.pk), begins=begins, until=until, rank=rank)
    return turn


@transaction.atomic
def take_off_duty(turn: Duty, *, by: Viewer) -> None:
    """Take back a turn of duty."""
    if not rules.may_set_roster(by):
        raise PermissionDenied
    with scope.house():
        trail.record(
            facts.UNROSTERED.name, by=by, subject=("staff", turn.staff_id), begins=turn.begins, until=turn.until
        )
        turn.delete()
