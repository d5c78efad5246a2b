"""What the liaisons of a body are told. No person and no subject: a number, a day, and where to read it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import KindOfNotice, notice

SAMPLE: dict[str, Any] = {"number": "1245/1448", "due_on": "2026-12-06", "address": "https://majlis.example/body/7/"}


def _tell(name: str, *, subject: Any, short: Any, body: Any) -> KindOfNotice:
    return notice(
        f"referral.{name}", subject=subject, short=short, body=body, together=("email",), then=("sms",), sample=SAMPLE
    )


_tell(
    "came",
    subject=_("A referral to your body"),
    short=_("Referral {number} came to your body, due {due_on}: {address}"),
    body=_(
        "A referral came to your body by letter {number}. Its answer is due on {due_on}.\n\nRead it and answer it "
        "here, after signing in: {address}\n\nIf something is missing, ask there; if you need longer, promise a day."
    ),
)
_tell(
    "told",
    subject=_("Your question on a referral was answered"),
    short=_("Your question on referral {number} was answered. Due {due_on}: {address}"),
    body=_("Your question on the referral of letter {number} was answered. Its answer is due on {due_on}: {address}"),
)
_tell(
    "came_back",
    subject=_("A referral needs more from your body"),
    short=_("Your answer to referral {number} needs more, due {due_on}: {address}"),
    body=_(
        "Thank you for your answer to letter {number}. It does not settle the matter yet. What is still needed stands "
        "here, after signing in: {address}\n\nIt is due on {due_on}."
    ),
)
_tell(
    "ended",
    subject=_("A referral is no longer needed"),
    short=_("Referral {number}, due {due_on}, is no longer needed. You need not do anything."),
    body=_("The referral of letter {number}, due {due_on}, is no longer needed. You need not do anything."),
)
_tell(
    "reminder",
    subject=_("A reminder: a referral waits for your answer"),
    short=_("A reminder: referral {number} was due {due_on} and waits for your answer: {address}"),
    body=_(
        "The referral of letter {number}, due {due_on}, waits for your answer. Answer it here, or promise a day: "
        "{address}"
    ),
)
