"""Two presses at the same moment, in transactions that really commit."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connection
from django.test import Client

from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.core.scope import within
from majlis.portal import drafts
from majlis.portal.tests.builders import ONCE, pin_of, walk


def test_two_presses_at_once_make_one_case_with_one_pin(committed: str) -> None:
    writer = Client()
    walk(writer)
    found = ONCE.search(writer.get("/request/check/").content.decode())
    assert found is not None
    browsers, barrier, answers = [Client(), Client(), Client()], threading.Barrier(3), []

    def press(browser: Client) -> None:
        browser.cookies[drafts.COOKIE] = writer.cookies[drafts.COOKIE].value
        barrier.wait()
        answers.append(browser.post("/request/check/", {"once": found[1]}).status_code)
        connection.close()

    threads: list[Any] = [threading.Thread(target=press, args=(browser,)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303, 303, 303]
    assert len({pin_of(browser) for browser in browsers} | {""}) == 2
    with within(HOUSE):
        assert Case.objects.count() == 1
