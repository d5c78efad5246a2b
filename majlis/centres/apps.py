"""Tell Django that this room exists."""

from django.apps import AppConfig


class CentresConfig(AppConfig):
    """The room `centres`."""

    name = "majlis.centres"
    label = "centres"
