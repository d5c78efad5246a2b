"""The public pages in a language of the settings: its direction, its words, and Arabic where nobody has translated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.test import Client
from django.utils.translation import gettext_lazy as _

from majlis.cases.tests.builders import HOUSE
from majlis.catalogue.models import Service
from majlis.core.scope import house, within
from majlis.portal.tests.builders import send, the_house, walk

pytestmark = pytest.mark.django_db
URDU = {"Help": "مدد", "Continue": "جاری رکھیں"}


@pytest.fixture
def urdu(settings: Any, tmp_path: Path) -> Client:
    """Offer Urdu, with a catalogue of two words from a native reader; return a browser that reads it."""
    folder = tmp_path / "ur" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    words = Catalog(locale="ur")
    for english, theirs in URDU.items():
        words.add(english, theirs)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, words)
    settings.LOCALE_PATHS = [str(tmp_path), *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, ("ur", _("Urdu"))]
    the_house()
    client = Client()
    client.cookies["majlis_language"] = "ur"
    return client


def _page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_page_speaks_a_language_of_the_settings_and_arabic_where_it_has_no_words(urdu: Client) -> None:
    page = _page(urdu, "/help/")
    assert '<html lang="ur" dir="rtl"' in page
    assert "مدد" in page
    assert "كيف نحفظ بياناتك" in page
    assert "How we keep" not in page


def test_catalogue_speaks_it_where_the_ministry_gave_words(urdu: Client) -> None:
    with within(HOUSE), house():
        service = Service.objects.get(code="petition")
        Service.objects.filter(pk=service.pk).update(names=service.names | {"ur": "وزیر کے سامنے درخواست"})
    home = _page(urdu, "/")
    assert "وزیر کے سامنے درخواست" in home
    assert "استفسار" in home


def test_all_languages_are_offered_on_one_switch(urdu: Client) -> None:
    page = _page(urdu, "/")
    for code, name in (("ar", "العربيّة"), ("en", "English")):
        assert f'value="{code}"' in page
        assert name in page
    urdu.post("/language", {"language": "en", "next": "/"})
    assert '<html lang="en" dir="ltr"' in _page(urdu, "/")


def test_request_is_sent_in_it(urdu: Client) -> None:
    asked = walk(urdu, "petition")
    assert "جاری رکھیں" in _page(urdu, "/request/words/")
    send(urdu)
    assert asked is not None
    assert '<html lang="ur" dir="rtl"' in _page(urdu, "/request/sent/")


def test_language_that_is_not_offered_is_not_spoken() -> None:
    client = Client()
    client.cookies["majlis_language"] = "hi"
    assert '<html lang="ar" dir="rtl"' in _page(client, "/help/")
