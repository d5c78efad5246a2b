"""The pages of the desks in a real browser: lists, cases and acts, taking in, audit, the office, calls and words."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages
SAID = "أرجو النظر في طلب زيارة والدتي المريضة"
TWO = "I ask for a visit of my mother"
NAMES = (
    "visa",
    "http",
    "https",
    "localhost",
    "reference",
    "address",
    "liaison",
    "officer",
    "example",
    "majlis",
    "Centre",
    "Body",
    "Directorate",
    *TWO.split(),
)


@pytest.fixture
def scene(committed: str, settings: Any, tmp_path: Any) -> None:
    """Lay out the catalogue and a language to write in."""
    from majlis.cases.tests.builders import the_service

    settings.MEDIA_ROOT = str(tmp_path / "papers")
    the_service()


def _client(member: Any) -> Client:
    client = Client()
    client.force_login(member)
    return client


def _shown(member: Any, *paths: str) -> list[Shown]:
    sign = _sign_in(member)
    return [Shown(path, path, sign_in=sign, allowed=(*NAMES, *_words())) for path in paths]


def _words() -> tuple[str, ...]:
    """Return the Arabic words that people wrote: they stand on an English page as they are."""
    from majlis.accounts.models import Staff
    from majlis.bodies.models import Body
    from majlis.cases.models import Case, Synonym
    from majlis.cases.tests.builders import HOUSE
    from majlis.centres.models import Centre
    from majlis.core.scope import within
    from majlis.people.models import Beneficiary

    with within(HOUSE):
        texts = [f"{one.words} {one.subject}" for one in Case.objects.all()]
        texts += [one.name.display for one in Beneficiary.objects.all()]
        texts += [f"{one.word} {one.same_as}" for one in Synonym.objects.all()]
        texts += [f"{one.name_ar} {one.name_en}" for one in (*Staff.objects.all(), *Centre.objects.all())]
        texts += [f"{one.name_ar} {one.name_en}" for one in Body.objects.all()]
    texts += [SAID, "موقعه ومن يقف عنده ما زال الرد منتظرا صدر القرار ثلاثة أسطر الموافقة على الزيارة يوافق"]
    return tuple({word.strip("؟.،") for text in texts for word in text.split()})


def _sound(pages: list[Shown], language: str) -> str:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in pages]
    return "\n".join(str(report) for report in reports if report.faults)


def _bench() -> list[Shown]:
    """Return the pages of the workbench: list and pane, one case with all its tabs, search, visit, taking in."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff, a_turn
    from majlis.cases import moves
    from majlis.cases.tests.builders import HOUSE
    from majlis.centres.tests.builders import a_centre
    from majlis.core.scope import within
    from majlis.desk.tests.builders import a_case_of
    from majlis.intake import moves as intake
    from majlis.people.tests.builders import a_beneficiary

    centre = a_centre()
    member, person = a_staff("inquiries_officer", centre), a_beneficiary()
    head, duty = a_staff("section_head", centre, "inquiries"), a_staff("duty_officer", phone="+966501111111")
    one = a_case_of(person, centre=centre, words=SAID, danger=True)
    a_case_of(person, centre=centre, words=TWO, subject=TWO, language="en")
    a_turn(duty)
    with within(HOUSE):
        intake.ring_duty(one.pk)
    with within(viewer_for(member)):
        moves.note(one, by=viewer_for(member), words="ما زال الرد منتظرا")
    client = _client(member)
    sheet = str(client.post("/desk/new/", {"service": "petition"})["Location"])
    whole, nothing = str(client.post("/desk/new/", {"service": "complaint_body"})["Location"]), "/desk/search/?q=ززز"
    case = f"/desk/cases/{one.reference}/"
    pages = ["/desk/", f"/desk/?list=inquiries&open={one.reference}", "/desk/?list=late", case]
    pages += [f"{case}?tab=notices", f"{case}?tab=log", f"{case}sealing/", "/desk/visit/", "/desk/new/", sheet, whole]
    pages += [f"/desk/search/?q={one.reference}", "/desk/search/?q=زيارة", nothing, "/desk/sealed/new"]
    return [
        *_shown(member, *pages),
        *_shown(head, f"{case}?tab=looks", "/desk/search/words/"),
        *_shown(duty, "/desk/duty/", f"/desk/duty/{one.reference}/"),
    ]


def _acts() -> list[Shown]:
    """Return the page of each act of the desks, each on a case that is where the act is done."""
    from majlis.desk.deeds import DEEDS
    from majlis.desk.tests.scenes import SCENES, _address, _set

    found = []
    for noun in DEEDS:
        member, case, _posted = _set(noun, SCENES[noun])
        found += _shown(member, _address(noun, case))
    return found


def _audit() -> list[Shown]:
    """Return audit's pages: the list, a check, lists that were handed over, and a letter."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff
    from majlis.audit import moves as audit
    from majlis.audit.checks import QUESTIONS, Answered
    from majlis.bodies.tests.builders import a_body
    from majlis.cases.tests.builders import in_state
    from majlis.core.scope import within
    from majlis.desk.tests.builders import a_case_of

    auditor = a_staff("audit_officer")
    by, fine = viewer_for(auditor), Answered(dict.fromkeys(QUESTIONS, "yes"))
    cases = [in_state(a_case_of(service="suggestion"), "under_audit", section="audit", turn="audit") for _n in range(3)]
    with within(by):
        audit.accept(cases[0], by=by, answered=fine)
        made = audit.make_list([cases[0]], by=by)
        audit.hand_over_outside(cases[1], by=by, answered=fine, body=a_body(), words="")
    at = "/desk/audit/"
    return _shown(auditor, at, f"{at}{cases[2].reference}/", f"{at}lists/", f"{at}lists/{made.pk}/")


def _office() -> list[Shown]:
    """Return the pages of the minister's office, and of the minister."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff
    from majlis.cases.states import Road
    from majlis.cases.tests.builders import in_state
    from majlis.core import clock
    from majlis.core.scope import within
    from majlis.desk.tests.builders import a_case_of
    from majlis.office import moves
    from majlis.office.moves import Said
    from majlis.office.states import Decision

    officer, minister = a_staff("minister_office"), a_staff("minister")
    by, himself = viewer_for(officer), viewer_for(minister)
    there = {"section": "office", "turn": "office"}
    file, shown, noted = (in_state(a_case_of(), "to_present", road=Road.PAPER, **there) for _n in range(3))
    left = in_state(a_case_of(service="report"), "accepted", road=Road.DELEGATED, **there)
    with within(himself):
        begins, ends = clock.today(), clock.today() + dt.timedelta(days=90)
        moves.give_standing(by=himself, category=None, words="يوافق", limits="", begins_on=begins, ends_on=ends)
    with within(by):
        for case in (shown, noted):
            moves.write_brief(case, {"lines": "ثلاثة أسطر", "asked": "الموافقة على الزيارة"}, by=by)
        folder = moves.make_folder([shown, noted], by=by)
        moves.present(folder, by=by)
        noted.refresh_from_db()
        moves.note(noted, Said(Decision.APPROVE, "يوافق"), by=by)
        moves.set_task(shown, by=by, words="صدر القرار", due_on=clock.today())
    at = "/desk/office/"
    pages = [at, f"{at}?show=kept", f"{at}folders/", f"{at}folders/{folder.number}/", f"{at}delegated/", f"{at}tasks/"]
    pages += [f"{at}standing/", f"{at}decided/", f"{at}confirmations/", f"{at}{file.reference}/brief/"]
    pages += [f"{at}{left.reference}/directive/", f"{at}{shown.reference}/directive/", f"{at}{shown.reference}/task/"]
    his = [f"{at}confirmations/", f"{at}standing/", f"{at}{shown.reference}/directive/", "/desk/"]
    return [*_shown(officer, *pages), *_shown(minister, *his)]


def _told() -> list[Shown]:
    """Return the pages of what people are told: the ministry's words, calls, and whom nothing reached."""
    from majlis.accounts.tests.builders import a_staff
    from majlis.centres.tests.builders import a_centre

    office, agent = a_staff("minister_office"), a_staff("toll_free_agent", a_centre())
    words = "/desk/notices/case.received"
    edits = [f"{words}/{channel}/{language}/" for channel, language in (("sms", "ar"), ("email", "en"), ("call", "ar"))]
    return [*_shown(office, "/desk/notices/", *edits), *_shown(agent, "/desk/calls/", "/desk/notices/untold/")]


SCENES = {"bench": _bench, "acts": _acts, "audit": _audit, "office": _office, "told": _told}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("of", SCENES)
def test_every_page_of_the_desks_is_sound(scene: None, of: str, language: str) -> None:
    assert _sound(SCENES[of](), language) == ""
