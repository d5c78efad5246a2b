"""Take a request in at the desk: one page, kept as it is typed, sent once."""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from majlis.accounts import gate
from majlis.cases import moves as cases
from majlis.cases.models import Case
from majlis.cases.moves.papers import take_paper
from majlis.cases.moves.telling import status_address
from majlis.cases.queries_papers import papers_of_draft
from majlis.cases.states import Section
from majlis.catalogue import queries as catalogue
from majlis.core import clock
from majlis.core.errors import Busy, Refused
from majlis.core.languages import pick
from majlis.core.viewer import Viewer
from majlis.desk.forms.intake import CHANNEL
from majlis.desk.forms.intake_sheet import STEP, Sheet
from majlis.desk.views import intake_person as person
from majlis.intake import moves, queries
from majlis.intake.models import Draft
from majlis.people import moves as people
from majlis.people.states import Level

RECEIVING = ("reception_officer", "inquiries_officer", "operations_officer", "section_head", "centre_manager")
PAPER = "paper_"
LONGEST = 20_000
AMBER_SECONDS, WHOLE_SECONDS = 420, 600
SLIP_FOR = 900
SCRIPTS = {"majlis/desk-timer": "desk/js/timer.js", "majlis/desk-sheet": "desk/js/sheet.js"}
_NOT_TYPED = {"csrfmiddlewaretoken", "once", "do", "pick"}


def to(name: str, *args: Any) -> HttpResponseRedirect:
    """Send the browser to a page of the desk, as a page that is read (303)."""
    response = HttpResponseRedirect(reverse(f"desk:{name}", args=args))
    response.status_code = 303
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@gate.staff(*RECEIVING)
def new(request: HttpRequest) -> HttpResponse:
    """Begin: one key chooses the service, and the time runs."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    offered = catalogue.offered(CHANNEL)
    if request.method == "POST":
        code = request.POST.get("service", "")
        if code in {one.code for one in offered}:
            draft = moves.begin(code, channel=CHANNEL, language=get_language() or "ar", by=viewer)
            return to("intake", draft.pk)
    keyed = [(one, str(place) if place < 10 else "") for place, one in enumerate(offered, 1)]
    return render(request, "desk/intake_new.html", {"services": keyed})


@require_http_methods(["GET", "HEAD", "POST"])
@gate.staff(*RECEIVING)
def sheet(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the sheet with all that was typed; keep, look up, or send."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    draft = _own(viewer, key)
    if draft.case_id is not None:
        return to("intake-receipt", draft.pk)
    if request.method != "POST":
        begun = Sheet(draft, viewer)
        begun.begin_at("words")
        return _page(request, begun)
    refused = _keep(request, draft)
    act = request.POST.get("do", "")
    if act == "keep":
        return HttpResponse(status=204)
    if act in ("send", "send-new"):
        return _send(request, draft, anyway=act == "send-new", refused=refused)
    shown = _looked_up(viewer, request) if act == "find" else {}
    filled = Sheet(draft, viewer)
    filled.begin_at(_begins(request, shown))
    return _page(request, filled, refused=refused, **shown)


def _begins(request: HttpRequest, shown: dict[str, Any]) -> str:
    """Return where the officer goes on typing when the sheet comes back: he looked somebody up, or chose."""
    if "pick" in request.POST:
        return "card_seen" if request.POST["pick"] else "find"
    if request.POST.get("do") == "find":
        return "found" if shown.get("found") else ("find" if "find_error" in shown else "identity_kind")
    return "questions"


def _own(viewer: Viewer, key: uuid.UUID) -> Draft:
    """Return a draft of this officer's, or one that a woman takes over for a person served by women only."""
    draft = queries.draft(str(key))
    if draft is None or draft.channel != CHANNEL:
        raise Http404
    handed = viewer.women and Sheet(draft, viewer).binds_women
    if draft.by != viewer.token and not handed:
        raise Http404
    return draft


def _keep(request: HttpRequest, draft: Draft) -> list[str]:
    """Keep all that was typed, and the files; returns what was wrong with files."""
    posted = request.POST
    typed = {name: [one[:LONGEST] for one in posted.getlist(name)] for name in posted if name not in _NOT_TYPED}
    if "pick" in posted:
        typed["person"] = [posted["pick"]]
    moves.keep(draft, STEP, typed)
    refused = []
    for name, files in request.FILES.lists():
        for upload in files:
            try:
                with transaction.atomic():
                    code = name.removeprefix(PAPER)
                    take_paper(upload, by=request.viewer, draft=draft.pk, item_code=code)  # type: ignore[attr-defined]
            except Refused as no:
                refused.append(f"{upload.name}: {no}")
    return refused


def _looked_up(viewer: Viewer, request: HttpRequest) -> dict[str, Any]:
    try:
        with transaction.atomic():
            return {"looked": True, "found": person.found(viewer, request.POST.get("find", ""))}
    except Refused as no:
        return {"find_error": str(no)}


def _send(request: HttpRequest, draft: Draft, *, anyway: bool, refused: list[str]) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    filled = Sheet(draft, viewer, judged=True)
    try:
        if not filled.is_valid() or refused:
            return _page(request, filled, status=422, refused=refused)
        if not anyway and (alike := _alike(viewer, filled)):
            return _page(request, filled, alike=alike)
        with transaction.atomic():
            key = request.POST.get("once") or uuid.uuid4().hex
            _take(filled, viewer, key)
    except Busy:
        raise
    except Refused as no:
        return _page(request, filled, status=422, refused=[str(no)])
    response = to("intake-receipt", draft.pk)
    response.set_signed_cookie(
        "slip", key, salt=str(draft.pk), max_age=SLIP_FOR, path=response["Location"], httponly=True,
        secure=request.is_secure(), samesite="Strict",
    )  # fmt: skip
    return response


def _alike(viewer: Viewer, filled: Sheet) -> list[person.Alike]:
    if filled.known is not None:
        return []
    asked = filled.request(0)
    assert asked.person is not None  # noqa: S101 - a new person has details
    telephones = tuple(point.value for point in asked.points if point.whose == "mine" and point.value[:1] == "+")
    found = person.alike(viewer, asked.person, telephones, seen=asked.level >= Level.ATTESTED)
    return [one for one in found if one.name or one.hand_over]


def _take(filled: Sheet, viewer: Viewer, key: str) -> Case:
    """Take the request in; go on to audit at once where the officer also keeps the register."""
    asked = filled.request(int((clock.now() - filled.draft.started_at).total_seconds()))
    if filled.known is not None and asked.level > filled.known[0].identity_level and filled.known[0].identity_number:
        known = filled.known[0]
        people.attest(
            known, kind=known.identity_kind, number=known.identity_number, country=known.identity_country,
            version=known.version, by=viewer,
        )  # fmt: skip
    if filled.known is not None and not filled.known[1]:
        for point in filled._points():
            people.add_point(filled.known[0], point, by=viewer)
    case = moves.take_in(asked, key=key, by=viewer, draft=filled.draft).case
    keeps = viewer.holds("operations_officer", centre=case.centre_id)
    if asked.ready and keeps and case.section == Section.OPERATIONS and case.state == "submitted":
        case = cases.register_and_hand_on(case, by=viewer)
    return case


def _page(request: HttpRequest, filled: Sheet, status: int = 200, **shown: Any) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            known = filled.known
    except Refused as no:  # she is served by women only
        filled.typed["person"] = ""
        moves.keep(filled.draft, STEP, dict(filled.typed.lists()))
        filled = Sheet(filled.draft, viewer)
        known, shown = None, {**shown, "find_error": str(no)}
    sent = papers_of_draft(filled.draft.pk)
    seconds = int((clock.now() - filled.draft.started_at).total_seconds())
    context = {
        "sheet": filled,
        "draft": filled.draft,
        "known": known[0] if known else None,
        "points": known[1] if known else [],
        "lines": [(paper, [one for one in sent if one.item_code == paper.code]) for paper in filled.service.papers],
        "seconds": seconds,
        "amber": seconds >= AMBER_SECONDS,
        "amber_seconds": AMBER_SECONDS,
        "minutes": WHOLE_SECONDS // 60,
        "imports": SCRIPTS,
        "hand_over_to": request.build_absolute_uri() if filled.binds_women and not viewer.women else "",
        **shown,
    }
    return render(request, "desk/intake.html", context, status=status)


@require_safe
@gate.staff(*RECEIVING)
def receipt(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the receipt to print, and the PIN on a slip of its own as long as the sending browser holds its key."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    draft = queries.draft(str(key))
    case = queries.became(draft) if draft is not None else None
    if draft is None or case is None or (draft.by != viewer.token and not viewer.women):
        raise Http404
    slip = request.get_signed_cookie("slip", "", salt=str(draft.pk), max_age=SLIP_FOR)
    context = {
        "case": case,
        "pin": moves.pin_for(slip) if slip else "",
        "address": status_address(case),
        "road": pick(catalogue.road_words(case.road)),
        "audited": case.section == Section.AUDIT,
    }
    return render(request, "desk/intake_receipt.html", context)
