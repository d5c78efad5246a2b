"""What the book says of the places. Staff read it; the public reads the hours themselves."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

CENTRE_SET_UP = kind("centre.set_up", staff=_("Centre set up: %(code)s"), public=None)
HOURS_SET = kind("centre.hours_set", staff=_("Weekly hours set: %(shifts)s shifts a week"), public=None)
SEASON_SET = kind("centre.season_set", staff=_("Other hours set from %(first)s to %(last)s"), public=None)
SEASON_ENDED = kind("centre.season_removed", staff=_("Other hours removed: %(first)s to %(last)s"), public=None)
PAUSES_SET = kind("centre.breaks_set", staff=_("Daily breaks set: %(breaks)s"), public=None)
CLOSED = kind("centre.closed", staff=_("Closed on %(day)s"), public=None)
HALL_CLOSED = kind("centre.hall_closed", staff=_("Hall %(hall)s closed from %(first)s to %(last)s"), public=None)
REOPENED = kind("centre.opened_again", staff=_("Open again on %(day)s"), public=None)
SEEDED = kind("centre.holidays_seeded", staff=_("Holidays of %(year)s added: %(days)s days"), public=None)
MONTH_DECLARED = kind(
    "ministry.month_declared", staff=_("Hijri month %(month)s of %(year)s declared to begin on %(begins)s"), public=None
)
