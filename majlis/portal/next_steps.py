"""What happens after a request was sent, and when, as the lines of a timeline."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from majlis.cases.models import Case
from majlis.catalogue.queries import road_words
from majlis.core.clock import day_of
from majlis.core.languages import pick


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what, a sentence, the instant or day, and whether it is now or still to come."""

    title: str
    note: str = ""
    at: dt.datetime | dt.date | None = None
    now: bool = False
    next: bool = False


def lines(case: Case) -> list[Line]:
    """Return what was done, what is now, and what comes, for a case that was just opened."""
    return [
        Line(_("Your request was received"), at=case.opened_at),
        Line(
            _("An inquiries officer reads it"),
            note=_("It is our turn. We aim to finish this step by the end of this day."),
            at=day_of(case.due_at) if case.due_at else None,
            now=True,
        ),
        Line(_("We check it"), note=_("If a paper is missing we tell you which, once."), next=True),
        Line(_("It is decided"), note=pick(road_words(case.road)), next=True),
        Line(_("We follow it until it is done"), note=_("We ask after it every working day."), next=True),
    ]
