"""Tell Django that this room exists."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room `portal`."""

    name = "majlis.portal"
    label = "portal"
