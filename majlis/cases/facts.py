"""The kinds of trail entry of a case, with the sentence for staff and the one for the public (or none)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.cases import reasons
from majlis.cases.models import Source
from majlis.cases.states import Awaited, Priority
from majlis.trail.kinds import kind

CHANNELS = {
    "portal": _("the portal"),
    "desk": _("a centre's desk"),
    "phone": _("the toll-free number"),
    "sms": _("SMS"),
    "email": _("e-mail"),
    "kiosk": _("a kiosk"),
    "social": _("social media"),
    "atm": _("a cash machine"),
}
SHARES = {
    "visit": _("a visit"),
    "liaison": _("a referral"),
    "companion": _("an officer at their side"),
    "duty": _("a call at night"),
}
AWAITED = {str(value): label for value, label in Awaited.choices}
PARTS = {
    "applicant": _("applicant"),
    "for_whom": _("the person it is for"),
    "representative": _("representative"),
    "companion": _("companion"),
    "interpreter": _("interpreter"),
    "respondent": _("party complained of"),
    "opposed": _("opposed party"),
}

kind(
    "case.opened",
    staff=_("Opened by %(channel)s"),
    public=_("We received your request"),
    codes={"channel": CHANNELS},
)
kind(
    "case.sort",
    staff=_("Inquiries decided the service: %(service)s"),
    public=_("We read it and decided its kind"),
)
kind("case.take_back", staff=_("Inquiries took it back from operations"), public=None)
kind("case.answer_at_once", staff=_("Answered and closed at first contact"), public=_("We answered you"))
kind("case.register", staff=_("Operations registered it"), public=_("Registered"))
kind(
    "case.return_to_inquiries",
    staff=_("Operations returned it to inquiries: %(reason)s"),
    public=None,
    codes={"reason": reasons.RETURNED},
)
kind("case.hand_to_audit", staff=_("Operations handed it to audit"), public=_("Its papers are being checked"))
kind(
    "case.ask_for_papers",
    staff=_("Audit asked for papers: %(items)s. Due %(due_on)s"),
    public=_("We asked you for: %(items)s. Please send it by %(due_on)s"),
)
kind("case.complete_papers", staff=_("The papers came"), public=_("You sent what was missing"))
kind(
    "case.lapse",
    staff=_("Closed: the papers did not come by %(due_on)s"),
    public=_("Closed, because what we asked for did not come. You can object or ask again"),
)
kind(
    "case.send_back_to_operations",
    staff=_("Audit sent it back to operations: %(reason)s"),
    public=None,
    codes={"reason": reasons.SENT_BACK},
)
kind("case.accept", staff=_("Audit accepted it"), public=_("Checked and accepted"))
kind(
    "case.refuse",
    staff=_("Audit refused it: %(reason)s"),
    public=_("Not accepted: %(reason)s"),
    codes={"reason": reasons.REFUSED},
)
kind(
    "case.hand_over_outside",
    staff=_("Not ours: handed over to %(body)s"),
    public=_("This belongs to %(body)s, and we handed it over to them"),
)
kind("case.join", staff=_("Joined to case %(main)s"), public=_("Joined to your case %(main)s"))
kind("case.unjoin", staff=_("Separated again from case %(main)s"), public=_("Taken up again on its own"))
kind(
    "case.put_on_waiting_list",
    staff=_("On the waiting list for a session"),
    public=_("Waiting for a place in a session"),
)
kind("case.put_in_file", staff=_("In the file to be presented"), public=_("To be put before the minister"))
kind("case.leave_to_office", staff=_("Left to the office to decide"), public=_("With the minister's office"))
kind(
    "case.send_back_to_audit",
    staff=_("The office sent it back to audit: %(reason)s"),
    public=None,
    codes={"reason": reasons.SENT_BACK},
)
kind("case.place", staff=_("Placed in the session of %(day_on)s"), public=None)
kind("case.await_answer_to_appointment", staff=_("Told of the appointment; the answer is awaited"), public=None)
kind("case.await_sitting", staff=_("The appointment is confirmed"), public=None)
kind(
    "case.return_to_waiting_list",
    staff=_("Back on the waiting list: %(reason)s"),
    public=_("Waiting for a new place in a session"),
    codes={"reason": reasons.BACK_ON_LIST},
)
kind("case.present", staff=_("Put before the minister"), public=_("Put before the minister"))
kind("case.keep", staff=_("The minister keeps it until %(until_on)s"), public=None)
kind("case.direct", staff=_("A directive was given"), public=_("It was decided on, and is being carried out"))
kind("case.refer", staff=_("Referred to %(body)s, due %(due_on)s"), public=_("Sent to the competent body"))
kind("case.take_answer", staff=_("All bodies have answered"), public=_("The competent body has answered"))
kind(
    "case.bring_to_minister",
    staff=_("The result is brought to the minister"),
    public=_("The result is put before the minister"),
)
kind("case.finish", staff=_("Done; the wording of the result awaits approval"), public=None)
kind("case.approve_result", staff=_("The wording of the result was approved"), public=None)
kind(
    "case.reject_result",
    staff=_("The wording of the result was rejected: %(reason)s"),
    public=None,
    codes={"reason": reasons.RESULT},
)
kind("case.close", staff=_("Closed"), public=_("Done and closed"))
kind("case.reopen", staff=_("Reopened: %(reason)s"), public=_("Reopened"), codes={"reason": reasons.REOPENED})
kind(
    "case.object",
    staff=_("Objected to; another officer decides"),
    public=_("You objected, and another officer looks at it"),
)
kind("case.withdraw", staff=_("Withdrawn by the beneficiary"), public=_("You withdrew it"))
kind("case.seal", staff=_("Handed over"), public=_("Handed over"))
kind("case.reclassify", staff=_("Category changed to %(category)s"), public=None)
kind(
    "case.set_priority",
    staff=_("Priority set to %(priority)s: %(reason)s"),
    public=None,
    codes={"priority": {str(p.value): p.label for p in Priority}, "reason": reasons.PRIORITY},
)
kind(
    "case.change_road",
    staff=_("The office changed its road: %(reason)s"),
    public=_("The way it will be decided was changed"),
    codes={"reason": reasons.ROAD_CHANGED},
)
kind("case.hand_to_centre", staff=_("Handed to another centre: %(centre)s"), public=None)
kind("case.claim", staff=_("Taken up"), public=None)
kind("case.release", staff=_("Put back"), public=None)
kind(
    "case.stop_clock",
    staff=_("The clock was stopped: %(reason)s"),
    public=None,
    codes={"reason": reasons.CLOCK},
)
kind("case.start_clock", staff=_("The clock runs again"), public=None)
kind("case.add_words", staff=_("The beneficiary added something"), public=_("You added something"))
kind(
    "case.known_by",
    staff=_("It is known by one more number: %(source)s"),
    public=None,
    codes={"source": dict(Source.choices)},
)
kind("case.note", staff=_("A note was written"), public=None)
kind("case.add_party", staff=_("A party was added: %(role)s"), public=None, codes={"role": PARTS})
kind("case.shared", staff=_("Opened to one officer for a time: %(why)s"), public=None, codes={"why": SHARES})
kind("case.paper_added", staff=_("A paper came: %(item)s"), public=_("A paper came"))
kind("case.paper_waived", staff=_("Done without a paper: %(item)s"), public=None)
kind(
    "case.paper_refused",
    staff=_("A paper was refused by the scanner"),
    public=_("A file could not be accepted. Please send it again"),
)
kind("case.paper_for_staff", staff=_("A paper for the staff came: %(item)s"), public=None)
kind("case.paper_of_staff_refused", staff=_("A paper from the staff was refused by the scanner"), public=None)
kind("case.paper_opened", staff=_("A paper was opened"), public=None)
kind("case.pending_opened", staff=_("Awaited: %(what)s"), public=None, codes={"what": AWAITED})
kind("case.pending_ended", staff=_("No longer awaited: %(what)s"), public=None, codes={"what": AWAITED})
kind("case.scored", staff=_("Satisfaction: %(score)s of 5"), public=_("You told us how satisfied you are"))
kind("case.outgoing", staff=_("Formal paper %(number)s of %(year)s to %(to)s"), public=None)
kind("synonym.added", staff=_("Two words were made one for search"), public=None)
kind("synonym.dropped", staff=_("Two words are no longer one for search"), public=None)
kind("case.person_joined", staff=_("Two records of the person were made one"), public=None)
kind("case.served_by_women", staff=_("From now on women serve: the person wishes so"), public=None)
kind("case.served_by_either", staff=_("From now on women or men serve: the person wishes so"), public=None)
kind("case.person_parted", staff=_("The record of the person was made two again"), public=None)
