"""What happens between acceptance and the directive. Office and audiences call these after their own rules."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.cases.moves.door import act
from majlis.cases.moves.telling import tell
from majlis.cases.states import Road
from majlis.catalogue.queries import road_words
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer

_TO = {Road.AUDIENCE: "put_on_waiting_list", Road.PAPER: "put_in_file", Road.DELEGATED: "leave_to_office"}


def change_road(case: Case, *, by: Viewer, road: Road, reason: str, version: int | None = None) -> Case:
    """Change the road of an accepted case; the person is told. `reason` is a code of reasons.ROAD_CHANGED."""
    if road == case.road:
        raise Refused("same_road", _("The case is on this road already. Choose another one."))
    act(
        case,
        "change_road",
        by=by,
        version=version,
        facts={"reason": reason},
        notice={"next": road_words(road)},
        road=road,
    )
    name = _TO.get(road, "leave_to_office")
    return act(case, name, by=by, trusted=True)


def send_back_to_audit(case: Case, *, by: Viewer, reason: str, version: int | None = None) -> Case:
    """The office sends a case back to audit; `reason` is a code of reasons.SENT_BACK."""
    return act(case, "send_back_to_audit", by=by, version=version, facts={"reason": reason})


def place(case: Case, *, by: Viewer, day: dt.date) -> Case:
    """A place in the sitting of a day was found. Called by audiences."""
    return act(case, "place", by=by, trusted=True, facts={"day_on": day})


def await_answer(case: Case, *, by: Viewer) -> Case:
    """The person was told of the appointment and may confirm it. Called by audiences."""
    return act(case, "await_answer_to_appointment", by=by, trusted=True)


def await_sitting(case: Case, *, by: Viewer) -> Case:
    """The appointment is confirmed. Called by audiences."""
    return act(case, "await_sitting", by=by, trusted=True)


def return_to_waiting_list(case: Case, *, by: Viewer, reason: str) -> Case:
    """The place was lost or given up; `reason` is a code of reasons.BACK_ON_LIST. Called by audiences."""
    return act(case, "return_to_waiting_list", by=by, trusted=True, facts={"reason": reason})


def present(case: Case, *, by: Viewer) -> Case:
    """Put a case before the minister in a batch. Called by the office."""
    return act(case, "present", by=by, trusted=True)


def keep(case: Case, *, by: Viewer, until: dt.date) -> Case:
    """The minister keeps the file until a day. Called by the office."""
    return act(case, "keep", by=by, trusted=True, facts={"until_on": until})


def let_him_come(case: Case, *, by: Viewer) -> Case:
    """The minister wants to hear the person, who is told: from the file to the waiting list. Called by the office."""
    return _onto(case, "put_on_waiting_list", Road.AUDIENCE, by)


def put_on_paper(case: Case, *, by: Viewer) -> Case:
    """The person gave up being heard: his request goes into the minister's file. Called by audiences."""
    return _onto(case, "put_in_file", Road.PAPER, by)


def _onto(case: Case, move: str, road: Road, by: Viewer) -> Case:
    changed = case.road != road
    act(case, move, by=by, trusted=True, road=road)
    if changed:
        with house():
            tell(case, "change_road", {"next": road_words(road)})
    return case


def direct(case: Case, *, by: Viewer) -> Case:
    """A directive was given, and follow-up carries it out. Called by the office once its author is known."""
    return act(case, "direct", by=by, trusted=True)
