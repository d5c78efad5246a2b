"""The one door through which a referral changes its state: guard, write and entry happen together."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied

from majlis.cases import queries as case_queries
from majlis.cases.moves.door import lock
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.referrals import rules
from majlis.referrals.models import Referral
from majlis.referrals.states import ENDED, MOVES
from majlis.trail import moves as trail


def act(
    referral: Referral,
    name: str,
    *,
    by: Viewer,
    version: int | None = None,
    facts: dict[str, Any] | None = None,
    **changes: Any,
) -> Referral:
    """Make the move `name`: ask the rule, lock the case, compare, write, tell the book. Returns the referral anew.

    `version` is the one that the page showed. Raises PermissionDenied, and Busy when somebody was faster.
    """
    if not rules.holds_power(by, name, referral):
        raise PermissionDenied
    with house():
        lock(referral.case_id)
        held = Referral.objects.select_for_update(no_key=True, of=("self",)).select_related("body").get(pk=referral.pk)
        if (version is not None and held.version != version) or not MOVES[name].allows(held.state):
            raise case_queries.busy(held.case_id, by)
        before = held.version
        changes["state"] = MOVES[name].after(held.state)
        changes["version"] = before + 1
        changes["ended_at"] = clock.now() if changes["state"] in ENDED else None
        if by.holds("body_liaison") or name == "record_answer":
            changes["heard_at"] = clock.now()
        Referral.objects.filter(pk=held.pk, version=before).update(**changes)
        entered = {"body": {"ar": held.body.name_ar, "en": held.body.name_en}, **(facts or {})}
        trail.record(f"referral.{name}", by=by, subject=("referral", held.pk), case=held.case_id, **entered)
    for field, value in changes.items():
        setattr(referral, field, value)
    return referral
