"""The kinds of notice. Rooms declare theirs in `notices.py`: what is said, through which channels, in which order.

Words are English message ids with facts as `{name}` or `%(name)s`; their Arabic stands in the catalogue of the room
that declares them. The ministry may overlay each by its own words (see `Template`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.notifications import wording

Words = str | Promise
CalendarUse = Literal[False, "request", "cancel"]

NEUTRAL_SUBJECT = _("A message for you")
NEUTRAL_SHORT = _("You have a new message. Please look at it when it suits you.")
NEUTRAL_SCRIPT = _(
    "Ask for the person by name. If someone else answers, say only that you will ring again: no ministry, no kind "
    "of message, no subject. If the person answers, ask whether this is a good moment to speak alone."
)

_KINDS: dict[str, KindOfNotice] = {}


@dataclass(frozen=True, slots=True)
class KindOfNotice:
    """A kind of notice.

    `short` is the SMS, at most two parts in each language; `body` the e-mail and letter; `script` what a caller
    says. `together` go at once; `then` follow one by one until the person is told ("preference" is his own channel).
    `calendar` adds a calendar file made of the facts `starts_at` and `ends_at`. `urgent` goes at night too.
    `asked` is what a person waits for at this moment (a code): it goes at any hour, and to one who wants no contact.
    `secret` facts are wiped once the notice has left. `sample` holds facts for previews and tests.
    """

    name: str
    subject: Words
    body: Words
    short: Words
    script: Words
    neutral_short: Words
    together: tuple[str, ...]
    then: tuple[str, ...]
    calendar: CalendarUse
    urgent: bool
    asked: bool
    secret: bool
    also: tuple[str, ...]
    sample: dict[str, Any] = field(hash=False)

    def facts(self) -> tuple[str, ...]:
        """Return the names of the facts that its templates may use, in the order in which they appear."""
        used = [
            name for text in (self.subject, self.short, self.body, self.script) for name in wording.names(str(text))
        ]
        return tuple(dict.fromkeys([*used, *self.also]))


def notice(  # noqa: PLR0913 - a declaration, read as a form
    name: str,
    *,
    subject: Words,
    body: Words,
    short: Words,
    script: Words = "",
    together: tuple[str, ...] = ("sms", "email"),
    then: tuple[str, ...] = ("preference", "sms", "email", "call", "letter"),
    calendar: bool | Literal["request", "cancel"] = False,
    urgent: bool = False,
    asked: bool = False,
    secret: bool = False,
    neutral_short: Words = NEUTRAL_SHORT,
    also: tuple[str, ...] = (),
    sample: dict[str, Any] | None = None,
) -> KindOfNotice:
    """Declare a kind of notice under a name such as "appointment.told"; a name is declared once.

    Without a `script` a caller says the body. `also` names facts that the shipped words do not use and the
    ministry's may. Raises RuntimeError when the name is taken.
    """
    if name in _KINDS:
        raise RuntimeError(f"notice {name} is declared twice")
    use: CalendarUse = "request" if calendar is True else calendar
    _KINDS[name] = KindOfNotice(
        name, subject, body, short, script or body, neutral_short, together, then, use, urgent, asked, secret,
        (*also, *(("starts_at", "ends_at") if use else ())), dict(sample or {}),
    )  # fmt: skip
    return _KINDS[name]


def known(name: str) -> KindOfNotice:
    """Return a declared kind; an unknown name is a defect (KeyError)."""
    return _KINDS[name]


def all_kinds() -> dict[str, KindOfNotice]:
    """Return every declared kind by name."""
    return dict(_KINDS)
