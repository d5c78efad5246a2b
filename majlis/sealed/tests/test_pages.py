"""The pages: who may open them, what they set, what they leave behind."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from majlis.accounts.roles import ROLES
from majlis.core.scope import within
from majlis.core.secrets import words_digest
from majlis.sealed import parts as beside
from majlis.sealed import urls
from majlis.sealed.crypto import parts
from majlis.sealed.models import OfficerKey, Report, Wrap
from majlis.sealed.states import OFFICER
from majlis.sealed.tests.builders import (
    HOUSE,
    a_compartment,
    a_key,
    a_staff_member,
    an_officer,
    opened,
    root_of,
    sealed_answer,
    signed_in,
    taken,
    told,
    viewer,
)
from majlis.sealed.views import quiet, safe

pytestmark = pytest.mark.django_db
PUBLIC = {"start", "write", "come-back"}
ANY_STAFF = {"take-down"}


@pytest.fixture
def root() -> Any:
    compartment, made = a_compartment()
    return compartment, root_of(made)


def _words_of(response: Any) -> str:
    found = re.search(r'data-copy="([^"]+)"', response.content.decode())
    assert found is not None, response.content.decode()
    return found.group(1)


def _form_key(page: Any) -> str:
    found = re.search(r'name="form_key" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found.group(1)


def _write(client: Client, **given: Any) -> Any:
    page = client.get("/safe/write/?in=en")
    return client.post("/safe/write/?in=en", {"form_key": _form_key(page), "words": "", "name": "", **given})


def _report_of(response: Any) -> Report:
    with within(HOUSE):
        found: Report = Report.objects.get(code=words_digest(_words_of(response)))
    return found


def _addresses(root: Any) -> dict[str, str]:
    compartment, holders = root
    key, _seed = a_key(an_officer(), compartment, (None, holders))
    _code, report = taken(papers=[parts.Given("a", "b", b"c")])
    own = {"pk": key.pk} | {"number": 1}
    found = {}
    for pattern in urls.urlpatterns:
        converters = pattern.pattern.converters
        values = {name: own[name] for name in converters}
        if "pk" in values and "keys" not in str(pattern.pattern):
            values["pk"] = report.pk
        found[str(pattern.name)] = reverse(f"sealed:{pattern.name}", kwargs=values)
    return found


@pytest.mark.parametrize("role", ["", *sorted(set(ROLES) - {OFFICER, "body_liaison"})])
def test_officers_pages_are_closed_to_every_other_role(root: Any, role: str) -> None:
    addresses = _addresses(root)
    client = signed_in(a_staff_member(role))
    for name, address in addresses.items():
        if name in PUBLIC | ANY_STAFF:
            continue
        for method in (client.get, client.post):
            assert method(address).status_code in {403, 404}, (name, role)
    with within(HOUSE):
        assert not OfficerKey.objects.exclude(retired_on=None).exists()


def test_officers_pages_send_strangers_to_sign_in(root: Any) -> None:
    for name, address in _addresses(root).items():
        if name not in PUBLIC:
            response = Client().get(address)
            assert response.status_code == 302, name
            assert response["Location"].startswith("/staff/login/"), name


def test_officer_opens_every_page(root: Any) -> None:
    client = signed_in(an_officer())
    for name, address in _addresses(root).items():
        if name in {"list", "report", "paper", "keys", *PUBLIC, *ANY_STAFF}:
            assert client.get(address).status_code == 200, name


def test_database_shows_no_row_to_anyone_but_officers_even_without_our_filter(root: Any) -> None:
    from django.apps import apps

    _addresses(root)
    models = [
        model for model in apps.get_app_config("sealed").get_models() if model.__name__ not in {"Answer", "PassedOn"}
    ]
    for role in sorted(set(ROLES) - {"body_liaison"}):
        with within(viewer(a_staff_member(role))):
            for model in models:
                assert model._default_manager.exists() is (role == OFFICER), (role, model)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_reporter_writes_and_comes_back_without_a_trace(
    root: Any, language: str, caplog: Any, django_assert_num_queries: Any
) -> None:
    from django.contrib.sessions.models import Session

    caplog.set_level(logging.DEBUG, logger="django.request")
    client = Client(enforce_csrf_checks=True)
    pages = [client.get(f"/safe/?in={language}"), client.get(f"/safe/write/?in={language}")]
    done = client.post(
        f"/safe/write/?in={language}",
        {"form_key": _form_key(pages[1]), "words": "قولي", "name": "", "clean_photos": "on"},
    )
    wrong = client.post(f"/safe/answer/?in={language}", {"code": "a b c d e f g"})
    right = client.post(f"/safe/answer/?in={language}", {"code": _words_of(done)})
    assert [page.status_code for page in (*pages, done, wrong, right)] == [200, 200, 200, 422, 200]
    for page in (*pages, done, wrong, right):
        assert not page.cookies
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["Cache-Control"] == "no-store"
        assert f'lang="{language}"' in page.content.decode()
    assert not client.cookies
    assert not Session.objects.exists()
    assert caplog.records == []


def test_title_is_neutral() -> None:
    page = Client().get("/safe/?in=en").content.decode()
    title = " ".join(page.split("<title>")[1].split("</title>")[0].split())
    assert title == "Information – Majlis"


def test_same_form_sent_again_shows_the_same_words(root: Any) -> None:
    client = Client()
    given = {"form_key": _form_key(client.get("/safe/write/")), "words": "once"}
    first, again = (client.post("/safe/write/", given) for _n in range(2))
    assert _words_of(first) == _words_of(again)
    with within(HOUSE):
        assert Report.objects.count() == 1


def test_refused_words_stay_in_the_form(root: Any) -> None:
    response = _write(Client(), words="", name="Saad")
    assert response.status_code == 422
    assert "Write what you know, or add a paper." in response.content.decode()
    assert 'value="Saad"' in response.content.decode()


def test_words_stay_in_the_form_when_all_places_are_taken(root: Any) -> None:
    with quiet.a_place(), quiet.a_place():
        response = _write(Client(), words="my words")
    assert response.status_code == 409
    assert "my words</textarea>" in response.content.decode()
    assert _write(Client(), words="my words").status_code == 200


def test_words_stay_in_the_form_before_the_ceremony() -> None:
    response = _write(Client(), words="my words")
    assert response.status_code == 422
    assert "my words</textarea>" in response.content.decode()


def test_papers_are_sealed_and_never_touch_the_disk(root: Any, tmp_path: Any, monkeypatch: Any, settings: Any) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")  # whatever tries to write a file there fails
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    big = b"x" * (4 * 1024 * 1024)
    response = _write(Client(), papers=[SimpleUploadedFile("big.bin", big), SimpleUploadedFile("b.txt", b"two")])
    report, (_compartment, holders) = _report_of(response), root
    with within(HOUSE):
        secret = holders.unwrap(Wrap.objects.get(report=report).sealed)
        first, second = report.papers.all()
    assert opened(first.content, secret, f"{report.pk}:paper:1", parts.PAPER_STEP).endswith(big)
    assert opened(second.content, secret, f"{report.pk}:paper:2", parts.PAPER_STEP).endswith(b"two")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("papers", [[b"x" * (10 * 1024 * 1024 + 1)], [b"x"] * 6], ids=["too big", "too many"])
def test_papers_that_are_too_much_are_refused_and_the_words_stay(root: Any, papers: list[bytes]) -> None:
    files = [SimpleUploadedFile("a.bin", one) for one in papers]
    response = _write(Client(), words="my words", papers=files)
    assert response.status_code == 422
    assert "my words</textarea>" in response.content.decode()
    assert "Choose them again" in response.content.decode()
    with within(HOUSE):
        assert not Report.objects.exists()


def _photograph() -> bytes:
    out, hidden = io.BytesIO(), Image.Exif()
    hidden[0x010F] = "MarkerCamera"
    Image.new("RGB", (8, 8), "green").save(out, "JPEG", exif=hidden)
    return out.getvalue()


@pytest.mark.parametrize("asked", [True, False])
def test_photograph_loses_what_is_hidden_when_asked(root: Any, asked: bool) -> None:
    picture = SimpleUploadedFile("p.jpg", _photograph(), "image/jpeg")
    given = {"clean_photos": "on"} if asked else {}
    report, (_compartment, holders) = _report_of(_write(Client(), papers=[picture], **given)), root
    with within(HOUSE):
        secret = holders.unwrap(Wrap.objects.get(report=report).sealed)
        closed = report.papers.get().content
    whole = opened(closed, secret, f"{report.pk}:paper:1", parts.PAPER_STEP)
    assert (b"MarkerCamera" in whole) is not asked
    assert b"\xff\xd8\xff" in whole


def test_post_from_another_site_is_refused(root: Any) -> None:
    client = Client()
    given = {"form_key": _form_key(client.get("/safe/write/")), "words": "forged"}
    response = client.post("/safe/write/", given, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 422
    with within(HOUSE):
        assert not Report.objects.exists()


def test_broken_body_is_refused_kindly(root: Any) -> None:
    response = Client().post("/safe/write/", b"--x\r\nrubbish", content_type="multipart/form-data; boundary=")
    assert response.status_code == 422


def test_defect_tells_the_kind_and_the_line_and_no_word(root: Any, monkeypatch: Any, caplog: Any) -> None:
    def breaks(given: dict[str, Any], channel: str) -> None:
        raise ValueError(f"could not handle {given['words']}")

    monkeypatch.setattr(safe, "_sealed", breaks)
    client = Client(raise_request_exception=False)
    response = _write(client, words="MARKER words")
    assert response.status_code == 500
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert "ValueError at test_pages.py" in logged
    assert "MARKER" not in logged + response.content.decode()


def test_any_desk_takes_a_report_down_and_cannot_open_it(root: Any) -> None:
    officer = a_staff_member("reception_officer")
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    page = client.get("/desk/sealed/new")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token is not None
    given = {"form_key": _form_key(page), "words": "said at the desk"}
    assert client.post("/desk/sealed/new", given).status_code == 403
    done = client.post("/desk/sealed/new", {**given, "csrfmiddlewaretoken": token.group(1)})
    report, (_compartment, holders) = _report_of(done), root
    with within(HOUSE):
        assert told(report, holders.unwrap(Wrap.objects.get(report=report).sealed))["channel"] == "desk"
    assert client.get(reverse("sealed:report", args=[report.pk])).status_code == 403
    assert "said at the desk" not in done.content.decode()


def test_officer_answers_passes_on_and_closes(root: Any) -> None:
    compartment, holders = root
    officer = an_officer()
    key, seed = a_key(officer, compartment, (None, holders))
    code, report = taken()
    client = signed_in(officer)
    page = client.get(reverse("sealed:report", args=[report.pk])).content.decode()
    assert "'wasm-unsafe-eval'" in client.get(reverse("sealed:report", args=[report.pk]))["Content-Security-Policy"]
    assert "sealed-locks" in page
    with within(HOUSE):
        secret = seed.unwrap(Wrap.objects.get(report=report, officer=key).sealed)
    from base64 import b64encode

    given = {name: b64encode(value).decode() for name, value in sealed_answer(report, secret, "جواب").items()}
    steps = [("answer", given), ("pass-on", {"how": "printed", "body": ""}), ("closure", {}), ("reopening", {})]
    for version, (name, more) in enumerate(steps, start=1):
        response = client.post(reverse(f"sealed:{name}", args=[report.pk]), {"version": version, **more})
        assert response.status_code == 302, name
    with within(HOUSE):
        assert Report.objects.get(pk=report.pk).state == "being_read"
    heard = Client().post("/safe/answer/?in=en", {"code": code}).content.decode()
    assert "جواب" in heard
    assert client.post(reverse("sealed:answer", args=[report.pk]), {"version": 5, "answer": "plain"}).status_code == 400


def test_rail_leads_an_officer_and_nobody_else() -> None:
    assert [line.code for line in beside.rail(viewer(an_officer()))] == ["sealed", "sealed_keys"]
    for role in sorted(set(ROLES) - {OFFICER}):
        assert beside.rail(viewer(a_staff_member(role))) == []


def test_list_has_no_number_and_no_search(root: Any) -> None:
    for _n in range(3):
        taken()
    page = signed_in(an_officer()).get("/desk/sealed/").content.decode()
    assert page.count("/desk/sealed/") >= 3
    assert 'type="search"' not in page
    assert "?q=" not in page


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_database_as_often_for_one_as_for_three(
    root: Any, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _n in range(rows):
        taken()
    client = signed_in(an_officer())
    with django_assert_max_num_queries(16) as found:
        client.get("/desk/sealed/")
    assert len([query for query in found.captured_queries if "sealed_report" in query["sql"]]) == 1
