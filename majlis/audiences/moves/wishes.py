"""What the office wants of the planner: this case in that session, or not there. Always with a reason."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from majlis.audiences import feeding, queries, rules
from majlis.audiences.models import PlanWish, Sitting
from majlis.audiences.states import WishKind
from majlis.cases.models import Case
from majlis.centres.models import Centre, Hall
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def pin(
    case: Case,
    sitting: Sitting,
    *,
    starts_at: dt.datetime,
    minutes: int,
    reason: str,
    hall: Hall | None = None,
    by: Viewer,
) -> PlanWish:
    """Pin a case to a time of a session: every plan keeps it there. A former pin of the case ends.

    `starts_at` is UTC. Refuses (403) who is not of the minister's office; a pin without a reason.
    """
    words = _reason(reason, by)
    with house():
        PlanWish.objects.filter(case=case, kind=WishKind.PIN, ended_at=None).update(ended_at=clock.now())
        wish = PlanWish.objects.create(
            case=case,
            kind=WishKind.PIN,
            sitting=sitting,
            starts_at=starts_at,
            minutes=minutes,
            hall=hall,
            reason=words,
            by=by.token,
            by_label=by.label[:120],
        )
        trail.record("plan.pinned", by=by, subject=("case", case.pk), day_on=sitting.day)
    return wish


def forbid(
    case: Case,
    *,
    reason: str,
    sitting: Sitting | None = None,
    centre: Centre | None = None,
    hall: Hall | None = None,
    by: Viewer,
) -> PlanWish:
    """Keep a case out of a session, a centre or a hall in every plan; refuses as `pin` does, and a wish for nothing."""
    words = _reason(reason, by)
    if sitting is None and centre is None and hall is None:
        raise Refused("nothing", _("Say which session or place it is."))
    with house():
        wish = PlanWish.objects.create(
            case=case,
            kind=WishKind.FORBID,
            sitting=sitting,
            centre=centre,
            hall=hall,
            reason=words,
            by=by.token,
            by_label=by.label[:120],
        )
        trail.record("plan.forbidden", by=by, subject=("case", case.pk))
    return wish


def end(wish: PlanWish, *, by: Viewer) -> None:
    """Take a wish back: plans are free again."""
    if not rules.may_arrange(by):
        raise PermissionDenied
    with house():
        if PlanWish.objects.filter(pk=wish.pk, ended_at=None).update(ended_at=clock.now()):
            trail.record("plan.wish_ended", by=by, subject=("case", wish.case_id))


def _reason(reason: str, by: Viewer) -> str:
    if not rules.may_arrange(by):
        raise PermissionDenied
    words = arabic.clean(reason)
    if not words:
        raise Refused("no_reason", _("Write the reason: it is counted in the report on fairness."))
    return words[:400]


def take(case: int, kind: str, sitting: Sitting, *, reason: str, by: Viewer) -> PlanWish:
    """Take the office's wish for a case: a pin goes to the first time of the session that is free for it.

    Refuses as `pin` and `forbid` do, and a pin to a session without a free time.
    """
    with house():
        found = Case.objects.select_related("service").get(pk=case)
    if kind == WishKind.FORBID:
        return forbid(found, sitting=sitting, reason=reason, by=by)
    minutes = feeding.usual_minutes(found)
    with house():
        hall = feeding.usual_hall(found)
        free = queries.free_slots(sitting, minutes, hall, resources=[f"beneficiary:{found.beneficiary_id}"])
    if not free:
        raise Refused("full", _("This session has no free time for it. Choose another, or make room there first."))
    return pin(found, sitting, starts_at=free[0], minutes=minutes, hall=hall, reason=reason, by=by)
