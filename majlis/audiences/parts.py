"""What the weekly session shows on the case page and in the rail."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from majlis.audiences import queries, rules
from majlis.audiences.models import Appointment
from majlis.audiences.states import MOVES, PLACERS, State
from majlis.cases.models import Case
from majlis.cases.states import Priority
from majlis.cases.states import State as CaseState
from majlis.core import clock
from majlis.core.parts import Act, Part, RailLine
from majlis.core.viewer import Viewer

HOSTS = ("hall_host", "gate_officer", "reception_officer")
_CHANGES = ("confirm", "accept", "decline", "move", "move_told", "release", "ask_to_move", "withdraw", "cancel")


def on_case(case: Case, viewer: Viewer) -> Part | None:
    """Show the appointments of a case, when there are some."""
    found = queries.of_case(case)
    if not found:
        return None
    return Part("appointments", _("Appointments"), "audiences/parts/appointments.html", {"appointments": found}, 400)


def acts_on_case(case: Case, viewer: Viewer) -> list[Act]:
    """Offer to find a place, to change it, to receive the person, and to let him wait again."""
    if case.state == CaseState.WAITING and rules.may_place(viewer, case):
        url = reverse("audiences:choose", args=[case.reference])
        grave = case.priority == Priority.CRITICAL and rules.may_insert(viewer, case)
        graver = reverse("audiences:graver", args=[case.reference])
        first = [Act("graver", _("A place for a grave case"), graver, rank=10, icon="warn")] if grave else []
        return [*first, Act("place", _("Find a place"), url, rank=20, key="KeyF", icon="calendar")]
    held = queries.newest(case) if case.state == CaseState.SCHEDULED else None
    if held is None:
        return []
    held.case = case
    return [*_receiving(held, viewer), *_changing(held, viewer)]


def _receiving(held: Appointment, viewer: Viewer) -> list[Act]:
    today = held.sitting.day == clock.today()
    if not today or not any(rules.may(viewer, name, held) for name in ("arrive", "go_in", "attend")):
        return []
    url = f"{reverse('audiences:day', args=[held.sitting_id])}?who={held.pk}"
    return [Act("receive", _("Receive at the session"), url, rank=15, icon="door")]


def _changing(held: Appointment, viewer: Viewer) -> list[Act]:
    url = reverse("audiences:appointment", args=[held.pk])
    if held.state == State.ATTENDED and rules.may(viewer, "leave_undecided", held):
        return [Act("undecided", _("Not decided: let him wait again"), url, rank=400, icon="clock")]
    if any(name in MOVES and rules.may(viewer, name, held) for name in _CHANGES):
        return [Act("appointment", _("Confirm or change the appointment"), url, rank=30, icon="calendar")]
    return []


def rail(viewer: Viewer) -> list[RailLine]:
    """Offer the sittings to who plans, whom to ring, and the day to who receives."""
    lines = []
    if rules.may_see_plan(viewer):
        lines.append(RailLine("sittings", _("Weekly session"), reverse("audiences:list"), 400, "calendar"))
    if viewer.holds(*PLACERS):
        lines.append(RailLine("ring", _("To be rung today"), reverse("audiences:ring"), 410, "phone"))
        lines.append(RailLine("standby", _("Freed places"), reverse("audiences:standby"), 415, "clock"))
    if rules.may_see_plan(viewer) or viewer.holds(*HOSTS):
        lines.append(RailLine("today", _("Today's session"), reverse("audiences:today"), 420, "people"))
    if viewer.holds("gate_officer", "reception_officer"):
        lines.append(RailLine("gate", _("The gate"), reverse("audiences:gate"), 425, "shield"))
    return lines
