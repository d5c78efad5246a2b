"""What the book says of bodies: for staff only."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

BODY_SET_UP = kind("body.set_up", staff=_("Body set up: %(code)s"), public=None)
BODY_CHANGED = kind("body.changed", staff=_("Body changed: %(code)s"), public=None)
HANDLES_SET = kind("body.handles_set", staff=_("Categories handled: %(categories)s"), public=None)
CONTACT_ADDED = kind("body.contact_added", staff=_("Contact added: number %(contact)s"), public=None)
CONTACT_ENDED = kind("body.contact_ended", staff=_("Contact no longer in use: number %(contact)s"), public=None)
