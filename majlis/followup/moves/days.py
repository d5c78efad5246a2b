"""The days of follow-up: each morning every open referral is looked at by rule; each evening nobody is left over."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.urls import reverse

from majlis.accounts import queries as accounts
from majlis.cases.models import Case
from majlis.centres.queries import ministry_calendar
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.followup import queries, rules
from majlis.followup.models import Chase, DayLine, Track
from majlis.followup.moves.chasing import raise_
from majlis.followup.states import WAITS, Looked, Why
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.referrals import moves as referrals
from majlis.referrals.models import Referral

_REMINDED = frozenset({Why.DUE, Why.OVERDUE, Why.BROKEN})


def open_day(*, by: Viewer) -> int:
    """Look at every open referral by rule, and write today's list; returns how many lines wait for a person.

    A body whose answer is due, overdue or promised is reminded once a day. After broken promises or calls that
    nobody answered, the rule itself goes to the office of the body's head. On a day off nothing happens.
    """
    today, calendar = clock.today(), ministry_calendar()
    if not calendar.is_working_day(today):
        return 0
    waiting = 0
    with house():
        rows = Referral.objects.open().select_related("body", "case", "track").prefetch_related("promises")
        for referral in rows.iterator(chunk_size=500):
            reason = queries.why(referral, today, calendar)
            looked = {"why": reason or "", "looked": WAITS if reason else Looked.RULE}
            _line, new = DayLine.objects.get_or_create(referral=referral, day=today, defaults=looked)
            waiting += bool(new and reason)
            if new and reason in _REMINDED:
                referrals.remind(referral, by=by, day=today.toordinal())
            if new and reason:
                _raise_by_rule(referral, by)
    return waiting


def _raise_by_rule(referral: Referral, by: Viewer) -> None:
    track = queries.track_of(referral)
    broken = sum(one.mark == "broken" for one in referral.promises.all())
    why = rules.should_raise(rung=track.rung, broken=broken, fruitless=track.fruitless)
    if why:
        raise_(referral, by=by, why=why)
        # The person on the list still has to ring the one now asked.
        DayLine.objects.filter(referral=referral, day=clock.today()).update(looked=WAITS)
        Track.objects.filter(referral=referral).update(next_on=clock.today())


def close_day(*, by: Viewer, day: dt.date | None = None) -> int:
    """Tell the programme's directors how many lines of a day nobody looked at; returns that number."""
    today = day or clock.today()
    with house():
        count = DayLine.objects.filter(day=today, looked=WAITS, referral__ended_at__isnull=True).count()
        if count:
            _tell_left_over(today, count)
    return count


def _tell_left_over(day: dt.date, count: int) -> None:
    facts = {"count": count, "day_on": day, "address": f"{settings.ORIGIN}{reverse('followup:list')}"}
    for one in accounts.holders("programme_director"):
        about = ("followup", day.toordinal())
        notifications.owe("followup.left_over", to=addressees.staff(one), facts=facts, about=about)


def forget(case: Case) -> None:
    """Destroy what was noted of the chases of a sealed case."""
    with house():
        Chase.objects.filter(referral__case=case).update(note="", who="")


def settle(referral: Referral, *, by: Viewer, again: bool) -> None:
    """Note on today's line that the body answered, or the house did; `again` when the body's turn begins anew."""
    with house():
        today = DayLine.objects.filter(referral=referral, day=clock.today(), looked=WAITS)
        today.update(looked=Looked.SETTLED, by=by.token, by_label=by.label[:120], at=clock.now())
        if again:
            Track.objects.filter(referral=referral).update(next_on=None, fruitless=0)
