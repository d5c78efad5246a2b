"""The calendar file of an appointment (RFC 5545, RFC 5546): a time, neutral words, no name and no subject."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from majlis.core import clock
from majlis.notifications.carriers import CalendarEntry


def calendar_file(entry: CalendarEntry, *, language: str, organizer: str, attendee: str) -> bytes:
    """Return the file. A later version has a higher SEQUENCE under the same UID: calendars replace the entry."""
    event = Event()
    event.add("uid", f"{entry.uid}@{organizer.rpartition('@')[2]}")
    event.add("dtstamp", clock.now())
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.method == "CANCEL" else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    person = vCalAddress(f"mailto:{attendee}")
    person.params["RSVP"] = vText("FALSE")
    event.add("attendee", person)
    with translation.override(language):
        event.add("summary", _("Appointment"))
    calendar = Calendar()
    calendar.add("prodid", "-//Majlis//Appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", entry.method)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
