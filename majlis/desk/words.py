"""Words and signs of the desk's pages that belong to no act."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CHANNELS: dict[str, tuple[str, str | Promise]] = {
    "portal": ("globe", pgettext_lazy("channel", "Portal")),
    "desk": ("building", pgettext_lazy("channel", "At the desk")),
    "phone": ("phone", pgettext_lazy("channel", "Toll-free number")),
    "sms": ("message", pgettext_lazy("channel", "SMS")),
    "email": ("mail", pgettext_lazy("channel", "E-mail")),
    "kiosk": ("kiosk", pgettext_lazy("channel", "Kiosk")),
    "social": ("message", pgettext_lazy("channel", "Social media")),
    "atm": ("card", pgettext_lazy("channel", "Cash machine")),
}
"""The icon and the name of each channel."""

TABS: dict[str, str | Promise] = {
    "log": _("Log"),
    "notices": _("Notices"),
    "looks": _("Who looked"),
}
"""The three books of a case's page."""


def channel(code: str) -> tuple[str, str | Promise]:
    """Return the icon and the name of a channel; an unknown one shows its code."""
    return CHANNELS.get(code, ("inbox", code))
