"""The keys: the ceremony that makes the compartment, officers' keys, who may open, and who no longer may."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from nacl.bindings import crypto_box_SEALBYTES
from nacl.utils import random

from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.sealed import facts, queries, rules
from majlis.sealed.crypto import pairs, shares
from majlis.sealed.crypto.pairs import PUBLIC_BYTES, Publics, Vouched
from majlis.sealed.crypto.parts import KEY_BYTES
from majlis.sealed.models import Compartment, OfficerKey, Report, Wrap
from majlis.trail import moves as trail

_WRAP_BYTES = KEY_BYTES + crypto_box_SEALBYTES


def hold_ceremony(*, by: Viewer, replace: bool = False) -> tuple[Publics, tuple[shares.Share, ...]]:
    """Make the compartment; return its public keys and the three shares, which exist nowhere else from then on.

    With `replace` the compartment in use is retired: its reports stay readable by those who hold their keys, new ones
    go to the new compartment, and every officer is admitted anew. Else refuses (`sealed_exists`).
    """
    seed = random(pairs.SEED_BYTES)
    publics = pairs.publics(seed)
    with house():
        former = queries.open_compartment()
        if former is not None:
            if not replace:
                raise Refused("sealed_exists", _("The compartment exists already. Its ceremony is held once."))
            Compartment.objects.filter(pk=former.pk).update(retired_on=clock.today())
            _write("sealed.compartment_retired", facts.COMPARTMENT, former.pk, by, former.publics)
        made = Compartment.objects.create(box=publics.box, verify=publics.verify)
        _write("sealed.compartment_made", facts.COMPARTMENT, made.pk, by, publics)
    return publics, shares.split(seed)


def make_key(*, by: Viewer, publics: Publics) -> OfficerKey:
    """Register the public half of an officer's own key. It opens nothing before it is admitted."""
    _allow(by)
    if len(publics.box) != PUBLIC_BYTES or len(publics.verify) != PUBLIC_BYTES:
        raise Refused("not_a_key", _("This is not a key."))
    with house():
        compartment = _in_use()
        if queries.own_key(by) is not None:
            raise Refused("key_exists", _("You have a key already. Retire it before you make another."))
        key = OfficerKey.objects.create(compartment=compartment, staff_id=by.id, box=publics.box, verify=publics.verify)
        _write("sealed.key_made", facts.KEY, key.pk, by, publics)
    return key


def admit(key: OfficerKey, *, by: Viewer, signature: bytes, voucher: OfficerKey | None) -> None:
    """Let a key count: signed by another officer's key that counts, or by two holders of shares (`voucher` None).

    Refuses one's own signature (`own_key`) and one that does not fit (`bad_signature`).
    """
    _allow(by)
    if voucher is not None and voucher.pk == key.pk:
        raise Refused("own_key", _("Another officer, or two holders of shares, must admit your key."))
    with house():
        compartment = _in_use()
        link = Vouched(key.staff_id, key.publics, voucher.pk if voucher else None, signature)
        signer = voucher.publics.verify if voucher else compartment.publics.verify
        known = voucher is None or voucher.pk in {one.pk for one in queries.holders(compartment)}
        if not known or not pairs.is_signed(compartment.publics, link, signer):
            raise Refused("bad_signature", _("The signature does not fit this key, so nothing was changed."))
        OfficerKey.objects.filter(pk=key.pk, retired_on=None).update(signature=signature, voucher=voucher)
        _write("sealed.key_admitted", facts.KEY, key.pk, by, key.publics)


def widen(key: OfficerKey, *, by: Viewer, wraps: Mapping[int, bytes]) -> None:
    """Keep report keys that an officer's browser opened and sealed anew to an admitted key ({report: sealed key})."""
    _allow(by)
    if any(len(sealed) != _WRAP_BYTES for sealed in wraps.values()):
        raise Refused("not_sealed", _("These keys did not arrive sealed, so they were not kept."))
    with house():
        if key.pk not in {one.pk for one in queries.holders(key.compartment)}:
            raise Refused("bad_signature", _("The signature does not fit this key, so nothing was changed."))
        known = Report.objects.filter(pk__in=wraps, compartment=key.compartment_id).values_list("pk", flat=True)
        Wrap.objects.bulk_create(
            [Wrap(report_id=pk, officer=key, sealed=wraps[pk]) for pk in known], ignore_conflicts=True
        )


def retire_key(key: OfficerKey, *, by: Viewer) -> None:
    """Take a key out of use and destroy what was sealed to it."""
    _allow(by)
    with house():
        Wrap.objects.filter(officer=key).delete()
        OfficerKey.objects.filter(pk=key.pk, retired_on=None).update(retired_on=clock.today())
        _write("sealed.key_retired", facts.KEY, key.pk, by, key.publics)


def _in_use() -> Compartment:
    found = queries.open_compartment()
    pinned = settings.SEALED_FINGERPRINT
    if found is None or (pinned and found.publics.fingerprint != pinned):
        raise Refused("sealed_not_open", _("The ceremony of the compartment has not been held."))
    return found


def _allow(by: Viewer) -> None:
    if not rules.is_officer(by):
        raise Refused("not_yours", _("Only an officer of the compartment may do this."))


def _write(kind: str, subject: str, pk: int, by: Viewer, publics: Publics) -> None:
    trail.record(kind, by=by, subject=(subject, pk), fingerprint=publics.spoken)
