"""Tell Django of the commands that set the whole house up. They stand above all rooms."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The set-up of the house."""

    name = "majlis.config"
    label = "config"
