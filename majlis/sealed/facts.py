"""What the trail keeps of this room: acts of officers, without a word of what was said. None has a public sentence.

The coming in of a report is not among them, nor its reporter's return: an entry holds an exact time.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

REPORT, KEY, COMPARTMENT = "sealed_report", "sealed_key", "sealed_compartment"

kind("sealed.looked", staff=_("Sealed report %(report)s was fetched to be opened"), public=None)
kind("sealed.paper_looked", staff=_("Paper %(paper)s of sealed report %(report)s was fetched"), public=None)
kind("sealed.answered", staff=_("An answer was sealed to the reporter of %(report)s"), public=None)
kind("sealed.passed_on", staff=_("Sealed report %(report)s was passed on"), public=None)
kind("sealed.closed", staff=_("Sealed report %(report)s was closed"), public=None)
kind("sealed.reopened", staff=_("Sealed report %(report)s was opened again"), public=None)
kind("sealed.compartment_made", staff=_("The sealed compartment %(fingerprint)s was made"), public=None)
kind("sealed.compartment_retired", staff=_("The sealed compartment %(fingerprint)s was retired"), public=None)
kind("sealed.key_made", staff=_("An officer made the key %(fingerprint)s"), public=None)
kind("sealed.key_admitted", staff=_("The officer's key %(fingerprint)s was admitted"), public=None)
kind("sealed.key_retired", staff=_("The officer's key %(fingerprint)s was retired"), public=None)
