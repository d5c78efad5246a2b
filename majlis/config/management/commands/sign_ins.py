"""Say who may sign in to the sample centre."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from majlis.config.seed import house


class Command(BaseCommand):
    """Print the sample sign-ins; nothing in production."""

    help = "Print the sample sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them."""
        if not settings.PRODUCTION:
            self.stdout.write(house.sign_ins())
