"""Whom no message reached stands on a list of the desk, until somebody has told him."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.roles import ROLES
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.centres import moves as centres
from majlis.centres.tests.builders import a_centre
from majlis.core import scope
from majlis.notifications import engine, parts, rules
from majlis.notifications.models import Notice
from majlis.notifications.tests.builders import HOUSE, a_kind, an_owed, fresh, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind")]
LIST = "/desk/notices/untold/"


def unreached(**words: Any) -> Notice:
    """Return a notice to a person whom the house cannot reach in any way."""
    notice = an_owed(to=replace(somebody(), points=()), **words)
    engine.send(notice.pk)
    return fresh(notice)


def _page(role: str, *place: Any, **words: Any) -> tuple[Client, str]:
    client = Client()
    client.force_login(a_staff(role, *place, **words))
    client.cookies["majlis_language"] = "en"
    return client, client.get(LIST).content.decode()


def test_who_was_reached_by_no_way_is_on_the_list_until_told() -> None:
    notice = unreached()
    assert notice.unreached_at is not None
    client, page = _page("toll_free_agent")
    assert "Noura Alnakheel" in page
    assert "612 345 678" in page
    form = {"once": "told-once"}
    answer = client.post(reverse("notifications:told", args=[notice.pk]), form)
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    again = client.post(reverse("notifications:told", args=[notice.pk]), form)
    assert (again.status_code, again["Location"]) == (303, LIST)
    assert (fresh(notice).told_how, fresh(notice).unreached_at) == ("officer", None)
    assert "Everyone was reached" in client.get(LIST).content.decode()


def test_no_man_tells_a_woman_who_is_served_by_women_only() -> None:
    notice = _of_a_woman()
    client, page = _page("toll_free_agent", woman=False)
    assert "hand this to a woman" in page
    assert client.post(reverse("notifications:told", args=[notice.pk])).status_code == 403
    client, page = _page("toll_free_agent", woman=True)
    assert client.post(reverse("notifications:told", args=[notice.pk])).status_code == 302


def _of_a_woman() -> Notice:
    notice = unreached()
    with scope.within(HOUSE):
        Notice.objects.filter(pk=notice.pk).update(women_only=True)
    return notice


def test_who_must_not_read_it_does_not_find_it() -> None:
    barred = a_staff("toll_free_agent")
    notice = unreached(barred=[f"staff:{barred.pk}"])
    client = Client()
    client.force_login(barred)
    assert "Noura" not in client.get(LIST).content.decode()
    assert client.post(reverse("notifications:told", args=[notice.pk])).status_code == 404


@pytest.mark.parametrize("role", ROLES)
def test_the_list_is_offered_to_those_who_may_open_it(role: str) -> None:
    offered = [line.code for line in parts.rail(a_viewer(role)) if line.code == "untold"]
    assert bool(offered) is (role in rules.READERS_OF_THE_UNTOLD)


def test_the_list_asks_as_often_for_three_as_for_one(django_assert_max_num_queries: Any, client: Client) -> None:
    client.force_login(a_staff("toll_free_agent"))
    counts = []
    for _turn in range(2):
        unreached()
        with django_assert_max_num_queries(40) as found:
            client.get(LIST)
        counts.append(len(found))
        unreached()
    assert counts[0] == counts[1]


def test_a_feast_gives_a_message_more_time(morning: Any, settings: Any) -> None:
    """Nobody is rung in the holidays because an e-mail lay unread: the ladder runs on the ministry's calendar."""
    seat = a_centre("riyadh", has_headquarters=True)
    for ahead in range(1, 6):
        centres.close_on(seat, dt.date(2026, 11, 24) + dt.timedelta(ahead), by=HOUSE, reason_ar="عيد", reason_en="Eid")
    with a_kind("test.feast", together=("email",)):
        notice = an_owed("test.feast")
        engine.send(notice.pk)
        until = fresh(notice).until
    assert until is not None
    assert until > dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
