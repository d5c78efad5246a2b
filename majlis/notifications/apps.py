"""Tell Django that this room exists, and gather the notices that all rooms declare."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """The room `notifications`."""

    name = "majlis.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Import each room's `notices`, so that every kind is known, and offer to send one-time codes."""
        autodiscover_modules("notices")
        from majlis.notifications.sender import carry_code
        from majlis.people.identity import codes

        codes.register_sender(carry_code)
