"""The raw copy of a security matter goes with the sealing of its case."""

from __future__ import annotations

import pytest

from majlis.accounts.tests.builders import a_viewer
from majlis.cases import moves as cases
from majlis.cases.tests.builders import HOUSE, the_service
from majlis.centres.tests.builders import a_centre
from majlis.core.scope import within
from majlis.intake import moves, queries
from majlis.intake.answers import Request
from majlis.people.tests.builders import a_beneficiary

pytestmark = pytest.mark.django_db


def test_what_was_said_is_destroyed_when_its_case_is_sealed() -> None:
    the_service()
    centre = a_centre()
    clerk = a_viewer("inquiries_officer", centre)
    person = a_beneficiary()
    said = Request("petition", centre.pk, "علامة سرية", "desk", "ar", beneficiary_id=person.pk, answers={"wish": "سر"})
    with within(clerk):
        taken = moves.take_in(said, key="seal-me", by=clerk)
    with within(HOUSE):
        assert [(one.words, one.answers) for one in queries.as_said(taken.case.pk)] == [("علامة سرية", {"wish": "سر"})]
    with within(clerk):
        cases.seal(taken.case, by=clerk)
    with within(HOUSE):
        assert [(one.words, one.answers) for one in queries.as_said(taken.case.pk)] == [("", {})]
