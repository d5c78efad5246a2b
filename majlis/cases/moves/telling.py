"""Owe the beneficiary the notice of a move."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from majlis.cases.models import Case
from majlis.cases.notices import NOTICE_OF
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.notifications.addressees import Addressee


def status_address(case: Case) -> str:
    """Return the public address at which a case's status is asked for, with the PIN: it tells nothing by itself."""
    return f"{settings.ORIGIN}/s/{case.reference}"


def stop_asking(case: Case) -> None:
    """Take back what still asks for papers: they came, or are needed no more."""
    notifications.recall(about=("case", case.pk), kinds=("case.papers_needed", "case.papers_reminder"))


def tell(case: Case, move: str, facts: dict[str, Any], *, to: Addressee | None = None) -> None:
    """Owe the notice of `move`, if it has one, in this transaction. `facts` are those beyond reference and address.

    `to` is the beneficiary, where he was read in this very act.
    """
    kind = NOTICE_OF.get(move)
    if kind is None:
        return
    notifications.owe(
        kind,
        to=to or addressees.beneficiary(case.beneficiary_id),
        facts={"reference": case.reference, "address": status_address(case), **facts},
        about=("case", case.pk),
        version=case.version,
        barred=case.barred,
    )
