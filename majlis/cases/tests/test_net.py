"""The net below the filters: what row-level security shows is exactly what `visible_to` shows."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from django.db import DatabaseError, connection, transaction

from majlis.accounts.roles import ROLES, Place
from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves
from majlis.cases.models import Case, Note, Paper, Party, Share
from majlis.cases.states import Section, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.centres.models import Centre
from majlis.centres.tests.builders import a_centre
from majlis.core import clock
from majlis.core.scope import house, within
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from majlis.notifications import parts
from majlis.people.models import Beneficiary

pytestmark = pytest.mark.django_db

TABLES = [
    "cases_case", "cases_party", "cases_note", "cases_paper", "cases_checklistitem", "cases_paperrequest",
    "cases_pending", "cases_closure", "cases_outgoing", "cases_share", "cases_searchline", "people_beneficiary",
    "intake_draft", "intake_incoming", "trail_entry", "notifications_notice",
]  # fmt: skip


def _raw(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _spread(here: Centre, there: Centre) -> list[Case]:
    cases = []
    for centre, section in itertools.product((here, there), Section.values):
        state = State.CLOSED if section == Section.ARCHIVE else State.UNDER_AUDIT
        closed = {"outcome": "done", "closed_at": clock.now()} if state == State.CLOSED else {}
        for extra in ({}, {"women_only": True}, {"women_readers": True}, {"sensitivity": 1}, {"sensitivity": 2}):
            cases.append(in_state(a_case(centre=centre), state, section=section, **closed, **extra))
    return cases


def test_database_shows_what_the_filter_shows_when_any_role_looks() -> None:
    here, there = a_centre(), a_centre()
    cases = _spread(here, there)
    for role, woman in itertools.product(ROLES, (True, False)):
        centre = here if ROLES[role].place is Place.CENTRE else None
        viewer = a_viewer(role, centre, woman=woman)
        in_state(cases[0], cases[0].state, barred=[viewer.token])
        with within(viewer):
            net = set(_raw("SELECT id FROM cases_case"))
            assert net == set(Case.objects.visible_to(viewer).values_list("pk", flat=True)), role
            persons = set(_raw("SELECT id FROM people_beneficiary"))
            assert persons == set(Beneficiary.objects.visible_to(viewer).values_list("pk", flat=True)), role
            assert cases[0].pk not in net


def test_each_desk_shows_its_own_when_centres_differ() -> None:
    here, there = a_centre(), a_centre()
    mine, theirs = a_case(centre=here), a_case(centre=there)
    clerk = a_viewer("inquiries_officer", here)
    with within(clerk):
        assert _raw("SELECT id FROM cases_case") == [mine.pk]
    with within(Viewer(kind=Kind.LINK, id=theirs.pk)):
        assert _raw("SELECT id FROM cases_case") == [theirs.pk]
        assert _raw("SELECT id FROM cases_party") == []
    with within(Viewer(kind=Kind.BENEFICIARY, id=mine.beneficiary_id)):
        assert _raw("SELECT id FROM cases_case") == [mine.pk]


def test_share_opens_one_case_until_it_ends() -> None:
    case = a_case()
    guest = a_viewer("reception_officer", a_centre())
    with within(HOUSE):
        moves.share(case, by=HOUSE, viewer=guest.token, why="visit", until=clock.now() + dt.timedelta(minutes=5))
    with within(guest):
        assert _raw("SELECT id FROM cases_case") == [case.pk]
        assert list(Case.objects.visible_to(guest)) == [case]
    with within(HOUSE):
        moves.unshare(case, viewer=guest.token, why="visit")
    with within(guest):
        assert _raw("SELECT id FROM cases_case") == []
        assert not Case.objects.visible_to(guest)


def test_liaison_sees_a_shared_case_and_nothing_else() -> None:
    case, _other = a_case(), a_case()
    liaison = Viewer(kind=Kind.LIAISON, id=4)
    with within(HOUSE):
        moves.share(case, by=HOUSE, viewer=liaison.token, why="liaison", until=clock.now() + dt.timedelta(days=1))
    with within(liaison):
        assert _raw("SELECT id FROM cases_case") == [case.pk]
        assert _raw("SELECT id FROM cases_note") == []


def test_book_and_notices_are_shown_to_who_may_read_their_case() -> None:
    here = a_centre()
    case, far = a_case(centre=here), a_case()
    clerk = a_viewer("inquiries_officer", here)
    for viewer in (clerk, Viewer(kind=Kind.LINK, id=case.pk), Viewer(kind=Kind.BENEFICIARY, id=case.beneficiary_id)):
        with within(viewer):
            for table in ("trail_entry", "notifications_notice"):
                assert set(_raw(f"SELECT case_id FROM {table} WHERE case_id IS NOT NULL")) == {case.pk}, table
    with within(clerk):
        assert parts.on_case(case.pk, clerk)
        assert not parts.on_case(far.pk, clerk)


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_shown_when_nobody_said_who_looks(table: str) -> None:
    _fill()
    column = "case_id" if table == "cases_searchline" else "id"
    assert _raw(f"SELECT {column} FROM {table}") == []
    with within(ANONYMOUS):
        assert _raw(f"SELECT {column} FROM {table}") == []


def _fill() -> Case:
    case = a_case()
    with within(HOUSE), house():
        Note.objects.create(case=case, by="staff:1", by_label="x", words="x")
        Party.objects.create(case=case, role="respondent", name="x")
        Paper.objects.create(case=case, name="x", media_type="x", size=1, sha256="x", by="x")
        Share.objects.create(case=case, viewer="staff:99", why="visit", until=clock.now())
    return case


@pytest.mark.parametrize("table", ["cases_case", "cases_note", "people_beneficiary"])
def test_write_is_refused_when_no_act_of_the_house_makes_it(table: str) -> None:
    case = _fill()
    chief = a_viewer("programme_director")
    with within(chief):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
            assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Note.objects.create(case=case, by="x", by_label="x", words="x")


def test_scope_is_the_viewers_again_when_an_act_was_refused() -> None:
    here = a_centre()
    case, _far = a_case(centre=here), a_case()
    clerk = a_viewer("inquiries_officer", here)
    with within(clerk):
        with pytest.raises(Exception, match="Only an inquiry"):
            moves.answer_at_once(case, by=clerk, words="x")
        assert _raw("SELECT id FROM cases_case") == [case.pk]
