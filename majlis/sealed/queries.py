"""What the compartment's officers read. There is no search, no suggestion and no count here, on purpose."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.db.models import QuerySet

from majlis.core.ui.paging import Page, keyset
from majlis.core.viewer import Viewer
from majlis.sealed.crypto import pairs
from majlis.sealed.models import Compartment, OfficerKey, Report, Wrap

WRAPS_AT_ONCE = 200


def text(content: bytes | memoryview) -> str:
    """Return bytes in the base64 that the officer's browser reads."""
    return b64encode(bytes(content)).decode()


def listed(viewer: Viewer, token: str = "") -> Page[Report]:
    """Return a page of reports, the latest day first, as far as the viewer may see them."""
    found: QuerySet[Report] = Report.objects.visible_to(viewer).defer("words")
    return keyset(found, ("-day", "id"), token, 30)


def open_compartment() -> Compartment | None:
    """Return the compartment that takes reports now, or None before its ceremony."""
    found: Compartment | None = Compartment.objects.filter(retired_on=None).first()
    return found


def holders(compartment: Compartment) -> list[OfficerKey]:
    """Return the officers' keys that count: not retired, of an officer who may sign in, signed up to the root."""
    keys = {key.pk: key for key in OfficerKey.objects.filter(compartment=compartment).select_related("staff")}
    links = {pk: key.vouched for pk, key in keys.items() if key.signature}
    return [
        key
        for pk, key in keys.items()
        if key.retired_on is None and key.staff.active and pairs.counts(compartment.publics, links, pk)
    ]


def own_key(viewer: Viewer) -> OfficerKey | None:
    """Return the key in use of the officer who looks, or None."""
    found: OfficerKey | None = (
        OfficerKey.objects.visible_to(viewer)
        .filter(staff=viewer.id, retired_on=None, compartment__retired_on=None)
        .first()
    )
    return found


def closed(report: Report, key: OfficerKey | None) -> dict[str, Any]:
    """Return what the officer's browser needs to open a report: ciphertexts only, in base64."""
    wrap = report.wraps.filter(officer=key).first() if key else None
    return {
        "report": report.pk,
        "key": text(wrap.sealed) if wrap else "",
        "words": text(report.words),
        "lock": text(report.answer_lock),
        "answers": [text(answer.to_officers) for answer in report.answers.all()],
    }


def wraps_of(holder: OfficerKey | None, newcomer: OfficerKey, after: int) -> list[dict[str, str]]:
    """Return sealed keys of a holder (None: the compartment) that the newcomer has not, in order of the report's id."""
    missing = Wrap.objects.filter(officer=holder, report__compartment=newcomer.compartment_id, report__gt=after)
    missing = missing.exclude(report__wraps__officer=newcomer).order_by("report")
    return [{"report": str(wrap.report_id), "key": text(wrap.sealed)} for wrap in missing[:WRAPS_AT_ONCE]]
