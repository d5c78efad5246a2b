"""Tell Django that this room exists."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room `desk`."""

    name = "majlis.desk"
    label = "desk"
