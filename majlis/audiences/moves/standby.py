"""A place that became free goes down the ranked list of those who wait, to one person at a time.

Rule: "Change" of the weekly session: within the notice rule, by a call where there is no smartphone, for a race favours
the quick and the literate; nobody is offered two.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.audiences import feeding, freeing, rules
from majlis.audiences.models import Appointment, Offer
from majlis.audiences.moves import placing
from majlis.audiences.moves.door import act, kindly, owe
from majlis.audiences.planner import standby
from majlis.audiences.planner.plans import Placed
from majlis.audiences.states import Mode, OfferKind, OfferState
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.centres.models import Centre, Hall
from majlis.core import clock, jobs
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house, within
from majlis.core.viewer import Viewer
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.notifications.addressees import Addressee

INTERNET = ("email", "whatsapp", "telegram")
"""Who has one of these reads his status page; to whoever has none an offer by message would be no offer."""
ASKING = ("offer.made", "offer.short", "offer.rung")
ASKED_AT_ONCE = 5
"""After so many who could not be asked after all, the rest waits for the next round."""


def wake() -> None:
    """Let the worker look at the freed places soon; the caller has a transaction open."""
    jobs.enqueue("majlis.audiences.tasks.offer_places", once="offer_places")


def offer_next(freed: Appointment, *, by: Viewer) -> Offer | None:
    """Offer a freed place to the next in line, and return the offer; None when there is nobody, or no time, left.

    Refuses (403) who may not place the person, and a place that is taken again, or is being offered. Asked again,
    it offers nothing twice: the database lets only one offer of a place stand.
    """
    with house():
        freed = Appointment.objects.select_related("sitting__place").get(pk=freed.pk)
        until = rules.answer_by(settings.OFFER_HOURS, freed.starts_at)
        if until is None or freeing.is_taken(freed):
            return None
        problem = feeding.problem([freed.sitting])
        passed = {str(one) for one in freeing.asked_before(freed)} | {str(freed.case_id)}
        for _each in range(ASKED_AT_ONCE):
            found = standby.next_in_line(problem, _span(freed), passed=passed)
            if found is None:
                return None
            passed.add(found.request)
            offer = _offer(freed, found, until, by)
            if offer is not None:
                return offer
    return None


def run(*, by: Viewer) -> None:
    """End the offers that were not answered in time, and offer each freed place to the next; a transaction each."""
    with within(by):
        over = Offer.objects.filter(state=OfferState.OPEN, until__lte=clock.now())
        over.filter(kind=OfferKind.YIELD).update(state=OfferState.LAPSED)
        late = list(over.filter(kind=OfferKind.PLACE).order_by("id")[:200])
    for offer in late:
        with within(by):
            _lapse(offer, by)
    with within(by):
        places = freeing.to_offer()
    for freed in places:
        with within(by):
            offer_next(freed, by=by)


def _lapse(offer: Offer, by: Viewer) -> None:
    appointment = Appointment.objects.select_related("case", "sitting", "centre").get(pk=offer.appointment_id)
    with suppress(Busy):
        lapse(appointment, by=by)


def _span(freed: Appointment) -> standby.Freed:
    start, end = feeding.minute(freed.starts_at), feeding.minute(freed.ends_at)
    return standby.Freed(str(freed.sitting_id), start, end)


def _offer(freed: Appointment, found: Placed, until: dt.datetime, by: Viewer) -> Offer | None:
    """Offer the place to whom the planner found; None when he cannot be reached, or it cannot be given to him."""
    case = Case.objects.select_related("beneficiary", "service", "centre").get(pk=int(found.request))
    how = way_to_ask(addressees.beneficiary(case.beneficiary_id))
    if not how:
        return None
    helpers = {word.partition(":")[0]: feeding.number(word) for word in found.helpers}
    try:
        with kindly():
            made = placing.offer(
                case,
                _slot(freed, found),
                by=by,
                facts=_deadline(until),
                host_id=helpers.get("host"),
                interpreter_id=helpers.get("interpreter"),
            )
            offer = Offer.objects.create(
                appointment=made, freed_by=freed, rank=freeing.asked_before(freed).count() + 1, how=how, until=until
            )
            _ask(made, offer, by)
    except Busy:
        raise
    except Refused:
        return None
    return offer


def _deadline(until: dt.datetime) -> dict[str, object]:
    local = until.astimezone(clock.RIYADH)
    return {"until_on": local.date(), "until": local.strftime("%H:%M")}


def _slot(freed: Appointment, found: Placed) -> placing.Slot:
    sitting, where = freed.sitting, found.place
    starts_at = feeding.instant(sitting.day, found.start)
    if where.startswith("hall:"):
        hall = Hall.objects.select_related("centre").get(pk=feeding.number(where))
        return placing.Slot(sitting, starts_at, found.minutes, Mode.VIDEO, hall.centre, hall)
    seat = Centre.objects.get(pk=feeding.number(where))
    return placing.Slot(sitting, starts_at, found.minutes, Mode.PERSON, seat)


def way_to_ask(to: Addressee) -> str:
    """Return how somebody is asked: "sms" (with e-mail), "call", or nothing where there is no way to him."""
    if to.never:
        return ""
    online = any(to.points_for(channel) for channel in INTERNET)
    if to.points_for("call") and (to.prefers == "call" or not online):
        return "call"
    return "sms" if online or to.points_for("sms") else ""


def _ask(made: Appointment, offer: Offer, by: Viewer) -> None:
    short = not rules.is_told_in_time(made.sitting.day)
    kind = "offer.rung" if offer.how == "call" else "offer.short" if short else "offer.made"
    owe(made, kind, until=offer.until)
    cases.await_answer(made.case, by=by)


def accept(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person takes the place that he was offered, on the page or by telephone: it is told and confirmed at once.

    Where less than three full days are left, his taking it is the consent. Refuses (403) others, and an answer that
    comes after its hour; raises `Busy` when somebody was faster.
    """
    with house():
        offer = freeing.offer_of(appointment)
    if offer is not None and offer.until <= clock.now():
        raise Refused("offer_over", _("The hour to answer has passed, and the time goes to the next. Nothing is lost."))
    now = clock.now()
    consented = appointment.consented or not rules.is_told_in_time(appointment.sitting.day)
    act(appointment, "accept", by=by, published_at=now, told_at=now, answered_at=now, consented=consented)
    notifications.recall(about=("appointment", appointment.pk))
    owe(appointment, "offer.accepted")
    with house():
        case = cases.await_sitting(appointment.case, by=by)
        cases.await_(case, "appointment", str(appointment.pk), by=by, due_at=appointment.starts_at)
    return appointment


def decline(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The person does not want this time: it goes to the next, and he keeps his turn."""
    act(appointment, "decline", by=by, answered_at=clock.now(), ended_at=clock.now())
    return _pass_on(appointment, by)


def lapse(appointment: Appointment, *, by: Viewer) -> Appointment:
    """The hour to answer has passed: the place goes to the next, and the person keeps his turn."""
    act(appointment, "lapse", by=by, ended_at=clock.now())
    owe(appointment, "offer.lapsed")
    return _pass_on(appointment, by)


def _pass_on(appointment: Appointment, by: Viewer) -> Appointment:
    notifications.recall(about=("appointment", appointment.pk), kinds=ASKING)
    with house():
        cases.return_to_waiting_list(appointment.case, by=by, reason="offer")
        wake()
    return appointment
