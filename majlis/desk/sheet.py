"""All that the page of a case and the reading pane show, gathered in a few questions to the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from majlis.cases import priority, queries_papers, reasons
from majlis.cases.models import Case, Paper
from majlis.cases.rules import is_held_from
from majlis.catalogue.forms import answered
from majlis.core import clock
from majlis.core.parts import Act, Part
from majlis.core.viewer import Viewer
from majlis.desk import collect, deeds, queries
from majlis.desk.deeds import DEEDS, Deed
from majlis.intake import queries as intake

PAPERS = "cases/parts/papers.html"
INLINE = ("sorting", "registration")
"""Acts whose form stands open before the officer: the daily bread of the desks."""


@dataclass(frozen=True, slots=True)
class Button:
    """One act of any room on a page. `post` is the address of one that acts at once, without a page between."""

    act: Act
    shown: str = ""
    post: bool = False


def buttons(case: Case, viewer: Viewer, token: str) -> list[Button]:
    """Return what the viewer may do to a case now in all rooms, the page's one primary act first.

    What a colleague's claim keeps him from is not offered.
    """
    own = deeds.offered(case, viewer, shared=queries.is_shared(viewer, case))
    own = [deed for deed in own if not deeds.is_held(deed, case, viewer)]
    found = [Button(_act(deed, case, token), deed.shown, deed.direct) for deed in own]
    found += [Button(act, act.key.removeprefix("Key"), act.direct) for act in collect.acts(case, viewer)]
    return sorted(found, key=lambda one: one.act.rank)


def _act(deed: Deed, case: Case, token: str) -> Act:
    address = deed.address(case, token)
    return Act(deed.noun, deed.words, address, rank=deed.rank, key=deed.key, icon=deed.icon, danger=deed.danger)


def primary(found: list[Button]) -> Button | None:
    """Return the one act that the officer is here for, None when none is his turn."""
    return found[0] if found and found[0].act.rank < 200 else None


def reading(case: Case, viewer: Viewer, token: str, *, inline: bool = False) -> dict[str, Any]:
    """Return what the reading pane and the case page show of a case; `inline`: with the form of the daily act open."""
    found = buttons(case, viewer, token)
    first = primary(found)
    rest = [one for one in found if one is not first]
    open_form = DEEDS[first.act.code] if inline and first and first.act.code in INLINE else None
    papers = queries_papers.of_case(case, viewer)
    others = queries.others_of_person(viewer, case)
    return {
        "case": case,
        "person": case.beneficiary,
        "name": queries.name_of(case.beneficiary),
        "due": queries.due_of(case),
        "said": intake.as_said(case.pk),
        "rung": intake.duty_calls(case.pk) if case.danger else [],
        "since": _since(case),
        "papers": Part("papers", "", PAPERS, _papers(case, papers)),
        "answers": answered(case.service, case.answers),
        "others": others,
        "duplicates": [one for one in others if one.is_open],
        "proposed": queries.proposed(case) if case.state in ("done", "closed") else None,
        "primary": first,
        "deed": open_form,
        "address": open_form.address(case) if open_form else "",
        "form": open_form.form(case=case, viewer=viewer) if open_form else None,
        "buttons": rest,
        "yours": first is not None,
        "mine": case.claimed_by_id == viewer.id,
        "busy": case.claimed_by if is_held_from(viewer, case) else None,
        "why": reasons.PRIORITY.get(case.priority_why, ""),
        "from": token,
    }


def _since(case: Case) -> str:
    """Return what the person added to his first words since, and his objections, each under its day in brackets."""
    _first, mark, more = case.words.partition("\n\n[")
    return mark.strip() + more


def _papers(case: Case, papers: list[Paper]) -> dict[str, Any]:
    lacking = queries_papers.missing(case) if case.is_open else []
    return {"papers": papers, "for_staff": True, "lacking": lacking, "unscanned": settings.SCANNER == "off"}


def points(case: Case) -> list[priority.Reason]:
    """Return why the case has its points."""
    return priority.explain(case, clock.today())
