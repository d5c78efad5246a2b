"""An inquiry is asked at the portal, answered at the desk, and closed at first contact."""

from __future__ import annotations

import pytest

from tests.journeys import walks
from tests.journeys.house import House

pytestmark = pytest.mark.journey

ANSWER = "تُجدد الإقامة عبر منصة أبشر قبل انتهائها، ولا حاجة إلى الحضور."


@pytest.mark.parametrize(("language", "question"), [("ar", "كيف أجدد إقامتي؟"), ("en", "How do I renew my permit?")])
def test_inquiry_is_answered_at_first_contact(
    house: House, visitor: walks.Sign, staff: walks.Sign, language: str, question: str
) -> None:
    walks.in_the_morning(house)
    person, page = walks.a_person(), visitor(language)
    slip = walks.ask(page, "inquiry", person, words={"words": question})
    received = walks.mail_arrives(house, person)
    assert slip.pin not in received.as_string()

    clerk = staff("clerk")
    clerk.goto("/desk/")
    assert walks.digits(clerk.locator(".inbox__list").inner_html()).find(slip.reference) >= 0
    walks.act(clerk, slip, "answer", "أجب وأغلق", words=ANSWER)

    walks.mail_arrives(house, person, more_than=len([received]))
    home = visitor(language, phone=True)
    walks.open_status(home, slip)
    assert ANSWER in walks.told(home)
    walks.be_satisfied(home, slip)
    home.goto(f"/s/{slip.reference}/opinion/")
    assert walks.step_of(home) == slip.reference  # it is asked once
