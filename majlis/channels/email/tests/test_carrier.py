"""Mail at a real SMTP server."""

from __future__ import annotations

import datetime as dt
import email
import io
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest
import zxingcpp
from PIL import Image

from majlis.channels.email import codes
from majlis.channels.email.carrier import Email
from majlis.channels.email.tests.servers import Inbox, a_mail_server
from majlis.channels.tests.contract import FailingContract, RefusingContract, a_parcel
from majlis.core import clock
from majlis.notifications.carriers import CalendarEntry, Carrier, CarrierFailed, Parcel
from majlis.notifications.tests import builders

START = dt.datetime(2026, 12, 3, 7, tzinfo=dt.UTC)
ENTRY = CalendarEntry("abc123", 2, START, START + dt.timedelta(minutes=20), "REQUEST")


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """Run a mail server and point the settings at it."""
    with a_mail_server() as (box, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 3
        settings.DEFAULT_FROM_EMAIL = "مجلس <majlis@example.org>"
        settings.MAIL_REPLY_TO = "reception@example.org"
        yield box


def arrived(inbox: Inbox) -> EmailMessage:
    [raw] = inbox.mails
    found = email.message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


class TestEmail(RefusingContract, FailingContract):
    @pytest.fixture(autouse=True)
    def _server(self, inbox: Inbox) -> None:
        self.inbox = inbox

    def carrier(self) -> Carrier:
        return Email()

    def refuse(self) -> Parcel | None:
        self.inbox.answers = ["550 5.1.1 No such user noura@example.com"]
        return None

    def fail_for_now(self) -> None:
        self.inbox.answers = ["451 4.7.1 Greylisted, come back later"]


def test_a_mail_arrives_whole_in_arabic(inbox: Inbox) -> None:
    Email().send(a_parcel())
    mail = arrived(inbox)
    assert (mail["Subject"], mail["To"], mail["Reply-To"]) == ("موعدك", "noura@example.com", "reception@example.org")
    assert mail["From"].addresses[0].addr_spec == "majlis@example.org"
    assert mail["From"].addresses[0].display_name == "مجلس"
    assert mail["Message-ID"] == "<delivery-41@example.org>"
    assert (mail["Auto-Submitted"], mail["Content-Language"]) == ("auto-generated", "ar")
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert "موعدك يوم الخميس." in plain.get_content()


def test_the_code_of_a_pass_comes_as_a_picture_that_a_camera_reads(inbox: Inbox) -> None:
    Email().send(a_parcel(drawn="K7M4QX92"))
    mail = arrived(inbox)
    [picture] = [part for part in mail.walk() if part.get_content_type() == "image/png"]
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.get_content())).convert("L"))
    assert code.text == "K7M4QX92"
    page = mail.get_body(("html",))
    assert page is not None
    assert f'src="cid:{picture["Content-ID"].strip("<>")}"' in page.get_content()


def test_a_mail_without_a_code_brings_no_picture(inbox: Inbox) -> None:
    Email().send(a_parcel())
    assert "image/png" not in {part.get_content_type() for part in arrived(inbox).walk()}


def test_the_html_part_follows_the_writing_and_fetches_nothing(inbox: Inbox) -> None:
    Email().send(a_parcel(words="<script>x</script> \u2066612 345\u2069\nhttps://majlis.example/s/1"))
    body = arrived(inbox).get_body(("html",))
    assert body is not None
    page = body.get_content()
    assert '<html lang="ar" dir="rtl">' in page
    assert '<bdi dir="ltr">612 345</bdi><br>' in page
    assert "&lt;script&gt;" in page
    assert 'href="https://majlis.example/s/1"' in page
    assert [word for word in ("<script", "<img", "src=", "@import", "url(") if word in page] == []


def test_an_english_mail_runs_from_left_to_right(inbox: Inbox) -> None:
    Email().send(a_parcel(language="en", subject="Your appointment", words="On Thursday."))
    body = arrived(inbox).get_body(("html",))
    assert body is not None
    assert '<html lang="en" dir="ltr">' in body.get_content()


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_an_appointment_carries_a_neutral_calendar_file(inbox: Inbox, method: Any, status: str) -> None:
    Email().send(replace(a_parcel(), calendar=replace(ENTRY, method=method)))
    [part] = [part for part in arrived(inbox).iter_attachments() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == method
    calendar = icalendar.Calendar.from_ical(part.get_content())
    [event] = calendar.events
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == (method, status, 2)
    assert (event.start, event.end) == (START, START + dt.timedelta(minutes=20))
    assert (str(event["SUMMARY"]), str(event["UID"])) == ("موعد", "abc123@example.org")
    said = part.get_content()
    assert [
        word for word in ("نورة", "النخيل", "6123456784", "612 345", "LOCATION", "DESCRIPTION") if word in said
    ] == []


def test_an_address_that_would_break_a_header_is_refused(inbox: Inbox) -> None:
    with pytest.raises(CarrierFailed) as failure:
        Email().send(a_parcel(address="a@example.com\nBcc: b@example.com"))
    assert failure.value.permanent
    assert inbox.mails == []


def test_a_full_mailbox_is_tried_again(inbox: Inbox) -> None:
    inbox.answers = ["552 5.2.2 Mailbox full"]
    with pytest.raises(CarrierFailed) as failure:
        Email().send(a_parcel())
    assert not failure.value.permanent


def test_a_mail_refused_for_what_it_says_leaves_the_address_alone(inbox: Inbox) -> None:
    inbox.at_the_end = ["554 5.7.1 Message content rejected"]
    with pytest.raises(CarrierFailed) as failure:
        Email().send(a_parcel())
    assert (failure.value.permanent, failure.value.bad_address) == (True, False)


def test_a_server_that_is_away_is_tried_again(settings: Any) -> None:
    with a_mail_server() as (_box, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    with pytest.raises(CarrierFailed) as failure:
        Email().send(a_parcel())
    assert not failure.value.permanent
    assert not Email().check().works


@pytest.mark.parametrize(
    ("code", "text", "at_recipient", "permanent", "bad"),
    [
        (421, "4.3.2 closing", False, False, False),
        (450, "4.2.1 busy", True, False, False),
        (452, "4.2.2 full", True, False, False),
        (550, "5.1.1 unknown", True, True, True),
        (550, "unknown", True, True, True),
        (550, "blocked", False, True, False),
        (550, "5.7.1 blocked by policy", True, True, False),
        (553, "5.1.3 syntax", True, True, True),
        (552, "5.3.4 too big", False, True, False),
        (552, "full", True, False, False),
        (535, "5.7.8 wrong password", False, False, False),
        (530, "sign in first", False, False, False),
        (554, "5.4.4 no route", True, True, True),
        (556, "no mail here", True, True, True),
    ],
)
def test_what_an_answer_means(code: int, text: str, at_recipient: bool, permanent: bool, bad: bool) -> None:
    meant = codes.verdict(code, text, at_recipient=at_recipient)
    assert (meant.permanent, meant.bad_address) == (permanent, bad)
    assert "@" not in meant.words


@pytest.mark.django_db
@pytest.mark.usefixtures("inbox")
def test_an_appointment_owed_arrives_and_its_later_version_replaces_it(inbox: Inbox, settings: Any) -> None:
    settings.CARRIERS = {"email": "majlis.channels.email.carrier.Email"}
    starts_at = clock.now() + dt.timedelta(days=3)
    with builders.a_kind("test.appointment", calendar=True, urgent=True):
        for version in (1, 2):
            facts = {**builders.FACTS, "starts_at": starts_at + dt.timedelta(hours=version)}
            notice = builders.sent("test.appointment", facts=facts, about=("appointment", 9), version=version)
            assert builders.states(notice) == {"email": "sent"}
    events = [_event(raw) for raw in inbox.mails]
    assert [event["SEQUENCE"] for event in events] == [1, 2]
    assert len({str(event["UID"]) for event in events}) == 1
    assert events[0].start != events[1].start


def _event(raw: bytes) -> icalendar.Event:
    mail = email.message_from_bytes(raw, policy=policy.default)
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    written = part.get_payload(decode=True)
    assert isinstance(written, bytes)
    return icalendar.Calendar.from_ical(written).events[0]
