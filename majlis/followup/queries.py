"""The list of a day: who is to be asked today, how often already, what was promised and whether it was kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import Q, QuerySet

from majlis.bodies import queries as bodies
from majlis.bodies.models import HEAD_OFFICE, LIAISON, Contact
from majlis.cases.models import Case
from majlis.centres.queries import ministry_calendar
from majlis.core import clock
from majlis.core.viewer import Viewer
from majlis.core.working_time import Calendar
from majlis.followup import rules
from majlis.followup.models import Chase, DayLine, Track
from majlis.followup.states import WAITS, Rung, Why
from majlis.referrals.models import Promise, Referral
from majlis.referrals.states import Level, State

MOST = 500
SIZE = 50
_RANK = {why: place for place, why in enumerate(Why)}


@dataclass(slots=True)
class Line:
    """One line of a day's list. `done` tells how it was looked at already, empty while it waits."""

    referral: Referral
    why: str
    rung: int
    chases: int
    promises: list[Promise] = field(default_factory=list)
    last: Chase | None = None
    contacts: list[Contact] = field(default_factory=list)
    done: str = ""

    @property
    def why_words(self) -> str:
        """Return the reason in words."""
        return str(Why(self.why).label) if self.why else ""

    @property
    def rung_words(self) -> str:
        """Return who is to be asked."""
        return str(Rung(self.rung).label)

    @property
    def broken(self) -> int:
        """Return how many promises were broken."""
        return sum(one.mark == "broken" for one in self.promises)


def _days(name: str, usual: int) -> int:
    return int(getattr(settings, name, usual))


def first_rung(referral: Referral) -> Rung:
    """Return who is asked first: the liaison, or the office of the head for what went above him."""
    return Rung.HEAD if referral.level == Level.ABOVE else Rung.LIAISON


def track_of(referral: Referral) -> Track:
    """Return where the chasing of a referral stands; a new one, not kept, when it never began."""
    try:
        return referral.track
    except Track.DoesNotExist:
        return Track(referral=referral, rung=first_rung(referral))


def facts_of(referral: Referral) -> rules.Facts:
    """Return what the rule looks at."""
    track = track_of(referral)
    return rules.Facts(
        open=referral.is_open,
        asked=referral.state == State.ASKED,
        seen=referral.seen_at is not None or referral.state == State.SENT_BACK,
        sent_on=clock.day_of(referral.at),
        due_on=referral.due_on,
        heard_on=clock.day_of(referral.heard_at),
        promised_on=referral.promised_on,
        chased_on=clock.day_of(track.chased_at) if track.chased_at else None,
        next_on=track.next_on,
    )


def why(referral: Referral, today: dt.date, calendar: Calendar) -> Why | None:
    """Return why a referral is to be chased on a Riyadh day, or None."""
    return rules.why_today(
        facts_of(referral),
        today,
        calendar,
        silent=_days("FOLLOWUP_SILENT_DAYS", rules.SILENT_DAYS),
        unseen=_days("FOLLOWUP_UNSEEN_DAYS", rules.UNSEEN_DAYS),
    )


def candidates(viewer: Viewer, today: dt.date) -> QuerySet[Referral]:
    """Return, by one query, the open referrals that may be on a day's list: more than the rule takes, never fewer."""
    quiet = min(_days("FOLLOWUP_SILENT_DAYS", rules.SILENT_DAYS), _days("FOLLOWUP_UNSEEN_DAYS", rules.UNSEEN_DAYS))
    silent_since = clock.start_of(today - dt.timedelta(days=max(0, quiet - 1)))
    may_be = (
        Q(state=State.ASKED)
        | Q(due_on__lte=today)
        | Q(promised_on__lte=today)
        | Q(track__next_on__lte=today)
        | Q(heard_at__lt=silent_since)
    )
    rows = Referral.objects.visible_to(viewer).open().filter(may_be)
    return rows.select_related("body", "case", "track").order_by("case__priority", "due_on", "id")


def today_page(viewer: Viewer, number: int) -> tuple[list[Line], int]:
    """Return a page of today's list, counted from one, and how many lines wait; the graver and more pressing before."""
    lines = _waiting(viewer)
    shown = lines[(number - 1) * SIZE : number * SIZE]
    _add_last(shown)
    return shown, len(lines)


def _waiting(viewer: Viewer) -> list[Line]:
    day = clock.today()
    calendar = ministry_calendar()
    rows = list(candidates(viewer, day).prefetch_related("promises")[:MOST])
    known = {one.referral_id: one for one in DayLine.objects.filter(day=day, referral__in=rows)}
    lines = [_line(row, reason, known.get(row.pk)) for row in rows if (reason := why(row, day, calendar))]
    waiting = [line for line in lines if not line.done]
    return sorted(waiting, key=lambda line: (line.referral.case.priority, _RANK[Why(line.why)], line.referral.due_on))


def _line(row: Referral, reason: str, known: DayLine | None) -> Line:
    track = track_of(row)
    done = known.looked if known and reason != Why.QUESTION else ""
    return Line(row, reason, track.rung, track.chases, list(row.promises.all()), done=done if done != "rule" else "")


def _add_last(lines: list[Line]) -> None:
    """Add to each line the last chase and whom to ask, by two queries for all."""
    rows = [line.referral.pk for line in lines]
    last: dict[int, Chase] = {}
    for chase in Chase.objects.filter(referral__in=rows).order_by("referral", "-id").distinct("referral"):
        last[chase.referral_id] = chase
    found = Contact.objects.filter(body__in={line.referral.body_id for line in lines}, active=True)
    of_body: dict[int, list[Contact]] = {}
    for one in found:
        of_body.setdefault(one.body_id, []).append(one)
    for line in lines:
        line.last = last.get(line.referral.pk)
        level = LIAISON if line.rung == Rung.LIAISON and line.referral.level == "own" else HEAD_OFFICE
        mine = of_body.get(line.referral.body_id, [])
        line.contacts = [one for one in mine if one.level == level] or mine


def line_of(referral: Referral) -> Line:
    """Return one referral as a line, whatever the rule says of it today."""
    reason = why(referral, clock.today(), ministry_calendar())
    line = _line(referral, reason or "", None)
    _add_last([line])
    return line


def looked_at(day: dt.date) -> int:
    """Return how many lines of a day's list a person has looked at."""
    return DayLine.objects.filter(day=day).exclude(why="").exclude(looked=WAITS).count()


def next_after(viewer: Viewer, referral: Referral) -> Referral | None:
    """Return the next referral of today's list, or None when the day is done."""
    return next((line.referral for line in _waiting(viewer) if line.referral.pk != referral.pk), None)


def of_case(case: Case, viewer: Viewer) -> list[Line]:
    """Return the open referrals of a case as lines, with what came of the chases."""
    rows = Referral.objects.visible_to(viewer).filter(case=case).open()
    lines = [
        _line(row, why(row, clock.today(), ministry_calendar()) or "", None)
        for row in rows.select_related("body", "case", "track").prefetch_related("promises").order_by("id")
    ]
    _add_last(lines)
    return lines


def chases_of(case: Case, viewer: Viewer) -> list[Chase]:
    """Return the last chases of a case, newest first, at most twenty."""
    rows = Referral.objects.visible_to(viewer).filter(case=case)
    return list(Chase.objects.filter(referral__in=rows).select_related("referral__body").order_by("-id")[:20])


def head_contacts(referral: Referral) -> list[Contact]:
    """Return whom to tell in the office of the body's head."""
    return bodies.contacts(referral.body, level=HEAD_OFFICE)
