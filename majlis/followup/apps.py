"""Tell Django that this room exists."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    """The room `followup`."""

    name = "majlis.followup"
    label = "followup"
