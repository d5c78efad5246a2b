"""The kinds of entry that the desk itself writes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

kind("desk.revealed", staff=_("The whole identity number and telephone were shown"), public=None)
