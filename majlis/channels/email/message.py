"""Make a mail of a parcel: plain text, the same in HTML in the house's look, and a calendar file where there is one."""

from __future__ import annotations

import io
import re
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formataddr, parseaddr

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import escape, urlize
from django.utils.safestring import SafeString, mark_safe

from majlis.channels.email.calendar_file import calendar_file
from majlis.core import clock
from majlis.notifications.carriers import Parcel
from majlis.notifications.values import RTL

CODE = "code@majlis"
"""The name by which the letter shows the picture that comes with it."""
_OPENING = {"\u2066": '<bdi dir="ltr">', "\u2068": "<bdi>", "\u2069": "</bdi>"}
_ISOLATE = re.compile("[\u2066\u2068\u2069]")


def sender() -> str:
    """Return the bare address that mail comes from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def message_id(delivery: int) -> str:
    """Return the Message-ID of a delivery: the same at each try, so that a mailbox knows a second copy."""
    return f"<delivery-{delivery}@{sender().rpartition('@')[2]}>"


def message(parcel: Parcel) -> EmailMessage:
    """Return the mail. Raises ValueError for an address that cannot stand in a header."""
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = _plain(parcel.subject)
    mail["From"] = formataddr(parseaddr(settings.DEFAULT_FROM_EMAIL))
    mail["To"] = Address(addr_spec=parcel.address)
    if settings.MAIL_REPLY_TO:
        mail["Reply-To"] = settings.MAIL_REPLY_TO
    mail["Date"] = clock.now()
    mail["Message-ID"] = message_id(parcel.delivery)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.words, cte="base64")
    mail.add_alternative(_html(parcel), subtype="html", cte="base64")
    if parcel.drawn:
        _attach_code(mail, parcel)
    if parcel.calendar:
        _attach_calendar(mail, parcel)
    mail["Content-Language"] = parcel.language
    return mail


def _attach_code(mail: EmailMessage, parcel: Parcel) -> None:
    """Attach the code as a picture that a camera reads, and show it in the letter."""
    picture = io.BytesIO()
    segno.make(parcel.drawn, error="m", micro=False).save(picture, kind="png", scale=8, border=4)
    letter = mail.get_body(("html",))
    if isinstance(letter, EmailMessage):
        letter.add_related(
            picture.getvalue(), "image", "png", cid=f"<{CODE}>", filename="code.png", disposition="inline"
        )


def _attach_calendar(mail: EmailMessage, parcel: Parcel) -> None:
    entry = parcel.calendar
    if entry is None:
        return
    words = calendar_file(entry, language=parcel.language, organizer=sender(), attendee=parcel.address)
    mail.add_attachment(
        words.decode(), subtype="calendar", filename="appointment.ics", params={"method": entry.method}, cte="base64"
    )


def _html(parcel: Parcel) -> str:
    said = [_marked(part) for part in parcel.words.split("\n\n") if part.strip()]
    direction = "rtl" if parcel.language in RTL else "ltr"
    start = "right" if direction == "rtl" else "left"
    facts = {
        "parcel": parcel,
        "subject": _plain(parcel.subject),
        "said": said,
        "dir": direction,
        "start": start,
        "code": CODE,
    }
    return render_to_string("channels/email/letter.html", facts)


def _marked(part: str) -> SafeString:
    """Return a paragraph as HTML: isolates become elements, addresses of pages links, line ends breaks."""
    inside = urlize(escape(part)).replace("\n", "<br>")
    return mark_safe(_ISOLATE.sub(lambda mark: _OPENING[mark[0]], inside))  # noqa: S308 - escaped the line before


def _plain(text: str) -> str:
    return _ISOLATE.sub("", text)
