"""A form acts once, however often it is sent; what was refused may be mended and sent again."""

from __future__ import annotations

import uuid

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from majlis.accounts.once import page_once
from majlis.accounts.tests.builders import a_viewer
from majlis.core.errors import Refused
from majlis.core.scope import within
from majlis.core.viewer import Viewer

pytestmark = pytest.mark.django_db


def _send(viewer: Viewer, key: str, answer: HttpResponse, done: list[str], words: str = "one") -> HttpResponse:
    request = RequestFactory().post("/desk/somewhere/", {"once": key, "words": words})
    request.viewer = viewer  # type: ignore[attr-defined]

    def do() -> HttpResponse:
        done.append(request.POST["words"])
        return answer

    with within(viewer):
        return page_once(request, do)


def _redirect() -> HttpResponse:
    return HttpResponse(status=302, headers={"Location": "/desk/next/"})


def test_second_sending_is_led_to_where_the_first_one_was() -> None:
    done: list[str] = []
    viewer, key = a_viewer("minister"), uuid.uuid4().hex
    first = _send(viewer, key, _redirect(), done)
    second = _send(viewer, key, HttpResponse("not asked"), done)
    assert (first.headers["Location"], second.headers["Location"]) == ("/desk/next/", "/desk/next/")
    assert second.status_code == 303
    assert done == ["one"]


def test_mended_form_acts_after_one_that_was_shown_again() -> None:
    done: list[str] = []
    viewer, key = a_viewer("minister"), uuid.uuid4().hex
    assert _send(viewer, key, HttpResponse(status=422), done, "short").status_code == 422
    assert _send(viewer, key, _redirect(), done, "long enough").status_code == 302
    assert done == ["short", "long enough"]


def test_key_is_refused_when_it_comes_back_with_other_words() -> None:
    done: list[str] = []
    viewer, key = a_viewer("minister"), uuid.uuid4().hex
    _send(viewer, key, _redirect(), done)
    with pytest.raises(Refused, match="other words"):
        _send(viewer, key, _redirect(), done, "two")
    assert done == ["one"]


def test_form_without_a_key_acts_each_time() -> None:
    done: list[str] = []
    viewer = a_viewer("minister")
    for _each in range(2):
        _send(viewer, "", _redirect(), done)
    assert done == ["one", "one"]
