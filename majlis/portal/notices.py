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
