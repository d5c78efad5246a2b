"""The way back to a request that was put aside. It goes to the writer's own phone alone, at his wish."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import notice

LINK = notice(
    "portal.link",
    subject=_("The link you asked for"),
    short=_("The link you asked for, until {until}: {address}"),
    body=_("The link you asked for. It works until {until}, and opens what you wrote to whoever has it: {address}"),
    together=("sms",),
    then=(),
    asked=True,
    secret=True,
    sample={"until": "2026-12-06", "address": "https://majlis.example/continue/AAAAAAAAAAAAAAAAAAAAAA/"},
)

_ASKED = _("You asked us to ring you")
_BODY = _("You asked us to ring you about your request {reference}. We ring you in our working hours.")
RING_APPOINTMENT = notice(
    "portal.ring_appointment",
    subject=_ASKED,
    short=_BODY,
    body=_BODY,
    script=_(
        "The person asked on our pages to give his appointment up, and does not have the PIN. Make sure that it is he: "
        "ask for his name and what he asked for. Then give it up on the page of case {reference}, or leave it."
    ),
    together=("call",),
    then=(),
    sample={"reference": "612 345 6783"},
)
RING_WITHDRAWAL = notice(
    "portal.ring_withdrawal",
    subject=_ASKED,
    short=_BODY,
    body=_BODY,
    script=_(
        "The person asked on our pages to withdraw his request, and does not have the PIN. Make sure that it is he: "
        "ask for his name and what he asked for. Then withdraw it on the page of case {reference}, or leave it."
    ),
    together=("call",),
    then=(),
    sample={"reference": "612 345 6783"},
)
