"""Keep what is being written, step by step, so that nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from majlis.cases.moves.papers import drop_drafts
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.intake.models import KEPT_DAYS, Draft


def begin(service: str, *, channel: str, language: str, by: Viewer) -> Draft:
    """Begin a draft for a service of the catalogue."""
    with house():
        return Draft.objects.create(
            service=service,
            channel=channel,
            language=language,
            by=by.token if by.is_staff else "",
            beneficiary_id=by.id if by.kind == "beneficiary" else None,
        )


def keep(draft: Draft, step: str, answers: dict[str, Any]) -> Draft:
    """Keep what was typed at one step, as typed. A draft that became a case is not touched."""
    with house():
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        if held.case_id is None:
            held.answers = {**held.answers, step: answers}
            held.touched_at = clock.now()
            held.save(update_fields=["answers", "touched_at"])
    draft.answers, draft.case_id = held.answers, held.case_id
    return draft


def drop(draft: Draft) -> None:
    """Remove a draft with its papers at its writer's wish. One that became a case stays."""
    with house():
        held = Draft.objects.select_for_update().filter(pk=draft.pk, case_id__isnull=True).first()
        if held is not None:
            drop_drafts([held.pk])
            held.delete()


def wipe_old() -> int:
    """Remove the drafts that nobody has touched for fourteen days, with their papers, and what those sent held."""
    with house():
        old = Draft.objects.filter(touched_at__lt=clock.now() - dt.timedelta(days=KEPT_DAYS))
        keys = [draft.pk for draft in old.select_for_update(skip_locked=True)]
        drop_drafts(keys)
        gone, _by_kind = Draft.objects.filter(pk__in=keys).delete()
    return gone
