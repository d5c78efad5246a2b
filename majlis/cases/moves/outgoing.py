"""Formal papers that leave the house (صادر): numbered without a gap in a Hijri year, kept as a page of the case."""

from __future__ import annotations

from majlis.cases.letters.page import Letter, render
from majlis.cases.models import Case, Outgoing, OutgoingCounter
from majlis.cases.models.closing import Urgency
from majlis.cases.moves.door import lock
from majlis.cases.moves.papers import file_own
from majlis.core import clock, hijri
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def issue(
    case: Case,
    letter: Letter,
    *,
    what: str,
    by: Viewer,
    urgency: str = Urgency.NORMAL,
    secret: bool = False,
    about: str = "",
) -> Outgoing:
    """Give a letter the next number of this Hijri year (Umm al-Qura), make its page, and file it for the staff.

    `what` is a short code of the caller, `about` the thing it is about, such as "referral:7". Call it last in an
    act: the counter is held until the transaction ends, and a roll-back gives the number back, so no gap appears.
    """
    day = clock.today()
    year = hijri.from_gregorian(day).year
    with house():
        lock(case.pk)
        number = _next(year)
        known = {"number": f"{number}/{year}", "day": day, "urgency": str(urgency), "secret": secret}
        page = render(letter, reference=case.reference, **known)
        paper = file_own(case, name=f"letter-{year}-{number}.pdf", content=page, media_type="application/pdf", by=by)
        outgoing = Outgoing.objects.create(
            case=case,
            year=year,
            number=number,
            day=day,
            what=what,
            to_name=letter.to[:200],
            subject=letter.subject[:200],
            urgency=urgency,
            secret=secret,
            about=about,
            paper=paper,
        )
        trail.record(
            "case.outgoing",
            by=by,
            subject=("outgoing", outgoing.pk),
            case=case.pk,
            number=number,
            year=year,
            to=letter.to,
        )
    return outgoing


def _next(year: int) -> int:
    OutgoingCounter.objects.get_or_create(year=year)
    counter = OutgoingCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
