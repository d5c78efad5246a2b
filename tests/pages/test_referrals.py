"""The pages of referrals and follow-up in a real browser, for the officer and for a body's liaison."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages


@pytest.fixture
def followed(committed: str) -> list[Shown]:
    """Fill the database with referrals in several states; return the pages to look at."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff
    from majlis.bodies.tests.builders import a_body, a_contact
    from majlis.core import clock
    from majlis.core.scope import within
    from majlis.followup import moves as followup
    from majlis.followup.states import How, Result
    from majlis.referrals import moves
    from majlis.referrals.tests.builders import a_directed_case, a_referral

    officer = a_staff("followup_officer", name_ar="منيرة السدير", name_en="Munira Alsudair")
    body = a_body(name_ar="إدارة السجلات المركزية", name_en="Central Records", head_office_ar="مكتب رئيس السجلات")
    speaker = a_staff("body_liaison", body=body, name_ar="فهد الدوسري", name_en="Fahad Aldosari")
    a_contact(body, phone="+966112345678", post="مسؤول الاتصال")
    by, liaison = viewer_for(officer), viewer_for(speaker)
    rows = [a_referral(body, by=by) for _n in range(4)]
    with within(by):
        followup.chase(rows[0], by=by, how=How.PHONE, result=Result.NO_ANSWER, note="لم يرد أحد")
        day = clock.today() + dt.timedelta(days=2)
        followup.chase(rows[1], by=by, how=How.PHONE, result=Result.PROMISED, promised_on=day)
    with within(liaison):
        moves.ask(rows[2], by=liaison, words="ما رقم القيد القديم وتاريخه؟")
        moves.answer(rows[3], by=liaison, words="صدر قرار التصحيح")
    case = a_directed_case()
    names = ("Central", "Records", "liaison", "body", "example")
    desk = [
        f"/desk/referrals/{case.reference}/new/", f"/desk/referrals/{rows[0].pk}/answer/",
        f"/desk/referrals/{rows[3].pk}/return/", f"/desk/referrals/{rows[2].pk}/question/", "/desk/followup/",
        f"/desk/followup/{rows[0].pk}/", f"/desk/followup/{rows[1].pk}/",
    ]  # fmt: skip
    small = ["/body/", "/body/?show=answered", *(f"/body/{row.pk}/" for row in rows)]
    said = _arabic_words(rows, case)
    pages = [Shown(path, path, sign_in=_sign_in(officer), allowed=(*names, *said)) for path in desk]
    return pages + [Shown(path, path, sign_in=_sign_in(speaker), allowed=(*names, *said)) for path in small]


def _arabic_words(rows: list[Any], case: Any) -> tuple[str, ...]:
    """Return the words that people wrote in Arabic: they stand on an English page as they are."""
    texts = [row.words + " " + row.subject + " " + row.said + " " + row.person_name for row in rows]
    texts += [case.words, case.subject, "لم يرد أحد ما رقم القيد القديم وتاريخه؟ صدر قرار التصحيح"]
    texts += ["منيرة السدير فهد الدوسري سالم العتيبي مسؤول الاتصال مكتب رئيس السجلات"]
    words = {word for text in texts for word in text.split()}
    return tuple(words | {word.strip("؟.،") for word in words})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_referrals_and_follow_up_is_sound(followed: list[Shown], language: str) -> None:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in followed]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
