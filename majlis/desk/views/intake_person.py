"""Who is before the officer? By number or telephone, and who else he may be."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from majlis.core.viewer import Viewer
from majlis.people import queries, rules
from majlis.people.details import Details
from majlis.people.queries import Found, Likeness, Sought
from majlis.people.states import Level


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
    return queries.find(viewer, typed)


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
    return Alike(person.pk, name, person.masked_number, tuple(why.label for why in one.reasons), not hers)
