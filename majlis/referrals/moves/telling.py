"""Tell those who speak for a body: its liaisons here, else its contacts outside."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from majlis.accounts import queries as accounts
from majlis.bodies import queries as bodies
from majlis.bodies.models import HEAD_OFFICE, LIAISON
from majlis.core.viewer import Viewer
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.referrals.models import Referral
from majlis.referrals.states import Level


def page_of(referral: Referral) -> str:
    """Return the address at which a liaison reads a referral, after signing in."""
    return f"{settings.ORIGIN}{reverse('referrals:of-body', args=[referral.pk])}"


def tell(referral: Referral, name: str, *, version: int = 0) -> None:
    """Owe the notice `referral.<name>` to all who speak for the body. `version` tells a second one from the first."""
    facts = {"number": referral.letter, "due_on": referral.due_on, "address": page_of(referral)}
    for to in _speakers(referral):
        notifications.owe(
            f"referral.{name}",
            to=to,
            facts=facts,
            about=("referral", referral.pk),
            version=version or referral.version,
            case=referral.case_id,
            barred=referral.barred,
        )


def _speakers(referral: Referral) -> list[addressees.Addressee]:
    barred = set(referral.barred)
    here = [one for one in accounts.liaisons(referral.body) if f"staff:{one.pk}" not in barred]
    if here and referral.level == Level.OWN:
        return [addressees.staff(one) for one in here]
    level = HEAD_OFFICE if referral.level == Level.ABOVE else LIAISON
    outside = [addressees.contact(one) for one in bodies.contacts(referral.body, level=level)]
    return outside or [addressees.staff(one) for one in here]


def remind(referral: Referral, *, by: Viewer, day: int) -> None:
    """Remind a body, once a day: `day` is the ordinal of the Riyadh day."""
    tell(referral, "reminder", version=day)
