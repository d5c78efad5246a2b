"""The parts of the look: what each tag writes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.template import Context, Template, engines
from django.test import Client, RequestFactory

from majlis.core.ui.due import Due
from majlis.core.ui.forms import EitherDateField, HouseForm, NameField, ReferenceField
from majlis.core.ui.paging import Page


def shown(source: str, **context: Any) -> str:
    """Return a template rendered by the product's own engine."""
    return engines["django"].from_string(source).render(context, context.pop("request", None))


class AskForm(HouseForm):
    """One of each kind that is wired differently."""

    name = NameField(label="Name", help_text="As on the card.")
    way = forms.ChoiceField(label="Way", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    way.hints = {"b": "The second way."}  # type: ignore[attr-defined]
    born = EitherDateField(label="Born", required=False)
    code = ReferenceField(label="Reference")


def test_an_icon_is_silent_unless_it_is_named() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'bell' %}")
    assert 'role="img" aria-label="Notices"' in shown("{% icon 'bell' 'Notices' %}")
    assert "icon--dir" in shown("{% icon 'arrow' %}")
    assert "icon--dir" not in shown("{% icon 'clock' %}")


def test_every_icon_that_a_template_names_is_drawn() -> None:
    from pathlib import Path

    from majlis.core.ui import gallery

    drawn = set(
        re.findall(r'id="i-([\w-]+)"', (Path(gallery.__file__).parents[1] / "static/core/icons.svg").read_text())
    )
    used = set()
    for path in Path(gallery.__file__).parents[2].glob("**/templates/**/*.html"):
        used |= set(re.findall(r'{%\s*icon\s+"([\w-]+)"', path.read_text("utf-8")))
    assert used - drawn == set()
    assert set(gallery._ICONS) - drawn == set()


def test_a_stamp_carries_its_state_and_escapes_its_words() -> None:
    assert shown("{% stamp 'late' w %}", w="<b>") == '<span class="stamp" data-state="late">&lt;b&gt;</span>'
    assert shown("{% stamp '' 'Draft' %}") == '<span class="stamp">Draft</span>'


def test_a_due_clock_is_a_ring_a_stamp_or_nothing() -> None:
    assert 'data-used="5" data-due="open"' in shown("{% due c %}", c=Due(240, 480))
    assert 'data-state="held"' in shown("{% due c %}", c=Due(240, 480, held=True))
    assert shown("{% due c %}", c=None) == ""


def test_references_and_phones_are_isolated() -> None:
    assert shown("{% ref '6123456780' %}") == '<bdi class="ref" dir="ltr">612 345 6780</bdi>'
    assert "050 123 4567" in shown("{% phone '+966501234567' %}")
    assert "+966 5• ••• •567" in shown("{% phone '+966501234567' masked=True %}")
    assert "800 000 0000" in shown("{% phone '8000000000' %}")
    assert 'href="tel:911"' in shown("{% phone '911' link=True %}")


def test_a_timeline_marks_what_is_now_and_what_comes() -> None:
    lines = [{"title": "a"}, {"title": "b", "now": True, "note": "n"}, {"title": "c", "next": True}]
    markup = shown("{% timeline lines %}", lines=lines)
    assert markup.count('aria-current="step"') == 1
    assert markup.count("data-next") == 1
    assert markup.index("a</h3>") < markup.index("b</h3>") < markup.index("c</h3>")


def test_a_receipt_shows_number_and_code_without_inline_styles() -> None:
    markup = shown("{% receipt '6123456780' 'Received' address='http://h/s/6123456780' %}Keep it.{% endreceipt %}")
    assert "612 345 6780" in markup
    assert "Keep it." in markup
    assert "<svg" in markup
    assert "style=" not in markup


def test_a_turn_card_holds_its_buttons() -> None:
    markup = shown("{% turn_card 'Turn' 'Yours' yours=True %}<button>Go</button>{% endturn_card %}")
    assert '<span class="now">' in markup
    assert "<button>Go</button>" in markup


def test_a_field_ties_label_help_and_error_together() -> None:
    markup = shown("{% field form.name %}", form=AskForm({"name": "3"}))
    assert 'for="id_name"' in markup
    assert 'aria-describedby="id_name_helptext id_name_error"' in markup
    assert 'id="id_name_helptext"' in markup
    assert 'id="id_name_error"' in markup
    assert 'aria-invalid="true"' in markup
    assert "field--bad" in markup


def test_radio_cards_stand_in_a_group_with_their_hints() -> None:
    markup = re.sub(r"\s*([<>])\s*", r"\1", shown("{% field form.way h1=True %}", form=AskForm({})))
    assert "<legend><h1>Way</h1>" in markup
    assert "<small>The second way.</small>" in markup
    assert 'aria-describedby="id_way_error"' in markup
    assert "aria-invalid" not in markup


def test_a_date_field_has_its_boxes_and_says_that_it_is_optional() -> None:
    markup = shown("{% field form.born %}", form=AskForm())
    for part in ("calendar", "day", "month", "year"):
        assert f'name="born_{part}"' in markup
    assert "(if you wish)" in markup


def test_numbers_are_keyed_from_left_to_right() -> None:
    markup = shown("{% field form.code %}", form=AskForm())
    assert 'dir="ltr"' in markup
    assert 'inputmode="numeric"' in markup
    assert 'type="text"' in markup


def test_every_error_link_leads_to_a_control() -> None:
    form = AskForm({"born_day": "99", "born_month": "1", "born_year": "1410"})
    page = shown("{% error_summary form %}{% for f in form %}{% field f %}{% endfor %}", form=form)
    links = re.findall(r'href="#([\w-]+)"', page)
    assert len(links) == 4
    for link in links:
        assert re.search(rf'<(input|textarea|select)[^>]*\bid="{link}"', page), link
    assert "4</bdi> things are left" in page


def test_a_form_without_errors_has_no_summary() -> None:
    assert shown("{% error_summary form %}", form=AskForm()).strip() == ""


def test_each_rendering_mints_a_key_of_its_own() -> None:
    keys = {re.search(r'value="([\w-]{36})"', shown("{% once %}"))[1] for _turn in range(3)}  # type: ignore[index]
    assert len(keys) == 3


def test_the_version_that_is_shown_is_posted() -> None:
    @dataclass
    class Thing:
        version: int

    assert shown("{% case_version t %}", t=Thing(7)) == '<input type="hidden" name="version" value="7">'


def test_the_pager_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/list?state=late&page=old")
    markup = Template("{% pager page %}").render(Context({"page": Page([], next="n"), "request": request}))
    assert "?state=late&amp;page=n" in markup
    assert 'rel="prev"' not in markup


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("path", ["/look/", "/look/desk/", "/look/print/", "/offline", "/no-such-page"])
def test_a_page_of_the_house_carries_language_direction_and_no_inline_code(
    client: Client, path: str, language: str
) -> None:
    client.cookies["majlis_language"] = language
    page = client.get(path).content.decode()
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)
    for script in re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page):
        assert 'type="importmap"' in script
        assert re.search(r'nonce="[^"]{8,}"', script)


@pytest.mark.django_db
def test_a_choice_of_language_or_looks_leads_back_to_our_own_pages_only(client: Client) -> None:
    answer = client.post("/language", {"language": "en", "next": "/look/?a=1"})
    assert answer.headers["Location"] == "/look/?a=1"
    assert client.cookies["majlis_language"].value == "en"
    away = client.post("/appearance", {"theme": "dark", "digits": "arab", "next": "https://example.org/"})
    assert away.headers["Location"] == "/"
    page = client.get("/look/").content.decode()
    assert 'data-theme="dark" data-digits="arab"' in page
    assert "theme" not in client.post("/appearance", {"theme": "x"}).cookies


@pytest.mark.django_db
def test_the_worker_keeps_static_files_and_the_offline_page_only(client: Client) -> None:
    answer = client.get("/sw.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    kept = re.search(r"const FILES = \[(.*?)\];", answer.content.decode(), re.DOTALL)
    assert kept
    assert all(name == "OFFLINE" or name.startswith('"/static/') for name in kept[1].split(", "))


@pytest.mark.django_db
def test_the_manifest_speaks_the_readers_language(client: Client) -> None:
    client.cookies["majlis_language"] = "ar"
    found = client.get("/manifest.webmanifest").json()
    assert (found["lang"], found["dir"], found["name"]) == ("ar", "rtl", "مجلس")


@pytest.mark.django_db
def test_a_refusal_is_a_page_or_a_fragment(client: Client) -> None:
    whole = client.get("/look/refused/")
    piece = client.get("/look/refused/", headers={"HX-Request": "true"})
    assert whole.status_code == piece.status_code == 422
    assert b"<html" in whole.content
    assert b"<html" not in piece.content
    assert b'data-code="sample"' in piece.content
    assert client.get("/look/refused/?busy").status_code == 409


def test_the_page_for_our_own_faults_needs_nothing_and_speaks_both_languages() -> None:
    page = engines["django"].get_template("500.html").render()
    assert "{%" not in page
    assert "حدث خطأ" in page
    assert "Something failed" in page
