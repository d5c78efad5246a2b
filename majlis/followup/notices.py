"""What follow-up tells those higher up: a number, a day, and where to read more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import notice

notice(
    "followup.head_asked",
    subject=_("A referral to your body is waiting"),
    short=_("Letter {number} to your body, due {due_on}, has no answer. Please see to it."),
    body=_(
        "Our letter {number} to your body was due on {due_on} and has no answer, although we asked for it. We put it "
        "before you, so that it is answered. Your liaison has its papers."
    ),
    together=("email",),
    then=("sms", "call"),
    sample={"number": "1245/1448", "due_on": "2026-12-06"},
)
notice(
    "followup.raised",
    subject=_("A referral without an answer was put before you"),
    short=_("Case {reference}: letter {number}, due {due_on}, has no answer. See: {address}"),
    body=_(
        "Letter {number} of case {reference} was due on {due_on} and has no answer, although it was asked for again "
        "and again. It is put before you: {address}"
    ),
    together=("email",),
    then=("sms",),
    sample={
        "reference": "6123456783",
        "number": "1245/1448",
        "due_on": "2026-12-06",
        "address": "https://majlis.example/desk/",
    },
)
notice(
    "followup.left_over",
    subject=_("Today's follow-up list is not done"),
    short=_("Today's follow-up list: {count} lines were not looked at. See: {address}"),
    body=_("Of the follow-up list of {day_on}, {count} lines were not looked at: {address}"),
    together=("email",),
    then=(),
    sample={"count": 4, "day_on": "2026-12-06", "address": "https://majlis.example/desk/followup/"},
)
