"""What is put before the minister: the file, briefs, folders."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.accounts.once import act_once
from majlis.cases.models import Case
from majlis.core.errors import Refused
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.office import brief_page, moves, queries, rules
from majlis.office.forms import BriefForm
from majlis.office.models import Folder
from majlis.trail import moves as trail

ORDER = ("priority", "-points", "id")


@gate.staff("minister_office", "minister")
def to_present(request: HttpRequest) -> HttpResponse:
    """Show the cases to be put before the minister, and the folders."""
    viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.to_present(viewer), ORDER, request.GET.get("page", ""), size=50)
    written = queries.with_brief(list(page))
    shown = {
        "page": page,
        "written": written,
        "folders": queries.folders_at_hand(viewer),
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
    """Lead a handwritten page, by the code at its foot, to the directive of its case."""
    found = queries.brief_by_code(request.viewer, request.GET.get("code", ""))  # type: ignore[attr-defined]
    if found is None:
        messages.error(request, _("No page bears this code. Scan it once more, or open the case by its number."))
        return redirect("office:list")
    return redirect(f"{reverse('office:directive', args=[found.case.reference])}?{urlencode({'page': found.code})}")


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
    """Show a folder with its briefs."""
    viewer = request.viewer  # type: ignore[attr-defined]
    briefs = list(folder.briefs.select_related("case", "case__beneficiary").order_by("place"))
    given = {row.case_id for row in queries.given_in(folder)}
    shown = {"folder": folder, "briefs": briefs, "given": given, "may": rules.is_office(viewer)}
    return render(request, "office/folder.html", shown)


@gate.on(Folder, by="number")
@require_POST
def presentation(request: HttpRequest, folder: Folder) -> HttpResponse:
    """Put a folder before the minister."""
    moves.present(folder, by=request.viewer)  # type: ignore[attr-defined]
    return redirect("office:folder", number=folder.number)


@gate.on(Folder, by="number")
@require_POST
def return_(request: HttpRequest, folder: Folder) -> HttpResponse:
    """Take a folder back."""
    moves.take_back(folder, by=request.viewer)  # type: ignore[attr-defined]
    return redirect("office:folder", number=folder.number)
