"""Referrals for tests, sent by the real act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from majlis.accounts.tests.builders import a_viewer
from majlis.bodies.models import Body
from majlis.bodies.tests.builders import a_body
from majlis.cases.models import Case
from majlis.cases.tests.builders import a_case, in_state
from majlis.core import clock
from majlis.core.scope import within
from majlis.core.viewer import Viewer
from majlis.referrals import moves
from majlis.referrals.models import Referral


def a_directed_case(**words: Any) -> Case:
    """Return a case on which a directive was given."""
    return in_state(a_case("petition", **words), "directed", section="followup", turn="followup")


def an_ask(body: Body | None = None, **words: Any) -> moves.Ask:
    """Return what a body is asked, due in ten days."""
    given: dict[str, Any] = {"words": "نأمل استخراج القيد ومطابقته", "due_on": clock.today() + dt.timedelta(days=10)}
    return moves.Ask(body or a_body(), **(given | words))


def a_referral(
    body: Body | None = None, *, case: Case | None = None, by: Viewer | None = None, **words: Any
) -> Referral:
    """Return a referral of a directed case to a body."""
    by = by or a_viewer("followup_officer")
    case = case or a_directed_case()
    with within(by):
        return moves.refer(case, [an_ask(body, **words)], by=by)[0]


def a_liaison(body: Body) -> Viewer:
    """Return somebody who speaks for a body."""
    return a_viewer("body_liaison", body=body)
