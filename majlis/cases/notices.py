"""What the beneficiary is told of his case, and at which move. No subject, no name: a reference and what comes next."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import KindOfNotice, notice

SAMPLE: dict[str, Any] = {"reference": "6123456783", "address": "https://majlis.example/s/6123456783"}


def _tell(name: str, *, subject: Any, short: Any, body: Any, sample: dict[str, Any] | None = None) -> KindOfNotice:
    return notice(
        f"case.{name}",
        subject=subject,
        short=short,
        body=body,
        together=("sms",),
        then=("preference", "sms", "email", "call", "letter"),
        sample=SAMPLE | (sample or {}),
    )


_tell(
    "received",
    subject=_("We received your request"),
    short=_("We received your request {reference}. Follow it at {address}"),
    body=_(
        "We received your request and gave it the number {reference}.\n\nWe read it now and tell you every step. "
        "You can see where it stands at any hour: {address}\n\nYour time is precious, and we value it."
    ),
)
_tell(
    "papers_needed",
    subject=_("We need something from you"),
    short=_("Your request {reference} needs papers from you by {due_on}: {address}"),
    body=_(
        "To go on with your request {reference} we need from you:\n{items}\n\nPlease send it by {due_on} at "
        "{address}, or bring it to any of our centres. We ask once for everything."
    ),
    sample={"due_on": "2026-12-06", "items": {"ar": "صورة عقد العمل", "en": "A copy of the work contract"}},
)
_tell(
    "papers_reminder",
    subject=_("A reminder: we need something from you"),
    short=_("A reminder: your request {reference} still needs papers from you by {due_on}: {address}"),
    body=_(
        "We still need papers from you for your request {reference}. If they do not come by {due_on}, it is closed; "
        "you could then object or ask again. If you cannot get them, tell us, and we will help: {address}"
    ),
    sample={"due_on": "2026-12-06"},
)
_tell(
    "papers_received",
    subject=_("We received what you sent"),
    short=_("We received what you sent for your request {reference}, and go on with it."),
    body=_("We received what you sent for your request {reference}. It is complete, and we go on with it: {address}"),
)
_tell(
    "accepted",
    subject=_("Your request was accepted"),
    short=_("Your request {reference} was checked and accepted. What comes next: {address}"),
    body=_("Your request {reference} was checked and accepted.\n\n{next}\n\nYou can follow it here: {address}"),
    sample={"next": {"ar": "ننتظر مكانًا في الجلسة الأسبوعية.", "en": "It waits for a place in the weekly session."}},
)
_tell(
    "road_changed",
    subject=_("The way your request is decided has changed"),
    short=_("The way your request {reference} will be decided has changed. See: {address}"),
    body=_(
        "The way your request {reference} will be decided has changed.\n\n{next}\n\nIf this does not suit you, "
        "tell us: {address}"
    ),
    sample={
        "next": {"ar": "يُعرض طلبك على الوزير دون مقابلة.", "en": "It is put before the minister without a meeting."}
    },
)
_tell(
    "decided",
    subject=_("Your request was decided on"),
    short=_("Your request {reference} was decided on, and is being carried out. See: {address}"),
    body=_(
        "Your request {reference} was decided on. We see to it that the decision is carried out, ask after it every "
        "working day, and tell you the result: {address}"
    ),
)
_tell(
    "referred",
    subject=_("Your request is with the competent body"),
    short=_("Your request {reference} is with the competent body. We follow it every working day: {address}"),
    body=_(
        "Your request {reference} was sent to the competent body. We ask after it every working day until it is done. "
        "You need not do anything: {address}"
    ),
)
_tell(
    "body_answered",
    subject=_("The competent body has answered"),
    short=_("The competent body has answered on your request {reference}. We will tell you the result soon."),
    body=_(
        "The competent body has answered on your request {reference}. We read the answer and tell you the result: "
        "{address}"
    ),
)
_tell(
    "result",
    subject=_("The result of your request"),
    short=_("The result of your request {reference} is ready. Read it at {address}"),
    body=_(
        "The result of your request {reference} is ready. For your privacy you read it here, with your PIN: {address}"
        "\n\nIf you are not satisfied, you can object within 30 days. Please tell us there how satisfied you are."
    ),
)
_tell(
    "refused",
    subject=_("Your request was not accepted"),
    short=_("Your request {reference} was not accepted. The reason, and how to object: {address}"),
    body=_(
        "Your request {reference} was not accepted: {reason}.\n\nIf you see it otherwise, you can object within 30 "
        "days, and another officer will look at it: {address}"
    ),
    sample={"reason": {"ar": "الموضوع منظور أمام القضاء", "en": "the matter is before a court"}},
)
_tell(
    "not_ours",
    subject=_("Your request was handed over"),
    short=_("Your request {reference} belongs to another body, and we handed it over to them. See: {address}"),
    body=_(
        "Your request {reference} belongs to another body: {body}. We handed it over to them, so that you need not ask "
        "again. If you see it otherwise, you can object within 30 days: {address}"
    ),
    sample={"body": {"ar": "وزارة الموارد البشرية", "en": "the Ministry of Human Resources"}},
)
_tell(
    "lapsed",
    subject=_("Your request was closed"),
    short=_("Your request {reference} was closed, as what we asked for did not come. You can object: {address}"),
    body=_(
        "We asked you for papers for your request {reference}, and they did not come in time, so it was closed. If you "
        "have them now, object within 30 days and send them: {address}"
    ),
)
_tell(
    "joined",
    subject=_("Your request was joined to another of yours"),
    short=_("Your request {reference} was joined to your request {main}. Follow that one: {address}"),
    body=_(
        "Your request {reference} is about the same matter as {main}, so the two were joined. Follow {main}: {address}"
    ),
    sample={"main": "6987654326"},
)
_tell(
    "withdrawn",
    subject=_("Your request was withdrawn"),
    short=_("Your request {reference} was withdrawn as you asked. If it was not you, call {phone}"),
    body=_("Your request {reference} was withdrawn as you asked. If it was not you who asked, call {phone} at once."),
    sample={"phone": "8000000000"},
)
_tell(
    "reopened",
    subject=_("Your request is open again"),
    short=_("Your request {reference} is open again. See: {address}"),
    body=_("Your request {reference} is open again, and we go on with it: {address}"),
)
_tell(
    "objection_received",
    subject=_("We received your objection"),
    short=_("We received your objection on {reference}. An officer who had no part in it decides: {address}"),
    body=_(
        "We received your objection on your request {reference}. An officer who had no part in it until now looks at "
        "it afresh: {address}"
    ),
)
_tell(
    "handed_over",
    subject=_("Your request was handed over"),
    short=_("Your request {reference} was handed over to those whom it concerns."),
    body=_("Your request {reference} was handed over to those whom it concerns."),
)
_tell(
    "paper_refused",
    subject=_("One of your files could not be accepted"),
    short=_("A file you sent for {reference} could not be accepted. Please send it again: {address}"),
    body=_(
        "A file that you sent for your request {reference} could not be accepted, because the check for harmful files "
        "stopped it. It was deleted. Your request itself goes on.\n\nPlease send the paper again as a photograph or a "
        "new PDF at {address}, or bring it to any of our centres."
    ),
)

NOTICE_OF: dict[str, str] = {
    "open": "case.received",
    "ask_for_papers": "case.papers_needed",
    "remind_of_papers": "case.papers_reminder",
    "complete_papers": "case.papers_received",
    "accept": "case.accepted",
    "change_road": "case.road_changed",
    "direct": "case.decided",
    "refer": "case.referred",
    "take_answer": "case.body_answered",
    "answer_at_once": "case.result",
    "approve_result": "case.result",
    "refuse": "case.refused",
    "hand_over_outside": "case.not_ours",
    "lapse": "case.lapsed",
    "join": "case.joined",
    "unjoin": "case.reopened",
    "withdraw": "case.withdrawn",
    "reopen": "case.reopened",
    "object": "case.objection_received",
    "seal": "case.handed_over",
}
"""The notice that a move owes the beneficiary. Moves that stay inside the house owe none."""
