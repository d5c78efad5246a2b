"""What happens when somebody has shown who he is, and the short-lived rows that the identity port keeps meanwhile."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer, system
from majlis.people import facts
from majlis.people.details import Claims, Details
from majlis.people.models import Approval, Beneficiary, OneTimeCode, SignIn
from majlis.people.queries.people import holder_of
from majlis.people.states import Kind
from majlis.trail import moves as trail

PORT = system("identity")
_KIND_OF_PAPER = {"national": Kind.CITIZEN, "resident": Kind.RESIDENT, "gcc": Kind.GCC}
_KEPT_FOR = dt.timedelta(days=1)


def identified(claims: Claims, *, by: Viewer = PORT) -> Beneficiary:
    """Return the record of the person whom an identity provider has named; make one when nobody holds the number.

    The holder of the verified number is the person, whatever name the provider writes; what the record lacks is
    filled in, nothing is overwritten below the national level. A record that only claims the number stays apart: a
    person may look at the two and merge them.
    """
    with house():
        person = holder_of(claims.kind, claims.number, claims.country)
        if person is None:
            person = _new(claims, by)
        else:
            _raise_level(person, claims, by)
    return person


def _new(claims: Claims, by: Viewer) -> Beneficiary:
    person = Beneficiary(
        kind=_KIND_OF_PAPER.get(claims.kind, Kind.UNKNOWN),
        identity_kind=claims.kind,
        identity_number=claims.number,
        identity_country=claims.country,
        identity_level=claims.level,
        identity_at=claims.at,
        **_said(claims),
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError:
        holder = holder_of(claims.kind, claims.number, claims.country)
        if holder is None:
            raise
        return holder
    trail.record(facts.REGISTERED.name, by=by, subject=("beneficiary", person.pk), level=claims.level)
    return person


def _raise_level(person: Beneficiary, claims: Claims, by: Viewer) -> None:
    if claims.level <= person.identity_level:
        return
    said = {name: value for name, value in _said(claims).items() if value not in ("", None)}
    for name, value in said.items():
        setattr(person, name, value)
    person.identity_level, person.identity_at = claims.level, claims.at
    Beneficiary.objects.filter(pk=person.pk).update(
        **said,
        **person.keys(),
        identity_level=claims.level,
        identity_at=claims.at,
        version=F("version") + 1,
    )
    person.version += 1
    trail.record(facts.IDENTIFIED.name, by=by, subject=("beneficiary", person.pk), level=claims.level)


def _said(claims: Claims) -> dict[str, Any]:
    who = Details(name=claims.name, latin_name=claims.latin_name, birth=claims.birth).who()
    return {name: value for name, value in who.items() if not name.startswith("identity_")}


# ---- rows of the port ---------------------------------------------------------------------------------------


def keep_sign_in(nonce: str, *, onward: str, minutes: int) -> SignIn:
    """Keep the digest of a nonce that was sent to the national sign-in, and where the person goes on afterwards."""
    with house():
        return SignIn.objects.create(
            nonce=nonce, onward=onward, began_at=clock.now(), expires_at=clock.now() + dt.timedelta(minutes=minutes)
        )


def use_nonce(nonce: str) -> SignIn | None:
    """Use up a nonce: once, and in time. Returns its row, or None when it is unknown, used or too old."""
    with house():
        now = clock.now()
        taken = SignIn.objects.filter(nonce=nonce, used_at=None, expires_at__gt=now).update(used_at=now)
        return SignIn.objects.get(nonce=nonce) if taken else None


def settle_sign_in(row: SignIn, person: Beneficiary) -> None:
    """Note who came back; he is signed in when the same browser arrives."""
    with house():
        SignIn.objects.filter(pk=row.pk, beneficiary=None).update(beneficiary=person)


def arrive(nonce: str) -> SignIn | None:
    """Let the browser that began a sign-in end it: once, and in time. Returns its row with the person, or None."""
    with house():
        now = clock.now()
        waiting = SignIn.objects.filter(nonce=nonce, arrived_at=None, expires_at__gt=now)
        if not waiting.exclude(used_at=None).exclude(beneficiary=None).update(arrived_at=now):
            return None
        return SignIn.objects.select_related("beneficiary__merged_into").get(nonce=nonce)


def keep_code(*, handle: str, purpose: str, channel: str, address: str, digest: str, minutes: int) -> OneTimeCode:
    """Keep a code that goes out; earlier ones for the same purpose and address no longer hold."""
    with house():
        now = clock.now()
        former = OneTimeCode.objects.filter(purpose=purpose, address=address, used_at=None, expires_at__gt=now)
        former.update(expires_at=now)
        return OneTimeCode.objects.create(
            handle=handle,
            purpose=purpose,
            channel=channel,
            address=address,
            digest=digest,
            sent_at=now,
            expires_at=now + dt.timedelta(minutes=minutes),
        )


def try_code(handle: str, purpose: str, *, most: int) -> OneTimeCode | None:
    """Count one try of a code that still holds, and return it; None when it is unknown, used, too old or tried out."""
    with house():
        holding = OneTimeCode.objects.filter(handle=handle, purpose=purpose, used_at=None, expires_at__gt=clock.now())
        if not holding.filter(tries__lt=most).update(tries=F("tries") + 1):
            return None
        return OneTimeCode.objects.get(handle=handle)


def use_code(row: OneTimeCode) -> bool:
    """Use up a code that was typed rightly; False when another request was first."""
    with house():
        return bool(OneTimeCode.objects.filter(pk=row.pk, used_at=None).update(used_at=clock.now()))


def keep_approval(*, handle: str, kind: str, number: str, shown: str, minutes: int) -> Approval:
    """Keep a number that waits to be picked in the national app."""
    with house():
        return Approval.objects.create(
            handle=handle,
            identity_kind=kind,
            identity_number=number,
            shown=shown,
            expires_at=clock.now() + dt.timedelta(minutes=minutes),
        )


def answer_approval(row: Approval, answer: str) -> bool:
    """Keep what the person did in the national app; False when it was answered before or is too old."""
    with house():
        waiting = Approval.objects.filter(pk=row.pk, answer="", expires_at__gt=clock.now())
        return bool(waiting.update(answer=answer))


def use_approval(handle: str) -> Approval | None:
    """Take the answer of an approval, once; None while there is none, and after it was taken or grew too old."""
    with house():
        now = clock.now()
        answered = Approval.objects.filter(handle=handle, used_at=None, expires_at__gt=now).exclude(answer="")
        return Approval.objects.get(handle=handle) if answered.update(used_at=now) else None


def sweep() -> int:
    """Delete rows of the port that ended a day ago or more, and return how many."""
    before, gone = clock.now() - _KEPT_FOR, 0
    with house():
        for model in (SignIn, OneTimeCode, Approval):
            gone += model.objects.filter(expires_at__lt=before).delete()[0]
    return gone
