"""Find a person by a number, at a desk or on the telephone. Each search is written into the book."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from majlis.core import identity_numbers, phones
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.queries.people import canonical
from majlis.people.queries.reaching import points_matched
from majlis.people.states import ServedBy
from majlis.trail import moves as trail


@dataclass(frozen=True, slots=True)
class Found:
    """The least that tells an officer whether this is the person before him.

    Numbers are masked. With `women_only` and a man looking, `name` is empty: he hands her over to a woman.
    `version` is that of the record, for a correction.
    """

    id: int
    name: str
    latin_name: str
    kind: str
    identity_kind: str
    masked_number: str
    identity_level: int
    born_year: int | None
    women_only: bool
    hand_over: bool
    phones: tuple[str, ...]
    version: int


def find_by_number(viewer: Viewer, kind: str, number: str, country: str = "") -> list[Found]:
    """Return the persons with a well-formed identity number, the verified holder first; never more than ten.

    Several may have named one number as long as nobody verified it. Raises Refused "not_yours" for whoever may not
    look people up. Needs an open transaction.
    """
    _ask(viewer)
    with house():
        rows = Beneficiary.objects.standing_alone().filter(
            identity_kind=kind, identity_number=number, identity_country=country
        )
        people = list(rows.order_by("-identity_level", "pk").prefetch_related("points")[:10])
        _write_down(viewer, people, "identity")
        return [_found(viewer, person) for person in people]


def find_by_phone(viewer: Viewer, number: str) -> list[Found]:
    """Return the persons whose own telephone this E.164 number is; never those who share it. Raises as above."""
    _ask(viewer)
    with house():
        ids = {point.beneficiary_id for point in points_matched(number)}
        rows = Beneficiary.objects.standing_alone().filter(pk__in=ids)
        people = list(rows.order_by("pk").prefetch_related("points")[:10])
        _write_down(viewer, people, "phone")
        return [_found(viewer, person) for person in people]


def find(viewer: Viewer, typed: str) -> list[Found]:
    """Return the persons with a national or resident number, or a telephone of their own, as an officer types it.

    Raises Refused "find" for what is neither, and as above.
    """
    for kind in (identity_numbers.Kind.NATIONAL, identity_numbers.Kind.RESIDENT):
        try:
            number = identity_numbers.check(kind, typed)
        except identity_numbers.BadNumber:
            continue
        return find_by_number(viewer, str(kind), number)
    try:
        return find_by_phone(viewer, phones.parse(typed))
    except phones.BadPhone:
        raise Refused("find", _("This is no identity number and no telephone. Compare the digits.")) from None


def taken_up(viewer: Viewer, beneficiary_id: int) -> tuple[Beneficiary, list[ContactPoint]]:
    """Return the record of the person whom an officer serves now, after merges, and its points in use, first first.

    He need not be able to read a case of the person's: it is written into the book that he opened the record.
    Raises Refused "not_yours", "hand_over" (she is served by women only), and Beneficiary.DoesNotExist.
    """
    _ask(viewer)
    with house():
        person = canonical(beneficiary_id)
        if not rules.may_serve(viewer, person):
            raise Refused("hand_over", _("She is served by women only. Hand her over to a woman on duty."))
        _write_down(viewer, [person], "record")
        return person, list(person.points.in_use())


def _ask(viewer: Viewer) -> None:
    if not rules.may_look_up(viewer):
        raise Refused("not_yours", _("Your work does not include looking people up."))


def _write_down(viewer: Viewer, people: list[Beneficiary], by_what: str) -> None:
    for key in [person.pk for person in people] or [0]:
        trail.record("person.looked_up", by=viewer, subject=("beneficiary", key), by_what=by_what, wake=False)


def _found(viewer: Viewer, person: Beneficiary) -> Found:
    hers = rules.may_serve(viewer, person)
    shown = [point for point in person.points.all() if rules.matched_on_screen(point) and point.value[:1] == "+"]
    return Found(
        id=person.pk,
        name=person.name.display if hers else "",
        latin_name=person.latin_name if hers else "",
        kind=person.kind,
        identity_kind=person.identity_kind,
        masked_number=person.masked_number,
        identity_level=person.identity_level,
        born_year=person.birth_year if hers else None,
        women_only=person.served_by == ServedBy.WOMEN_ONLY,
        hand_over=not hers,
        phones=tuple(phones.mask(point.value) for point in shown) if hers else (),
        version=person.version,
    )
