"""What the minister and his office are told: a number, a day, and where to read more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import notice

SAMPLE = {"reference": "6123456783", "due_on": "2026-12-06", "address": "https://majlis.example/desk/office/"}

notice(
    "office.confirm",
    subject=_("A directive waits for your confirmation"),
    short=_("Case {reference}: a directive was noted in your name. Please confirm it by {due_on}: {address}"),
    body=_(
        "In case {reference} an officer noted a directive in your name. Nothing moves until you confirm it. Please "
        "confirm it, or say that it is not yours, by {due_on}: {address}"
    ),
    together=("email",),
    then=("sms",),
    sample=SAMPLE,
)
notice(
    "office.confirm_late",
    subject=_("A directive has not been confirmed"),
    short=_(
        "Case {reference}: the directive noted was to be confirmed by {due_on}. It moves nothing until then: {address}"
    ),
    body=_(
        "The directive that was noted in case {reference} was to be confirmed by {due_on} and has not been. Until the "
        "minister confirms it the case stands still: {address}"
    ),
    together=("email",),
    then=("sms",),
    sample=SAMPLE,
)
notice(
    "office.decided_for_you",
    subject=_("What your office decided this week"),
    short=_("Your office decided {count} cases this week under your standing directives: {address}"),
    body=_(
        "Under your standing directives your office decided {count} cases in the last seven days. The list: {address}"
    ),
    together=("email",),
    then=(),
    sample={"count": 12, "address": "https://majlis.example/desk/office/decided/"},
)
