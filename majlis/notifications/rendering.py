"""Put a notice into words: the ministry's own where it wrote some, else the shipped ones, in the person's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from majlis.core import clock, references
from majlis.notifications import kinds, sms_parts, values, wording
from majlis.notifications.kinds import KindOfNotice
from majlis.notifications.models import Template
from majlis.people.states import LANGUAGES

SHORT = frozenset({"sms", "whatsapp", "telegram"})
EDITED = ("sms", "email", "call")
"""The channels whose words the ministry edits; others use one of these (see `form_of`)."""
FALLBACK = ("ar", "en")
_REFERENCE = "612345678" + references.check_digit("612345678")


@dataclass(frozen=True, slots=True)
class Text:
    """Words with their facts still named, and their version; 0 for the shipped ones."""

    subject: str
    body: str
    version: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """Words as a person reads them, and the version of the template that made them."""

    subject: str
    words: str
    version: int


def form_of(channel: str) -> str:
    """Return the channel whose words a channel uses: "sms" (short), "email" (long) or "call" (spoken)."""
    return "sms" if channel in SHORT else "call" if channel == "call" else "email"


def languages() -> list[tuple[str, str]]:
    """Return the languages that the public reads or hears, as (code, name)."""
    return [(code, str(name)) for code, name in getattr(settings, "PUBLIC_LANGUAGES", LANGUAGES.items())]


def house_facts() -> dict[str, Any]:
    """Return the facts that every template may use beside those of its kind."""
    return {"toll_free": settings.TOLL_FREE_NUMBER, "site": settings.ORIGIN}


def allowed(kind: KindOfNotice) -> list[str]:
    """Return the names of all facts that words of this kind may use."""
    return list(dict.fromkeys([*kind.facts(), *house_facts()]))


def shipped(kind: KindOfNotice, channel: str, language: str) -> Text:
    """Return the words that come with the product; languages without a catalogue get the English ones."""
    form = form_of(channel)
    with translation.override(language):
        subject = "" if form == "sms" else str(kind.subject)
        body = str({"sms": kind.short, "call": kind.script}.get(form, kind.body))
    return Text(wording.braces(subject), wording.braces(body), 0)


def text(kind: KindOfNotice, channel: str, language: str) -> Text | None:
    """Return the words in force in one language, or None when there are none in it."""
    rows = Template.objects.filter(kind=kind.name, channel=form_of(channel), language=language, ruling__approved=True)
    if newest := rows.order_by("-version").first():
        return Text(newest.subject, newest.body, newest.version)
    return shipped(kind, channel, language) if language in dict(settings.COMPLETE_LANGUAGES) else None


def render(kind: KindOfNotice, channel: str, language: str, facts: Mapping[str, Any], *, neutral: bool) -> Rendered:
    """Return the words for a person. Where his language has none, Arabic and English stand one under the other.

    `neutral` gives words that name no ministry, kind or subject, for an address that is not his alone.
    Raises KeyError for a fact that is missing.
    """
    if neutral:
        return _neutral(kind, channel, language)
    found = text(kind, channel, language)
    if found is not None:
        return filled(found, channel, language, facts)
    both = [filled(_certain(kind, channel, code), channel, code, facts) for code in FALLBACK]
    gap = "\n" if form_of(channel) == "sms" else "\n\n"
    return Rendered(
        " / ".join(one.subject for one in both if one.subject), gap.join(one.words for one in both), both[0].version
    )


def filled(found: Text, channel: str, language: str, facts: Mapping[str, Any]) -> Rendered:
    """Return words with their facts put in."""
    known, brief = {**house_facts(), **facts}, form_of(channel) == "sms"
    subject = wording.fill(found.subject, lambda name: values.show(known[name], language, brief=True))
    words = wording.fill(found.body, lambda name: values.show(known[name], language, brief=brief))
    return Rendered(_one_line(subject), words, found.version)


def sample_facts(kind: KindOfNotice) -> dict[str, Any]:
    """Return frozen facts of ordinary length for previews, part counts and tests: the kind's own, else guessed."""
    return {**{name: _sample(name) for name in kind.facts()}, **values.freeze(kind.sample)}


def sms_count(kind: KindOfNotice, language: str, body: str) -> sms_parts.Count:
    """Return how long an SMS of these words is with sample facts. Raises KeyError for a fact that it has not."""
    return sms_parts.count(filled(Text("", body, 0), "sms", language, sample_facts(kind)).words)


def _certain(kind: KindOfNotice, channel: str, language: str) -> Text:
    return text(kind, channel, language) or shipped(kind, channel, language)


def _neutral(kind: KindOfNotice, channel: str, language: str) -> Rendered:
    wanted = (language,) if language in dict(settings.COMPLETE_LANGUAGES) else FALLBACK
    said: list[tuple[str, str]] = []
    for code in wanted:
        with translation.override(code):
            script = kinds.NEUTRAL_SCRIPT if channel == "call" else kind.neutral_short
            said.append((str(kinds.NEUTRAL_SUBJECT), str(script)))
    subject = "" if form_of(channel) == "sms" else " / ".join(subject for subject, _script in said)
    return Rendered(subject, "\n".join(script for _subject, script in said), 0)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _sample(name: str) -> Any:
    day = clock.today() + dt.timedelta(days=9)
    noon = dt.datetime.combine(day, dt.time(10, 30), clock.RIYADH)
    guesses: tuple[tuple[tuple[str, ...], Any], ...] = (
        (("reference",), _REFERENCE),
        (("_at", "time", "when"), noon),
        (("date", "day", "until", "due", "by"), day),
        (("minutes", "days", "hours", "count", "number", "places"), 12),
        (("code", "pin"), "482915"),
        (("phone",), "+966112345678"),
        (("link", "url", "address"), f"{settings.ORIGIN}/s/"),
        (("centre", "place", "hall"), {"ar": "مركز الرياض", "en": "Riyadh centre"}),
    )
    found = next(
        (value for ends, value in guesses if name.endswith(ends)), {"ar": "كما ورد في الطلب", "en": "as asked"}
    )
    return values.freeze({name: found})[name]
