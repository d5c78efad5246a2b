"""The papers that were asked for on an open request, as lines of a form."""

from __future__ import annotations

from majlis.cases.models import Case, ChecklistItem, PaperRequest
from majlis.cases.models.papers import Scan
from majlis.cases.queries_papers import of_case
from majlis.core.viewer import Viewer
from majlis.portal.forms.papers import Line
from majlis.portal.walk import Sent


def asked_lines(case: Case, wanted: PaperRequest, viewer: Viewer) -> list[Line]:
    """Return a line for each paper asked for, with the files sent for it since; a refused file is not counted."""
    items = {item.code: item for item in ChecklistItem.objects.filter(case=case, code__in=wanted.items)}
    sent: dict[str, list[Sent]] = {code: [] for code in items}
    for paper in of_case(case, viewer):
        if paper.item is None or paper.scan == Scan.REFUSED or paper.at < wanted.asked_at:
            continue
        if paper.item.code in sent:
            sent[paper.item.code].append(Sent(str(paper.pk), paper.name, paper.item.code))
    found = [items[code] for code in wanted.items if code in items]
    return [Line(item.code, item.name, "", required=True, sent=sent[item.code]) for item in found]
