"""Who is before the officer? By number or telephone, and who else he may be."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.core import identity_numbers, phones
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.people import queries, rules
from majlis.people.details import Details
from majlis.people.queries import Found, Likeness, Reason, Sought
from majlis.people.states import Level

REASONS: dict[Reason, str | Promise] = {
    Reason.VERIFIED_IDENTITY: _("the same number, seen on a card"),
    Reason.IDENTITY: _("the same number"),
    Reason.PHONE: _("the same telephone"),
    Reason.NAME_AND_BIRTH: _("name and birth alike"),
    Reason.NAME: _("name alike"),
}


@dataclass(frozen=True, slots=True)
class Alike:
    """One record that may be the person: what an officer may see of it before he picks it."""

    id: int
    name: str
    masked_number: str
    reasons: tuple[str | Promise, ...]
    hand_over: bool


def found(viewer: Viewer, typed: str) -> list[Found]:
    """Return the persons with an identity number or an own telephone. Raises Refused "find" for what is neither."""
    for kind in (identity_numbers.Kind.NATIONAL, identity_numbers.Kind.RESIDENT):
        try:
            return queries.find_by_number(viewer, str(kind), identity_numbers.check(kind, typed, ""))
        except identity_numbers.BadNumber:
            continue
    try:
        return queries.find_by_phone(viewer, phones.parse(typed))
    except phones.BadPhone:
        raise Refused("find", _("This is no identity number and no telephone. Compare the digits.")) from None


def alike(viewer: Viewer, details: Details, telephones: tuple[str, ...], *, seen: bool) -> list[Alike]:
    """Return records that may be this new person, the likeliest first, at most five."""
    sought = Sought(
        name=details.name,
        latin_name=details.latin_name,
        identity_kind=details.identity_kind,
        identity_number=details.identity_number,
        identity_country=details.identity_country,
        identity_level=Level.ATTESTED if seen else Level.NONE,
        birth=details.birth,
        phones=telephones,
    )
    likely = [one for one in queries.look_alikes(viewer, sought) if not one.against]
    return [_shown(viewer, one) for one in likely[:5]]


def _shown(viewer: Viewer, one: Likeness) -> Alike:
    person, hers = one.beneficiary, rules.may_serve(viewer, one.beneficiary)
    name = (person.name.display or person.latin_name) if hers else ""
    return Alike(person.pk, name, person.masked_number, tuple(REASONS[why] for why in one.reasons), not hers)
