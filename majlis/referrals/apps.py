"""Tell Django that this room exists."""

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """The room `referrals`."""

    name = "majlis.referrals"
    label = "referrals"
