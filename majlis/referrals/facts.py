"""The kinds of trail entry of referrals. The public reads what the case says of them, and no more."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.referrals.states import Held
from majlis.trail.kinds import kind

HELD = {str(value): label for value, label in Held.choices}

kind("referral.sent", staff=_("Sent to %(body)s, due %(due_on)s"), public=None)
kind("referral.see", staff=_("%(body)s has seen it"), public=None)
kind("referral.acknowledge", staff=_("%(body)s took it up"), public=None)
kind("referral.ask", staff=_("%(body)s asks something"), public=None)
kind("referral.tell", staff=_("The question of %(body)s was answered"), public=None)
kind("referral.promise", staff=_("%(body)s promised it for %(day_on)s"), public=None)
kind("referral.answer", staff=_("%(body)s answered"), public=None)
kind("referral.record_answer", staff=_("The answer of %(body)s on paper was taken down"), public=None)
kind("referral.send_back", staff=_("The answer was sent back to %(body)s"), public=None)
kind("referral.withdraw", staff=_("The referral to %(body)s was withdrawn"), public=None)
kind("referral.paper_opened", staff=_("%(body)s opened a paper"), public=None)
kind(
    "referral.prepared",
    staff=_("A referral to %(body)s waits to be looked over: %(why)s"),
    public=None,
    codes={"why": HELD},
)
kind("referral.dropped", staff=_("A prepared referral was not sent"), public=None)
