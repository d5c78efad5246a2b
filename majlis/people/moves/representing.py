"""Write down that one person acts for another, that the proof was seen, that it ended."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.core import arabic, clock
from majlis.core.errors import Busy, Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.people import facts, rules
from majlis.people.models import Beneficiary, Representation
from majlis.people.moves._common import label, refuse_merged, refuse_unless
from majlis.people.states import Act, Proof, Standing
from majlis.trail import moves as trail


def add_representation(
    representative: Beneficiary,
    principal: Beneficiary,
    standing: str,
    *,
    by: Viewer,
    acts: Collection[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Representation:
    """Write down that one acts for the other; `acts` are limits (empty: none), days are Gregorian in Riyadh.

    Before an officer has seen the proof it lets him only put a request. Raises Refused "not_yours", "beyond" when a
    limit lies outside the standing, and through the database "acts_for_himself", "standing_known", "ends_first".
    """
    refuse_unless(rules.may_add_representation(by, principal, representative))
    refuse_merged(principal)
    refuse_merged(representative)
    limits = {Act(act) for act in acts}
    if limits - rules.acts_for(standing):
        raise Refused("beyond", _("This standing does not reach that far."))
    with house():
        row = Representation.objects.create(
            representative=representative,
            principal=principal,
            standing=Standing(standing),
            acts=sorted(limits),
            since=since or clock.today(),
            until=until,
        )
        _write_down(facts.REPRESENTED.name, row, by, standing=str(standing), acts=label(*limits))
    return row


def see_proof(row: Representation, *, proof: str, by: Viewer, note: str = "") -> Representation:
    """Say that the proof of a standing was seen, or the word of kin heard; `note` says where it is found.

    Raises Refused "not_yours"; "wrong_proof" when the paper does not show this standing (of kin, heirs, guardians
    and prison officers a power of attorney is never asked); "ended".
    """
    refuse_unless(rules.may_see_proof(by))
    if not proof or not rules.proof_fits(row.standing, proof):
        raise Refused("wrong_proof", _("This paper does not show that standing."))
    words = arabic.clean(note)[:200]
    with house():
        _update(row, proof_kind=Proof(proof), proof_note=words, proof_seen_at=clock.now())
        _write_down(facts.PROVED.name, row, by, proof=str(proof))
    return row


def end_representation(row: Representation, *, by: Viewer) -> Representation:
    """End a representation now; either of the two may, or an officer."""
    with house():
        refuse_unless(rules.may_add_representation(by, row.principal, row.representative))
        _update(row, ended_at=clock.now())
        _write_down(facts.REPRESENTATION_ENDED.name, row, by, standing=row.standing)
    return row


def _update(row: Representation, **fields: object) -> None:
    if not Representation.objects.filter(pk=row.pk, ended_at=None).update(**fields):
        raise Busy("ended", _("This has already ended."))
    for name, value in fields.items():
        setattr(row, name, value)


def _write_down(kind: str, row: Representation, by: Viewer, **more: Any) -> None:
    trail.record(
        kind,
        by=by,
        subject=("beneficiary", row.principal_id),
        representation=row.pk,
        representative=row.representative_id,
        **more,
    )
