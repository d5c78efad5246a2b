"""Tell Django that this room exists, and the gate who a public request is."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room `people`."""

    name = "majlis.people"
    label = "people"

    def ready(self) -> None:
        """Declare the facts and tasks; let the gate ask this room who a request from outside is."""
        from majlis.accounts import gate
        from majlis.people import facts, sessions, tasks  # noqa: F401

        gate.register_public(sessions.viewer_of)
