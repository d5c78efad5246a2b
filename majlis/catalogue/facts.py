"""The kinds of trail entry of the catalogue. The public reads none of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

kind("catalogue.loaded", staff=_("The catalogue was laid out: %(services)s services"), public=None)
kind("catalogue.changed", staff=_("The service %(service)s was changed"), public=None)
