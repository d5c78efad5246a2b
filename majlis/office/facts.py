"""The kinds of trail entry of the minister's office. A directive's words are in none of them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.office.states import Decision, KnownBy
from majlis.trail.kinds import kind

DECISIONS = {str(value): label for value, label in Decision.choices}
KNOWN = {str(value): label for value, label in KnownBy.choices}

kind("office.brief_written", staff=_("The brief was written"), public=None)
kind("office.folder_presented", staff=_("Folder %(number)s was put before the minister"), public=None)
kind("office.folder_returned", staff=_("Folder %(number)s came back"), public=None)
kind(
    "office.directive_noted",
    staff=_("Directive noted, to be confirmed by the minister: %(decision)s"),
    public=None,
    codes={"decision": DECISIONS},
)
kind(
    "office.directive_given",
    staff=_("Directive: %(decision)s. Known by %(known)s"),
    public=None,
    codes={"decision": DECISIONS, "known": KNOWN},
)
kind("office.directive_confirmed", staff=_("The minister confirmed the directive"), public=None)
kind("office.directive_paged", staff=_("The minister's handwritten page confirmed the directive"), public=None)
kind(
    "office.directive_carried",
    staff=_("What the directive orders was handed on: to bodies %(bodies)s, to the office %(tasks)s"),
    public=None,
)
kind("office.directive_disowned", staff=_("The minister did not confirm the directive"), public=None)
kind("office.directive_taken_back", staff=_("The office took its note of a directive back"), public=None)
kind("office.brief_put_back", staff=_("No directive came with the folder: to be presented again"), public=None)
kind("office.standing_given", staff=_("A standing directive was given until %(ends_on)s"), public=None)
kind("office.standing_ended", staff=_("A standing directive was ended"), public=None)
kind("office.task_set", staff=_("A task was set, due %(due_on)s"), public=None)
kind("office.task_done", staff=_("A task was done"), public=None)
