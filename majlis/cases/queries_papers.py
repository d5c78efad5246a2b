"""What others ask about papers: which a case has, which are missing, which a draft brings."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Exists, OuterRef

from majlis.cases.models import Case, ChecklistItem, Paper
from majlis.cases.models.papers import Scan
from majlis.core import clock
from majlis.core.scope import house
from majlis.core.viewer import Viewer


def of_case(case: Case, viewer: Viewer) -> list[Paper]:
    """Return the papers of a case that a viewer may see, oldest first, those held and refused among them."""
    seen = Paper.objects.visible_to(viewer).filter(case=case)
    return list(seen.select_related("item").order_by("at", "id"))


def missing(case: Case) -> list[ChecklistItem]:
    """Return the required lines of a case's checklist that nobody waived and no paper answers (held ones count)."""
    there = Paper.objects.filter(item=OuterRef("pk")).exclude(scan=Scan.REFUSED)
    lines = ChecklistItem.objects.filter(case=case, required=True, waived_why="")
    return list(lines.exclude(Exists(there)).order_by("id"))


def papers_of_draft(draft: uuid.UUID, *, hold: bool = False) -> list[Paper]:
    """Return the papers that were sent with a draft, oldest first. The draft's id is the key to them.

    `hold` keeps everybody else from changing them until the transaction ends.
    """
    with house():
        found = Paper.objects.filter(draft=draft, case__isnull=True).order_by("at", "id")
        return list(found.select_for_update() if hold else found)


def held(paper: uuid.UUID) -> bool:
    """Tell whether a paper still waits for the scanner. Asked by the house's own tasks."""
    return Paper.objects.filter(pk=paper, scan=Scan.HELD).exists()


def waiting(*, since: dt.timedelta, most: int = 500) -> list[uuid.UUID]:
    """Return the papers that have waited for the scanner longer than `since`, the oldest first."""
    rows = Paper.objects.filter(scan=Scan.HELD, at__lt=clock.now() - since).order_by("at")
    return list(rows.values_list("pk", flat=True)[:most])
