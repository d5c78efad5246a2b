"""Tell Django that this room exists."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The room `intake`."""

    name = "majlis.intake"
    label = "intake"
