"""Tell Django that this room exists."""

from django.apps import AppConfig


class AudiencesConfig(AppConfig):
    """The room `audiences`."""

    name = "majlis.audiences"
    label = "audiences"
