"""The search of the staff, and the list of words that it takes for one another."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from majlis.accounts import gate
from majlis.cases import finding, moves, rules
from majlis.cases.models import Case, Synonym
from majlis.core import references
from majlis.core.errors import Refused
from majlis.core.viewer import Viewer
from majlis.desk import search
from majlis.desk.forms.search import SynonymForm


@gate.staff()
def find(request: HttpRequest) -> HttpResponse:
    """Show what a text finds; a reference that the viewer may open leads to its case at once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    text = request.GET.get("q", "").strip()[: finding.LONGEST]
    if references.is_reference(text):
        case = Case.objects.visible_to(viewer).filter(reference=references.parse(text)).first()
        if case is not None:
            return redirect("desk:case", case.reference)
    number = _page(request.GET.get("page", ""))
    found, more = search.page(viewer, finding.read(text), number) if text else ([], False)
    shown = {
        "search_words": text,
        "holders": search.holders(viewer, text) if text and number == 1 else [],
        "found": found,
        "first": (number - 1) * search.SIZE + 1,
        "previous": _address(text, number - 1) if number > 1 else "",
        "next": _address(text, number + 1) if more else "",
        "full": number == search.MOST_PAGES and len(found) == search.SIZE,
        "may_keep": rules.may_keep_synonyms(viewer),
    }
    return render(request, "desk/search.html", shown)


def _address(text: str, number: int) -> str:
    return f"?{urlencode({'q': text, 'page': number})}"


def _page(typed: str) -> int:
    known = typed.isascii() and typed.isdigit() and len(typed) < 4
    return min(max(int(typed), 1), search.MOST_PAGES) if known else 1


@gate.staff("section_head", "centre_manager", "programme_director")
def words(request: HttpRequest) -> HttpResponse:
    """Show the list of words that are sought for one another; take a new pair."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = SynonymForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                moves.add_synonym(form.cleaned_data["word"], form.cleaned_data["same_as"], by=viewer)
            messages.success(request, _("The search takes the two for one word now."))
            return HttpResponse(status=303, headers={"Location": reverse("desk:search-words")})
        except Refused as no:
            form.add_error(None, str(no))
    shown = {"form": form, "synonyms": finding.synonyms(viewer)}
    return render(request, "desk/search_words.html", shown, status=422 if form.errors else 200)


@gate.on(Synonym, lambda viewer, _synonym: rules.may_keep_synonyms(viewer), by="id")
def drop(request: HttpRequest, synonym: Synonym) -> HttpResponse:
    """Take a pair of words off the list."""
    if request.method != "POST":
        return redirect("desk:search-words")
    moves.drop_synonym(synonym, by=request.viewer)  # type: ignore[attr-defined]
    return HttpResponse(status=303, headers={"Location": reverse("desk:search-words")})
