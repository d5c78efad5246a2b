"""What all acts of this room share: saying no, and changing a record that others may be changing too."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from majlis.core.errors import Busy, Refused
from majlis.people.models import Beneficiary


def refuse_unless(allowed: bool) -> None:
    """Raise Refused "not_yours" unless a rule said yes."""
    if not allowed:
        raise Refused("not_yours", _("This is not yours to do. Ask the desk, or sign in as the person."))


def refuse_merged(person: Beneficiary) -> None:
    """Raise Refused "merged" for a record that another stands for."""
    if person.merged_into_id is not None:
        raise Refused("merged", _("This record was merged into another. Open that one."), into=person.merged_into_id)


def change(person: Beneficiary, version: int, **fields: Any) -> None:
    """Write fields of a record that still has the version its page showed; raises Busy when it has not.

    The instance is brought up to date, its folded columns too.
    """
    for name, value in fields.items():
        setattr(person, name, value)
    done = Beneficiary.objects.filter(pk=person.pk, version=version, merged_into=None).update(
        **fields, **person.keys(), version=F("version") + 1
    )
    if not done:
        raise Busy
    for name, value in person.keys().items():
        setattr(person, name, value)
    person.version = version + 1


def label(*words: object) -> str:
    """Return codes joined by commas, sorted, for a fact of the book."""
    return ",".join(sorted(str(word) for word in words))
