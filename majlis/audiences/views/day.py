"""The day of a sitting: who is here, who is before the minister, who is next, in the whole and in each hall."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from majlis.accounts import gate
from majlis.audiences import queries, rules, seats
from majlis.audiences.forms import PauseForm
from majlis.audiences.models import Sitting
from majlis.audiences.states import State
from majlis.audiences.views.sittings import PLANNERS
from majlis.cases.models import Case
from majlis.centres.models import Hall
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui import dates
from majlis.core.viewer import Viewer, by
from majlis.office import brief_page, capture
from majlis.office import parts as office
from majlis.office import queries as directives
from majlis.office import rules as office_rules
from majlis.trail import moves as trail

HOSTS = ("hall_host", "gate_officer", "reception_officer")
SCRIPTS = {"majlis/day": "audiences/js/day.js", **capture.SCRIPTS}
BEFORE_HIM = frozenset({State.ARRIVED, State.IN, State.ATTENDED})


@gate.staff(*PLANNERS, *HOSTS)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Open the day of today's sitting, a hall's host his hall, or say that there is none."""
    viewer = by(request)
    sitting = queries.sitting_today(viewer)
    if sitting is None:
        return render(request, "audiences/none_today.html", {"ahead": queries.ahead(viewer)[:1]})
    if not rules.hosts_halls_only(viewer):
        return redirect("audiences:day", pk=sitting.pk)
    mine = [hall for hall in queries.halls() if rules.may_see_hall(viewer, hall)]
    if len(mine) == 1:
        return redirect("audiences:hall", pk=sitting.pk, hall=mine[0].pk)
    return render(request, "audiences/halls.html", {"sitting": sitting, "halls": mine})


@gate.on(Sitting, rules.may_see_day, by="pk")
@require_GET
def day(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the running order, the person at hand with one button for each act, the brief and the directive."""
    return page(request, sitting)


@gate.on(Sitting, rules.may_see_day, by="pk")
@require_GET
def hall(request: HttpRequest, sitting: Sitting, hall: int) -> HttpResponse:
    """Show the running order of one hall."""
    return page(request, sitting, hall=_hall(by(request), hall))


@gate.on(Sitting, rules.may_see_day, by="pk")
@require_GET
def board(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Return the order alone, for a page that asks every few seconds; 304 when nothing on it changed."""
    wanted = request.GET.get("hall", "")
    shown = _board(request, sitting, _hall(by(request), int(wanted)) if wanted.isdecimal() else None)
    if request.headers.get("If-None-Match") == shown["etag"]:
        return HttpResponseNotModified()
    answer = render(request, "audiences/parts/board.html", shown)
    answer["ETag"] = shown["etag"]
    return answer


def page(
    request: HttpRequest,
    sitting: Sitting,
    *,
    hall: Hall | None = None,
    who: int = 0,
    form: capture.DirectiveForm | None = None,
) -> HttpResponse:
    """Return the page of the day; `form` is a directive that was refused, of the person `who`."""
    shown = _board(request, sitting, hall, who)
    viewer, seat = by(request), shown["who"]
    shown |= {
        "plans": rules.may_see_plan(viewer),
        "may_open_briefs": rules.may_open_briefs(viewer),
        "may_hold": rules.may_on_sitting(viewer, "hold", sitting) and sitting.day <= clock.today(),
        "may_pause": rules.may_on_sitting(viewer, "pause", sitting) and sitting.day == clock.today(),
        "may_insert": rules.may_arrange(viewer) and sitting.day == clock.today(),
        "may_tell": rules.may_on_sitting(viewer, "tell_delay", sitting) and sitting.day == clock.today(),
        "pause": PauseForm(),
        "imports": SCRIPTS,
    }
    case = seats.case_of(seat.pk, viewer) if _opens(viewer, seat) else None
    if case is not None:
        shown |= _before_him(request, viewer, seat, case, form)
    return render(request, "audiences/day.html", shown, status=422 if form else 200)


def _opens(viewer: Viewer, seat: seats.Seat | None) -> bool:
    """Tell whether the brief of the person at hand is opened: to the minister's office and the minister."""
    return seat is not None and bool(seat.name) and viewer.holds("minister_office", "minister")


def _before_him(
    request: HttpRequest, viewer: Viewer, seat: seats.Seat, case: Case, form: capture.DirectiveForm | None
) -> dict[str, Any]:
    """Return the brief and, when the person sits there, the form of the directive; the reading is noted."""
    trail.looked(viewer, case.pk, why="day")
    noted = [one for one in directives.directives(case) if one.state == "unconfirmed"]
    shown: dict[str, Any] = {"case": case, "brief_part": office.brief_of(case, viewer), "noted": noted}
    if seat.state in BEFORE_HIM and office_rules.may_direct(viewer, case) and not noted:
        shown["form"] = form or capture.form_for(case, viewer, request, at_once=True)
        shown |= {"fields": capture.FIELDS, "how": capture.how(case, viewer), "brisk": True}
    return shown


def _board(request: HttpRequest, sitting: Sitting, hall: Hall | None, who: int = 0) -> dict[str, Any]:
    viewer = by(request)
    found = seats.day(sitting, viewer, hall.pk if hall else None)
    wanted = who or request.GET.get("who", "")
    chosen = next((seat for seat in found.seats if str(seat.pk) == str(wanted)), None)
    shown = {
        "sitting": sitting,
        "hall": hall,
        "day": found,
        "rows": _with_pauses(sitting, found.seats),
        "who": chosen or found.inside or found.here or found.next,
        "now": clock.now(),
        "share": round(100 * found.heard / found.all / 5) * 5 if found.all else 0,
    }
    return shown | {"etag": _tag(viewer, shown)}


def _with_pauses(sitting: Sitting, found: list[seats.Seat]) -> list[dict[str, Any]]:
    """Return the rows of the order: who has a place, and between them the pauses of the plan."""
    rows: list[dict[str, Any]] = [{"at": seat.starts_at, "seat": seat} for seat in found]
    rows += [{"at": first, "until": last} for first, last in sitting.paused()]
    return sorted(rows, key=lambda row: row["at"])


def _tag(viewer: Viewer, shown: dict[str, Any]) -> str:
    """Return the tag of what the page shows: it changes with what is on it, and with the minute of its clock."""
    sitting, found, who = shown["sitting"], shown["day"], shown["who"]
    minute = shown["now"].replace(second=0, microsecond=0)
    told = repr((found, who and who.pk, sitting.version, sitting.paused_at, minute, viewer.token, get_language()))
    return f'"{hashlib.sha256(told.encode()).hexdigest()[:24]}"'


def _hall(viewer: Viewer, pk: int) -> Hall:
    found = next((hall for hall in queries.halls() if hall.pk == pk), None)
    if found is None or not rules.may_see_hall(viewer, found):
        raise Http404
    return found


@gate.on(Sitting, rules.may_see_day, by="pk")
@require_GET
def order(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show the running order as a sheet to print: names and hours only, as the gate needs it."""
    found = [seat for seat in seats.seats(sitting, by(request)) if seat.state != State.PROPOSED]
    return render(request, "audiences/order.html", {"sitting": sitting, "seats": found})


@gate.on(Sitting, rules.may_open_briefs, by="pk")
@require_GET
def briefs(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Give the briefs of all who come in one file, one page each by hour, behind a page of contents."""
    viewer = by(request)
    cases = seats.cases(sitting, viewer)
    found = directives.briefs_of([case.pk for case in cases], viewer)
    if not found:
        raise Refused("no_brief", _("No brief of this session is written yet. Write them on the pages of the cases."))
    for pk in found:
        trail.looked(viewer, pk, why="brief")
    title = f"{_('Weekly session')} {strip_tags(dates.both(sitting.day))}"
    unwritten = [case for case in cases if case.pk not in found]
    page = brief_page.render_together(title, [found[case.pk] for case in cases if case.pk in found], unwritten)
    name = f"session-{sitting.day:%Y-%m-%d}.pdf"
    return HttpResponse(
        page, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@gate.staff("minister_office", "operations_officer", "section_head")
@require_GET
def ring(request: HttpRequest) -> HttpResponse:
    """Show whom somebody must ring today, for nothing has reached him."""
    return render(request, "audiences/ring.html", {"seats": seats.to_ring(by(request))})
