"""The kinds of entry that this room writes, each with its staff sentence and its public one.

Facts are codes and ids: never a name, a number or an address, for the book outlives the person's record.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.trail.kinds import kind

REGISTERED = kind(
    "person.registered",
    staff=_("The person was put on record."),
    public=_("You were put on record."),
)
CORRECTED = kind(
    "person.corrected",
    staff=_("The record was corrected."),
    public=_("Your record was corrected."),
)
IDENTIFIED = kind(
    "person.identified",
    staff=_("The person's identity was verified."),
    public=_("Your identity was verified."),
)
PREFERRED = kind(
    "person.preferred",
    staff=_("What the person wishes was written down."),
    public=_("Your wishes were written down."),
)
LOOKED_UP = kind(
    "person.looked_up",
    staff=_("The person was looked up by a number."),
    public=None,
)
READ = kind(
    "person.read",
    staff=_("The person's record was read."),
    public=None,
)
POINT_SHOWN = kind(
    "contact.shown",
    staff=_("A telephone or address was shown whole."),
    public=None,
)
POINT_ADDED = kind(
    "contact.added",
    staff=_("A contact point was added."),
    public=_("A way to reach you was added."),
)
POINT_CHANGED = kind(
    "contact.changed",
    staff=_("A contact point was changed."),
    public=_("A way to reach you was changed."),
)
POINT_CONFIRMED = kind(
    "contact.confirmed",
    staff=_("A contact point was confirmed."),
    public=_("A way to reach you was confirmed."),
)
POINT_RETIRED = kind(
    "contact.retired",
    staff=_("A contact point was taken out of use."),
    public=_("A way to reach you was taken out of use."),
)
POINT_BAD = kind(
    "contact.bad",
    staff=_("A contact point was marked as not reaching the person."),
    public=_("Messages no longer reach you in one of the ways you gave."),
)
REPRESENTED = kind(
    "representation.added",
    staff=_("Someone was written down as acting for the person."),
    public=_("Someone was written down as acting for you."),
)
PROVED = kind(
    "representation.proved",
    staff=_("The proof of a standing was seen."),
    public=_("The proof of whoever acts for you was seen."),
)
REPRESENTATION_ENDED = kind(
    "representation.ended",
    staff=_("Someone no longer acts for the person."),
    public=_("Someone no longer acts for you."),
)
MERGED = kind(
    "person.merged",
    staff=_("Two records were made one."),
    public=None,
)
UNMERGED = kind(
    "person.unmerged",
    staff=_("One record was made two again."),
    public=None,
)
DOWN = kind(
    "identity.down",
    staff=_("A way to show who one is was switched off."),
    public=None,
)
UP = kind(
    "identity.up",
    staff=_("A way to show who one is was switched on again."),
    public=None,
)
