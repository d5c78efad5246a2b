"""Why somebody is where a plan puts him, as sentences: codes and numbers stand on the line, the words stand here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "debt": _("We cancelled an earlier place: it is owed"),
    "told": _("Was told already, and stays"),
    "pinned": _("Pinned by the office"),
    "grave": _("The gravest class comes first"),
    "share": _("The least that every class, hall and length is due"),
    "date": _("His last chance before his date passes"),
    "points": _("{0} points"),
    "in_time": _("Within thirty days: day {0} since the request was complete"),
    "late": _("Later than thirty days: day {0} since the request was complete"),
    "first": _("The first session to which the person can come"),
    "ahead": _("{0} who wait on come before"),
    "full": _("The sessions ahead are full"),
    "notice": _("The near sessions are too near to tell in time"),
    "cannot": _("Some sessions do not suit the person"),
    "forbidden": _("The office keeps it out of some sessions"),
    "no_place": _("No hall, hour, woman host or interpreter suits in some sessions"),
    "gone": _("It waits no longer"),
    "no_time": _("No time was found there that keeps every rule"),
    "unready": _("The file is not ready yet"),
    "ready_later": _("The file is ready only later"),
    "not_before": _("The person can come only later"),
}
"""The sentence of each code of the planner; a number stands as {0}. What is not here goes without saying."""

CLASSES: dict[str, Promise] = {
    "critical": _("By its class: the gravest"),
    "urgent": _("By its class: urgent"),
}

OVERTAKEN: dict[str, Promise] = {
    "promise": _("who comes before would lose his own thirty days"),
    "price": _("nobody can give the place up without a loss elsewhere"),
    "time": _("the plan had no time left to mend it"),
}
"""What the planner found for each who is overtaken; the written reason is the office's."""


def sentence(code: str, *facts: Any) -> str | Promise:
    """Return the sentence of a code with its number; nothing for one that goes without saying."""
    if code == "class":
        return CLASSES.get(str(facts[0]), "")
    words = SENTENCES.get(code)
    return format_lazy(str(words), *facts) if words is not None else ""


def sentences(codes: Iterable[Iterable[Any]]) -> list[str | Promise]:
    """Return the sentences of a line's codes, in their order."""
    said = (sentence(str(code), *facts) for code, *facts in codes)
    return [words for words in said if words]
