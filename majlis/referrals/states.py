"""The life of a referral as data: states, the table of moves, who may make them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.core.moves import Move, words


class State(TextChoices):
    """Where a referral is."""

    SENT = "sent", pgettext_lazy("referral", "sent")
    SEEN = "seen", pgettext_lazy("referral", "seen by the body")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("referral", "taken up by the body")
    ASKED = "asked", pgettext_lazy("referral", "the body asks something")
    PROMISED = "promised", pgettext_lazy("referral", "promised for a day")
    ANSWERED = "answered", pgettext_lazy("referral", "answered")
    SENT_BACK = "sent_back", pgettext_lazy("referral", "sent back to the body")
    WITHDRAWN = "withdrawn", pgettext_lazy("referral", "withdrawn")


class Level(TextChoices):
    """To whom in a body a referral goes."""

    OWN = "own", _("The body itself")
    ABOVE = "above", _("The office of its head")


class Heard(TextChoices):
    """How an answer came."""

    LIAISON = "liaison", _("written here by its liaison")
    PAPER = "paper", _("on paper")


class Held(TextChoices):
    """Why a referral that a directive ordered waits for an officer."""

    STATE = "state", _("the case has gone on")
    RESPONDENT = "respondent", _("the body is complained of, or stands below one that is")
    ALREADY = "already", _("the body has not answered the last referral yet")
    WITHHELD = "withheld", _("the person's name is withheld")
    SECRET = "secret", _("the case is confidential")
    PAST = "past", _("the day by which it was to be done has passed")


S = State
OPEN = frozenset({S.SENT, S.SEEN, S.ACKNOWLEDGED, S.ASKED, S.PROMISED, S.SENT_BACK})
WITH_BODY = OPEN - {S.ASKED}
ENDED = frozenset({S.ANSWERED, S.WITHDRAWN})
LIAISON = words("body_liaison")
FOLLOWUP = words("followup_officer")

MOVES: dict[str, Move] = {
    "see": Move(words(S.SENT), S.SEEN, roles=LIAISON),
    "acknowledge": Move(words(S.SENT, S.SEEN, S.SENT_BACK), S.ACKNOWLEDGED, roles=LIAISON),
    "ask": Move(WITH_BODY, S.ASKED, turn="followup", roles=LIAISON),
    "tell": Move(words(S.ASKED), S.ACKNOWLEDGED, turn="body", roles=FOLLOWUP),
    "promise": Move(WITH_BODY, S.PROMISED, roles=LIAISON | FOLLOWUP),
    "answer": Move(OPEN, S.ANSWERED, turn="followup", roles=LIAISON),
    "record_answer": Move(OPEN, S.ANSWERED, turn="followup", roles=FOLLOWUP),
    "send_back": Move(words(S.ANSWERED), S.SENT_BACK, turn="body", roles=FOLLOWUP),
    "withdraw": Move(OPEN, S.WITHDRAWN, turn="nobody", roles=FOLLOWUP, system=True),
}
