"""Who else may be this person? Reasons to look, never a proof: a merge is always a person's decision."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.core import names
from majlis.core.scope import house
from majlis.core.ui.either_date import GivenDate
from majlis.core.viewer import Viewer
from majlis.people import rules
from majlis.people.birth import span
from majlis.people.models import Beneficiary, ContactPoint
from majlis.people.states import Level

_MANY = 20


class Reason(TextChoices):
    """Why two records look alike, the strongest first."""

    VERIFIED_IDENTITY = "verified_identity", _("the same number, seen on a card")
    IDENTITY = "identity", _("the same number")
    PHONE = "phone", _("the same telephone")
    NAME_AND_BIRTH = "name_and_birth", _("name and birth alike")
    NAME = "name", _("name alike")


_WEIGHT = {
    Reason.VERIFIED_IDENTITY: 1.0,
    Reason.IDENTITY: 0.9,
    Reason.PHONE: 0.5,
    Reason.NAME_AND_BIRTH: 0.7,
    Reason.NAME: 0.4,
}


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that may be the same person. `score` (0 to 1) orders the list; `reasons` explain it.

    `against` is true when both identities are verified and differ: then they are two persons.
    """

    beneficiary: Beneficiary
    score: float
    reasons: tuple[Reason, ...]
    against: bool = False


@dataclass(frozen=True, slots=True)
class Sought:
    """What is known of the person for whom look-alikes are sought; leave out what is not known."""

    name: names.FourNames = field(default_factory=names.FourNames)
    latin_name: str = ""
    identity_kind: str = "none"
    identity_number: str = ""
    identity_country: str = ""
    identity_level: int = Level.NONE
    birth: GivenDate | None = None
    phones: tuple[str, ...] = ()
    but: int | None = None

    @classmethod
    def of(cls, person: Beneficiary) -> Sought:
        """Return what a record knows, so that others like it are found."""
        mine = [point for point in person.points.in_use() if rules.matched_on_screen(point)]
        return cls(
            name=person.name,
            latin_name=person.latin_name,
            identity_kind=person.identity_kind,
            identity_number=person.identity_number,
            identity_country=person.identity_country,
            identity_level=person.identity_level,
            birth=person.birth,
            phones=tuple(point.value for point in mine),
            but=person.pk,
        )


def look_alikes(viewer: Viewer, sought: Sought | Beneficiary) -> list[Likeness]:
    """Return up to twenty records that may be the person sought, the likeliest first; an empty list to who may not.

    By identity number, by a telephone that is his alone, by folded name (trigrams), with or without an overlapping
    birth date. Reads as the house, for the record sought need not be of a case that the viewer may read: show him
    no more of it than the reasons, the name and masked numbers.
    """
    if not rules.may_look_up(viewer):
        return []
    with house():
        wanted = Sought.of(sought) if isinstance(sought, Beneficiary) else sought
        reasons, alike = _reasons(wanted)
        people = Beneficiary.objects.standing_alone().filter(pk__in=set(reasons) - {wanted.but})
        found = [_likeness(person, reasons[person.pk], alike.get(person.pk, 0.0), wanted) for person in people]
    return sorted(found, key=lambda one: (-one.score, one.beneficiary.pk))[:_MANY]


def _likeness(person: Beneficiary, reasons: Iterable[Reason], alike: float, wanted: Sought) -> Likeness:
    why = tuple(sorted(set(reasons), key=lambda reason: -_WEIGHT[reason]))
    miss = 1.0
    for reason in why:
        weight = _WEIGHT[reason] * (alike if reason in {Reason.NAME, Reason.NAME_AND_BIRTH} else 1.0)
        miss *= 1.0 - weight
    return Likeness(person, round(1.0 - miss, 3), why, _against(person, wanted))


def _against(person: Beneficiary, wanted: Sought) -> bool:
    both = rules.is_verified(person.identity_level) and rules.is_verified(wanted.identity_level)
    mine = (wanted.identity_kind, wanted.identity_country, wanted.identity_number)
    same_kind = person.identity_kind == wanted.identity_kind
    return both and same_kind and mine != (person.identity_kind, person.identity_country, person.identity_number)


def _reasons(wanted: Sought) -> tuple[dict[int, list[Reason]], dict[int, float]]:
    reasons: dict[int, list[Reason]] = defaultdict(list)
    alike: dict[int, float] = {}
    for key, level in _by_identity(wanted):
        verified = rules.is_verified(level)
        reasons[key].append(Reason.VERIFIED_IDENTITY if verified else Reason.IDENTITY)
    for key in _by_phone(wanted):
        reasons[key].append(Reason.PHONE)
    for key, score, born in _by_name(wanted):
        reasons[key].append(Reason.NAME_AND_BIRTH if born else Reason.NAME)
        alike[key] = score
    return reasons, alike


def _by_identity(wanted: Sought) -> Iterable[tuple[int, int]]:
    if not wanted.identity_number:
        return []
    rows = Beneficiary.objects.standing_alone().filter(
        identity_kind=wanted.identity_kind,
        identity_country=wanted.identity_country,
        identity_number=wanted.identity_number,
    )
    return rows.values_list("pk", "identity_level")


def _by_phone(wanted: Sought) -> Iterable[int]:
    if not wanted.phones:
        return []
    rows = ContactPoint.objects.in_use().filter(value__in=wanted.phones).select_related("beneficiary")
    return [row.beneficiary_id for row in rows if rules.matched_on_screen(row)]


_LIKE = "SELECT id, score, born FROM majlis_people_like(%s, %s, %s, %s)"


def _by_name(wanted: Sought) -> list[tuple[int, float, bool]]:
    latin = names.match_key(wanted.latin_name)
    key = wanted.name.match_key or latin
    if len(key) < 3:
        return []
    born: tuple[dt.date | None, dt.date | None] = span(wanted.birth)
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, [key[:300], latin[:300], *born])
        return [(int(row[0]), float(row[1]), bool(row[2])) for row in cursor.fetchall()]
