"""Tell Django that this room exists."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "majlis.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what the sign-in library tells; declare the tasks."""
        from majlis.accounts import tasks  # noqa: F401
        from majlis.accounts.sign_in import listening  # noqa: F401
