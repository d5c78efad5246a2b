"""Folders by their pages, his own page known by its code, notes taken back."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from majlis.accounts.queries import viewer_for
from majlis.accounts.tests.builders import a_staff, a_viewer
from majlis.cases.models import Case
from majlis.cases.states import Road, State
from majlis.cases.tests.builders import HOUSE, a_case, in_state
from majlis.core import clock
from majlis.core.scope import within
from majlis.office import moves, queries
from majlis.office.models import Brief, Directive, Folder
from majlis.office.queries import PAGE_PREFIX
from majlis.office.states import Decision

pytestmark = pytest.mark.django_db
WORDS = {"lines": "ثلاثة أسطر", "asked": "الموافقة على الزيارة"}


def _case(state: str = State.TO_PRESENT, **words: Any) -> Case:
    return in_state(a_case(), state, section="office", turn="office", road=words.pop("road", Road.PAPER), **words)


def _folder(*cases: Case) -> Folder:
    officer = a_viewer("minister_office")
    with within(officer):
        for case in cases:
            moves.write_brief(case, WORDS, by=officer)
        return moves.make_folder(list(cases), by=officer)


def _presented(case: Case) -> Brief:
    folder, officer = _folder(case), a_viewer("minister_office")
    with within(officer):
        moves.present(folder, by=officer)
        return queries.briefs_in(folder, officer)[0]


def _photo(words: str) -> SimpleUploadedFile:
    """Return a photograph of a page, a little turned, with a code on it."""
    code, page, out = io.BytesIO(), Image.new("L", (1000, 1400), 250), io.BytesIO()
    segno.make(words, error="m").save(code, kind="png", scale=5, border=4)
    code.seek(0)
    page.paste(Image.open(code).convert("L"), (620, 1000))
    page.rotate(4, fillcolor=200).save(out, "JPEG", quality=70)
    return SimpleUploadedFile("page.jpg", out.getvalue(), "image/jpeg")


def _now(case: Case) -> Case:
    with within(HOUSE):
        return Case.objects.get(pk=case.pk)


def test_picture_of_another_case_s_page_is_found_out_whatever_was_typed(client: Client) -> None:
    case, other = _case(), _case()
    brief, wrong = _presented(case), _presented(other)
    client.force_login(a_staff("minister_office"))
    address = reverse("office:directive", args=[case.reference])
    sent = {"decision": "approve", "words": "يوافق", "code": brief.code}
    refused = client.post(address, sent | {"scan": _photo(f"{PAGE_PREFIX}{wrong.code}")})
    assert refused.status_code == 422
    assert _now(case).state == State.PRESENTED
    taken = client.post(address, sent | {"scan": _photo(f"{PAGE_PREFIX}{brief.code}")})
    assert taken.status_code == 303, taken.content.decode()[-2000:]
    assert _now(case).state == State.DIRECTED
    with within(HOUSE):
        given = Directive.objects.get(case=case)
        assert given.known_by == "scan"
        assert given.scan is not None


def test_folder_goes_its_whole_way_by_its_page(client: Client) -> None:
    one, two = _case(), _case()
    folder = _folder(one, two)
    client.force_login(a_staff("minister_office"))
    page = reverse("office:folder", args=[folder.number])
    assert client.get(page).status_code == 200
    with within(HOUSE):
        briefs = {brief.case_id: brief for brief in folder.briefs.all()}
    assert client.post(reverse("office:removal", args=[folder.number, briefs[two.pk].code])).status_code == 302
    assert client.post(reverse("office:presentation", args=[folder.number])).status_code == 302
    assert client.post(reverse("office:return", args=[folder.number])).status_code == 302
    assert briefs[one.pk].code in client.get(page).content.decode()
    day = clock.today() + dt.timedelta(days=9)
    back = reverse("office:undecided", args=[folder.number, briefs[one.pk].code])
    until = {"until_calendar": "gregorian", "until_day": day.day, "until_month": day.month, "until_year": day.year}
    assert client.post(back, until).status_code == 302
    assert (_now(one).state, _now(two).state) == (State.TO_PRESENT, State.TO_PRESENT)
    kept = client.get(reverse("office:list"), {"show": "kept"}).content.decode()
    assert one.reference in kept
    assert two.reference not in kept


def test_folder_tells_of_the_cases_that_have_gone_on(client: Client) -> None:
    one, two = _case(), _case()
    folder = _folder(one, two)
    with within(HOUSE):
        Case.objects.filter(pk=two.pk).update(section="followup", state=State.DIRECTED, turn="followup")
    client.force_login(a_staff("minister_office"))
    shown = client.get(reverse("office:folder", args=[folder.number])).content.decode()
    assert one.reference in shown
    assert two.reference not in shown
    assert "انتقلت معاملة واحدة من هذه الحافظة إلى حيث تُنفَّذ." in shown


def _info(content: bytes, folder: Path) -> str:
    (folder / "all.pdf").write_bytes(content)
    return subprocess.run(["pdfinfo", str(folder / "all.pdf")], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("language", ["ar", "en"])
def test_folder_is_one_file_with_a_page_for_each_case(client: Client, tmp_path: Path, language: str) -> None:
    folder = _folder(_case(), _case(), _case())
    client.cookies["majlis_language"] = language
    client.force_login(a_staff("minister"))
    answer = client.get(reverse("office:folder-pdf", args=[folder.number]))
    said = _info(answer.content, tmp_path)
    assert "Pages:           4" in said
    assert "Tagged:          yes" in said
    assert "A4" in said


def test_office_reads_the_limits_before_it_decides(client: Client) -> None:
    minister, officer = a_staff("minister"), a_staff("minister_office")
    case, today = _case(State.ACCEPTED, road=Road.DELEGATED), clock.today()
    with within(viewer_for(minister)):
        moves.give_standing(
            by=viewer_for(minister), category=None, words="يوافق على الزيارات", limits="حتى ثلاثة أفراد",
            begins_on=today, ends_on=today,
        )  # fmt: skip
    client.force_login(officer)
    shown = client.get(reverse("office:directive", args=[case.reference])).content.decode()
    assert "حتى ثلاثة أفراد" in shown
    assert f'value="{Decision.KEEP}"' not in shown


def test_note_is_taken_back_by_the_office(client: Client) -> None:
    case, officer = _case(State.PRESENTED), a_staff("minister_office")
    with within(viewer_for(officer)):
        noted = moves.note(case, moves.Said(Decision.THANK), by=viewer_for(officer))
    client.force_login(officer)
    assert 'value="back"' in client.get(reverse("office:confirmations")).content.decode()
    assert client.post(reverse("office:confirmation", args=[noted.pk]), {"answer": "yes"}).status_code == 403
    assert client.post(reverse("office:confirmation", args=[noted.pk]), {"answer": "back"}).status_code == 302
    with within(HOUSE):
        assert Directive.objects.get(pk=noted.pk).state == "taken_back"
