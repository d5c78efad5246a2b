"""Put a person on record, correct the record, write down wishes, say that the card was seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.core import clock, rows
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Kind as Looking
from majlis.core.viewer import Viewer
from majlis.people import facts, rules
from majlis.people.details import Details, NewPoint
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.moves._common import change, label, refuse_merged, refuse_unless
from majlis.people.moves.contacts import a_point
from majlis.people.queries.people import holder_of
from majlis.people.states import Level
from majlis.trail import moves as trail


@dataclass(frozen=True, slots=True)
class Registered:
    """A new record with the ways to reach its person."""

    person: Beneficiary
    points: tuple[ContactPoint, ...]


def register(details: Details, *, by: Viewer, **more: Any) -> Beneficiary:
    """Put a person on record and return the record; see `enrol`."""
    return enrol(details, by=by, **more).person


def enrol(
    details: Details,
    *,
    by: Viewer,
    points: Sequence[NewPoint] = (),
    level: int = Level.NONE,
    womens_section: bool = False,
    never_contact: bool = False,
) -> Registered:
    """Put a person on record with the ways to reach him, and return both.

    `level` says how his identity number was verified (ATTESTED: the officer saw the card). In a women's section a
    woman who was not asked is served by women only. Raises Refused "not_yours"; "identity_held" with `beneficiary`
    when another record holds the verified number; "needs_identity" for a level without a number.
    """
    refuse_unless(rules.may_register(by) and _may_claim(by, level))
    fields = details.fields()
    fields["served_by"] = rules.served_by_default(details.served_by, womens_section=womens_section)
    with house():
        if rules.is_verified(level):
            _refuse_held(details.identity_kind, details.identity_number, details.identity_country, None)
        person = Beneficiary(
            **fields,
            never_contact=never_contact,
            identity_level=level,
            identity_at=clock.now() if level else None,
        )
        for name, value in person.keys().items():
            setattr(person, name, value)
        (person.pk,) = rows.numbers(Beneficiary)
        rows.put(person)
        trail.record(facts.REGISTERED.name, by=by, subject=("beneficiary", person.pk), level=level)
        placed = tuple(a_point(person, point, rank=rank) for rank, point in enumerate(points))
        rows.put(*placed)
    return Registered(person, placed)


def correct(person: Beneficiary, details: Details, *, version: int, by: Viewer) -> Beneficiary:
    """Correct what the record says of a person; `version` is the one that the page showed.

    Who he is (name, number, birth), once verified, is corrected only by an officer who can see the card: for others
    Refused "ask_desk". A new number begins unverified. Raises Busy when somebody else was first.
    """
    refuse_unless(rules.may_change(by, person))
    refuse_merged(person)
    fields = details.fields()
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    if set(changed) & set(details.who()) and rules.is_verified(person.identity_level):
        _refuse_unless_at_the_desk(by, person)
    if {"identity_kind", "identity_number", "identity_country"} & set(changed):
        fields |= {"identity_level": Level.NONE, "identity_at": None}
    with house():
        change(person, version, **fields)
        trail.record(facts.CORRECTED.name, by=by, subject=("beneficiary", person.pk), fields=label(*changed))
    return person


_WISHES = ("served_by", "language", "interpreter", "needs", "never_contact")


def set_preference(person: Beneficiary, *, version: int, by: Viewer, **wishes: Any) -> Beneficiary:
    """Write down wishes: any of `served_by`, `language`, `interpreter`, `needs`, `never_contact`.

    Nobody's wish is guessed: call it with what the person answered. Who may serve her from now on stands in the book
    when it changed: rooms above follow it. Raises Refused "not_yours", Busy.
    """
    unknown = set(wishes) - set(_WISHES)
    if unknown:
        raise TypeError(f"no such wish: {', '.join(sorted(unknown))}")
    refuse_unless(rules.may_change(by, person))
    refuse_merged(person)
    if "needs" in wishes:
        wishes["needs"] = sorted(wishes["needs"])
    asked = wishes.get("served_by", person.served_by)
    turned: dict[str, Any] = {} if asked == person.served_by else {"served_by": str(asked)}
    with house():
        change(person, version, **wishes)
        trail.record(facts.PREFERRED.name, by=by, subject=("beneficiary", person.pk), fields=label(*wishes), **turned)
    return person


def attest(person: Beneficiary, *, kind: str, number: str, country: str = "", version: int, by: Viewer) -> Beneficiary:
    """Say that an officer saw the card with this well-formed number in the person's hand.

    Raises Refused "not_yours"; "identity_held" with `beneficiary` when another record holds it: then merge. A
    higher level that stands already is kept when the number is the same.
    """
    refuse_unless(rules.may_attest(by, person))
    refuse_merged(person)
    same = (person.identity_kind, person.identity_number, person.identity_country) == (kind, number, country)
    level = max(Level.ATTESTED, person.identity_level) if same else Level.ATTESTED
    with house():
        _refuse_held(kind, number, country, person.pk)
        change(
            person,
            version,
            identity_kind=kind,
            identity_number=number,
            identity_country=country,
            identity_level=level,
            identity_at=clock.now(),
        )
        trail.record(facts.IDENTIFIED.name, by=by, subject=("beneficiary", person.pk), level=level)
    return person


def _may_claim(by: Viewer, level: int) -> bool:
    if level <= Level.CODE or by.kind is Looking.SYSTEM:
        return True
    return level == Level.ATTESTED and by.is_staff and by.holds(*rules.SEEING_CARDS)


def _refuse_held(kind: str, number: str, country: str, but: int | None) -> None:
    if kind == "none" or not number:
        raise Refused("needs_identity", _("Enter the number of the paper that was seen."))
    holder = holder_of(kind, number, country)
    if holder is not None and holder.pk != but:
        raise Refused(
            "identity_held",
            _("Another record holds this number. Look the person up by it; if the two are one, merge them."),
            beneficiary=holder.pk,
        )


def _refuse_unless_at_the_desk(by: Viewer, person: Beneficiary) -> None:
    if not rules.may_attest(by, person):
        raise Refused(
            "ask_desk",
            _("Your name, number and birth date were verified. Bring your card to a centre to correct them."),
        )
