"""Make two records one, and two again. A person decides; nothing is lost, so that it can be taken back exactly."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people import facts, rules
from majlis.people.models import Beneficiary, ContactPoint, Merge, Representation
from majlis.people.moves._common import refuse_unless
from majlis.people.states import STRICTNESS, Level, MergeReason, ServedBy
from majlis.trail import moves as trail

_NUMBER = ("identity_kind", "identity_number", "identity_country")
_IDENTITY = (*_NUMBER, "identity_level")


def merge(keep: Beneficiary, drop: Beneficiary, *, by: Viewer, reason: str) -> Merge:
    """Make `drop` a part of `keep`, and return the merge, which `unmerge` takes back.

    Contact points, standings and earlier merges go over; what protects a person (women only, never contact, a shared
    phone, deafness) is kept from either record; a verified identity goes over when `keep` has none. Other rooms
    follow `merged_into`; one that cannot bear it refuses in a listener to "person.merged".

    Raises Refused "not_yours", "same", "merged", "two_persons" (both identities verified and different), "standing"
    (one acts for the other).
    """
    refuse_unless(rules.may_merge(by))
    with house():
        keep, drop = _locked(keep, drop)
        _refuse_two_persons(keep, drop)
        row = Merge(keep=keep, drop=drop, reason=MergeReason(reason), by=by.token, at=clock.now())
        row.moved = _hand_over(keep, drop, row)
        after = _joined(keep, drop)
        row.before = {name: getattr(keep, name) for name in after}
        row.after = after
        Beneficiary.objects.filter(pk=drop.pk).update(merged_into=keep, version=F("version") + 1)
        Beneficiary.objects.filter(pk=keep.pk).update(**after, version=F("version") + 1)
        row.save(force_insert=True)
        trail.record(
            facts.MERGED.name,
            by=by,
            subject=("beneficiary", keep.pk),
            dropped=drop.pk,
            merge=row.pk,
            reason=str(reason),
        )
    return row


def unmerge(row: Merge, *, by: Viewer) -> Merge:
    """Take a merge back: rows return to the record they came from, and `keep` gets the values it had before.

    A value that somebody changed since stays as it is now. An identity goes back whole, and at the level it has
    reached since, to the record that it came from. Raises Refused "not_yours", "undone", "later_first" when
    a later merge stands on this one.
    """
    refuse_unless(rules.may_merge(by))
    with house():
        keep, drop = _locked(row.keep, row.drop)
        _refuse_not_last(row, keep)
        former, level = _former(row, keep)
        Beneficiary.objects.filter(pk=keep.pk).update(**former, version=F("version") + 1)
        Beneficiary.objects.filter(pk=drop.pk).update(merged_into=None, version=F("version") + 1)
        Beneficiary.objects.filter(pk=drop.pk, identity_level__lt=level).update(identity_level=level)
        _hand_back(row, keep, drop)
        if not Merge.objects.filter(pk=row.pk, undone_at=None).update(undone_at=clock.now(), undone_by=by.token):
            raise Busy
        trail.record(facts.UNMERGED.name, by=by, subject=("beneficiary", keep.pk), dropped=drop.pk, merge=row.pk)
    return row


def _locked(one: Beneficiary, other: Beneficiary) -> tuple[Beneficiary, Beneficiary]:
    ids = sorted({one.pk, other.pk})
    rows = Beneficiary.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    found = {row.pk: row for row in rows}
    return found[one.pk], found[other.pk]


def _refuse_two_persons(keep: Beneficiary, drop: Beneficiary) -> None:
    if keep.pk == drop.pk:
        raise Refused("same", _("These are one and the same record."))
    if keep.merged_into_id or drop.merged_into_id:
        raise Refused("merged", _("This record was merged into another. Open that one."))
    verified = rules.is_verified(keep.identity_level) and rules.is_verified(drop.identity_level)
    if verified and keep.identity_kind == drop.identity_kind and _number(keep) != _number(drop):
        raise Refused("two_persons", _("Both identity numbers were verified and they differ: these are two persons."))
    pair = (keep.pk, drop.pk)
    if Representation.objects.filter(representative__in=pair, principal__in=pair).exists():
        raise Refused("standing", _("One of the two acts for the other: these are two persons."))


def _number(person: Beneficiary) -> tuple[str, str]:
    return person.identity_country, person.identity_number


def _joined(keep: Beneficiary, drop: Beneficiary) -> dict[str, Any]:
    """Return the fields of `keep` that change: what protects the person, and an identity better known."""
    wanted: dict[str, Any] = {
        "never_contact": keep.never_contact or drop.never_contact,
        "interpreter": keep.interpreter or drop.interpreter,
        "needs": sorted({*keep.needs, *drop.needs}),
        "served_by": _stricter(keep.served_by, drop.served_by),
    }
    if drop.identity_level > keep.identity_level:
        wanted |= {name: getattr(drop, name) for name in _IDENTITY}
    return {name: value for name, value in wanted.items() if value != getattr(keep, name)}


def _stricter(one: str, other: str) -> str:
    for word in (ServedBy.WOMEN_ONLY, ServedBy.EITHER):
        if word in (one, other):
            return str(word)
    return ""


def _hand_over(keep: Beneficiary, drop: Beneficiary, row: Merge) -> dict[str, list[int]]:
    """Move what hangs on `drop` to `keep`, and return which rows went."""
    twins, moved = _points(keep, drop, row)
    ContactPoint.objects.filter(pk__in=moved).update(beneficiary=keep)
    ContactPoint.objects.filter(pk__in=twins).update(retired_at=row.at)
    represents = _free(drop.represents.all(), keep.represents.all(), "principal_id")
    represented = _free(drop.represented_by.all(), keep.represented_by.all(), "representative_id")
    Representation.objects.filter(pk__in=represents).update(representative=keep)
    Representation.objects.filter(pk__in=represented).update(principal=keep)
    merged = list(drop.merged_from.values_list("pk", flat=True))
    Beneficiary.objects.filter(pk__in=merged).update(merged_into=keep)
    return {
        "points": moved,
        "retired": twins,
        "represents": represents,
        "represented": represented,
        "merged": merged,
    }


def _points(keep: Beneficiary, drop: Beneficiary, row: Merge) -> tuple[list[int], list[int]]:
    """Return the points of `drop` that `keep` has too, and those that go over; twins become as strict as either."""
    known = {(point.channel, point.value): point for point in keep.points.in_use()}
    twins, moved, former = [], [], {}
    for point in drop.points.all():
        twin = known.get((point.channel, point.value)) if point.retired_at is None else None
        if twin is None:
            moved.append(point.pk)
            continue
        twins.append(point.pk)
        strict = {
            "whose": max(twin.whose, point.whose, key=lambda whose: STRICTNESS[whose]),  # type: ignore[index]
            "never": twin.never or point.never,
        }
        if strict != {"whose": twin.whose, "never": twin.never}:
            former[str(twin.pk)] = {"before": {"whose": twin.whose, "never": twin.never}, "after": strict}
            ContactPoint.objects.filter(pk=twin.pk).update(**strict)
    row.points = former
    return twins, moved


def _free(rows: Any, kept: Any, other: str) -> list[int]:
    """Return the representations that can go over without doubling one that `keep` holds in force."""
    there = {(getattr(row, other), row.standing) for row in kept if row.ended_at is None}
    return [row.pk for row in rows if row.ended_at is not None or (getattr(row, other), row.standing) not in there]


def _refuse_not_last(row: Merge, keep: Beneficiary) -> None:
    if Merge.objects.filter(pk=row.pk, undone_at__isnull=False).exists():
        raise Refused("undone", _("This merge was already taken back."))
    later = Merge.objects.filter(keep=keep, undone_at=None, pk__gt=row.pk).exists()
    if later or keep.merged_into_id is not None:
        raise Refused("later_first", _("Take back the later merge first."))


def _former(row: Merge, keep: Beneficiary) -> tuple[dict[str, Any], int]:
    """Return the fields of `keep` to restore, and the level of the identity that goes back with `drop` (0: none)."""
    former = {name: value for name, value in row.before.items() if getattr(keep, name) == row.after[name]}
    if "identity_level" not in row.before:
        return former, Level.NONE
    for name in _IDENTITY:
        former.pop(name, None)
    if any(getattr(keep, name) != row.after[name] for name in _NUMBER if name in row.after):
        return former, Level.NONE
    return former | {name: row.before[name] for name in _IDENTITY if name in row.before}, keep.identity_level


def _hand_back(row: Merge, keep: Beneficiary, drop: Beneficiary) -> None:
    moved = row.moved
    ContactPoint.objects.filter(pk__in=moved["points"]).update(beneficiary=drop)
    ContactPoint.objects.filter(pk__in=moved["retired"]).update(retired_at=None)
    Representation.objects.filter(pk__in=moved["represents"]).update(representative=drop)
    Representation.objects.filter(pk__in=moved["represented"]).update(principal=drop)
    Beneficiary.objects.filter(pk__in=moved["merged"]).update(merged_into=drop)
    for key, values in row.points.items():
        ContactPoint.objects.filter(pk=int(key), **values["after"]).update(**values["before"])
