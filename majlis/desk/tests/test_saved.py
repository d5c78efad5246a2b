"""Views that somebody saves are his own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.desk import moves, queries
from majlis.desk.models import SavedView

pytestmark = pytest.mark.django_db

SAVE = reverse("desk:save-view")


def test_view_is_saved_shown_in_the_rail_and_dropped(client: Client) -> None:
    member = a_staff("inquiries_officer")
    client.force_login(member)
    place = {"from": "list=inquiries&f=urgent"}
    assert client.post(SAVE, {"name": "ما لا ينتظر", **place}).status_code == 303
    page = client.get(reverse("desk:home"), {"list": "inquiries", "f": "urgent"}).content.decode()
    assert "ما لا ينتظر" in page
    with within(viewer_for(member)):
        (view,) = queries.saved_views(viewer_for(member))
    assert client.post(reverse("desk:drop-view", args=[view.pk]), place).status_code == 303
    with within(viewer_for(member)):
        assert queries.saved_views(viewer_for(member)) == []


def test_view_without_a_name_or_a_list_is_refused(client: Client) -> None:
    client.force_login(a_staff("inquiries_officer"))
    assert client.post(SAVE, {"name": "", "from": "list=inquiries"}).status_code == 422
    assert client.post(SAVE, {"name": "ا", "from": "list=service"}).status_code == 422


def test_second_view_of_the_same_name_is_refused(client: Client) -> None:
    client.force_login(a_staff("inquiries_officer"))
    sent = {"name": "عاجل", "from": "list=inquiries&f=urgent"}
    assert client.post(SAVE, sent).status_code == 303
    answer = client.post(SAVE, sent)
    assert answer.status_code == 422
    assert "You have a view of this name" in answer.content.decode()


def test_view_of_somebody_else_is_not_there(client: Client) -> None:
    owner = viewer_for(a_staff("inquiries_officer"))
    with within(owner):
        view = moves.save_view(by=owner, name="لي", list_code="mine", filter_code="")
    other = a_staff("inquiries_officer")
    client.force_login(other)
    assert client.post(reverse("desk:drop-view", args=[view.pk])).status_code == 404
    with within(viewer_for(other)):
        assert not SavedView.objects.filter(pk=view.pk).exists()


def test_twenty_views_are_enough() -> None:
    owner = viewer_for(a_staff("inquiries_officer"))
    with within(owner):
        for number in range(20):
            moves.save_view(by=owner, name=str(number), list_code="mine", filter_code="")
        with pytest.raises(Refused, match="twenty views"):
            moves.save_view(by=owner, name="x", list_code="mine", filter_code="")
