"""Tell Django that this room exists."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The room `trail`."""

    name = "majlis.trail"
    label = "trail"
