"""What every identity provider is to the house, and which of them can be used now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.people.details import Claims
from majlis.people.queries.outages import paused
from majlis.people.states import Level


class NotVerified(Exception):
    """A provider's answer cannot be believed. `code` says why, for the log; it is never shown to the person."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        super().__init__(code)
        self.code = code


class ProviderDown(Exception):
    """A provider cannot be reached: offer the person the next level, and mark the identity not yet verified."""


class IdentityProvider(Protocol):
    """An adapter to whoever can say who somebody is."""

    @property
    def name(self) -> str:
        """Return the word by which it is offered and switched off."""

    @property
    def level(self) -> Level:
        """Return what its word is worth."""


@dataclass(frozen=True, slots=True)
class Departure:
    """Where to send the browser, and the nonce that it keeps in a cookie to be known again when it comes back."""

    address: str
    nonce: str


class RedirectProvider(IdentityProvider, Protocol):
    """A national sign-in to which the browser goes, and from which it comes back with a signed answer."""

    def depart(self, *, onward: str, language: str) -> Departure:
        """Begin a sign-in."""

    def read(self, token: str) -> tuple[Claims, str]:
        """Return what a signed answer claims, and its nonce; raises NotVerified."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A number to show to the person, the handle by which the page asks for the answer, and when it grows too old."""

    handle: str
    shown: str
    until: dt.datetime


class ApprovalProvider(IdentityProvider, Protocol):
    """A national app in which the person picks the number that our page shows: for kiosks and the telephone."""

    def ask(self, kind: str, number: str) -> Asked:
        """Ask for an approval; raises ProviderDown."""

    def answer(self, handle: str) -> Claims | None:
        """Return who approved, None while nothing is known; raises NotVerified when it was refused, ProviderDown."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A way to show who one is that works now. `name` is the provider's: national, approval, code, desk."""

    name: str
    level: Level
    label: str | Promise


def offered() -> tuple[Offer, ...]:
    """Return the ways that work now, the surest first. There is always one: nobody is turned away by an outage."""
    ways = (
        (bool(settings.IDENTITY_NATIONAL), Offer("national", Level.NATIONAL, _("National sign-in"))),
        (bool(settings.IDENTITY_APPROVAL), Offer("approval", Level.NATIONAL, _("A number in the national app"))),
        (True, Offer("desk", Level.ATTESTED, _("An officer sees your card"))),
        (True, Offer("code", Level.CODE, _("A code sent to you"))),
        (True, Offer("none", Level.NONE, _("Go on without: we verify later"))),
    )
    down = paused()
    return tuple(offer for usable, offer in ways if usable and offer.name not in down)


def highest_level_offered() -> Level:
    """Return the highest level that a page can reach now by itself (the desk is not a page)."""
    return max(offer.level for offer in offered() if offer.name != "desk")
