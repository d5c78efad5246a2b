"""The lives of a delivery and of a call task, as data.

The state of a message is never the state of what it tells of: a dead SMS is not a dead case.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from majlis.core.moves import Move, words


class DeliveryState(TextChoices):
    """Where one sending through one channel to one address is. Sent is not told: told is known to have arrived."""

    WAITING = "waiting", pgettext_lazy("message", "waiting to be sent")
    SENDING = "sending", pgettext_lazy("message", "being sent")
    UNKNOWN = "unknown", pgettext_lazy("message", "not known whether it left")
    SENT = "sent", pgettext_lazy("message", "sent")
    TOLD = "told", pgettext_lazy("message", "reached the person")
    FAILED_TEMPORARY = "failed_temporary", pgettext_lazy("message", "will be tried again")
    FAILED = "failed", pgettext_lazy("message", "could not be delivered")
    RECALLED = "recalled", pgettext_lazy("message", "taken back")
    EXPIRED = "expired", pgettext_lazy("message", "too late to be of use")


_D = DeliveryState
DUE = words(_D.WAITING, _D.FAILED_TEMPORARY)
"""What still has to leave."""
LIVE = words(_D.WAITING, _D.FAILED_TEMPORARY, _D.SENDING, _D.UNKNOWN, _D.SENT)
"""What may yet reach the person."""
UNDELIVERED = words(_D.FAILED, _D.RECALLED, _D.EXPIRED)
"""What will not: its channel may be used again, at another address."""

DELIVERY_MOVES: dict[str, Move] = {
    "take": Move(starts=DUE, ends=_D.SENDING, system=True),
    "hand_over": Move(starts=words(_D.SENDING), ends=_D.SENT, system=True),
    "fail_for_now": Move(starts=words(_D.SENDING), ends=_D.FAILED_TEMPORARY, system=True),
    "fail": Move(starts=words(_D.SENDING, _D.SENT, _D.UNKNOWN), ends=_D.FAILED, system=True),
    "lose": Move(starts=words(_D.SENDING), ends=_D.UNKNOWN, system=True),
    "find": Move(starts=words(_D.UNKNOWN, _D.WAITING), ends=_D.SENT, system=True),
    "again": Move(starts=words(_D.UNKNOWN), ends=_D.WAITING, system=True),
    "tell": Move(starts=LIVE | {_D.FAILED}, ends=_D.TOLD, system=True),
    "recall": Move(starts=DUE, ends=_D.RECALLED, system=True),
    "expire": Move(starts=DUE, ends=_D.EXPIRED, system=True),
    "take_back": Move(starts=words(_D.SENT), ends=_D.RECALLED, system=True),
}
"""`find` is for a receipt that comes late, from a worker that was taken for dead. `take_back` is for a call task
that nobody has made yet: other channels cannot take back what they sent.
"""


class CallState(TextChoices):
    """Where a call that a person must make is."""

    OPEN = "open", pgettext_lazy("call", "to be made")
    CLAIMED = "claimed", pgettext_lazy("call", "being made")
    DONE = "done", pgettext_lazy("call", "made")
    DROPPED = "dropped", pgettext_lazy("call", "no longer needed")


class CallResult(TextChoices):
    """How a call ended."""

    TOLD = "told", _("Told, in person")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_NUMBER = "wrong_number", _("Wrong number")


class CallNote(TextChoices):
    """What else the caller learnt; codes, because free words about a person have no place here."""

    NONE = "", _("Nothing to add")
    ASKS_BACK = "asks_back", _("Asks to be rung by the officer")
    OTHER_TIME = "other_time", _("Asks to be rung at another time")
    OTHER_LANGUAGE = "other_language", _("Speaks another language")
    NOT_WELL = "not_well", _("Ill or travelling")
    SWITCHED_OFF = "switched_off", _("Telephone switched off")


_C = CallState
CALL_ROLES = words(
    "toll_free_agent", "inquiries_officer", "operations_officer", "followup_officer", "duty_officer", "section_head"
)
OPEN_CALLS = words(_C.OPEN, _C.CLAIMED)
CALL_MOVES: dict[str, Move] = {
    "claim": Move(starts=words(_C.OPEN), ends=_C.CLAIMED, roles=CALL_ROLES),
    "release": Move(starts=words(_C.CLAIMED), ends=_C.OPEN, roles=CALL_ROLES),
    "put_off": Move(starts=words(_C.CLAIMED), ends=_C.OPEN, roles=CALL_ROLES),
    "finish": Move(starts=words(_C.CLAIMED), ends=_C.DONE, roles=CALL_ROLES),
    "drop": Move(starts=OPEN_CALLS, ends=_C.DROPPED, system=True),
}

CHANNELS = {
    "sms": _("SMS"),
    "email": _("E-mail"),
    "call": _("A call"),
    "letter": _("Letter"),
    "whatsapp": _("WhatsApp"),
    "telegram": _("Telegram"),
}
"""What each channel is called on pages."""
HOW_TOLD = {
    "report": pgettext_lazy("how told", "delivered"),
    "reply": pgettext_lazy("how told", "answered"),
    "page": pgettext_lazy("how told", "read on the status page"),
    "call": pgettext_lazy("how told", "told on the telephone"),
    "officer": pgettext_lazy("how told", "told by an officer"),
}
"""How a person came to know, as pages say it."""
