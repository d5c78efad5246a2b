"""What passes between the house and a body until it answers: seen, taken up, asked, told, promised."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.cases import moves as cases
from majlis.cases.models import Case, Source
from majlis.cases.moves.door import lock
from majlis.cases.queries_withheld import shows_person
from majlis.core import arabic, clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.referrals import rules
from majlis.referrals.models import Kept, Promise, Question, Referral
from majlis.referrals.moves.door import act
from majlis.referrals.moves.telling import tell as tell_body
from majlis.referrals.states import State
from majlis.trail import moves as trail


def see(referral: Referral, *, by: Viewer) -> Referral:
    """Note that a liaison opened the referral; only the first time counts."""
    if referral.state != State.SENT or not rules.speaks_for(by, referral):
        return referral
    return act(referral, "see", by=by, seen_at=clock.now())


def acknowledge(referral: Referral, *, by: Viewer, number: str = "", day: dt.date | None = None) -> Referral:
    """The body takes the referral up; `number` and `day` are those under which it entered its own book."""
    kept: dict[str, Any] = {"body_number": number[:40] or referral.body_number, "body_day": day or referral.body_day}
    act(referral, "acknowledge", by=by, seen_at=referral.seen_at or clock.now(), **kept)
    if number:
        with house():
            case = Case.objects.get(pk=referral.case_id)
        cases.know_by(case, by=by, number=number, source=Source.BODY, day=day)
    return referral


def ask(referral: Referral, *, by: Viewer, words: str) -> Question:
    """The body asks something that it needs before it can answer; it is now the follow-up desk's turn."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write your question first."))
    act(referral, "ask", by=by, seen_at=referral.seen_at or clock.now())
    with house():
        return Question.objects.create(referral=referral, words=text[:2000], by_label=by.label[:120])


def tell(referral: Referral, *, by: Viewer, words: str) -> Referral:
    """Answer the body's question; it is its turn again. A withheld name is not shown here either."""
    text = arabic.clean(words)
    if not text:
        raise Refused("empty", _("Write the answer to the question first."))
    if referral.withheld and shows_person(referral.case, text):
        raise Refused(
            "names_person",
            _("The person's name is withheld from the body, and the text shows it. Write it without name and numbers."),
        )
    act(referral, "tell", by=by)
    with house():
        rows = Question.objects.filter(referral=referral, told_at__isnull=True)
        rows.update(told=text[:2000], told_by=by.label[:120], told_at=clock.now())
        tell_body(referral, "told")
    return referral


def promise(referral: Referral, *, by: Viewer, day: dt.date) -> Promise:
    """The body promises its answer for a Riyadh day: by its liaison here, or to an officer who rang.

    The promise before it was broken when its day has passed, else it was moved.
    """
    if day < clock.today():
        raise Refused("past", _("A promise is for today or a day to come."))
    act(referral, "promise", by=by, facts={"day_on": day}, promised_on=day)
    with house():
        settle(referral, answered=False)
        return Promise.objects.create(referral=referral, day=day, by_label=by.label[:120])


def settle(referral: Referral, *, answered: bool) -> None:
    """Say of the open promise what became of it. The caller works as the house."""
    for one in Promise.objects.filter(referral=referral, kept=""):
        in_time = Kept.KEPT if answered else Kept.MOVED
        kept = Kept.BROKEN if one.day < clock.today() else in_time
        Promise.objects.filter(pk=one.pk).update(kept=kept)


def note_opening(referral: Referral, *, by: Viewer) -> None:
    """Write into the book that a liaison opened a paper of the package."""
    if not rules.speaks_for(by, referral):
        return
    with house():
        lock(referral.case_id)
        names = {"ar": referral.body.name_ar, "en": referral.body.name_en}
        trail.record(
            "referral.paper_opened", by=by, subject=("referral", referral.pk), case=referral.case_id, body=names
        )
