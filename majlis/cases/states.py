"""The life of a case as data: states, turns, sections, outcomes, roads and the table of moves."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _

from majlis.core.moves import Move, words


class State(TextChoices):
    """Where a case is."""

    SUBMITTED = "submitted", _("received")
    REGISTERED = "registered", _("registered")
    UNDER_AUDIT = "under_audit", _("being checked")
    WAITING_PAPERS = "waiting_papers", _("waiting for papers")
    ACCEPTED = "accepted", _("accepted")
    WAITING = "waiting", _("waiting for a place in a session")
    SCHEDULED = "scheduled", _("has an appointment")
    TO_PRESENT = "to_present", _("to be presented to the minister")
    PRESENTED = "presented", _("before the minister")
    DIRECTED = "directed", _("directed")
    REFERRED = "referred", _("with the competent body")
    ANSWERED = "answered", _("answered by the body")
    DONE = "done", _("done")
    CLOSED = "closed", _("closed")


class Turn(TextChoices):
    """Who must act now."""

    INQUIRIES = "inquiries", _("Inquiries")
    OPERATIONS = "operations", _("Operations")
    AUDIT = "audit", _("Audit")
    OFFICE = "office", _("The minister's office")
    FOLLOWUP = "followup", _("Follow-up")
    BODY = "body", _("The competent body")
    BENEFICIARY = "beneficiary", _("The beneficiary")
    NOBODY = "nobody", _("Nobody: it is finished")


class Section(TextChoices):
    """The section at whose desk a case lies."""

    INQUIRIES = "inquiries", _("Inquiries")
    OPERATIONS = "operations", _("Operations")
    AUDIT = "audit", _("Audit")
    OFFICE = "office", _("The minister's office")
    FOLLOWUP = "followup", _("Follow-up")
    ARCHIVE = "archive", _("Closed cases")


class Outcome(TextChoices):
    """How a case was closed."""

    DONE = "done", _("done")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("refused with a reason")
    NOT_OURS = "not_ours", _("not ours: handed over")
    LAPSED = "lapsed", _("lapsed: the papers did not come")
    WITHDRAWN = "withdrawn", _("withdrawn")
    JOINED = "joined", _("joined to another case")
    SEALED = "sealed", _("handed over")


class Kind(TextChoices):
    """What sort of request a case is."""

    AUDIENCE = "audience", _("Meeting the minister")
    PETITION = "petition", _("Request put to the minister")
    COMPLAINT = "complaint", _("Complaint")
    SUGGESTION = "suggestion", _("Opinion or suggestion")
    REPORT = "report", _("Report")
    INQUIRY = "inquiry", _("Inquiry")


class Road(TextChoices):
    """The way a case takes once it is accepted."""

    AUDIENCE = "audience", _("Audience with the minister")
    PAPER = "paper", _("Put before the minister on paper")
    DELEGATED = "delegated", _("Decided by the office under the minister's standing directive")
    SERVICE = "service", _("Decided by the level above the section meant")


class Awaited(TextChoices):
    """What must end before a case can be finished, as the staff read it."""

    PAPERS = "papers", _("papers from the beneficiary")
    APPOINTMENT = "appointment", _("the appointment")
    REFERRAL = "referral", _("a body's answer")
    PREPARED = "prepared", _("a referral that is to be looked over")
    DIRECTIVE = "directive", _("the minister's confirmation of a directive")
    TASK = "task", _("a task of the office")


AWAITED_PUBLIC = {
    Awaited.PAPERS: _("the papers that we asked you for"),
    Awaited.APPOINTMENT: _("your appointment"),
    Awaited.REFERRAL: _("the answer of the competent body"),
}
"""The public sentence of what is awaited; what stands not here is the house's own matter."""


class Priority(IntegerChoices):
    """The class of a case. The class goes before any score."""

    CRITICAL = 0, _("Grave")
    URGENT = 1, _("Urgent")
    NORMAL = 2, _("Normal")
    LOW = 3, _("Low")


S, T, X = State, Turn, Section

OPEN = frozenset(S.values) - {S.CLOSED}
FINAL = frozenset({S.CLOSED})
WITH_THE_DESKS = frozenset({S.SUBMITTED, S.REGISTERED, S.UNDER_AUDIT, S.WAITING_PAPERS})
BEFORE_THE_MINISTER = frozenset({S.ACCEPTED, S.WAITING, S.SCHEDULED, S.TO_PRESENT, S.PRESENTED})
AFTER_THE_MINISTER = frozenset({S.DIRECTED, S.REFERRED, S.ANSWERED, S.DONE})
DESK_SECTIONS = frozenset({X.INQUIRIES, X.OPERATIONS})

INQUIRIES = words("inquiries_officer", "reception_officer", "section_head", "toll_free_agent")
OPERATIONS = words("operations_officer", "section_head")
AUDIT = words("audit_officer")
OFFICE = words("minister_office", "minister")
FOLLOWUP = words("followup_officer")
MANAGERS = words("centre_manager", "programme_director")
DESKS = INQUIRIES | OPERATIONS | AUDIT | OFFICE | FOLLOWUP

MOVES: dict[str, Move] = {
    # inquiries: what kind of case is it?
    "sort": Move(words(S.SUBMITTED), turn=T.OPERATIONS, section=X.OPERATIONS, roles=INQUIRIES),
    "take_back": Move(words(S.SUBMITTED), turn=T.INQUIRIES, section=X.INQUIRIES, system=True),
    "answer_at_once": Move(words(S.SUBMITTED), S.CLOSED, T.NOBODY, X.ARCHIVE, roles=INQUIRIES, clock="stop"),
    # operations: register it
    "register": Move(words(S.SUBMITTED), S.REGISTERED, T.OPERATIONS, X.OPERATIONS, roles=OPERATIONS),
    "return_to_inquiries": Move(
        words(S.SUBMITTED, S.REGISTERED), S.SUBMITTED, T.INQUIRIES, X.INQUIRIES, roles=OPERATIONS
    ),
    "hand_to_audit": Move(words(S.REGISTERED), S.UNDER_AUDIT, T.AUDIT, X.AUDIT, roles=OPERATIONS),
    # audit: is it right and complete?
    "ask_for_papers": Move(words(S.UNDER_AUDIT), S.WAITING_PAPERS, T.BENEFICIARY, roles=AUDIT, clock="stop"),
    "complete_papers": Move(
        words(S.WAITING_PAPERS),
        S.UNDER_AUDIT,
        T.AUDIT,
        roles=INQUIRIES | OPERATIONS | AUDIT,
        public=True,
        clock="start",
    ),
    "lapse": Move(words(S.WAITING_PAPERS), S.CLOSED, T.NOBODY, X.ARCHIVE, system=True, clock="stop"),
    "send_back_to_operations": Move(words(S.UNDER_AUDIT), S.REGISTERED, T.OPERATIONS, X.OPERATIONS, roles=AUDIT),
    "accept": Move(words(S.UNDER_AUDIT), S.ACCEPTED, T.OFFICE, X.OFFICE, roles=AUDIT),
    "refuse": Move(words(S.UNDER_AUDIT), S.CLOSED, T.NOBODY, X.ARCHIVE, roles=AUDIT, clock="stop"),
    "hand_over_outside": Move(words(S.UNDER_AUDIT), S.CLOSED, T.NOBODY, X.ARCHIVE, roles=AUDIT, clock="stop"),
    "join": Move(
        words(S.SUBMITTED, S.REGISTERED, S.UNDER_AUDIT),
        S.CLOSED,
        T.NOBODY,
        X.ARCHIVE,
        roles=INQUIRIES | OPERATIONS | AUDIT,
        clock="stop",
    ),
    "unjoin": Move(words(S.CLOSED), S.UNDER_AUDIT, T.AUDIT, X.AUDIT, roles=AUDIT | OPERATIONS, clock="start"),
    # the roads
    "put_on_waiting_list": Move(
        words(S.ACCEPTED, S.TO_PRESENT, S.PRESENTED),
        S.WAITING,
        T.OPERATIONS,
        X.OPERATIONS,
        roles=OFFICE,
        system=True,
    ),
    "put_in_file": Move(words(S.ACCEPTED, S.WAITING), S.TO_PRESENT, T.OFFICE, X.OFFICE, roles=OFFICE, system=True),
    "leave_to_office": Move(words(S.ACCEPTED, S.WAITING, S.TO_PRESENT), S.ACCEPTED, T.OFFICE, X.OFFICE, roles=OFFICE),
    "send_back_to_audit": Move(
        words(S.ACCEPTED, S.TO_PRESENT, S.WAITING), S.UNDER_AUDIT, T.AUDIT, X.AUDIT, roles=OFFICE
    ),
    "place": Move(words(S.WAITING), S.SCHEDULED, T.OPERATIONS, X.OPERATIONS, system=True),
    "await_answer_to_appointment": Move(words(S.SCHEDULED), turn=T.BENEFICIARY, system=True),
    "await_sitting": Move(words(S.SCHEDULED), turn=T.OFFICE, section=X.OFFICE, system=True),
    "return_to_waiting_list": Move(words(S.SCHEDULED), S.WAITING, T.OPERATIONS, X.OPERATIONS, system=True),
    "present": Move(words(S.TO_PRESENT), S.PRESENTED, T.OFFICE, X.OFFICE, roles=OFFICE),
    "keep": Move(words(S.PRESENTED), S.TO_PRESENT, T.OFFICE, X.OFFICE, roles=OFFICE),
    "direct": Move(
        words(S.ACCEPTED, S.SCHEDULED, S.PRESENTED),
        S.DIRECTED,
        T.FOLLOWUP,
        X.FOLLOWUP,
        roles=OFFICE,
        system=True,
    ),
    # follow-up: until it is done
    "refer": Move(words(S.DIRECTED, S.REFERRED, S.ANSWERED), S.REFERRED, T.BODY, X.FOLLOWUP, system=True),
    "take_answer": Move(words(S.REFERRED), S.ANSWERED, T.FOLLOWUP, X.FOLLOWUP, system=True),
    "bring_to_minister": Move(words(S.ANSWERED), S.TO_PRESENT, T.OFFICE, X.OFFICE, roles=FOLLOWUP | OFFICE),
    "finish": Move(words(S.DIRECTED, S.ANSWERED), S.DONE, T.OFFICE, X.OFFICE, roles=FOLLOWUP),
    "approve_result": Move(
        words(S.DONE), turn=T.FOLLOWUP, section=X.FOLLOWUP, roles=OFFICE | words("section_head", "programme_director")
    ),
    "reject_result": Move(
        words(S.DONE),
        S.ANSWERED,
        T.FOLLOWUP,
        X.FOLLOWUP,
        roles=OFFICE | words("section_head", "programme_director"),
    ),
    "close": Move(words(S.DONE), S.CLOSED, T.NOBODY, X.ARCHIVE, roles=FOLLOWUP, system=True, clock="stop"),
    # afterwards
    "reopen": Move(
        words(S.CLOSED), S.DIRECTED, T.FOLLOWUP, X.FOLLOWUP, roles=FOLLOWUP | OFFICE | MANAGERS, clock="start"
    ),
    "object": Move(
        words(S.CLOSED),
        S.UNDER_AUDIT,
        T.AUDIT,
        X.AUDIT,
        roles=INQUIRIES | OPERATIONS,
        public=True,
        clock="start",
    ),
    "withdraw": Move(OPEN, S.CLOSED, T.NOBODY, X.ARCHIVE, roles=INQUIRIES | OPERATIONS, public=True, clock="stop"),
    "seal": Move(OPEN, S.CLOSED, T.NOBODY, X.ARCHIVE, roles=DESKS, clock="stop"),
    # acts that leave the state
    "reclassify": Move(OPEN, roles=INQUIRIES | OPERATIONS | AUDIT | OFFICE),
    "set_priority": Move(OPEN, roles=INQUIRIES | OPERATIONS | AUDIT | OFFICE),
    "change_road": Move(words(S.ACCEPTED, S.WAITING, S.TO_PRESENT), roles=OFFICE),
    "hand_to_centre": Move(WITH_THE_DESKS, roles=INQUIRIES | OPERATIONS | MANAGERS),
    "claim": Move(OPEN, roles=DESKS | MANAGERS),
    "release": Move(OPEN, roles=DESKS | MANAGERS),
    "stop_clock": Move(OPEN, roles=AUDIT | OFFICE | FOLLOWUP, clock="stop"),
    "start_clock": Move(OPEN, roles=AUDIT | OFFICE | FOLLOWUP, clock="start"),
    "add_words": Move(OPEN, roles=INQUIRIES | OPERATIONS, public=True),
    "add_party": Move(OPEN, roles=DESKS),
    "note": Move(frozenset(S.values), roles=DESKS | MANAGERS),
}

OUTCOME_OF = {
    "answer_at_once": Outcome.ANSWERED,
    "lapse": Outcome.LAPSED,
    "refuse": Outcome.REFUSED,
    "hand_over_outside": Outcome.NOT_OURS,
    "join": Outcome.JOINED,
    "withdraw": Outcome.WITHDRAWN,
    "seal": Outcome.SEALED,
    "close": Outcome.DONE,
}
CAN_BE_OBJECTED = frozenset({Outcome.DONE, Outcome.ANSWERED, Outcome.REFUSED, Outcome.NOT_OURS, Outcome.LAPSED})
CAN_BE_REOPENED = frozenset({Outcome.DONE})
