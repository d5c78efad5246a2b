"""The work lists of the desk as data: what lies on each, who has it, in which order it is worked off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case, CaseQuerySet, Share
from majlis.cases.rules import CLAIM_HOLDS
from majlis.cases.states import MOVES, Kind, Priority, Road, Section, State, Turn
from majlis.core import clock
from majlis.core.viewer import Viewer

URGENCY = ("priority", "-points", "id")
DUE = ("due_at", "id")
Words = str | Promise


@dataclass(frozen=True, slots=True)
class WorkList:
    """One list. `section`: it holds the cases of that section at the viewer's own desks (empty: at all of them).

    `when` returns a further condition, `has` tells whether the viewer has the list, `order` are the fields by which it
    is worked off. `empty` is what stands where nothing lies.
    """

    code: str
    words: Words
    has: Callable[[Viewer], bool]
    when: Callable[[Viewer], Q]
    section: str = ""
    order: tuple[str, ...] = URGENCY
    icon: str = ""
    late: bool = False
    empty: Words = field(default_factory=lambda: _("New cases come here by themselves."))


def places(viewer: Viewer, section: str) -> set[int] | None:
    """Return the centres whose `section` the viewer's desks cover, None for all of them."""
    found = set()
    for desk in viewer.desks:
        centre, covered = desk.split(":")
        if covered in ("*", section):
            if centre == "*":
                return None
            found.add(int(centre))
    return found


def sits(viewer: Viewer, *sections: str) -> bool:
    """Tell whether one of the viewer's desks is of one of the sections."""
    return any(places(viewer, section) != set() for section in sections)


def _sits_at(*sections: str) -> Callable[[Viewer], bool]:
    return lambda viewer: sits(viewer, *sections)


def _any_desk(viewer: Viewer) -> bool:
    return bool(viewer.desks)


def _end_of_today() -> dt.datetime:
    return clock.start_of(clock.today() + dt.timedelta(days=1))


def _body_answered(viewer: Viewer) -> Q:
    return Q(state=State.ANSWERED)


_ALL = (
    WorkList(
        "inquiries", _("Inquiries"), _sits_at("inquiries"), lambda v: Q(), section=Section.INQUIRIES, icon="inbox"
    ),
    WorkList(
        "operations",
        _("Operations"),
        _sits_at("operations"),
        lambda v: Q(state__in=[State.SUBMITTED, State.REGISTERED]),
        section=Section.OPERATIONS,
        icon="list",
    ),
    WorkList(
        "duty",
        _("Rung for danger"),
        lambda v: v.holds("duty_officer"),
        lambda v: Q(pk__in=Share.objects.filter(viewer=v.token, why="duty", until__gt=clock.now()).values("case")),
        icon="phone",
        late=True,
        empty=_("When someone is in danger and you are on duty, the case comes here for twelve hours."),
    ),
    WorkList("mine", _("Mine now"), _any_desk, lambda v: Q(claimed_by=v.id), icon="user-lock"),
    WorkList(
        "danger",
        _("Danger now"),
        _sits_at("inquiries", "operations", "audit", "office"),
        lambda v: Q(danger=True, priority=Priority.CRITICAL),
        icon="warn",
        late=True,
    ),
    WorkList(
        "today",
        _("Due today"),
        _any_desk,
        lambda v: Q(due_at__gte=clock.now(), due_at__lt=_end_of_today()),
        order=DUE,
        icon="clock",
    ),
    WorkList("late", _("Late"), _any_desk, lambda v: Q(due_at__lt=clock.now()), order=DUE, icon="bell", late=True),
    WorkList("body", _("Back from a body"), _sits_at("followup"), _body_answered, icon="refer"),
    WorkList(
        "beneficiary",
        _("Waiting for the beneficiary"),
        _sits_at("operations", "audit"),
        lambda v: Q(turn=Turn.BENEFICIARY, state__in=[State.WAITING_PAPERS, State.SCHEDULED]),
        icon="person",
    ),
    WorkList(
        "results",
        _("Results to approve"),
        lambda v: v.holds(*MOVES["approve_result"].roles) and sits(v, "office", "followup"),
        lambda v: Q(state=State.DONE, turn=Turn.OFFICE),
        icon="check",
    ),
    WorkList(
        "service",
        _("About the centres, and suggestions"),
        lambda v: v.holds("programme_director"),
        lambda v: Q(state=State.ACCEPTED, road=Road.SERVICE),
        icon="scale",
    ),
    WorkList(
        "all",
        _("All open cases"),
        lambda v: v.holds("centre_manager", "programme_director", "minister"),
        lambda v: Q(),
        icon="building",
    ),
)
BEYOND_THE_DESKS = frozenset({"mine", "duty"})
"""Lists on which cases of other desks may stand, because they were opened to the viewer."""
LISTS: dict[str, WorkList] = {one.code: one for one in _ALL}

FILTERS: dict[str, tuple[Words, Callable[[Viewer], Q]]] = {
    "": (_("All"), lambda v: Q()),
    "urgent": (_("Grave and urgent"), lambda v: Q(priority__lte=Priority.URGENT)),
    "free": (_("Not taken up"), lambda v: Q(claimed_at__isnull=True) | Q(claimed_at__lte=clock.now() - CLAIM_HOLDS)),
    "spoken": (_("By phone or at a desk"), lambda v: Q(channel__in=["phone", "desk"])),
    **{str(kind.value): (kind.label, lambda v, kind=kind: Q(kind=kind)) for kind in Kind},  # type: ignore[misc]
}


def of_viewer(viewer: Viewer) -> list[WorkList]:
    """Return the lists that a viewer has, in their order."""
    return [one for one in _ALL if one.has(viewer)]


def open_cases(viewer: Viewer) -> CaseQuerySet:
    """Return the open cases that the viewer may read: what all lists begin with."""
    return Case.objects.visible_to(viewer).open()


def cases(viewer: Viewer, one: WorkList, chosen: str = "", among: CaseQuerySet | None = None) -> CaseQuerySet:
    """Return the open cases of a list under a filter, unordered. Nothing that the viewer may not read is among them.

    `among` are his open cases, where several lists are asked for together.
    """
    found = (open_cases(viewer) if among is None else among).filter(one.when(viewer))
    if one.section:
        here = places(viewer, one.section)
        found = found.filter(section=one.section)
        found = found if here is None else found.filter(centre_id__in=here)
    elif one.code not in BEYOND_THE_DESKS:
        found = found.filter(_within(viewer))
    return found.filter(FILTERS[chosen][1](viewer))


def _within(viewer: Viewer) -> Q:
    """Return the plain bounds of the viewer's desks, by which an index finds his cases among all that are open.

    What was opened to him for a visit lies beyond them and stands on no list but his own.
    """
    pairs = [desk.split(":") for desk in viewer.desks]
    bounds = Q()
    if all(centre != "*" for centre, _section in pairs):
        bounds &= Q(centre_id__in={int(centre) for centre, _section in pairs})
    if all(section != "*" for _centre, section in pairs):
        bounds &= Q(section__in={section for _centre, section in pairs})
    return bounds
