"""What becomes of a case that turned out to be a security matter, and a sorting that is taken back."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves
from majlis.cases.models import Closure, Note, Party, SearchLine
from majlis.cases.models.about import Role
from majlis.cases.moves import daily
from majlis.cases.moves.opening import PartyLine
from majlis.cases.states import State
from majlis.cases.tests.builders import HOUSE, a_case
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.trail.tests import reading

pytestmark = pytest.mark.django_db

MARKER = "علامة سرية لا تبقى"


def test_seal_leaves_no_word_of_it_in_the_case() -> None:
    centre = a_centre()
    clerk = a_viewer("inquiries_officer", centre)
    parties = [PartyLine(Role.RESPONDENT, name=MARKER)]
    case = a_case(centre=centre, subject=MARKER, words=MARKER, answers={"wish": MARKER}, parties=parties)
    with within(clerk):
        moves.note(case, by=clerk, words=MARKER)
    daily_index(case.pk)
    with within(clerk):
        moves.seal(case, by=clerk, version=case.version)
    daily_index(case.pk)
    with within(HOUSE):
        assert (case.subject, case.words, case.answers) == ("", "", {})
        assert (case.state, case.outcome) == (State.CLOSED, "sealed")
        assert not Note.objects.filter(case=case).exists()
        assert not Party.objects.filter(case=case, name=MARKER).exists()
        assert not SearchLine.objects.filter(case=case).exists()
        assert Closure.objects.get(case=case).words == ""
    assert [line.kind for line in reading.timeline(case.pk, public=True)] == ["case.opened", "case.seal"]
    assert reading.first_break(case.pk) is None


def daily_index(pk: int) -> None:
    with within(HOUSE):
        daily.index(pk)


@pytest.mark.parametrize("role", ["hall_host", "gate_officer", "body_liaison", "system_administrator"])
def test_seal_is_forbidden_to_who_has_no_desk(role: str) -> None:
    case = a_case()
    viewer = a_viewer(role)
    with within(viewer), pytest.raises(PermissionDenied):
        moves.seal(case, by=viewer)


def test_take_back_undoes_ones_own_sorting() -> None:
    centre = a_centre()
    clerk, other = a_viewer("inquiries_officer", centre), a_viewer("inquiries_officer", centre)
    case = a_case(centre=centre)
    with within(clerk):
        moves.sort(case, by=clerk, service=case.service, category=None)
    with within(other), pytest.raises(Refused, match="no longer be undone"):
        moves.take_back(case, by=other)
    with within(clerk):
        moves.take_back(case, by=clerk)
    assert (case.state, case.section, case.turn) == (State.SUBMITTED, "inquiries", "inquiries")


def test_take_back_is_refused_when_somebody_acted_since_or_ten_minutes_passed() -> None:
    centre = a_centre()
    clerk, registrar = a_viewer("inquiries_officer", centre), a_viewer("operations_officer", centre)
    first, second = a_case(centre=centre), a_case(centre=centre)
    for case in (first, second):
        with within(clerk):
            moves.sort(case, by=clerk, service=case.service, category=None)
    with within(registrar):
        moves.claim(first, by=registrar)
    with within(clerk), pytest.raises(Refused):
        moves.take_back(first, by=clerk)
    later = time_machine.travel(clock.now() + dt.timedelta(minutes=11), tick=False)
    with later, within(clerk), pytest.raises(Refused):
        moves.take_back(second, by=clerk)
