"""Mail, handed to the site's own server by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.channels.email import codes
from majlis.channels.email.message import message, message_id, sender
from majlis.notifications.carriers import CarrierFailed, Parcel, Receipt, Standing


class Email:
    """Send each parcel as one mail to one address.

    It repeats: between our sending the last line and the server's answer nobody knows whether the mail left, so it
    is sent again under the same Message-ID, and a mailbox shows it once or at worst twice. A missed letter harms
    more than a doubled one.
    """

    repeats = True

    def send(self, parcel: Parcel) -> Receipt:
        """Hand the mail over. Raises CarrierFailed with what the server's answer means."""
        try:
            mail = message(parcel)
        except ValueError as error:
            raise CarrierFailed("the address cannot be written", permanent=True) from error
        with _failures(), _server() as server:
            server.send_message(mail, from_addr=sender(), to_addrs=[parcel.address])
        return Receipt(message_id(parcel.delivery))

    def check(self) -> Standing:
        """Tell whether the server answers and takes our sign-in."""
        try:
            with _failures(), _server() as server:
                server.noop()
        except CarrierFailed as failure:
            return Standing(False, failure.message)
        return Standing(True, _("The mail server answers."))


@contextmanager
def _server() -> Iterator[smtplib.SMTP]:
    with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT) as server:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        yield server


@contextmanager
def _failures() -> Iterator[None]:
    """Turn what a server or the way to it says into our two words: what happened, and whether for good."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise _failed(code, text, at_recipient=True) from error
    except smtplib.SMTPResponseException as error:
        raise _failed(error.smtp_code, error.smtp_error, at_recipient=False) from error
    except smtplib.SMTPNotSupportedError as error:
        raise CarrierFailed("the server cannot do what is asked", permanent=False) from error
    except (smtplib.SMTPException, OSError) as error:
        raise CarrierFailed(f"no answer from the mail server: {type(error).__name__}", permanent=False) from error


def _failed(code: int, text: bytes | str, *, at_recipient: bool) -> CarrierFailed:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    meant = codes.verdict(code, words, at_recipient=at_recipient)
    return CarrierFailed(meant.words, permanent=meant.permanent, bad_address=meant.bad_address)
