"""Two at once: one wins, the other is told kindly."""

from __future__ import annotations

import threading

from django.db import connection

from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves
from majlis.cases.models import Case
from majlis.cases.tests.builders import a_case
from majlis.centres.tests.builders import a_centre
from majlis.core.errors import Busy
from majlis.core.scope import within
from majlis.core.viewer import Viewer


def _take(case: Case, viewer: Viewer, read: threading.Barrier, won: list[int], lost: list[str]) -> None:
    try:
        with within(viewer):
            fresh = Case.objects.select_related("service").get(pk=case.pk)
            read.wait(60)  # both have the case before them; afterwards it leaves the loser's sight
            moves.sort(fresh, by=viewer, service=fresh.service, category=None, version=case.version)
        won.append(viewer.id)
    except Busy as busy:
        lost.append(busy.code)
    finally:
        connection.close()


def test_one_wins_when_two_officers_press_at_once(committed: str) -> None:
    centre = a_centre()
    case = a_case(centre=centre)
    viewers = [a_viewer("inquiries_officer", centre, name_en=f"Officer {n}") for n in range(2)]
    won: list[int] = []
    lost: list[str] = []
    read = threading.Barrier(len(viewers))
    threads = [threading.Thread(target=_take, args=(case, viewer, read, won, lost)) for viewer in viewers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1
    assert len(lost) == 1
    assert lost[0] in {"changed", "moved_on", "busy"}
