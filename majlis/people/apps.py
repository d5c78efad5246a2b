"""Tell Django that this room exists."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room `people`."""

    name = "majlis.people"
    label = "people"
