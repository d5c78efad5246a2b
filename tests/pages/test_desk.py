"""The pages of the desk, of audit and of the minister's office in a real browser, as those who work there see them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages
STAFF = {
    "clerk": "inquiries_officer",
    "registrar": "operations_officer",
    "auditor": "audit_officer",
    "office": "minister_office",
    "minister": "minister",
    "follower": "followup_officer",
    "director": "programme_director",
    "head": "section_head",
    "administrator": "system_administrator",
}


class Scene:
    """A centre with its staff and a case at every step; `pages` are what each of them looks at."""

    def __init__(self) -> None:
        from majlis.accounts.roles import ROLES, Place
        from majlis.accounts.tests.builders import a_staff
        from majlis.centres.tests.builders import a_centre

        self.centre = a_centre("riyadh")
        self.staff: dict[str, Any] = {}
        for part, role in STAFF.items():
            place = ROLES[role].place
            here = self.centre if place in (Place.CENTRE, Place.SECTION) else None
            section = "inquiries" if place is Place.SECTION else ""
            self.staff[part] = a_staff(role, here, section, name_ar="نورة السديري", name_en=f"Noura {part.title()}")
        self.signs = {part: _sign_in(member) for part, member in self.staff.items()}
        self.pages: list[Shown] = []

    def by(self, part: str) -> Any:
        """Return the viewer of a part."""
        from majlis.accounts.queries import viewer_for

        return viewer_for(self.staff[part])

    def case(
        self, state: str = "submitted", section: str = "inquiries", service: str = "petition", **words: Any
    ) -> Any:
        """Return a case that lies in a section in a state."""
        from majlis.cases.tests.builders import a_case, in_state
        from majlis.people.tests.builders import a_beneficiary

        person = a_beneficiary(mobile="+966512345678")
        case = a_case(service, centre=self.centre, beneficiary_id=person.pk)
        return in_state(case, state, section=section, turn=section, **words)

    def show(self, part: str, *paths: str) -> None:
        """Add pages that a part looks at."""
        self.pages += [Shown(f"{part} {path}", path, sign_in=self.signs[part]) for path in paths]


def _at_the_desk(scene: Scene) -> None:
    from majlis.cases import moves
    from majlis.cases.moves import daily
    from majlis.cases.tests.builders import HOUSE
    from majlis.core import clock
    from majlis.core.scope import within
    from majlis.desk import moves as own

    clerk, registrar = scene.by("clerk"), scene.by("registrar")
    case, inquiry = (
        scene.case(danger=True, passes_on=clock.today() + dt.timedelta(days=5)),
        scene.case(service="inquiry"),
    )
    taken, registered = scene.case(), scene.case("submitted", "operations")
    with within(clerk):
        moves.claim(taken, by=scene.by("head"))
        moves.note(case, by=clerk, words="اتصلت به مرتين ولم يرد")
        own.save_view(by=clerk, name="عاجل عندي", list_code="inquiries", filter_code="urgent")
    with within(registrar):
        moves.claim(registered, by=registrar)
    with within(HOUSE):
        for one in (case, inquiry, taken):
            daily.index(one.pk)
    at = f"/desk/cases/{case.reference}/"
    opened = [urlencode({"list": "inquiries", "open": one.reference}) for one in (case, taken)]
    scene.show(
        "clerk", "/desk/", "/desk/?list=inquiries&f=urgent", "/desk/?list=mine", *(f"/desk/?{one}" for one in opened)
    )
    scene.show("clerk", at, f"{at}?tab=notices", f"{at}sorting/")
    scene.show("clerk", *(f"{at}{noun}/" for noun in ("joining", "paper", "priority", "note", "number", "withdrawal")))
    scene.show("clerk", f"{at}loan/", f"/desk/cases/{inquiry.reference}/answer/", f"{at}sealing/")
    scene.show("clerk", "/desk/search/", "/desk/search/?q=زيارة", "/desk/search/?q=zzzz", "/desk/new/", "/desk/visit/")
    scene.show("registrar", f"/desk/?list=operations&open={registered.reference}")
    scene.show("head", f"{at}?tab=looks", "/desk/search/words/")
    scene.show("administrator", "/desk/")


def _at_the_ministry(scene: Scene) -> None:
    from majlis.audit import moves as audit
    from majlis.audit.checks import QUESTIONS, Answered
    from majlis.cases.models import Closure
    from majlis.cases.tests.builders import HOUSE
    from majlis.core import clock
    from majlis.core.scope import within
    from majlis.office import moves as office
    from majlis.office.moves import Said
    from majlis.office.states import Decision

    auditor, officer, minister = scene.by("auditor"), scene.by("office"), scene.by("minister")
    checked, accepted = scene.case("under_audit", "audit"), scene.case("under_audit", "audit", "audience_person")
    listed = scene.case("under_audit", "audit", "audience_person")
    fine = Answered(dict.fromkeys(QUESTIONS, "yes"))
    with within(auditor):
        for one in (accepted, listed):
            audit.accept(one, by=auditor, answered=fine)
        handed = audit.make_list([listed], by=auditor)
    bare, briefed, presented = (scene.case("to_present", "office") for _each in range(3))
    noted, given = scene.case("presented", "office"), scene.case("presented", "office")
    delegated = [scene.case("accepted", "office", road="delegated") for _each in range(2)]
    service = scene.case("accepted", "office", "suggestion", road="service")
    done, ended = scene.case("done", "office"), scene.case("answered", "followup")
    today = clock.today()
    with within(officer):
        for one in (briefed, presented, noted):
            words = {"lines": "والدتها مريضة\nوتحتاج إليها", "asked": "تأشيرة زيارة", "proposed": "الموافقة"}
            office.write_brief(one, words, by=officer)
        folder = office.make_folder([presented], by=officer)
        office.present(folder, by=officer)
        office.note(noted, Said(Decision.APPROVE, "يوافق على ما طلب"), by=officer)
        office.set_task(briefed, by=officer, words="اتصلوا بالمستشفى", due_on=today + dt.timedelta(days=2))
    with within(minister):
        office.give_standing(by=minister, category=None, words="يوافق", limits="", begins_on=today, ends_on=today)
        office.give(given, Said(Decision.APPROVE, "يوافق"), by=minister)
    with within(officer):
        office.decide_delegated(delegated[0], Said(Decision.APPROVE, "يوافق"), by=officer)
    with within(HOUSE):
        Closure.objects.create(case=done, outcome="done", words="صدرت التأشيرة", proposed_by="staff:0")
    scene.show("auditor", "/desk/audit/", f"/desk/audit/{checked.reference}/", "/desk/audit/lists/")
    scene.show("auditor", f"/desk/audit/lists/{handed.pk}/")
    scene.show("office", "/desk/office/", "/desk/office/folders/", f"/desk/office/folders/{folder.number}/")
    scene.show("office", f"/desk/office/{bare.reference}/brief/", f"/desk/office/{presented.reference}/directive/")
    scene.show("office", "/desk/office/delegated/", "/desk/office/decided/", "/desk/office/tasks/")
    scene.show("office", f"/desk/office/{briefed.reference}/task/", f"/desk/cases/{briefed.reference}/")
    scene.show("office", f"/desk/cases/{briefed.reference}/road/", f"/desk/cases/{done.reference}/approval/")
    scene.show("minister", "/desk/office/confirmations/", "/desk/office/standing/")
    scene.show("director", f"/desk/cases/{service.reference}/decision/", "/desk/?list=service", "/desk/?list=all")
    scene.show("follower", f"/desk/cases/{ended.reference}/", f"/desk/cases/{ended.reference}/result/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fill", [_at_the_desk, _at_the_ministry])
def test_every_page_of_the_staff_is_sound(committed: str, fill: Any, language: str) -> None:
    scene = Scene()
    fill(scene)
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in scene.pages]
    assert "\n".join(str(report) for report in reports if report.faults) == ""
