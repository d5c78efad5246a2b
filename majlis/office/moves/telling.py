"""Tell the minister what waits for him, and his office what is late."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse

from majlis.accounts import queries as accounts
from majlis.core import clock
from majlis.core.scope import house
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.office.models import Directive
from majlis.office.states import KnownBy, State

WEEK = dt.timedelta(days=7)


def ask_to_confirm(directive: Directive, *, late: bool = False) -> None:
    """Owe the minister the question whether a noted directive is his; once it is late, tell his office too."""
    roles = ("minister", "minister_office") if late else ("minister",)
    barred = set(directive.case.barred)
    for one in {staff.pk: staff for role in roles for staff in accounts.holders(role)}.values():
        if f"staff:{one.pk}" in barred:
            continue
        notifications.owe(
            "office.confirm_late" if late else "office.confirm",
            to=addressees.staff(one),
            facts={
                "reference": directive.case.reference,
                "due_on": clock.day_of(directive.confirm_by or clock.now()),
                "address": f"{settings.ORIGIN}{reverse('office:confirmations')}",
            },
            about=("directive", directive.pk),
            case=directive.case_id,
            barred=directive.case.barred,
        )


def remind_of_unconfirmed() -> int:
    """Remind, once, of each directive that nobody confirmed in two working days; returns how many. It moves nothing."""
    with house():
        late = Directive.objects.filter(
            state=State.UNCONFIRMED, confirm_by__lt=clock.now(), reminded_at__isnull=True
        ).select_related("case")
        rows = list(late.order_by("id"))
        for directive in rows:
            ask_to_confirm(directive, late=True)
            Directive.objects.filter(pk=directive.pk).update(reminded_at=clock.now())
    return len(rows)


def send_the_list() -> int:
    """Tell the minister how much his office decided in the last seven days under his standing directives.

    The list itself stands on a page that only he and his office open. Returns how many were decided.
    """
    since = clock.today() - WEEK
    with house():
        count = Directive.objects.filter(known_by=KnownBy.STANDING, at__gte=clock.start_of(since)).count()
        for one in accounts.holders("minister") if count else []:
            notifications.owe(
                "office.decided_for_you",
                to=addressees.staff(one),
                facts={"count": count, "address": f"{settings.ORIGIN}{reverse('office:decided')}"},
                about=("standing", clock.today().toordinal()),
            )
    return count
