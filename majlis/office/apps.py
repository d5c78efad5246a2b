"""Tell Django that this room exists."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """The room `office`."""

    name = "majlis.office"
    label = "office"
