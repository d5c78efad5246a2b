"""The pages of a person's record, of two records compared, and of the bodies, in a real browser."""

from __future__ import annotations

import pytest

from tests.pages import harness
from tests.pages.harness import LANGUAGES, Shown
from tests.pages.serving import serve
from tests.pages.test_staff import _sign_in

pytestmark = pytest.mark.pages
SAID = (
    "رفيق سالم بن ناصر الوادي فهد نورة النخيل رقم صك صادر من كتابة العدل بالرياض سليمان السدير منيرة "
    "إدارة السجلات المركزية مكتب رئيس مسؤول الاتصال العتيبي مركز موظف الرياض المديرية العامة للجوازات"
)


@pytest.fixture
def recorded(committed: str) -> list[Shown]:
    """Fill the database with a person whose record has all that a record can have; return the pages of it."""
    from majlis.accounts.queries import viewer_for
    from majlis.accounts.tests.builders import a_staff
    from majlis.cases.models import Case
    from majlis.cases.moves import daily
    from majlis.cases.tests.builders import HOUSE, a_case
    from majlis.centres.tests.builders import a_centre
    from majlis.core.scope import house, within
    from majlis.people import moves
    from majlis.people.tests.builders import a_beneficiary, a_mobile, a_point, a_representation

    centre = a_centre("riyadh")
    officer = a_staff("operations_officer", centre, name_ar="سليمان السدير", name_en="Sulaiman Alsudair")
    words = {"given": "سالم", "father": "ناصر", "family": "الوادي"}
    person = a_beneficiary(
        **words, latin_name="Salem Nasser Alwadi", kind="citizen", identity_kind="national",
        identity_number="1000000008", needs=["wheelchair", "deaf"], language="ur", interpreter=True,
        birth_calendar="hijri", birth_year=1390, birth_month=5, mobile=a_mobile(),
    )  # fmt: skip
    case = a_case(beneficiary_id=person.pk, centre=centre)
    with within(HOUSE), house():
        daily.index(case.pk)
        Case.objects.filter(pk=case.pk).update(section="operations")
    shared = a_point(person, whose="shared", hours_from="16:00", hours_until="20:30", rank=1)
    a_point(
        person, channel="email", value="salem@mail.example", bad_since=case.opened_at, bad_reason="stranger", rank=2
    )
    a_point(person, channel="whatsapp", never=True, whose="anothers", rank=3)
    brother = a_beneficiary(given="فهد", family="الوادي", mobile="")
    a_representation(
        brother, person, standing="agent", proof_kind="power_of_attorney",
        proof_note="صك رقم 1234 صادر من كتابة العدل بالرياض", acts=["file", "read", "attend"],
    )  # fmt: skip
    heard = a_representation(brother, person, standing="relative_of_prisoner", proof_seen_at=None)
    her = a_beneficiary(given="نورة", family="النخيل", served_by="women_only", sex="woman")
    a_representation(person, her, standing="guardian", proof_kind="guardianship")
    plain = {**words, "identity_kind": "none", "mobile": ""}
    twin, former = a_beneficiary(**plain), a_beneficiary(**plain)
    with within(viewer_for(officer)):
        moves.merge(person, former, by=viewer_for(officer), reason="twice_entered")
        moves.set_preference(person, version=2, by=viewer_for(officer), language="ur")
    a_beneficiary(**words, identity_kind="national", identity_number="1000000024", mobile="")
    root = f"/desk/people/{person.pk}/"
    inside = ["", "wishes/", "points/new/", f"points/{shared.pk}/", "standings/new/", f"standings/{heard.pk}/proof/"]
    paths = [root + one for one in inside] + [f"{root}alike/{twin.pk}/", f"/desk/cases/{case.reference}/"]
    paths += ["/desk/search/?q=1000000008"]
    said = (
        *SAID.split(),
        *case.subject.split(),
        *case.words.split(),
        "Salem",
        "Nasser",
        "Alwadi",
        "salem",
        "mail",
        "example",
        "tests",
    )
    sign = _sign_in(officer)
    return [Shown(path.strip("/").replace("/", "-"), path, sign_in=sign, allowed=said) for path in paths]


@pytest.fixture
def embodied(committed: str) -> list[Shown]:
    """Fill the database with bodies; return the pages of them, for who keeps them."""
    from majlis.accounts.tests.builders import a_staff
    from majlis.bodies.tests.builders import a_body, a_contact
    from majlis.cases.tests.builders import the_service

    the_service()  # loads the catalogue: what a body can handle
    keeper = a_staff("programme_director", name_ar="منيرة السدير", name_en="Munira Alsudair")
    above = a_body("records", name_ar="إدارة السجلات المركزية", name_en="Central Records", handles=("qisas", "prisons"))
    head = {"head_office_ar": "مكتب رئيس السجلات", "head_office_en": "Office of the head of Records"}
    a_body("passports", parent=above, inspecting=above, handles=("passports",), **head)
    a_body("guard", name_ar="الحرس", name_en="The Guard", security=True, active=False, inside=False)
    a_contact(above, phone="+966112345678", post="مسؤول الاتصال")
    a_contact(above, level=2)
    a_staff("body_liaison", body=above, name_ar="فهد الوادي", name_en="Fahad Alwadi")
    names = ("Central", "Records", "liaison", "body", "example", "records", "passports", "الحرس")
    sign = _sign_in(keeper)
    paths = ["", "new/", "records/", "passports/", "guard/", "records/change/", "records/contacts/new/"]
    return [
        Shown(
            f"bodies-{path.strip('/').replace('/', '-')}",
            f"/desk/bodies/{path}",
            sign_in=sign,
            allowed=(*names, *SAID.split()),
        )
        for path in paths
    ]


def _faults(pages: list[Shown], language: str) -> str:
    with serve() as base, harness.browser() as running:
        reports = [harness.judge(running, base, shown, language) for shown in pages]
    return "\n".join(str(report) for report in reports if report.faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_record_is_sound(recorded: list[Shown], language: str) -> None:
    assert _faults(recorded, language) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_bodies_is_sound(embodied: list[Shown], language: str) -> None:
    assert _faults(embodied, language) == ""
