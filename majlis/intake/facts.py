"""The kinds of trail entry of taking in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

kind(
    "intake.taken",
    staff=_("Taken in after %(minutes)s minutes of the person's time"),
    public=None,
)
kind("intake.read_back", staff=_("Read back and agreed"), public=_("You agreed to what was written"))
kind("intake.duty_rung", staff=_("Someone is in danger: the duty officer was rung"), public=None)
kind("intake.duty_answered", staff=_("The duty officer has it in hand"), public=None)
