"""The due clock: how much working time is used, and the words beside it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SOON = 0.8
"""The share of the time after which a clock warns."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline as a page shows it, in minutes of the clock it runs on.

    `left` is what remains, negative when it has passed; `whole` is the time that was given; `day` the minutes of one
    day of that clock (480 in working time, 1440 by the calendar). `held` means that the clock is stopped.
    """

    left: int
    whole: int
    day: int = 480
    held: bool = False

    @property
    def tenths(self) -> int:
        """Return the time used, 0 to 10, for the ring."""
        if self.left <= 0 or self.whole <= 0:
            return 10
        return min(10, max(0, round(10 * (1 - self.left / self.whole))))

    @property
    def state(self) -> str:
        """Return "held", "late", "soon" or "" for a clock with time enough."""
        if self.held:
            return "held"
        if self.left < 0:
            return "late"
        return "soon" if self.whole > 0 and self.left <= self.whole * (1 - SOON) else ""

    @property
    def words(self) -> SafeString:
        """Return the sentence, its numbers isolated."""
        if self.held:
            return mark_safe(_("Clock stopped"))  # noqa: S308 - our own catalogue
        minutes, late = abs(self.left), self.left < 0
        if minutes >= self.day:
            days = minutes // self.day
            if late:
                return said(ngettext("late by %(n)s day", "late by %(n)s days", days), n=days)
            return said(ngettext("%(n)s day left", "%(n)s days left", days), n=days)
        return said(_("late by %(span)s") if late else _("%(span)s left"), span=_hours(minutes))


def _hours(minutes: int) -> SafeString:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return said(_("%(n)s min"), n=rest)
    if not rest:
        return said(_("%(n)s h"), n=hours)
    return said(_("%(hours)s h %(minutes)s min"), hours=hours, minutes=rest)


def said(sentence: str, **facts: object) -> SafeString:
    """Return a sentence of our catalogue with its facts filled in: escaped, and isolated unless they are markup."""
    ready = {
        name: value if isinstance(value, SafeString) else format_html("<bdi>{}</bdi>", value)
        for name, value in facts.items()
    }
    return mark_safe(conditional_escape(sentence) % ready)  # noqa: S308 - the sentence is ours, the facts are escaped
