"""Tell Django that this room exists, and let every room say its facts, notices and listeners at the start."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """The room `core`."""

    name = "majlis.core"
    label = "core"

    def ready(self) -> None:
        """Read each room's declarations, whichever it has."""
        autodiscover_modules("facts", "notices", "listeners", "refusals")
