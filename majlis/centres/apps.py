"""Tell Django that this room exists."""

from django.apps import AppConfig

from majlis.core import hijri


class CentresConfig(AppConfig):
    """The room `centres`."""

    name = "majlis.centres"
    label = "centres"

    def ready(self) -> None:
        """Let every date of the house go by the months that were declared."""
        from majlis.centres import queries

        hijri.ask(queries.corrections)
