"""Tell Django that the channels exist: their pages, mail layout and words."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    """The channels, each a folder that speaks to one outside world."""

    name = "majlis.channels"
    label = "channels"
