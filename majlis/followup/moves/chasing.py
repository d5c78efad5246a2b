"""Ask a body, take it a rung up, or leave it for another day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.accounts import queries as accounts
from majlis.cases import queries as case_queries
from majlis.cases.moves.door import lock
from majlis.centres.queries import ministry_calendar
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.followup import queries, rules
from majlis.followup.models import Chase, DayLine, Escalation, Track
from majlis.followup.states import DAY_MOVES, LEFT, RAISED, How, Looked, Result, Rung
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.referrals import moves as referrals
from majlis.referrals.models import Referral
from majlis.referrals.states import OPEN, State
from majlis.trail import moves as trail

_TOLD = {Rung.DIRECTOR: "programme_director", Rung.OFFICE: "minister_office"}


def chase(
    referral: Referral,
    *,
    by: Viewer,
    how: How,
    result: Result,
    who: str = "",
    promised_on: dt.date | None = None,
    next_on: dt.date | None = None,
    note: str = "",
) -> Chase:
    """Note one follow-up contact with its result and the day of the next one (all Riyadh days).

    A promise needs its day. Without `next_on` the timetable gives the next working day. Raises PermissionDenied;
    Busy when the referral is answered or withdrawn; Refused `no_day`, `past`, `question` (the body waits for us).
    """
    held = _hold(referral, by)
    if held.state == State.ASKED:
        raise Refused("question", _("The body asked something and waits for us. Answer its question first."))
    if result == Result.PROMISED and promised_on is None:
        raise Refused("no_day", _("Say for which day they promise it."))
    today = clock.today()
    if next_on and next_on < today:
        raise Refused("past", _("The day of the next call must be still to come."))
    if result == Result.PROMISED and promised_on:
        referrals.promise(referral, by=by, day=promised_on)
    day = next_on or rules.next_day(ministry_calendar(), result, today, promised_on)
    with house():
        track = _track(referral)
        kept = Chase.objects.create(
            referral=referral,
            rung=track.rung,
            how=how,
            who=arabic.clean(who)[:120],
            result=result,
            promised_on=promised_on if result == Result.PROMISED else None,
            next_on=day,
            note=arabic.clean(note)[:400],
            by=by.token,
            by_label=by.label[:120],
        )
        track.chases += 1
        track.fruitless = track.fruitless + 1 if result == Result.NO_ANSWER else 0
        track.chased_at, track.next_on = clock.now(), day
        track.save()
        look(referral, Looked.CHASED, by=by)
        _record(referral, "followup.chased", by, how=how, result=result, next_on=day, body=_names(referral))
    return kept


def raise_(referral: Referral, *, by: Viewer, why: str) -> Escalation:
    """Take a referral one rung up the ladder and tell who stands there; `why` is a code of states.RAISED."""
    _hold(referral, by)
    if why not in RAISED:
        raise Refused("no_reason", _("Say why it goes higher."))
    with house():
        track = _track(referral)
        if track.rung >= Rung.OFFICE:
            raise Refused("top", _("It is before the minister's office already."))
        track.rung += 1
        track.fruitless, track.next_on = 0, rules.next_day(ministry_calendar(), Result.NO_ANSWER, clock.today())
        track.save()
        step = Escalation.objects.create(
            referral=referral, rung=track.rung, why=why, by=by.token, by_label=by.label[:120]
        )
        look(referral, Looked.RAISED, by=by)
        _record(referral, "followup.raised", by, rung=str(int(track.rung)), why=why)
        _tell_rung(referral, Rung(track.rung))
    return step


def leave(referral: Referral, *, by: Viewer, why: str) -> DayLine:
    """Leave a referral for the next working day; `why` is a code of states.LEFT. That it was looked at is kept."""
    _hold(referral, by)
    if why not in LEFT:
        raise Refused("no_reason", _("Say why nothing is to be done today."))
    with house():
        today = DayLine.objects.filter(referral=referral, day=clock.today()).first()
        if today is not None and not DAY_MOVES["leave"].allows(today.looked):
            raise case_queries.busy(referral.case_id, by)
        track = _track(referral)
        track.next_on = rules.next_day(ministry_calendar(), Result.NO_ANSWER, clock.today())
        track.save()
        line = look(referral, Looked.LEFT, by=by, left_why=why)
        _record(referral, "followup.left", by, why=why)
    return line


def _hold(referral: Referral, by: Viewer) -> Referral:
    """Ask the rule, hold the case, and return the referral as it now stands; Busy when it has ended."""
    if not rules.may_chase(by, referral):
        raise PermissionDenied
    with house():
        lock(referral.case_id)
        held = Referral.objects.get(pk=referral.pk)
    if held.state not in OPEN:
        raise case_queries.busy(held.case_id, by)
    referral.state, referral.version = held.state, held.version
    return held


def _track(referral: Referral) -> Track:
    """Return the row of the chasing, made at the first need. The caller works as the house."""
    first = {"rung": queries.first_rung(referral)}
    track, _new = Track.objects.get_or_create(referral=referral, defaults=first)
    return track


def look(referral: Referral, how: Looked, *, by: Viewer, left_why: str = "") -> DayLine:
    """Write that a referral was looked at today, and how. The caller works as the house."""
    known = {"looked": how, "left_why": left_why, "by": by.token, "by_label": by.label[:120], "at": clock.now()}
    reason = queries.why(referral, clock.today(), ministry_calendar()) or ""
    line, _new = DayLine.objects.update_or_create(
        referral=referral, day=clock.today(), defaults=known, create_defaults={**known, "why": reason}
    )
    return line


def _record(referral: Referral, kind: str, by: Viewer, **facts: Any) -> None:
    trail.record(kind, by=by, subject=("referral", referral.pk), case=referral.case_id, **facts)


def _names(referral: Referral) -> dict[str, str]:
    return {"ar": referral.body.name_ar, "en": referral.body.name_en}


def _tell_rung(referral: Referral, rung: Rung) -> None:
    facts: dict[str, object] = {"number": referral.letter, "due_on": referral.due_on}
    kind = "followup.head_asked"
    people = [addressees.contact(one) for one in queries.head_contacts(referral)]
    if rung in _TOLD:
        kind = "followup.raised"
        facts |= {"reference": referral.reference, "address": f"{settings.ORIGIN}{reverse('followup:list')}"}
        holders = [one for one in accounts.holders(_TOLD[rung]) if f"staff:{one.pk}" not in referral.barred]
        people = [addressees.staff(one) for one in holders]
    for to in people:
        notifications.owe(
            kind,
            to=to,
            facts=facts,
            about=("referral", referral.pk),
            version=int(rung),
            case=referral.case_id,
            barred=referral.barred,
        )
