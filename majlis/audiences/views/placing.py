"""Find a time for a person: which sitting, where, how long, and which of the free times."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from majlis.accounts import gate
from majlis.audiences import queries, rules, seats, waiting
from majlis.audiences.forms import MINUTES, TimeForm, WhereForm
from majlis.audiences.models import Appointment, Sitting
from majlis.audiences.moves import placing
from majlis.audiences.moves.placing import Slot
from majlis.audiences.states import Mode
from majlis.audiences.views.sittings import PLANNERS
from majlis.cases.models import Case
from majlis.centres.models import Hall
from majlis.core.errors import Busy, Refused
from majlis.core.ui.dates import hour
from majlis.core.viewer import by

HERE = "here"
OFFERED = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """What was chosen so far: where, how long, and the forms that show it."""

    where: WhereForm
    time: TimeForm
    hall: Hall | None
    minutes: int
    free: list[dt.datetime]

    def slot(self, sitting: Sitting) -> Slot:
        """Return the place that the form names."""
        start = dt.datetime.fromisoformat(self.time.cleaned_data["starts_at"])
        mode = Mode.VIDEO if self.hall else Mode.PERSON
        return Slot(sitting, start, self.minutes, mode, self.hall.centre if self.hall else sitting.place, self.hall)


@gate.staff(*PLANNERS)
@require_GET
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the sittings ahead for a case, with the first free time of each."""
    case = _waiting(request, reference)
    rows = [(sitting, _first_free(sitting, case)) for sitting in queries.ahead(by(request))[:8]]
    return render(
        request, "audiences/choose.html", {"case": case, "rows": rows, "last": rules.last_day(case.complete_at)}
    )


def _first_free(sitting: Sitting, case: Case) -> dt.datetime | None:
    free = queries.free_slots(sitting, usual_minutes(case), resources=[f"beneficiary:{case.beneficiary_id}"])
    return free[0] if free else None


def _waiting(request: HttpRequest, reference: str) -> Case:
    case = waiting.one(by(request), reference)
    if case is None:
        raise Http404
    return case


@gate.on(Sitting, rules.may_see_plan, by="pk", once=True)
def place(request: HttpRequest, sitting: Sitting, reference: str) -> HttpResponse:
    """Place a waiting case into a sitting."""
    case = _waiting(request, reference)
    asked = _asked(request, sitting, case.beneficiary_id, usual_where(case, sitting), usual_minutes(case))
    if request.method == "POST" and asked.time.is_valid() and _placed(case, sitting, asked, request):
        messages.success(request, _("He has his place. He is told when the plan is published."))
        return redirect("audiences:plan", pk=sitting.pk)
    return _page(request, sitting, asked, {"case": case, "who": case.beneficiary.name.display})


def _placed(case: Case, sitting: Sitting, asked: Asked, request: HttpRequest) -> bool:
    slot, agrees = asked.slot(sitting), asked.time.cleaned_data.get("consented", False)
    try:
        with transaction.atomic():
            placing.propose(
                case,
                sitting,
                starts_at=slot.starts_at,
                minutes=slot.minutes,
                mode=slot.mode,
                centre=slot.centre,
                hall=slot.hall,
                consented=agrees,
                by=by(request),
            )
    except Busy:
        raise
    except Refused as no:
        asked.time.add_error(None, str(no))
        return False
    return True


@gate.on(Appointment, by="pk", once=True)
def time(request: HttpRequest, one: Appointment) -> HttpResponse:
    """Put an appointment at another time, in this sitting or another."""
    seat = seats.seat(one, by(request))
    if not seat.moves & {"move", "move_told"}:
        raise Http404
    sitting = _other_sitting(request, one)
    where = f"hall-{one.hall_id}" if one.hall_id else HERE
    asked = _asked(request, sitting, 0, where, seat.minutes, but=one)
    if request.method == "POST" and asked.time.is_valid() and _moved(one, sitting, asked, request):
        messages.success(request, _("The place is changed."))
        return redirect("audiences:appointment", pk=one.pk)
    shown = {"one": one, "seat": seat, "who": seat.name, "weeks": queries.ahead(by(request))[:8]}
    return _page(request, sitting, asked, shown)


def _other_sitting(request: HttpRequest, one: Appointment) -> Sitting:
    wanted = request.POST.get("sitting") or request.GET.get("sitting") or ""
    ahead = {str(sitting.pk): sitting for sitting in queries.ahead(by(request))}
    return ahead.get(wanted) or ahead.get(str(one.sitting_id)) or one.sitting


def _moved(one: Appointment, sitting: Sitting, asked: Asked, request: HttpRequest) -> bool:
    agrees = asked.time.cleaned_data.get("consented", False)
    try:
        with transaction.atomic():
            placing.move(one, asked.slot(sitting), consented=agrees, by=by(request))
    except Busy:
        raise
    except Refused as no:
        asked.time.add_error(None, str(no))
        return False
    return True


def _page(request: HttpRequest, sitting: Sitting, asked: Asked, shown: dict[str, Any]) -> HttpResponse:
    facts = {"sitting": sitting, "where": asked.where, "form": asked.time, "free": asked.free, **shown}
    return render(request, "audiences/place.html", facts, status=422 if asked.time.errors else 200)


def _asked(
    request: HttpRequest,
    sitting: Sitting,
    person: int,
    where: str,
    minutes: int,
    *,
    but: Appointment | None = None,
) -> Asked:
    """Read what was chosen so far; `person` is the beneficiary's number, 0 where the viewer's scope hides it."""
    halls = {f"hall-{hall.pk}": hall for hall in queries.halls()}
    given = request.POST if request.method == "POST" else request.GET
    where = given.get("where") if given.get("where") in {HERE, *halls} else where  # type: ignore[assignment]
    minutes = int(given["minutes"]) if given.get("minutes") in {str(one) for one in MINUTES} else minutes
    places = [(HERE, f"{sitting.place} · {_('in person')}"), *((key, hall_words(hall)) for key, hall in halls.items())]
    persons = [f"beneficiary:{person}"] if person else []
    free = queries.free_slots(sitting, minutes, halls.get(where), resources=persons, but=but)[:OFFERED]
    form = TimeForm(
        request.POST if request.method == "POST" else None,
        free=[(slot.isoformat(), hour(slot)) for slot in free],
        short=not rules.is_told_in_time(sitting.day),
    )
    shown = WhereForm(initial={"where": where, "minutes": minutes}, places=places)
    return Asked(shown, form, halls.get(where), minutes, free)


def hall_words(hall: Hall) -> str:
    """Return the centre and name of a hall, and for whom it is."""
    for_whom = _("women") if hall.women else _("men")
    return f"{hall.centre} · {hall} · {for_whom}"


def usual_minutes(case: Case) -> int:
    """Return how long an audience of this service usually is, among the lengths offered."""
    usual = case.service.audience_minutes
    return min(MINUTES, key=lambda one: abs(one - usual))


def usual_where(case: Case, sitting: Sitting) -> str:
    """Return where the person asked to be heard: by video from his own centre, else in person."""
    if case.service.code != "audience_video":
        return HERE
    fitting = [hall for hall in queries.halls(case.centre) if hall.women == case.women_only]
    return f"hall-{fitting[0].pk}" if fitting else HERE
