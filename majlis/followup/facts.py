"""The kinds of trail entry of follow-up: for the staff alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.followup.states import LEFT, RAISED, How, Result, Rung
from majlis.trail.kinds import kind

kind(
    "followup.chased",
    staff=_("%(body)s was asked %(how)s: %(result)s. Again on %(next_on)s"),
    public=None,
    codes={"how": {str(v): w for v, w in How.choices}, "result": {str(v): w for v, w in Result.choices}},
)
kind(
    "followup.raised",
    staff=_("Taken up to: %(rung)s, because %(why)s"),
    public=None,
    codes={"rung": {str(v): w for v, w in Rung.choices}, "why": RAISED},  # type: ignore[dict-item]
)
kind("followup.left", staff=_("Left for another day: %(why)s"), public=None, codes={"why": LEFT})  # type: ignore[dict-item]
