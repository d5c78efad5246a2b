"""Tell Django that this room exists."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """The room `bodies`."""

    name = "majlis.bodies"
    label = "bodies"
