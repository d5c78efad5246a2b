"""How a request is opened again: with its PIN, or with a code to the phone that is its person's alone.

Misses are counted by reference, whether a request of that number exists or not: five, and then one an hour. Who is
kept out by the misses of somebody else asks for a code, or comes to a desk. Every answer is the same for a number
that does not exist.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest

from majlis.accounts import limits
from majlis.cases.models import Case
from majlis.core import clock, references
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.people import sessions
from majlis.people.identity import codes
from majlis.people.models import ContactPoint
from majlis.people.states import Whose

MISSES = 5
AN_HOUR = 1 / 60
CODES, A_CODE_EVERY = 3, 1 / 12
_KEPT = "portal.code"


def bucket(reference: str) -> str:
    """Return the bucket in which the misses on a reference are counted."""
    return f"status-pin:{reference}"


def may_try(reference: str) -> bool:
    """Take one of the tries on a reference and tell whether there was one. Call it before the scope opens."""
    return limits.allow(bucket(reference), rate_per_minute=AN_HOUR, burst=MISSES)


def was_right(reference: str) -> None:
    """Give the try back: only misses count."""
    limits.give_back(bucket(reference), burst=MISSES)


def before_sending(reference: str) -> None:
    """Count a wish for a code, before the scope opens. Raises SlowDown."""
    limits.check(f"status-code:{reference}", rate_per_minute=A_CODE_EVERY, burst=CODES)


def typed_reference(request: HttpRequest) -> str:
    """Return the well-formed reference of a form, or nothing."""
    try:
        return references.parse(request.POST.get("reference", ""))
    except references.BadReference:
        return ""


def send_code(request: HttpRequest, reference: str, language: str) -> None:
    """Send a code to the person's safe address, if there is a request and such an address; say nothing of either."""
    handle = secrets.token_urlsafe(32)
    with house():
        case = Case.objects.filter(reference=reference).first()
        point = _safe_point(case) if case else None
    if case is not None and point is not None:
        try:
            sent = codes.send(point.channel, point.value, purpose=_purpose(case), language=point.language or language)
            handle = sent.handle
        except Refused:  # too many codes went there already, or nothing carries one: that, too, is not told
            pass
    request.session[_KEPT] = {"reference": reference, "handle": handle, "at": int(clock.now().timestamp())}


def asked(request: HttpRequest) -> dict[str, str] | None:
    """Return what was kept of a code that this browser asked for: its `reference` and `handle`."""
    kept: dict[str, str] | None = request.session.get(_KEPT)
    return kept


def open_by_code(request: HttpRequest, typed: str) -> Case | None:
    """Return the request that a typed code opens; None for a wrong or spent code, and for a number nobody has."""
    kept = asked(request)
    if kept is None:
        return None
    with house():
        case = Case.objects.filter(reference=kept["reference"]).first()
    purpose = _purpose(case) if case else "status:0"
    if codes.check(kept["handle"], typed, purpose=purpose) is not codes.Outcome.RIGHT or case is None:
        return None
    del request.session[_KEPT]
    sessions.open_case(request, case.reference, case.pk)
    return case


def _purpose(case: Case) -> str:
    return f"status:{case.pk}"


def _safe_point(case: Case) -> ContactPoint | None:
    """Return the first address that is the person's alone and can carry a code; none where he wants no contact."""
    if case.beneficiary.never_contact:
        return None
    person = case.beneficiary.merged_into_id or case.beneficiary_id
    found = ContactPoint.objects.in_use().filter(
        beneficiary=person, whose=Whose.MINE, never=False, bad_since=None, channel__in=sorted(codes.CARRIED)
    )
    return found.first()
