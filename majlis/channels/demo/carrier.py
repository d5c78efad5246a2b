"""Three carriers without an outside: one works, one refuses, one explodes.

`Works` writes what would leave into the outbox folder and says so: the message counts as sent there, never as told.
"""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.core import clock
from majlis.notifications.carriers import CarrierFailed, Parcel, Receipt, Standing


class Works:
    """Write each message as a file that any mail program opens."""

    repeats = True

    def send(self, parcel: Parcel) -> Receipt:
        """Write the file; the same parcel again writes the same file. Raises CarrierFailed when the disk refuses."""
        place = Path(settings.OUTBOX) / f"{parcel.channel}-{parcel.delivery}.eml"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(bytes(_message(parcel)))
        except OSError as error:
            raise CarrierFailed(f"the outbox cannot be written: {error.strerror}", permanent=False) from error
        return Receipt(f"outbox-{parcel.delivery}", facts={"file": place.name})

    def check(self) -> Standing:
        """Tell that nothing leaves the house."""
        return Standing(True, _("Nothing leaves: messages are written to the outbox folder."))


class Refuses:
    """Say permanently no, as a server does to an address that does not exist."""

    repeats = True

    def send(self, parcel: Parcel) -> Receipt:
        """Raise CarrierFailed, always."""
        raise CarrierFailed("no such address", permanent=True)

    def check(self) -> Standing:
        """Tell that it refuses."""
        return Standing(False, _("This demonstration channel refuses every message."))


class Explodes:
    """Break in a way that no carrier should: with an error that is not its own."""

    repeats = False

    def send(self, parcel: Parcel) -> Receipt:
        """Raise RuntimeError, always."""
        raise RuntimeError("the demonstration carrier exploded")

    def check(self) -> Standing:
        """Tell that it is broken."""
        return Standing(False, _("This demonstration channel breaks at every message."))


def _message(parcel: Parcel) -> EmailMessage:
    message = EmailMessage(policy=policy.SMTP)
    message["Subject"] = parcel.subject or parcel.channel
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = parcel.address if "@" in parcel.address else f"{parcel.address}@{parcel.channel}.invalid"
    message["Date"] = clock.now()
    message["Content-Language"] = parcel.language
    message["X-Majlis-Channel"] = parcel.channel
    message.set_content(parcel.words)
    return message
