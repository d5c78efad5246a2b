"""Tell Django that this room exists."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """The room `catalogue`."""

    name = "majlis.catalogue"
    label = "catalogue"
