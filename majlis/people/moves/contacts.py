"""Add, change, confirm and retire the ways to reach a person."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, clock, phones
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people import facts, rules
from majlis.people.details import NewPoint
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.moves._common import label, refuse_merged, refuse_unless
from majlis.people.states import NUMBERS, BadContact, Channel, Level
from majlis.trail import moves as trail

_CHANGEABLE = ("whose", "hours_from", "hours_until", "language", "never", "rank")


def add_point(person: Beneficiary, point: NewPoint, *, by: Viewer) -> ContactPoint:
    """Add a way to reach a person, after those he has, and return it.

    Raises Refused "not_yours", "bad_address" (with what is wrong), and "point_known" through the database.
    """
    refuse_unless(rules.may_change(by, person))
    refuse_merged(person)
    with house():
        last = person.points.order_by("-rank").values_list("rank", flat=True).first()
        placed = a_point(person, point, rank=0 if last is None else last + 1)
        placed.save(force_insert=True)
        _write_down(facts.POINT_ADDED.name, placed, by)
    return placed


def change_point(point: ContactPoint, *, by: Viewer, **fields: Any) -> ContactPoint:
    """Change whose a point is, its hours, language, order, or whether it may be used at all.

    Another number is another point: add that and retire this. Raises Refused "not_yours", "retired".
    """
    unknown = set(fields) - set(_CHANGEABLE)
    if unknown:
        raise TypeError(f"not changeable: {', '.join(sorted(unknown))}")
    refuse_unless(rules.may_change(by, point.beneficiary))
    with house():
        _update(point, **fields)
        _write_down(facts.POINT_CHANGED.name, point, by, fields=label(*fields))
    return point


def confirm_point(point: ContactPoint, *, level: int, by: Viewer) -> ContactPoint:
    """Note that a point reaches the person: by a code that came back (CODE), or by what an officer saw (ATTESTED).

    A point that was marked bad is good again. The house itself confirms by a code.
    """
    refuse_unless(by.kind is Looking.SYSTEM or rules.may_change(by, point.beneficiary))
    with house():
        _update(
            point,
            verified_level=max(level, point.verified_level),
            verified_at=clock.now(),
            bad_since=None,
            bad_reason="",
        )
        _write_down(facts.POINT_CONFIRMED.name, point, by, level=level)
    return point


def retire_point(point: ContactPoint, *, by: Viewer) -> ContactPoint:
    """Take a point out of use; it stays on record for what was sent to it."""
    refuse_unless(rules.may_change(by, point.beneficiary))
    with house():
        _update(point, retired_at=clock.now())
        _write_down(facts.POINT_RETIRED.name, point, by)
    return point


def mark_contact_bad(point: ContactPoint, *, reason: str, by: Viewer) -> ContactPoint:
    """Mark a point as not reaching the person (states.BadContact); marking it twice changes nothing.

    The sending engine does so as the house, an officer when he learns of it on the telephone.
    """
    refuse_unless(by.kind is Looking.SYSTEM or (by.is_staff and rules.may_look_up(by)))
    if point.bad_since is not None or point.retired_at is not None:
        return point
    with house():
        _update(point, bad_since=clock.now(), bad_reason=BadContact(reason), verified_level=Level.NONE)
        _write_down(facts.POINT_BAD.name, point, by, reason=str(reason))
    return point


def a_point(person: Beneficiary, point: NewPoint, *, rank: int) -> ContactPoint:
    """Return a point for a person whose record is being written, to be inserted within the house's scope."""
    first, last = point.hours or (None, None)
    return ContactPoint(
        beneficiary=person,
        channel=point.channel,
        value=kept(point.channel, point.value),
        whose=point.whose,
        hours_from=first,
        hours_until=last,
        language=point.language,
        never=point.never,
        rank=rank,
        verified_level=point.verified,
        verified_at=clock.now() if point.verified else None,
    )


def kept(channel: str, value: str) -> str:
    """Return a number or address as it is kept: E.164, mail in small letters, other text cleaned.

    Raises Refused "bad_address" with the sentence for what is wrong.
    """
    text = arabic.clean(value)
    if channel in NUMBERS:
        return _number(channel, text)
    if channel == Channel.EMAIL:
        return _mail(text)
    if not text:
        raise Refused("bad_address", _("Enter the address."))
    return text[:320]


def _number(channel: str, text: str) -> str:
    try:
        number = phones.parse(text)
    except phones.BadPhone as bad:
        raise Refused("bad_address", phones.sentence(bad)) from bad
    if channel == Channel.MOBILE and not phones.is_mobile(number):
        raise Refused("bad_address", _("This is not a mobile number. Choose landline, or give a mobile."))
    return number


def _mail(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as bad:
        raise Refused("bad_address", _("This is not an e-mail address. Write it like name@example.com.")) from bad
    return text.casefold()


def _update(point: ContactPoint, **fields: Any) -> None:
    """Write fields of a point that is in use; raises Busy when it was retired meanwhile."""
    if not ContactPoint.objects.in_use().filter(pk=point.pk).update(**fields):
        raise Busy("retired", _("This way to reach the person is no longer in use."))
    for name, value in fields.items():
        setattr(point, name, value)


def _write_down(kind: str, point: ContactPoint, by: Viewer, **more: Any) -> None:
    trail.record(
        kind,
        by=by,
        subject=("beneficiary", point.beneficiary_id),
        point=point.pk,
        channel=point.channel,
        whose=point.whose,
        **more,
    )
