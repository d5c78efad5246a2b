"""What is put before the minister: the file, briefs, folders."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.either_date import GivenDate
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.office import brief_page, moves, queries, rules
from majlis.office.forms import BackForm, BriefForm
from majlis.office.models import Brief, Folder
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")


@gate.staff("minister_office", "minister")
def to_present(request: HttpRequest) -> HttpResponse:
    """Show the cases to be put before the minister, and the folders."""
    viewer = request.viewer  # type: ignore[attr-defined]
    kept = request.GET.get("show") == "kept"
    page = keyset(queries.to_present(viewer, kept=kept), ORDER, request.GET.get("page", ""), size=50)
    written = queries.with_brief(list(page))
    shown = {
        "page": page,
        "written": written,
        "folders": queries.folders_at_hand(viewer),
        "kept": kept,
        "may": rules.is_office(viewer),
    }
    return render(request, "office/to_present.html", shown)


@gate.on(Case, rules.may_brief)
def brief(request: HttpRequest, case: Case) -> HttpResponse:
    """Show and keep the brief of a case."""
    viewer = request.viewer  # type: ignore[attr-defined]
    kept = queries.brief_of(case)
    first: dict[str, Any] = (
        {name: getattr(kept, name) for name in moves.BRIEF_FIELDS} if kept else {"asked": case.subject}
    )
    form = BriefForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                version = int(request.POST.get("version") or 0) or None
                moves.write_brief(case, form.cleaned_data, by=viewer, version=version)
        except Refused as no:
            if no.status == 409:
                raise
            form.add_error(None, str(no))
        else:
            messages.success(request, _("The brief is kept."))
            return redirect("office:list")
    trail.looked(viewer, case.pk, why="office")
    shown = {"case": case, "form": form, "brief": kept}
    return render(request, "office/brief.html", shown, status=422 if form.errors else 200)


@gate.on(Case, rules.may_read_brief)
def brief_pdf(request: HttpRequest, case: Case) -> HttpResponse:
    """Give the brief as one A4 page."""
    kept = queries.brief_of(case)
    if kept is None:
        raise Refused("no_brief", _("The brief of this case is not written yet."))
    trail.looked(request.viewer, case.pk, why="brief")  # type: ignore[attr-defined]
    return _pdf(brief_page.render(kept, case), f"brief-{case.reference}.pdf")


@gate.staff("minister_office")
def page_back(request: HttpRequest) -> HttpResponse:
    """Lead a handwritten page, by the code at its foot, to the directive of its case, or the note that it confirms."""
    found = queries.brief_by_code(request.viewer, request.GET.get("code", ""))  # type: ignore[attr-defined]
    if found is None:
        messages.error(request, _("No page bears this code. Scan it once more, or open the case by its number."))
        return redirect("office:list")
    noted = queries.unconfirmed_on(found.case)
    name, key = ("office:page", noted.pk) if noted else ("office:directive", found.case.reference)
    return redirect(f"{reverse(name, args=[key])}?{urlencode({'page': found.code})}")


def _pdf(page: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        page, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@gate.staff("minister_office", "minister")
def folders(request: HttpRequest) -> HttpResponse:
    """Show all folders, the newest first; put the chosen cases into a new one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        return _make_folder(request, viewer)
    page = keyset(queries.folders(viewer), ("-number",), request.GET.get("page", ""), size=30)
    return render(request, "office/folders.html", {"page": page})


def _make_folder(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    chosen = list(Case.objects.visible_to(viewer).filter(reference__in=request.POST.getlist("case")))
    try:
        return act_once(
            request,
            "office.make_folder",
            lambda: reverse("office:folder", args=[moves.make_folder(chosen, by=viewer).number]),
        )
    except Refused as no:
        messages.error(request, str(no))
        return redirect("office:list")


@gate.on(Folder, by="number")
def folder(request: HttpRequest, folder: Folder) -> HttpResponse:
    """Show a folder with its briefs, and what came of each."""
    viewer = request.viewer  # type: ignore[attr-defined]
    given = {row.case_id: row for row in queries.given_in(folder)}
    briefs = queries.briefs_in(folder, viewer)
    rows = [(brief, given.get(brief.case_id), _back_form(auto_id=f"id_{brief.code}_%s")) for brief in briefs]
    gone = queries.many_in(folder) - len(rows)
    shown = {"folder": folder, "rows": rows, "gone": gone, "may": rules.is_office(viewer)}
    return render(request, "office/folder.html", shown)


def _back_form(data: Any = None, auto_id: str = "id_%s") -> BackForm:
    in_a_week = clock.today() + dt.timedelta(days=7)
    return BackForm(data, auto_id=auto_id, initial={"until": GivenDate.of(in_a_week)})


@gate.on(Folder, by="number")
def folder_pdf(request: HttpRequest, folder: Folder) -> HttpResponse:
    """Give all briefs of a folder in one file, one page each, behind a page of contents."""
    viewer = request.viewer  # type: ignore[attr-defined]
    briefs = queries.briefs_in(folder, viewer)
    if not briefs:
        raise Refused("empty_folder", _("No case of this folder is to be presented any more. Make a new one."))
    for brief in briefs:
        trail.looked(viewer, brief.case_id, why="brief")
    return _pdf(brief_page.render_folder(folder, briefs), f"folder-{folder.number}.pdf")


@gate.on(Folder, by="number", once=True)
@require_POST
def presentation(request: HttpRequest, folder: Folder) -> HttpResponse:
    """Put a folder before the minister."""
    moves.present(folder, by=request.viewer)  # type: ignore[attr-defined]
    return redirect("office:folder", number=folder.number)


@gate.on(Folder, by="number", once=True)
@require_POST
def return_(request: HttpRequest, folder: Folder) -> HttpResponse:
    """Take a folder back."""
    moves.take_back(folder, by=request.viewer)  # type: ignore[attr-defined]
    return redirect("office:folder", number=folder.number)


@gate.on(Folder, by="number", once=True)
@require_POST
def removal(request: HttpRequest, folder: Folder, code: str) -> HttpResponse:
    """Take a brief out of a folder that is still being prepared."""
    moves.take_out(folder, _brief(request, folder, code), by=request.viewer)  # type: ignore[attr-defined]
    return redirect("office:folder", number=folder.number)


@gate.on(Folder, by="number", once=True)
@require_POST
def undecided(request: HttpRequest, folder: Folder, code: str) -> HttpResponse:
    """Put a case for which no directive came with the folder into the file again."""
    form, brief = _back_form(request.POST), _brief(request, folder, code)
    until = form.cleaned_data["until"].gregorian if form.is_valid() else None
    if until is None:
        messages.error(request, _("Say from which day it is presented again; the day must be still to come."))
    else:
        moves.put_back(folder, brief, by=request.viewer, until=until)  # type: ignore[attr-defined]
        messages.success(request, _("It is in the file again."))
    return redirect("office:folder", number=folder.number)


def _brief(request: HttpRequest, folder: Folder, code: str) -> Brief:
    briefs = queries.briefs_in(folder, request.viewer)  # type: ignore[attr-defined]
    found = next((one for one in briefs if one.code == code), None)
    if found is None:
        raise Http404
    return found
