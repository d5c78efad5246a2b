"""What a chase can be, and how far up it can go: pure data."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.core.moves import Move, words


class How(TextChoices):
    """How a body was asked."""

    PHONE = "phone", pgettext_lazy("chase", "by phone")
    MAIL = "mail", pgettext_lazy("chase", "by e-mail")
    LETTER = "letter", pgettext_lazy("chase", "by letter")
    VISIT = "visit", pgettext_lazy("chase", "by a visit")


class Result(TextChoices):
    """What came of it."""

    REACHED = "reached", _("Reached, they work on it")
    NO_ANSWER = "no_answer", _("No answer")
    PROMISED = "promised", _("They promise a day")
    ANSWERED = "answered", _("They say it is answered")
    REFUSED = "refused", _("They refuse")


class Rung(IntegerChoices):
    """The ladder: who is asked, the next one when the one before does not help."""

    LIAISON = 1, _("The body's liaison")
    HEAD = 2, _("The office of the body's head")
    DIRECTOR = 3, _("The programme director")
    OFFICE = 4, _("The minister's office")


class Why(TextChoices):
    """Why a referral is on the list of a day, the most pressing first."""

    QUESTION = "question", _("The body asked something: answer it")
    BROKEN = "broken", _("The promised day has passed")
    OVERDUE = "overdue", _("Overdue")
    PROMISED = "promised", _("Promised for today")
    DUE = "due", _("Due today")
    NEXT = "next", _("To be asked again today")
    UNSEEN = "unseen", _("The body has not opened it yet")
    SILENT = "silent", _("Nothing was heard for days")


class Looked(TextChoices):
    """How a referral was looked at on a day; empty while it waits for a person."""

    CHASED = "chased", _("the body was asked")
    RAISED = "raised", _("taken a rung up")
    SETTLED = "settled", _("settled")
    LEFT = "left", _("left for another day")
    RULE = "rule", _("nothing to do today, by rule")


WAITS = ""
CHASERS = words("followup_officer")
DAY_MOVES: dict[str, Move] = {
    "chase": Move(words(WAITS, *Looked.values), Looked.CHASED, roles=CHASERS),
    "raise": Move(words(WAITS, *Looked.values), Looked.RAISED, roles=CHASERS, system=True),
    "settle": Move(words(WAITS, *Looked.values), Looked.SETTLED, system=True),
    "leave": Move(words(WAITS, Looked.RULE), Looked.LEFT, roles=CHASERS),
}
"""What may become of one referral's line on one day's list."""

LEFT: dict[str, object] = {
    "agreed": _("another day was agreed with the body"),
    "closed_there": _("the body is closed today"),
    "in_hand": _("the answer is being read"),
}
RAISED: dict[str, object] = {
    "broken": _("promises were broken"),
    "no_answer": _("nobody answers"),
    "refused": _("the body refuses"),
    "overdue": _("it is overdue"),
    "urgent": _("it cannot wait"),
}
