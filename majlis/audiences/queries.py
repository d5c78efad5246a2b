"""What others ask about sittings and appointments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from majlis.accounts.models import Staff
from majlis.audiences import running
from majlis.audiences.models import Appointment, Booking, Feed, GateNote, Line, Pattern, Plan, PlanWish, Sitting
from majlis.audiences.rules import OPEN_TO_ALL
from majlis.audiences.states import HOLDING, UNTOLD, State
from majlis.cases.models import Case
from majlis.cases.states import State as CaseState
from majlis.centres.models import Centre, Hall, Pause, Season
from majlis.core import clock
from majlis.core.viewer import Viewer

WAITING_ORDER = ("-debt", "priority", "-points", "id")
STEP = dt.timedelta(minutes=5)
RING_DAYS = 4
_SETTLED = (State.ATTENDED, State.ABSENT, State.WITHDRAWN)


def waiting_list(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases that wait for a place, in WAITING_ORDER: debts first, then by class, points and age.

    The minister's office reads it in the scope of the house, for the whole list is its work: wherever a case lies.
    `debt`, `missed` and `wished` tell what went before.
    """
    if viewer.holds("minister_office"):
        cases = Case.objects.exclude(barred__overlap=sorted(viewer.marks | {viewer.token}))
        cases = cases.filter(sensitivity__lte=viewer.clearance)
    else:
        cases = Case.objects.visible_to(viewer)
    before = Appointment.objects.filter(case=OuterRef("pk"))
    counted = {
        "missed": Count("appointments", filter=Q(appointments__state=State.ABSENT)),
        "wished": Count("appointments", filter=Q(appointments__state=State.MOVED, appointments__why="asked")),
    }
    return (
        cases.filter(state=CaseState.WAITING)
        .annotate(debt=Exists(_debts(before)), **counted)
        .select_related("beneficiary", "service", "centre")
        .order_by(*WAITING_ORDER)
    )


def _debts(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Narrow to places that we cancelled and for which the person has not been heard, or given another, since."""
    later = Appointment.objects.filter(case=OuterRef("case"), pk__gt=OuterRef("pk"), state__in=_SETTLED)
    return rows.filter(state=State.CANCELLED).exclude(Exists(later))


def is_owed(case: Case) -> bool:
    """Tell whether we cancelled the person's place and have not heard him since."""
    return _debts(Appointment.objects.filter(case=case)).exists()


def owed(cases: Iterable[int]) -> frozenset[int]:
    """Return those of some cases to whom we owe a place."""
    return frozenset(_debts(Appointment.objects.filter(case__in=cases)).values_list("case", flat=True))


def current(case: Case) -> Appointment | None:
    """Return the appointment that a case holds now, or None."""
    rows = Appointment.objects.filter(case=case, state__in=sorted(HOLDING))
    return rows.select_related("sitting", "centre", "hall", "case").first()


def newest(case: Case) -> Appointment | None:
    """Return the newest appointment of a case, whatever became of it, or None."""
    return Appointment.objects.filter(case=case).select_related("sitting", "centre", "hall").order_by("-id").first()


def of_case(case: Case) -> list[Appointment]:
    """Return all appointments of a case, newest first."""
    return list(Appointment.objects.filter(case=case).select_related("sitting", "centre", "hall").order_by("-id"))


def wishes(case: Case) -> int:
    """Return how often the person asked for another time: after the second somebody rings him."""
    return Appointment.objects.filter(case=case, state=State.MOVED, why="asked").count()


def ahead(viewer: Viewer) -> list[Sitting]:
    """Return the sittings to come, the next first, at most thirty; `taken` is how many hold a place in each."""
    rows = Sitting.objects.visible_to(viewer).ahead().select_related("place", "principal")
    return list(rows.annotate(taken=_taken())[:30])


def _taken() -> Count:
    return Count("appointments", filter=Q(appointments__state__in=sorted(HOLDING)))


def past(viewer: Viewer) -> QuerySet[Sitting]:
    """Return the sittings that are over or were cancelled, for paging by (-day, -id)."""
    rows = Sitting.objects.visible_to(viewer).exclude(day__gte=clock.today(), state__in=("planned", "published"))
    return rows.select_related("place", "principal")


def between(viewer: Viewer, first: dt.date, last: dt.date) -> list[Sitting]:
    """Return the sittings of some Riyadh days, cancelled ones too, by their hour; `taken` as in `ahead`."""
    rows = Sitting.objects.visible_to(viewer).filter(day__range=(first, last)).select_related("place", "principal")
    return list(rows.annotate(taken=_taken()).order_by("starts_at"))


def patterns() -> list[Pattern]:
    """Return the usual weeks that still run, with their places and principals."""
    rows = Pattern.objects.filter(Q(until=None) | Q(until__gte=clock.today()))
    return list(rows.select_related("place", "principal"))


def of_pattern(pattern: Pattern) -> list[Sitting]:
    """Return the sittings to come that a pattern opened, cancelled ones too."""
    return list(Sitting.objects.filter(pattern=pattern, day__gte=clock.today()).select_related("place"))


def places_of(sitting: Sitting) -> dict[str, int]:
    """Return how many hold a place in a sitting: `told` those who know of it, `untold` the others."""
    rows = Appointment.objects.filter(sitting=sitting, state__in=sorted(HOLDING))
    told = ~Q(state=State.PROPOSED)
    return rows.aggregate(told=Count("pk", filter=told), untold=Count("pk", filter=~told))


def has_feed(viewer: Viewer) -> bool:
    """Tell whether the officer has a calendar feed."""
    return Feed.objects.filter(staff=viewer.id, ended_at=None).exists()


def feed_of(digest: str) -> Staff | None:
    """Return whose feed has a key with this digest, or None."""
    found = Feed.objects.filter(digest=digest, ended_at=None).select_related("staff").first()
    return found.staff if found else None


def of_plan(plan: Plan) -> list[Sitting]:
    """Return the sittings of a plan by day."""
    return list(plan.sittings.select_related("place", "principal").order_by("starts_at"))


def other_plans(plan: Plan, viewer: Viewer) -> list[Plan]:
    """Return the newest other plans that can be compared with this one, at most six."""
    rows = (
        Plan.objects.visible_to(viewer).exclude(pk=plan.pk).filter(state__in=("proposed", "approved"), kind=plan.kind)
    )
    return list(rows.order_by("-id")[:6])


def holding_of(cases: Iterable[int]) -> dict[int, int]:
    """Return the appointment that each of some cases holds, by case; those that hold none are left out."""
    return dict(Appointment.objects.holding().filter(case__in=cases).values_list("case", "pk"))


def minutes_of(plan: Plan) -> dict[int, int]:
    """Return how many minutes a plan gives in each of its sittings."""
    rows = Line.objects.filter(plan=plan, sitting__isnull=False).order_by().values_list("sitting")
    return dict(rows.annotate(Sum("minutes")))


def wishes_of(case: int) -> list[PlanWish]:
    """Return what the office wants for a case now."""
    return list(PlanWish.objects.filter(case=case, ended_at=None).select_related("sitting"))


def fits(sitting: Sitting, starts_at: dt.datetime, ends_at: dt.datetime) -> bool:
    """Tell whether a span of time lies inside a sitting and outside its pauses."""
    inside = sitting.starts_at <= starts_at < ends_at <= sitting.ends_at
    return inside and all(ends_at <= first or starts_at >= last for first, last in sitting.paused())


def free_slots(
    sitting: Sitting,
    minutes: int,
    hall: Hall | None = None,
    *,
    resources: Iterable[str] = (),
    but: Appointment | None = None,
    in_pause: bool = False,
) -> list[dt.datetime]:
    """Return the starts (UTC, every five minutes) at which an audience of `minutes` fits and nobody is taken.

    Asked are the principal, the hall and further `resources` such as "beneficiary:12"; the place of `but` is taken
    as free, and with `in_pause` the pauses too. The constraint of the database has the last word.
    """
    after = {f"principal:{sitting.principal_id}": sitting.gap} | dict.fromkeys(resources, 0)
    if hall:
        after[f"hall:{hall.pk}"] = hall.setup
    busy = _busy(sitting, after, but)
    length, now = dt.timedelta(minutes=minutes), clock.now()
    found, start = [], sitting.starts_at
    while start + length <= sitting.ends_at:
        end = start + length
        free = all(end + turnover <= first or start >= last for first, last, turnover in busy)
        if start > now and free and (in_pause or fits(sitting, start, end)):
            found.append(start)
        start += STEP
    return found


def _busy(
    sitting: Sitting, after: dict[str, int], but: Appointment | None
) -> list[tuple[dt.datetime, dt.datetime, dt.timedelta]]:
    """Return the spans in which one of the resources is taken, each with the minutes it needs after an audience."""
    rows = Booking.objects.filter(live=True, resource__in=after, during__overlap=(sitting.starts_at, sitting.ends_at))
    if but is not None:
        rows = rows.exclude(appointment=but)
    spans = rows.values_list("resource", "during")
    return [(span.lower, span.upper, dt.timedelta(minutes=after[resource])) for resource, span in spans]


def usual_pauses(place: Centre, day: dt.date, start: dt.time, end: dt.time) -> list[str]:
    """Return the breaks of a centre's timetable on a Riyadh day that touch a span of hours, as "HH:MM-HH:MM"."""
    season = Season.objects.filter(centre=place, first__lte=day, last__gte=day).order_by("-first").first()
    rows = Pause.objects.filter(centre=place, season=season)
    if season is not None and not rows.exists():
        rows = Pause.objects.filter(centre=place, season=None)
    touching = [row for row in rows if row.starts < end and (row.ends > start or row.ends == dt.time())]
    return [f"{row.starts:%H:%M}-{row.ends:%H:%M}" for row in touching]


def days_of(pattern: Pattern, first: dt.date, last: dt.date) -> list[dt.date]:
    """Return the Riyadh days from `first` to `last` on which a pattern puts a sitting; not those left out."""
    except_for = set(pattern.exceptions.filter(day__range=(first, last)).values_list("day", flat=True))
    span = (first + dt.timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return [day for day in span if falls_on(pattern, day) and day not in except_for]


def falls_on(pattern: Pattern, day: dt.date) -> bool:
    """Tell whether the rhythm of a pattern meets a Riyadh day, whether or not it is left out."""
    if day < pattern.since or (pattern.until and day > pattern.until) or day.weekday() != pattern.weekday:
        return False
    begins = pattern.since + dt.timedelta(days=(pattern.weekday - pattern.since.weekday()) % 7)
    return (day - begins).days // 7 % pattern.every == 0


def hours_on(pattern: Pattern, day: dt.date) -> tuple[dt.time, dt.time]:
    """Return the Riyadh hours of a pattern on a day: those of the season of its place, where it has some."""
    start, end = pattern.season_start, pattern.season_end
    if start and end and Season.objects.filter(centre=pattern.place_id, first__lte=day, last__gte=day).exists():
        return start, end
    return pattern.start, pattern.end


def halls(centre: Centre | None = None) -> list[Hall]:
    """Return the video halls in use, of one centre or of all."""
    rows = Hall.objects.filter(open=True, centre__open=True).select_related("centre")
    return list(rows.filter(centre=centre) if centre else rows)


def to_ring(viewer: Viewer) -> QuerySet[Appointment]:
    """Return the appointments of the next four days of which the person is not known to be told: he is rung today."""
    until = clock.today() + dt.timedelta(days=RING_DAYS)
    rows = Appointment.objects.visible_to(viewer).filter(state=State.TOLD, told_at=None)
    return rows.filter(sitting__day__gte=clock.today(), sitting__day__lte=until).order_by("starts_at", "id")


def sitting_today(viewer: Viewer) -> Sitting | None:
    """Return the published sitting of this day, or None."""
    rows = Sitting.objects.visible_to(viewer).filter(day=clock.today(), state="published")
    return rows.select_related("place", "principal").first()


def reads_all(viewer: Viewer) -> bool:
    """Tell whether the viewer reads the plan wherever its cases lie."""
    return viewer.holds(*OPEN_TO_ALL)


def waiting_today(sitting: Sitting) -> list[Appointment]:
    """Return who waits in a sitting and who is before the minister, as the order of the day reckons with them."""
    rows = Appointment.objects.filter(sitting=sitting, state__in=sorted({*running.WAITING, State.IN}))
    return list(rows.select_related("case", "sitting", "centre", "hall").order_by("starts_at", "id"))


def clockwork(sitting: Sitting) -> running.Clockwork:
    """Return what moves the day of a sitting in this minute: pages that ask twice in it see the same hours."""
    gap = dt.timedelta(minutes=sitting.gap)
    return running.Clockwork(
        clock.now().replace(second=0, microsecond=0), sitting.starts_at, sitting.paused(), gap, sitting.paused_at
    )


def slots_today(sitting: Sitting, minutes: int, hall: Hall | None, *, but: Appointment) -> list[dt.datetime]:
    """Return the hours of today's session to which somebody may still be put later: free ones, and after the last.

    The very last lies past the end of the session when nothing else is left: the office alone gives it.
    """
    free = free_slots(sitting, minutes, hall, but=but)
    last = Appointment.objects.filter(sitting=sitting, state__in=sorted(HOLDING)).exclude(pk=but.pk)
    ends = [*last.values_list("ends_at", flat=True), clock.now()]
    after = max(ends) + dt.timedelta(minutes=sitting.gap)
    return sorted({*free, _rounded(after)})


def _rounded(moment: dt.datetime) -> dt.datetime:
    """Return the next full five minutes."""
    over = moment.timestamp() % STEP.total_seconds()
    return moment if not over else moment + STEP - dt.timedelta(seconds=over)


def gates_of(sitting: Sitting) -> list[Centre]:
    """Return the centres to which somebody comes for a sitting, or came when its list was last handed."""
    coming = Appointment.objects.filter(sitting=sitting, state__in=sorted(HOLDING - UNTOLD))
    wanted = Q(pk__in=coming.values("centre")) | Q(pk__in=sitting.gate_lists.values("centre"))
    return list(Centre.objects.filter(wanted).order_by("code"))


def sittings_today(viewer: Viewer) -> list[Sitting]:
    """Return the published sittings of this day."""
    rows = Sitting.objects.visible_to(viewer).filter(day=clock.today(), state="published")
    return list(rows.select_related("place", "principal").order_by("starts_at"))


def gate_note(appointment: Appointment) -> GateNote | None:
    """Return what the gate knows of a place, its pass among it; None before the person was told."""
    return GateNote.objects.filter(appointment=appointment).first()
