"""Two at once."""

from __future__ import annotations

import threading

from django.db import connection

from majlis.core.scope import within
from majlis.sealed import moves
from majlis.sealed.crypto import codes
from majlis.sealed.models import Report
from majlis.sealed.tests.builders import HOUSE, a_compartment


def test_double_click_makes_one_report(committed: str) -> None:
    a_compartment()
    key, found, start = codes.new_form_key("ar"), [], threading.Barrier(4)

    def press() -> None:
        start.wait()
        try:
            with within(HOUSE):
                found.append(moves.take_in("x", channel="portal", form_key=key))
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _n in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    with within(HOUSE):
        assert Report.objects.count() == 1
    assert len(found) == 4
    assert len({code.words for code in found}) == 1
    assert sorted(code.again for code in found) == [False, True, True, True]
