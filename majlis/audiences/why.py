"""Why somebody is where a plan puts him, as sentences: codes and numbers stand on the line, the words stand here."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "debt": _("We cancelled an earlier place: it is owed"),
    "told": _("Was told already, and stays"),
    "pinned": _("Pinned by the office"),
    "grave": _("The gravest class comes first"),
    "share": _("The least that every class, hall and length is due"),
    "turn": _("It is this case's turn: those before found no room here"),
    "class": _("By its class"),
    "points": _("{0} points"),
    "waited": _("Has waited {0} days"),
    "in_time": _("Within thirty days of the complete request"),
    "late": _("Later than thirty days: no earlier session has room"),
    "passes": _("Before its date passes"),
    "ahead": _("{0} of a higher class or score come before"),
    "full": _("The sessions ahead are full"),
    "notice": _("The near sessions are too near to tell in time"),
    "cannot": _("The near sessions do not suit the person"),
    "forbidden": _("The office keeps it out of some sessions"),
    "no_hall": _("No hall fits: women or men, or the size of the party"),
    "no_helper": _("No woman host, or no interpreter, is on duty"),
    "unready": _("The file is not ready yet"),
    "opposed": _("An opposed party has a place there"),
}
"""The sentence of each code; numbers stand as {0}."""


def sentence(code: str, *facts: object) -> str | Promise:
    """Return the sentence of a code with its numbers; a code that is not known says nothing wrong."""
    words = SENTENCES.get(code)
    return format_lazy(words, *facts) if words is not None else code
