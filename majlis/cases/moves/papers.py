"""Papers of a case: take them in, adopt those of a draft, let the scanner's word fall."""

from __future__ import annotations

import uuid

from majlis.cases.models import Case, ChecklistItem, Paper
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail


def adopt(draft: uuid.UUID, case: Case, *, by: Viewer) -> int:
    """Give a new case the papers that were sent with its draft; returns how many."""
    with house():
        items = {item.code: item for item in ChecklistItem.objects.filter(case=case)}
        papers = list(Paper.objects.filter(draft=draft, case__isnull=True))
        for paper in papers:
            item = items.get(paper.item_code)
            paper.case, paper.item, paper.draft = case, item, None
            trail.record(
                "case.paper_added",
                by=by,
                subject=("case", case.pk),
                case=case.pk,
                item={"ar": item.name_ar, "en": item.name_en} if item else {"ar": "ورقة", "en": "a paper"},
            )
        Paper.objects.bulk_update(papers, ["case", "item", "draft"])
    return len(papers)
