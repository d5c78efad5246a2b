"""What the channels show on pages that are not theirs: the list of calls, in the rail of who makes them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.core.parts import RailLine
from majlis.core.viewer import Viewer
from majlis.notifications.rules import CALLERS


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer the calls to be made to whose work it is to ring."""
    if not viewer.holds(*CALLERS):
        return []
    return [RailLine("calls", _("Calls to make"), reverse("calls:list"), place=810, icon="phone")]
