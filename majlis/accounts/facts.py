"""What the book says of the staff and their powers: for staff only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

TAKEN_IN = kind("staff.taken_in", staff=_("Member of the staff taken in"), public=None)
CHANGED = kind("staff.changed", staff=_("Details of a member of the staff changed"), public=None)
STOPPED = kind("staff.stopped", staff=_("May no longer sign in"), public=None)
LET_IN_AGAIN = kind("staff.let_in_again", staff=_("May sign in again"), public=None)
PASSWORD_GIVEN = kind("staff.password_given", staff=_("New first password given"), public=None)
PASSWORD_CHANGED = kind("staff.password_changed", staff=_("Changed the own password"), public=None)
FACTOR_ADDED = kind("staff.factor_added", staff=_("Second factor set up: %(type)s"), public=None)
FACTOR_REMOVED = kind("staff.factor_removed", staff=_("Second factor removed: %(type)s"), public=None)
FACTORS_FORGOTTEN = kind("staff.factors_forgotten", staff=_("Second factors taken away by another"), public=None)
SIGNED_IN = kind("staff.signed_in", staff=_("Signed in"), public=None)
GRANTED = kind("grant.given", staff=_("Role granted: %(role)s"), public=None)
GRANT_ENDED = kind("grant.ended", staff=_("Role ended: %(role)s"), public=None)
BORROWED = kind("grant.borrowed", staff=_("Role borrowed: %(role)s, until %(until)s"), public=None)
ROSTERED = kind("duty.set", staff=_("On duty from %(begins)s to %(until)s"), public=None)
UNROSTERED = kind("duty.taken_back", staff=_("Duty taken back: %(begins)s to %(until)s"), public=None)
