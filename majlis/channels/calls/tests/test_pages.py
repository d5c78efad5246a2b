"""Calls: the carrier, and the pages of who makes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection

from majlis.accounts.models import Staff
from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.channels.calls.carrier import Calls
from majlis.channels.parts import rail
from majlis.channels.tests.contract import RefusingContract, a_parcel
from majlis.core import scope
from majlis.notifications import engine
from majlis.notifications.addressees import Addressee, Point
from majlis.notifications.carriers import Carrier, Parcel
from majlis.notifications.models import CallTask
from majlis.notifications.rules import CALLERS
from majlis.notifications.tests.builders import HOUSE, a_kind, an_owed, somebody

PHONE = "+966501234567"


@pytest.fixture(autouse=True)
def _to_calls_only(settings: Any) -> Iterator[None]:
    settings.CARRIERS = {"call": "majlis.channels.calls.carrier.Calls"}
    with a_kind("test.call", together=("call",), then=("call",), urgent=True):
        yield


def a_call(to: Addressee | None = None, **words: Any) -> CallTask:
    notice = an_owed("test.call", to, **words)
    engine.send(notice.pk)
    with scope.within(HOUSE):
        return CallTask.objects.get(delivery__notice=notice)


def now(call: CallTask) -> CallTask:
    with scope.within(HOUSE):
        return CallTask.objects.get(pk=call.pk)


@pytest.mark.django_db
class TestCarrier(RefusingContract):
    def carrier(self) -> Carrier:
        return Calls()

    def parcel(self) -> Parcel:
        from majlis.notifications import moves

        if not hasattr(self, "made"):
            notice = an_owed("test.call")
            with scope.within(HOUSE):
                [self.made] = moves.begin(notice.pk)
        return a_parcel(delivery=self.made, channel="call", address=PHONE)

    def refuse(self) -> Parcel | None:
        return a_parcel(channel="call", address="not a number")


@pytest.mark.django_db
def test_a_list_that_cannot_be_written_leaves_the_call_due(monkeypatch: pytest.MonkeyPatch) -> None:
    notice = an_owed("test.call")

    def fail(*_words: Any) -> None:
        raise OperationalError("the database is away")

    with scope.within(HOUSE):
        from majlis.notifications import moves

        [pk] = moves.begin(notice.pk)
    with monkeypatch.context() as broken:
        broken.setattr(Calls, "send", fail)
        engine.deliver(pk)
    with scope.within(HOUSE):
        assert notice.deliveries.get().state == "failed_temporary"
    assert not connection.needs_rollback


@pytest.mark.django_db
class TestPages:
    @pytest.fixture
    def agent(self, client: Any) -> Staff:
        return self.sign_in(client)

    def sign_in(self, client: Any, role: str = "toll_free_agent", **words: Any) -> Staff:
        member = a_staff(role, **words)
        client.force_login(member)
        client.cookies["majlis_language"] = "en"
        return member

    @pytest.mark.usefixtures("agent")
    def test_the_list_hides_the_number_and_the_script(self, client: Any) -> None:
        call = a_call()
        page = client.get("/desk/calls/").content.decode()
        assert call.name in page
        assert "050 123 4567" not in page
        assert "Come on" not in page

    @pytest.mark.usefixtures("agent")
    def test_a_call_shows_its_script_once_taken(self, client: Any) -> None:
        call = a_call()
        assert "Come on" not in client.get(f"/desk/calls/{call.pk}/").content.decode()
        answer = client.post(f"/desk/calls/{call.pk}/claim/", follow=True)
        page = answer.content.decode()
        assert [part in page for part in ("Come on", "050 123 4567", 'data-key="Digit1"')] == [True] * 3

    def test_the_next_call_is_the_most_pressing_one(self, client: Any, agent: Staff) -> None:
        first, pressing = a_call(), a_call()
        with scope.within(HOUSE):
            CallTask.objects.filter(pk=first.pk).update(urgent=False)
        answer = client.post("/desk/calls/next/")
        assert answer["Location"] == f"/desk/calls/{pressing.pk}/"
        assert now(pressing).claimed_by == agent

    @pytest.mark.usefixtures("agent")
    def test_with_nobody_to_ring_the_list_says_so(self, client: Any) -> None:
        assert client.post("/desk/calls/next/")["Location"] == "/desk/calls/"
        assert "Nobody has to be rung now." in client.get("/desk/calls/").content.decode()

    @pytest.mark.usefixtures("agent")
    @pytest.mark.parametrize(("result", "state"), [("told", "done"), ("no_answer", "open"), ("wrong_number", "done")])
    def test_a_result_is_one_press(self, client: Any, result: str, state: str) -> None:
        call = a_call()
        client.post(f"/desk/calls/{call.pk}/claim/")
        version = now(call).version
        words = {"result": result, "note": "", "version": version}
        assert client.post(f"/desk/calls/{call.pk}/outcome/", words)["Location"] == "/desk/calls/"
        assert now(call).state == state

    @pytest.mark.usefixtures("agent")
    def test_a_result_of_an_older_page_changes_nothing(self, client: Any) -> None:
        call = a_call()
        client.post(f"/desk/calls/{call.pk}/claim/")
        answer = client.post(f"/desk/calls/{call.pk}/outcome/", {"result": "told", "note": "", "version": 1})
        assert (answer.status_code, now(call).state) == (409, "claimed")
        answer = client.post(f"/desk/calls/{call.pk}/outcome/", {"note": "", "version": now(call).version})
        assert (answer.status_code, now(call).state) == (422, "claimed")

    @pytest.mark.usefixtures("agent")
    def test_a_call_given_back_is_open_again(self, client: Any) -> None:
        call = a_call()
        client.post(f"/desk/calls/{call.pk}/claim/")
        client.post(f"/desk/calls/{call.pk}/release/")
        assert now(call).state == "open"

    def test_the_sheet_is_printed_by_who_has_taken_it(self, client: Any, agent: Staff) -> None:
        call = a_call()
        assert client.get(f"/desk/calls/{call.pk}/sheet/").status_code == 422
        client.post(f"/desk/calls/{call.pk}/claim/")
        page = client.get(f"/desk/calls/{call.pk}/sheet/").content.decode()
        assert [part in page for part in ("Come on", "050 123 4567", "Destroy this sheet")] == [True] * 3
        self.sign_in(client)
        assert client.get(f"/desk/calls/{call.pk}/sheet/").status_code == 422

    def test_a_womans_call_does_not_exist_for_a_man_and_rings_the_alarm(self, client: Any) -> None:
        call = a_call(somebody(women_only=True))
        self.sign_in(client)
        assert client.get(f"/desk/calls/{call.pk}/").status_code == 404
        page = client.get("/desk/calls/").content.decode()
        assert "no woman is on duty" in page
        assert call.name not in page
        self.sign_in(client, woman=True)
        assert client.get(f"/desk/calls/{call.pk}/").status_code == 200
        page = client.get("/desk/calls/").content.decode()
        assert "no woman is on duty" not in page
        assert call.name in page

    def test_a_telephone_that_others_answer_is_marked(self, client: Any) -> None:
        call = a_call(somebody(Point("mobile", PHONE, alone=False)))
        self.sign_in(client)
        page = client.post(f"/desk/calls/{call.pk}/claim/", follow=True).content.decode()
        assert "Others may answer this telephone." in page
        assert "Come on" not in page

    @pytest.mark.parametrize("role", ["audit_officer", "minister_office", "system_administrator"])
    def test_others_may_not_open_it(self, client: Any, role: str) -> None:
        call = a_call()
        self.sign_in(client, role)
        assert client.get("/desk/calls/").status_code == 403
        assert client.get(f"/desk/calls/{call.pk}/").status_code == 403

    def test_nobody_opens_it_unsigned(self, client: Any) -> None:
        assert client.get("/desk/calls/").status_code == 302

    @pytest.mark.usefixtures("agent")
    def test_a_list_costs_the_same_with_one_call_and_with_three(
        self, client: Any, django_assert_max_num_queries: Any
    ) -> None:
        from django.test.utils import CaptureQueriesContext

        a_call()
        client.get("/desk/calls/")
        with CaptureQueriesContext(connection) as one:
            client.get("/desk/calls/")
        a_call()
        a_call()
        with django_assert_max_num_queries(len(one)):
            client.get("/desk/calls/")


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_list_of_calls_is_in_the_rail_of_those_who_ring(role: str) -> None:
    assert bool(rail(a_viewer(role))) is (role in CALLERS)
