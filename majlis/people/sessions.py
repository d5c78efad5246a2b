"""Who a request from outside is: the beneficiary who signed in, or whoever opened one case with its PIN.

All of it is in the session, which the server keeps; the browser holds its key only. A sign-in ends after twenty
minutes without a request, a case opened with its PIN after thirty minutes.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest

from majlis.core import clock
from majlis.core.viewer import Kind, Viewer
from majlis.people.models import Beneficiary
from majlis.people.states import Level

IDLE = dt.timedelta(minutes=20)
OPEN = dt.timedelta(minutes=30)
LONGEST = dt.timedelta(hours=8)
_PERSON, _CASES = "people.person", "people.cases"
_NOTED_EVERY = 30
_MOST_CASES = 20


def sign_in(request: HttpRequest, person: Beneficiary, level: int) -> None:
    """Sign a beneficiary in at a level of assurance. The session gets a new key, so that none can be planted."""
    request.session.cycle_key()
    now = _now()
    who = person.merged_into_id or person.pk
    language = person.language
    request.session[_PERSON] = {"id": who, "level": int(level), "since": now, "seen": now, "language": language}


def sign_out(request: HttpRequest) -> None:
    """End the sign-in and close all cases; nothing of it stays in the browser."""
    request.session.flush()


def signed_in(request: HttpRequest) -> tuple[int, Level] | None:
    """Return the beneficiary's id and the level of his sign-in, or None when nobody is, or it has grown too old."""
    kept: dict[str, Any] | None = request.session.get(_PERSON)
    if kept is None:
        return None
    now = _now()
    if now - kept["seen"] > IDLE.total_seconds() or now - kept["since"] > LONGEST.total_seconds():
        del request.session[_PERSON]
        return None
    if now - kept["seen"] >= _NOTED_EVERY:
        request.session[_PERSON] = {**kept, "seen": now}
    return int(kept["id"]), Level(kept["level"])


def level_of(request: HttpRequest) -> Level:
    """Return how sure the house is of who this request is: what every request put from outside keeps."""
    who = signed_in(request)
    return who[1] if who else Level.NONE


def open_case(request: HttpRequest, reference: str, case_id: int) -> None:
    """Let this browser read one case for thirty minutes, after its reference and PIN, or a code, were right."""
    if _CASES not in request.session and _PERSON not in request.session:
        request.session.cycle_key()
    cases = _opened(request)
    cases[reference] = [case_id, _now()]
    newest = sorted(cases, key=lambda one: cases[one][1])[-_MOST_CASES:]
    request.session[_CASES] = {one: cases[one] for one in newest}


def close_case(request: HttpRequest, reference: str) -> None:
    """Forget that this browser may read a case."""
    cases = _opened(request)
    if cases.pop(reference, None) is not None:
        request.session[_CASES] = cases


def opened_case(request: HttpRequest, case_id: int) -> bool:
    """Tell whether this browser may read a case by its PIN now."""
    return any(kept[0] == case_id for kept in _opened(request).values())


def opened_reference(request: HttpRequest, reference: str) -> int | None:
    """Return the id of a case that was opened by this reference, or None."""
    kept = _opened(request).get(reference)
    return int(kept[0]) if kept else None


def viewer_of(request: HttpRequest) -> Viewer | None:
    """Return who a public request is; for the gate.

    A page of a case that was opened with its PIN is read by that link, whoever is signed in; else the beneficiary
    who is signed in; else nobody in particular (None). The viewer carries the level in `extra`.
    """
    if not hasattr(request, "session"):
        return None
    match = getattr(request, "resolver_match", None)
    reference = str(match.kwargs.get("reference", "")) if match else ""
    case = opened_reference(request, reference) if reference else None
    if case is not None:
        return Viewer(kind=Kind.LINK, id=case, label="link")
    who = signed_in(request)
    if who is None:
        return None
    key, level = who
    return Viewer(kind=Kind.BENEFICIARY, id=key, extra=(("level", level.name.lower()),))


def _opened(request: HttpRequest) -> dict[str, list[Any]]:
    kept: dict[str, list[Any]] = request.session.get(_CASES, {})
    oldest = _now() - OPEN.total_seconds()
    return {reference: case for reference, case in kept.items() if case[1] > oldest}


def _now() -> int:
    return int(clock.now().timestamp())
