"""Every sentence of the product is in Arabic, well formed, and loaded by Django."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings

from majlis.config.words.check import check
from majlis.config.words.places import HOUSE, rooms
from tests.house.source import none


def test_every_catalogue_is_complete() -> None:
    none(check())


def test_every_catalogue_is_loaded() -> None:
    installed = {config.name for config in apps.get_app_configs()}
    with_words = [room.name for room in rooms() if room.name != HOUSE and any(room.catalogues())]
    none(name for name in with_words if f"majlis.{name}" not in installed)
    assert str(rooms([HOUSE])[0].locale) in settings.LOCALE_PATHS
