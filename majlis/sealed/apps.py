"""Tell Django that this room exists."""

from django.apps import AppConfig


class SealedConfig(AppConfig):
    """The room `sealed`."""

    name = "majlis.sealed"
    label = "sealed"
