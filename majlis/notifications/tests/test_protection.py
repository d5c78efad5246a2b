"""The net: who sees which rows, asked of the database without any filter of ours."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction

from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.core import scope
from majlis.core.viewer import ANONYMOUS, Kind, Viewer
from majlis.notifications import addressees
from majlis.notifications.models import CallTask, Delivery, Notice, Template
from majlis.notifications.tests.builders import HOUSE, an_owed, sent, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kind", "box", "morning")]


def seen(model: Any, viewer: Viewer, **by: Any) -> int:
    with scope.within(viewer):
        return int(model.objects.filter(**by).count())


def test_a_notice_is_seen_by_its_person_and_the_link_of_his_case() -> None:
    person = somebody(kind=addressees.AddresseeKind.BENEFICIARY, id=0)
    notice = an_owed(to=person, about=("case", 71))
    by = {"pk": notice.pk}
    assert seen(Notice, Viewer(Kind.LINK, 71), **by) == 1
    assert seen(Notice, Viewer(Kind.LINK, 72), **by) == 0
    assert seen(Notice, Viewer(Kind.BENEFICIARY, 0), **by) == 1
    assert seen(Notice, Viewer(Kind.BENEFICIARY, 5), **by) == 0
    assert seen(Notice, ANONYMOUS, **by) == 0


def test_staff_see_no_notice_of_a_case_that_they_do_not_read_but_of_whom_nobody_reached() -> None:
    notice, ringing, reading = an_owed(), a_viewer("toll_free_agent"), a_viewer("audit_officer")
    assert (seen(Notice, ringing, pk=notice.pk), seen(Notice, reading, pk=notice.pk)) == (0, 0)
    _unreached(notice)
    assert (seen(Notice, ringing, pk=notice.pk), seen(Notice, reading, pk=notice.pk)) == (1, 0)


def _unreached(notice: Notice) -> None:
    with scope.within(HOUSE):
        Notice.objects.filter(pk=notice.pk).update(unreached_at=notice.created_at)


def test_a_link_does_not_see_what_staff_were_told_of_its_case() -> None:
    notice = an_owed(to=addressees.staff(a_staff()), about=("case", 71))
    assert seen(Notice, Viewer(Kind.LINK, 71), pk=notice.pk) == 0


def test_a_barred_member_of_the_staff_sees_nothing_of_it() -> None:
    respondent = a_viewer("followup_officer")
    notice = sent(barred=[respondent.token])
    _unreached(notice)
    assert seen(Notice, respondent, pk=notice.pk) == 0
    assert seen(Delivery, respondent, notice=notice.pk) == 0
    assert seen(Delivery, a_viewer("followup_officer"), notice=notice.pk) == 2
    with scope.within(respondent):
        assert not Notice.objects.visible_to(respondent).filter(pk=notice.pk).exists()


def test_nobody_but_the_house_writes() -> None:
    notice = an_owed()
    with scope.within(a_viewer("programme_director")):
        assert Notice.objects.filter(pk=notice.pk).update(told_how="x") == 0
    with pytest.raises(ProgrammingError), scope.within(a_viewer("programme_director")), transaction.atomic():
        Delivery.objects.create(notice_id=notice.pk, channel="sms", address="x")


def test_words_are_only_ever_added() -> None:
    editor = a_staff("programme_director")
    with scope.within(HOUSE):
        Template.objects.create(kind="x", channel="sms", language="ar", body="x", version=1, edited_by=editor)
    with pytest.raises(ProgrammingError), scope.within(HOUSE), transaction.atomic():
        Template.objects.update(body="y")
    with pytest.raises(ProgrammingError), scope.within(HOUSE), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM notifications_template")


def test_a_womans_call_is_seen_by_women_of_the_staff_only() -> None:
    woman, man = a_viewer("toll_free_agent"), a_viewer("toll_free_agent")
    woman = Viewer(**{**{name: getattr(woman, name) for name in Viewer.__slots__}, "women": True})
    with scope.within(HOUSE):
        notice = sent(to=somebody(women_only=True))
        delivery = notice.deliveries.earliest("pk")
        call = CallTask.objects.create(
            delivery=delivery, phone="+966501234567", language="ar", script="x", women_only=notice.women_only
        )
    assert (seen(CallTask, woman, pk=call.pk), seen(CallTask, man, pk=call.pk)) == (1, 0)
    assert seen(CallTask, Viewer(Kind.LINK, 1), pk=call.pk) == 0
