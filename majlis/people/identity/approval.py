"""The approval number: the page shows two digits, the person picks them in the national app.

For kiosks and the telephone, where no browser can be sent away. What is here is the simulated supplier; its app is a
page of this server, refused in production.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings

from majlis.core import clock, names
from majlis.core.scope import house
from majlis.people.details import Claims
from majlis.people.identity import simulator
from majlis.people.identity.port import ApprovalProvider, Asked, NotVerified, ProviderDown
from majlis.people.models import Approval
from majlis.people.moves import identifying
from majlis.people.queries.outages import paused
from majlis.people.states import Level

MINUTES = 2
APPROVED, DECLINED = "approved", "declined"


@dataclass(frozen=True, slots=True)
class Simulated:
    """A supplier whose app is a page of ours, and which knows the sample persons."""

    name: str = "approval"
    level: Level = Level.NATIONAL

    def ask(self, kind: str, number: str) -> Asked:
        """Ask for an approval. Nothing tells whether the number is anyone's."""
        if self.name in paused():
            raise ProviderDown
        handle, shown = secrets.token_urlsafe(32), f"{secrets.randbelow(90) + 10}"
        row = identifying.keep_approval(handle=_digest(handle), kind=kind, number=number, shown=shown, minutes=MINUTES)
        return Asked(handle, shown, row.expires_at)

    def answer(self, handle: str) -> Claims | None:
        """Return who approved, once; None while nothing is known."""
        if self.name in paused():
            raise ProviderDown
        row = identifying.use_approval(_digest(handle))
        if row is None:
            return None
        if row.answer != APPROVED:
            raise NotVerified("declined")
        person = simulator.sample(row.identity_number)
        return Claims(
            kind=row.identity_kind,
            number=person.number,
            at=clock.now(),
            level=self.level,
            name=names.check(*person.arabic),
            latin_name=person.latin,
        )


def provider() -> ApprovalProvider:
    """Return the adapter that the settings name; raises ProviderDown when there is none."""
    if settings.IDENTITY_APPROVAL == "simulator":
        return Simulated()
    raise ProviderDown


def waiting(number: str) -> tuple[Approval, list[str]] | None:
    """Return the newest approval that waits for a sample person, with three numbers of which one is right."""
    with house():
        rows = Approval.objects.filter(identity_number=number, answer="", expires_at__gt=clock.now())
        row = rows.order_by("-pk").first()
    if row is None:
        return None
    step = int(row.shown)
    others = {f"{(step - 10 + 31) % 90 + 10}", f"{(step - 10 + 67) % 90 + 10}"}
    return row, sorted({row.shown, *others})


def pick(row: Approval, number: str) -> bool:
    """Do what the app does when a number is picked: approve when it is the one shown, else decline."""
    return identifying.answer_approval(row, APPROVED if number == row.shown else DECLINED)


def _digest(handle: str) -> str:
    return hashlib.sha256(handle.encode()).hexdigest()
