"""What the duty officer is told when somebody is in danger."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import notice

DANGER = notice(
    "intake.danger",
    subject=_("Someone is in danger: acknowledge now"),
    short=_("Duty: someone is in danger, case {reference}. Acknowledge within 15 minutes: {address}"),
    body=_(
        "A request that has just come in says that someone is in danger, or that a date passes within a week.\n\n"
        "Case {reference}. Read it and acknowledge within 15 minutes, else the next officer is rung: {address}"
    ),
    together=("sms", "email", "call"),
    then=(),
    urgent=True,
    sample={"reference": "6123456783", "address": "https://majlis.example/desk/cases/6123456783/"},
)
