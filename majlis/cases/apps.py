"""Tell Django that this room exists."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room `cases`."""

    name = "majlis.cases"
    label = "cases"
