"""The reporter's pages: what is kept and what is not, writing, and coming back. They work without scripts."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from majlis.accounts import gate
from majlis.core.errors import Refused
from majlis.sealed import moves
from majlis.sealed.crypto import codes
from majlis.sealed.forms import CodeForm, SafeForm
from majlis.sealed.views.quiet import a_place, in_memory, quiet


@quiet
@gate.public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what is kept, what is not, and what cannot be promised."""
    return render(request, "sealed/start.html")


@quiet
@gate.public
@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Take the words, and show the seven words once."""
    return taking_down(request, channel="portal", template="sealed/write.html", done="sealed/code.html")


@sensitive_variables()
def taking_down(request: HttpRequest, *, channel: str, template: str, done: str) -> HttpResponse:
    """Show the form, or seal what was written and show its code; whatever is refused, the words stay in the form."""
    fresh = {"form_key": codes.new_form_key(get_language() or "ar")}
    if request.method != "POST":
        return render(request, template, {"form": SafeForm(initial=fresh)})
    form = SafeForm(request.POST, request.FILES)
    if request.sealed_uploads.too_much:  # type: ignore[attr-defined]
        form.add_error("papers", _("A paper was too big, or there were too many. Choose them again."))
    if not form.is_valid():
        return render(request, template, {"form": form}, status=422)
    try:
        code = _sealed(form.cleaned_data, channel)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return render(request, template, {"form": form}, status=refusal.status)
    return render(request, done, {"code": code.words, "words": code.words.split()})


@sensitive_variables()
def _sealed(given: dict[str, Any], channel: str) -> moves.Code:
    with a_place():
        return moves.take_in(
            given["words"],
            channel=channel,
            name=given["name"],
            papers=given["papers"],
            form_key=given["form_key"],
            language=get_language() or "ar",
        )


@quiet
@gate.public
@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables()
def answer(request: HttpRequest) -> HttpResponse:
    """Ask for the seven words; show how far it is and what was answered."""
    form = CodeForm(request.POST or None)
    if not form.is_valid():
        return render(request, "sealed/come_back.html", {"form": form}, status=422 if form.is_bound else 200)
    with a_place():
        heard = moves.come_back(form.cleaned_data["code"])
    if heard is None:
        form.add_error("code", _("These words are not known here. Compare each of the seven with your note."))
        return render(request, "sealed/come_back.html", {"form": form}, status=422)
    return render(request, "sealed/heard.html", {"heard": heard})
