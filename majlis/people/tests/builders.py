"""People for tests, straight into the tables, as the house."""

from __future__ import annotations

import itertools
from typing import Any

from majlis.core import clock, scope
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer, system
from majlis.people.details import NewPoint
from majlis.people.models import Beneficiary, ContactPoint, Representation
from majlis.people.states import Channel, Kind, Level, Standing, Whose

_next = itertools.count(1)
HOUSE = system("tests")


def a_number(first: str = "2") -> str:
    """Return a well-formed identity number that no other test person has."""
    body = f"{first}{next(_next):08}"
    total = 0
    for place, digit in enumerate(body):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def a_mobile() -> str:
    """Return a mobile number in E.164 that no other test person has."""
    return f"+9665{next(_next):08}"


def a_beneficiary(*, mobile: str | None = None, whose: str = Whose.MINE, **words: Any) -> Beneficiary:
    """Return a resident with a verified number and, unless `mobile` is "", a mobile of his own in use."""
    number = next(_next)
    given = {
        "kind": Kind.RESIDENT,
        "given": "محمد",
        "father": "رفيق",
        "family": f"الإسلام {'ا' * (number % 7)}".strip(),
        "identity_kind": "resident",
        "identity_level": Level.ATTESTED,
        "identity_at": clock.now(),
    } | words
    if given["identity_kind"] != "none":
        given.setdefault("identity_number", a_number())
    else:
        given |= {"identity_level": Level.NONE, "identity_at": None}
    with scope.within(HOUSE):
        person = Beneficiary(**given)
        person.save(force_insert=True)
        if mobile != "":
            a_point(person, value=mobile or a_mobile(), whose=whose)
    return person


def a_point(person: Beneficiary, *, value: str = "", **words: Any) -> ContactPoint:
    """Return a mobile of the person, verified by a code, his alone unless told otherwise."""
    given = {
        "channel": Channel.MOBILE,
        "value": value or a_mobile(),
        "whose": Whose.MINE,
        "verified_level": Level.CODE,
        "verified_at": clock.now(),
    } | words
    with scope.within(HOUSE):
        return ContactPoint.objects.create(beneficiary=person, **given)


def a_representation(representative: Beneficiary, principal: Beneficiary, **words: Any) -> Representation:
    """Return a standing whose proof was seen: an agent's, unless told otherwise."""
    given = {"standing": Standing.AGENT, "proof_seen_at": clock.now()} | words
    with scope.within(HOUSE):
        return Representation.objects.create(representative=representative, principal=principal, **given)


def a_mobile_point(**words: Any) -> NewPoint:
    """Return a mobile as it is given at registration."""
    return NewPoint(**({"channel": Channel.MOBILE, "value": a_mobile(), "whose": Whose.MINE} | words))


def himself(person: Beneficiary) -> Viewer:
    """Return the viewer of a beneficiary who is signed in."""
    return Viewer(kind=Looking.BENEFICIARY, id=person.pk)
