"""The kinds of trail entry of audit. The public reads the case's own sentences, not these."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.audit.checks import QUESTIONS
from majlis.trail.kinds import kind

kind("audit.checked", staff=_("Checked; not in order: %(faults)s"), public=None, codes={"faults": QUESTIONS})
kind("audit.passed", staff=_("Checked; all in order"), public=None)
kind("audit.listed", staff=_("Handed over on list %(number)s of %(year)s"), public=None)
kind("audit.signed", staff=_("List %(number)s of %(year)s was signed for"), public=None)
