"""Where a request stands, in words for its person: whose turn, until when, what was, what is now, what comes.

It is made of the request's state, its public lines and its told appointment. No name, no other party, no directive
and no officer can come in, for nothing here reads them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.audiences import freeing
from majlis.audiences import queries as audiences
from majlis.audiences.gate import spoken
from majlis.audiences.models import Appointment, Offer
from majlis.audiences.rules import is_told_in_time, may_still_note
from majlis.audiences.states import State as Place
from majlis.cases import queries as cases
from majlis.cases import rules
from majlis.cases.models import Case, Closure
from majlis.cases.states import Outcome, State, Turn
from majlis.catalogue.queries import road_words
from majlis.core import clock
from majlis.core.languages import pick
from majlis.core.viewer import Viewer
from majlis.notifications import queries as notifications
from majlis.portal.next_steps import Line
from majlis.trail import queries as trail

Words = str | Promise
TOLD = frozenset({Place.TOLD, Place.CONFIRMED, Place.ARRIVED, Place.IN})
ANSWERABLE = frozenset({Place.TOLD, Place.CONFIRMED})

_OFFERED = _("A time became free: say whether you want it")
_PLACE_SOUGHT = _("We look for a place in a session")
_NOW: dict[str, Words] = {
    State.SUBMITTED: _("An officer reads it"),
    State.REGISTERED: _("It is registered, and goes to be checked"),
    State.UNDER_AUDIT: _("Its papers are being checked"),
    State.WAITING_PAPERS: _("We wait for what we asked you for"),
    State.ACCEPTED: _("It is with the minister's office"),
    State.WAITING: _PLACE_SOUGHT,
    State.SCHEDULED: _PLACE_SOUGHT,
    State.TO_PRESENT: _("It is being prepared for the minister"),
    State.PRESENTED: _("It lies before the minister"),
    State.DIRECTED: _("It was decided on, and is being carried out"),
    State.REFERRED: _("It is with the competent body"),
    State.ANSWERED: _("We check what the competent body answered"),
    State.DONE: _("The result is being put into words for you"),
}
_TURNS: dict[str, Words] = {
    Turn.INQUIRIES: _("Ours: an inquiries officer reads it"),
    Turn.OPERATIONS: _("Ours: operations is working on it"),
    Turn.AUDIT: _("Ours: audit checks it"),
    Turn.OFFICE: _("Ours: the minister's office"),
    Turn.FOLLOWUP: _("Ours: follow-up sees that it is done"),
    Turn.BODY: _("The competent body's: we ask after it every working day"),
}
_OUTCOMES: dict[str, Words] = {
    Outcome.DONE: _("Your request is done"),
    Outcome.ANSWERED: _("We answered your request"),
    Outcome.REFUSED: _("Your request was not accepted"),
    Outcome.NOT_OURS: _("Your request belongs to another body, and went there"),
    Outcome.LAPSED: _("Your request was closed, because the papers did not come"),
    Outcome.WITHDRAWN: _("You withdrew your request"),
    Outcome.JOINED: _("Your request goes on in another one of yours"),
    Outcome.SEALED: _("Your request was handed over to those charged with it"),
}
_CHECK, _DECIDE = _("We check it"), _("It is decided")
_FOLLOW, _TELL = _("We follow it until it is done"), _("We tell you the result")
_TO_COME: tuple[tuple[frozenset[str], tuple[Words, ...]], ...] = (
    (frozenset({State.SUBMITTED, State.REGISTERED}), (_CHECK, _DECIDE, _FOLLOW, _TELL)),
    (frozenset({State.UNDER_AUDIT, State.WAITING_PAPERS}), (_DECIDE, _FOLLOW, _TELL)),
    (frozenset({State.ACCEPTED, State.WAITING, State.SCHEDULED, State.TO_PRESENT, State.PRESENTED}), (_FOLLOW, _TELL)),
    (frozenset({State.DIRECTED, State.REFERRED, State.ANSWERED, State.DONE}), (_TELL,)),
)


@dataclass(frozen=True)
class Shown:
    """All that the status page shows. Days are Riyadh days, instants UTC; `acts` are what the person may do now."""

    case: Case
    turn: Turn
    who: Words
    lines: list[Line]
    appointment: Appointment | None
    closure: Closure | None
    offer: Offer | None = None
    date_heading: Words = ""
    date: dt.date | None = None
    note: Words = ""
    object_until: dt.date | None = None
    acts: frozenset[str] = frozenset()
    messages: list[notifications.Message] = field(default_factory=list)
    receipt: str = ""

    @property
    def yours(self) -> bool:
        """Tell whether the person must act now."""
        return self.turn is Turn.BENEFICIARY

    @property
    def stamp(self) -> tuple[str, Words]:
        """Return state and words of the stamp beside the number."""
        return stamp_of(self.case)

    @property
    def place(self) -> str:
        """Return where the appointment is, or the time offered: the centre, and the hall when it is by video."""
        one = self.offer.appointment if self.offer else self.appointment
        if one is None:
            return ""
        return f"{one.centre} – {one.hall}" if one.hall else str(one.centre)

    @property
    def short(self) -> bool:
        """Tell whether less than three full days are left before the time offered."""
        return self.offer is not None and not is_told_in_time(self.offer.appointment.sitting.day)


def stamp_of(case: Case) -> tuple[str, Words]:
    """Return state and words of a request's stamp, for its person."""
    if case.turn == Turn.BENEFICIARY:
        return "you", _("Your turn")
    return ("working", _("We are working on it")) if case.is_open else ("done", _("Closed"))


def told_appointment(case: Case) -> Appointment | None:
    """Return the appointment that the person was told of and that still holds; one only planned is not told here."""
    found = audiences.current(case)
    return found if found is not None and found.state in TOLD else None


def offer_to(case: Case) -> Offer | None:
    """Return the time that became free and that the person may take, until its hour; None when there is none."""
    held = audiences.current(case)
    found = freeing.offer_of(held) if held is not None and held.state == Place.OFFERED else None
    if held is None or found is None or found.until <= clock.now():
        return None
    found.appointment = held
    return found


def answerable(appointment: Appointment | None) -> bool:
    """Tell whether the person can still answer: he was told, and the hour has not come."""
    return appointment is not None and appointment.state in ANSWERABLE and appointment.starts_at > clock.now()


def objection_until(case: Case) -> dt.date | None:
    """Return the last Riyadh day on which the person may object to how his request ended; None when he may not."""
    if case.closed_at is None or not rules.within_reopening(case):
        return None
    return clock.day_of(case.closed_at) + dt.timedelta(days=rules.REOPEN_DAYS)


def shown(case: Case, viewer: Viewer) -> Shown:
    """Return where a request stands, for its own person (signed in, or come with its PIN)."""
    stands = cases.standing(case)
    appointment = told_appointment(case) if case.state == State.SCHEDULED else None
    offer = offer_to(case) if case.state == State.SCHEDULED and appointment is None else None
    heading, date, note = _next_date(stands, appointment)
    acts = _acts(case, viewer, stands.closure, appointment) | ({"take", "leave"} if offer else frozenset())
    return Shown(
        case=case,
        turn=stands.turn,
        who=_OFFERED if offer else _whose(stands, appointment),
        lines=_lines(stands, appointment, offer),
        appointment=appointment,
        offer=offer,
        closure=stands.closure,
        date_heading=heading,
        date=date,
        note=note,
        object_until=objection_until(case) if "object" in acts else None,
        acts=acts,
        messages=notifications.messages_for(viewer, case.pk),
        receipt=trail.head(case.pk),
    )


def _whose(stands: cases.Standing, appointment: Appointment | None) -> Words:
    if not stands.case.is_open:
        return _OUTCOMES[stands.case.outcome]
    if stands.is_yours:
        return _yours(stands.case)
    if appointment is not None:
        return _("We wait for you at your time")
    if stands.case.state in {State.WAITING, State.SCHEDULED}:
        return _("Ours: we look for a place in a session")
    return _TURNS[stands.turn]


def _yours(case: Case) -> Words:
    """Return what the person must do; a woman is addressed as one where her request says that it is a woman's."""
    woman = case.women_only or case.women_readers
    if case.state == State.WAITING_PAPERS:
        words = _("Yours: send what we asked for")
        return pgettext_lazy("to a woman", "Yours: send what we asked for") if woman else words
    words = _("Yours: confirm your time")
    return pgettext_lazy("to a woman", "Yours: confirm your time") if woman else words


def _next_date(stands: cases.Standing, appointment: Appointment | None) -> tuple[Words, dt.date | None, Words]:
    """Return the heading, the day and the sentence of what comes next in time; an appointment is shown by itself."""
    case, asked = stands.case, stands.paper_request
    if not case.is_open or appointment is not None:
        return "", None, ""
    if asked is not None and stands.is_yours:
        return _("Send it by"), asked.due_on, ""
    if stands.turn is Turn.BODY and stands.next_at:
        return _("The answer is expected by"), clock.day_of(stands.next_at), ""
    if case.due_at is None:
        return "", None, ""
    if case.due_at < clock.now():
        return "", None, _("This step takes longer than we aimed at. Those who lead the section are told of it.")
    return _("We aim to finish this step by"), clock.day_of(case.due_at), ""


def _lines(stands: cases.Standing, appointment: Appointment | None, offer: Offer | None) -> list[Line]:
    case = stands.case
    found = [Line(line.words, at=line.at) for line in stands.lines]
    if not case.is_open:
        return found
    now = _("The result is ready: read it here") if stands.closure else _OFFERED if offer else _NOW[case.state]
    if appointment is not None:
        confirmed = appointment.state != Place.TOLD
        now = _("Your time is confirmed") if confirmed else _("Your time is set; we wait for your answer")
    found.append(Line(str(now), now=True))
    if appointment is not None:
        found.append(Line(str(_("You are heard")), at=appointment.starts_at, next=True))
    for states, words in _TO_COME:
        if case.state in states:
            found += [Line(str(one), note=_how(case) if one is _DECIDE else "", next=True) for one in words]
    return found


def _how(case: Case) -> str:
    return pick(road_words(case.road))


def _acts(case: Case, viewer: Viewer, closure: Closure | None, appointment: Appointment | None) -> frozenset[str]:
    names = {"complete_papers", "add_words", "withdraw", "object"}
    found = {name for name in names if rules.may(viewer, name, case)}
    if answerable(appointment):
        found |= {"move", "give_up"}
        if appointment is not None and appointment.state == Place.TOLD:
            found.add("confirm")
    if closure is not None and not case.is_open and closure.score is None:
        found.add("score")
    return frozenset(found)


def at_gate(case: Case, viewer: Viewer) -> dict[str, Any]:
    """Return the pass of a told appointment, and whether the person may still say who comes along; else nothing."""
    appointment = told_appointment(case) if case.state == State.SCHEDULED else None
    note = audiences.gate_note(appointment) if appointment else None
    if appointment is None or note is None:
        return {}
    return {"gate": note, "gate_code": spoken(note.code), "may_note": may_still_note(viewer, appointment)}
