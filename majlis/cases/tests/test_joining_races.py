"""Two officers make the same two records one at the same time, in a database where transactions really commit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import DatabaseError, connection

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff
from majlis.cases.models import Case
from majlis.cases.tests.builders import HOUSE
from majlis.cases.tests.test_joining import picture, two_records
from majlis.centres.tests.builders import a_centre
from majlis.core.errors import Refused
from majlis.core.middleware import as_refusal
from majlis.core.scope import within
from majlis.people import moves
from majlis.people.models import Merge


@pytest.mark.usefixtures("committed")
def test_one_officer_wins_when_two_join_the_same_records_in_either_direction_at_once() -> None:
    centre = a_centre()
    keep, drop, one, other = two_records(centre)
    before = picture()
    officers = [viewer_for(a_staff("operations_officer", centre)) for _n in range(2)]
    ready = Barrier(2)

    def join(which: int) -> str:
        pair = (keep, drop) if which == 0 else (drop, keep)
        try:
            with within(officers[which]):
                ready.wait(20)
                moves.merge(*pair, by=officers[which], reason="said_so")
                return "done"
        except (Refused, DatabaseError) as error:
            refused = as_refusal(error)
            if refused is None:
                raise
            return refused.code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        got = list(threads.map(join, range(2)))
    assert sorted(got) == ["done", "merged"]
    with within(HOUSE):
        merge = Merge.objects.select_related("keep", "drop").get()
        assert {case.beneficiary_id for case in Case.objects.filter(pk__in=(one.pk, other.pk))} == {merge.keep_id}
        moves.unmerge(merge, by=HOUSE)
    assert picture() == before
