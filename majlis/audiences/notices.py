"""What the person is told of his appointment. SMS and e-mail go together; the e-mail brings a calendar file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from majlis.notifications.kinds import notice

SAMPLE: dict[str, Any] = {
    "reference": "6123456783",
    "address": "https://majlis.example/s/6123456783",
    "starts_at": "2026-12-02T08:20:00+00:00",
    "ends_at": "2026-12-02T08:30:00+00:00",
    "place": {"ar": "مركز الرياض، المقر", "en": "Riyadh centre, headquarters"},
    "pass_code": "K7M4-QX92",
}
_THEN = ("preference", "sms", "email", "call", "letter")

notice(
    "appointment.told",
    subject=_("Your appointment"),
    short=_("Request {reference}: your appointment is {starts_at}. Confirm or change it: {address}"),
    body=_(
        "Your appointment for request {reference} is {starts_at}, at {place}.\n\nPlease confirm it, or ask for another "
        "time, here: {address}\n\nBring your identity card or residence permit, an expired one too, and come ten "
        "minutes before. Your pass for the gate: {pass_code}. If you cannot come, tell us: your request is not lost."
    ),
    calendar="request",
    then=_THEN,
    sample=SAMPLE,
)
notice(
    "appointment.changed",
    subject=_("Your appointment has another time"),
    short=_("Request {reference}: your appointment is now {starts_at}. Confirm or change it: {address}"),
    body=_(
        "Your appointment for request {reference} has another time: {starts_at}, at {place}. The former time holds no "
        "longer.\n\nPlease confirm it, or ask for another time, here: {address}\n\nYour pass for the gate: {pass_code}"
    ),
    calendar="request",
    then=_THEN,
    sample=SAMPLE,
)
notice(
    "appointment.confirmed",
    subject=_("Your appointment is confirmed"),
    short=_("Request {reference}: your appointment {starts_at} is confirmed. We expect you."),
    body=_("Your appointment for request {reference}, {starts_at}, at {place}, is confirmed. We expect you: {address}"),
    together=("sms",),
    then=(),
    sample=SAMPLE,
)
notice(
    "appointment.moved",
    subject=_("You asked for another time"),
    short=_("Request {reference}: your appointment {starts_at} is given up, as you asked. We will tell you a new one."),
    body=_(
        "Your appointment for request {reference}, {starts_at}, is given up, as you asked. Your request is not lost: "
        "we tell you a new time at least three days before it: {address}"
    ),
    calendar="cancel",
    then=_THEN,
    sample=SAMPLE,
)
notice(
    "appointment.ring",
    subject=_("Let us agree on a time"),
    short=_("Request {reference}: we ring you, to agree on a time together."),
    body=_(
        "You asked twice for another time for request {reference}. We ring you, to agree on one together: {address}"
    ),
    script=_(
        "The person asked twice for another time for request {reference}; the last one was {starts_at}. Ask which days "
        "and hours suit, and agree on a time with whoever plans the session. The request is never dropped."
    ),
    together=("call",),
    then=(),
    sample=SAMPLE,
)
notice(
    "appointment.cancelled",
    subject=_("We are sorry: your appointment is cancelled"),
    short=_("We are sorry: your appointment {starts_at}, request {reference}, is cancelled. You come first next time."),
    body=_(
        "We are sorry. We had to cancel your appointment for request {reference}, {starts_at}. You need not ask again: "
        "you come first at the next session, and we tell you its time at least three days before: {address}"
    ),
    calendar="cancel",
    urgent=True,
    then=_THEN,
    sample=SAMPLE,
)
notice(
    "appointment.let_go",
    subject=_("We could not hear from you"),
    short=_("Request {reference}: you did not confirm {starts_at}, so we look for another time. {address}"),
    body=_(
        "We did not hear whether you come {starts_at} for request {reference}, so this time is given to somebody else. "
        "Your request is not lost: we tell you a new time at least three days before it: {address}"
    ),
    calendar="cancel",
    then=_THEN,
    sample=SAMPLE,
)

_OFFER = {**SAMPLE, "until": "2026-11-26T15:00:00+00:00"}
notice(
    "offer.made",
    subject=_("A time became free: do you want it?"),
    short=_("Request {reference}: {starts_at} became free for you. Answer soon: {address}"),
    body=_(
        "A time became free, and you are the next in line: {starts_at}, at {place}, for request {reference}.\n\nTell "
        "us until {until} whether you want it: {address}. If it does not suit you, nothing is lost: you keep your turn."
    ),
    then=("call",),
    sample=_OFFER,
)
notice(
    "offer.short",
    subject=_("A time became free soon: do you want it?"),
    short=_("Request {reference}: {starts_at} became free, at short notice. Only if it suits you: {address}"),
    body=_(
        "A time became free, and you are the next in line: {starts_at}, at {place}, for request {reference}. It is in "
        "less than three full days, so take it only if it suits you.\n\nTell us until {until}: {address}. If it does "
        "not suit you, nothing is lost: you keep your turn."
    ),
    then=("call",),
    sample=_OFFER,
)
notice(
    "offer.rung",
    subject=_("A time became free: ask the person"),
    short=_("Request {reference}: {starts_at} became free for you. We ring you. {address}"),
    body=_(
        "A time became free, and you are the next in line: {starts_at}, at {place}, for request {reference}. We ring "
        "you until {until}, to ask whether you want it: {address}. If it does not suit you, nothing is lost."
    ),
    script=_(
        "A time became free for request {reference}: {starts_at}, at {place}. Ask whether the person wants it; in less "
        "than three full days he must agree to the short notice. Write his answer down under freed places before "
        "{until}; then it goes to the next. If it does not suit him, he keeps his turn."
    ),
    together=("call",),
    then=(),
    urgent=True,
    sample=_OFFER,
)
notice(
    "offer.accepted",
    subject=_("The time is yours"),
    short=_("Request {reference}: {starts_at} is yours. We expect you. {address}"),
    body=_(
        "The time is yours: {starts_at}, at {place}, for request {reference}.\n\nBring your identity card or residence "
        "permit, an expired one too, and come ten minutes before. Your pass for the gate: {pass_code}. If you cannot "
        "come, tell us: {address}"
    ),
    calendar="request",
    then=_THEN,
    sample=SAMPLE,
)
notice(
    "offer.lapsed",
    subject=_("The time went to the next"),
    short=_("Request {reference}: {starts_at} went to the next. You keep your turn. {address}"),
    body=_(
        "We did not hear from you in time, so {starts_at} went to the next person. You keep your turn: we tell you "
        "your time for request {reference} at least three days before it: {address}"
    ),
    then=(),
    sample=SAMPLE,
)
notice(
    "offer.recalled",
    subject=_("The time offered can no longer be had"),
    short=_("We are sorry: {starts_at} can no longer be had. You keep your turn. {address}"),
    body=_(
        "We are sorry. The time that we offered you, {starts_at}, can no longer be had. You keep your turn: we tell "
        "you your time for request {reference} at least three days before it: {address}"
    ),
    urgent=True,
    then=("call",),
    sample=SAMPLE,
)
notice(
    "yield.asked",
    subject=_("May another take your time?"),
    short=_("Request {reference}: we ring you about your appointment {starts_at}. It stands. {address}"),
    body=_("We ring you about your appointment for request {reference}, {starts_at}. It stands as it is: {address}"),
    script=_(
        "A graver case needs a time. Ask the person of request {reference} whether he gives up {starts_at}; he then "
        "comes first at the next session. He is free to say no, and nothing is held against him. Write his answer down "
        "before {until}."
    ),
    together=("call",),
    then=(),
    sample=_OFFER,
)
notice(
    "appointment.apology",
    subject=_("We apologise to you"),
    short=_("Request {reference}: we had to give {starts_at} to a very grave case. We ring you to apologise."),
    body=_(
        "We had to give your time for request {reference}, {starts_at}, to a very grave case. We ring you to "
        "apologise, and you come first at the next session: {address}"
    ),
    script=_(
        "Apologise in the ministry's name: the time of request {reference}, {starts_at}, had to go to a very grave "
        "case. The person comes first at the next session, and is told its time at least three days before."
    ),
    together=("call",),
    then=(),
    urgent=True,
    sample=SAMPLE,
)
notice(
    "appointment.missed",
    subject=_("We missed you"),
    short=_("Request {reference}: we missed you today. Your request is not lost; we will ring you. {address}"),
    body=_(
        "We missed you at your appointment for request {reference}. Your request is not lost: we ring you today to ask "
        "what suits you, or choose here: {address}"
    ),
    together=("sms", "call"),
    then=_THEN,
    sample=SAMPLE,
)
notice(
    "appointment.urgent",
    subject=_("We can hear you today"),
    short=_("Request {reference}: as agreed, we hear you {starts_at}. {address}"),
    body=_(
        "As we agreed on the telephone, you are heard on request {reference} {starts_at}, at {place}.\n\nBring your "
        "identity card or residence permit, an expired one too. Your pass for the gate: {pass_code}. Your request: "
        "{address}"
    ),
    calendar="request",
    urgent=True,
    then=("call",),
    sample=SAMPLE,
)
notice(
    "appointment.later",
    subject=_("Your hour today has changed"),
    short=_("Request {reference}: your hour today is now {starts_at}. If you cannot come then, call us: {toll_free}"),
    body=_(
        "Your hour for request {reference} is now {starts_at}, at {place}. We are sorry for the change. If you cannot "
        "come then, call us: {toll_free}. Your request is not lost: {address}"
    ),
    calendar="request",
    urgent=True,
    then=("call",),
    sample=SAMPLE,
)
notice(
    "appointment.delayed",
    subject=_("Your turn comes later than planned"),
    short=_("Request {reference}: the session runs late. We expect your turn about {expected_at}. We are sorry."),
    body=_(
        "The session runs late. We expect your turn for request {reference} about {expected_at}, at {place}. We are "
        "sorry that you wait: {address}"
    ),
    urgent=True,
    then=(),
    sample={**SAMPLE, "expected_at": "2026-12-02T08:45:00+00:00"},
)
notice(
    "appointment.next",
    subject=_("You are next"),
    short=_("Request {reference}: you are next. Please be at the door of your hall or waiting room now."),
    body=_(
        "You are next for request {reference}. Please be at the door of your hall or waiting room now, at {place}: "
        "{address}"
    ),
    together=("sms",),
    then=(),
    urgent=True,
    sample=SAMPLE,
)

_GATE = {"day": "2026-12-02", "address": "https://majlis.example/sittings/7/gate/1/", "starts_at": SAMPLE["starts_at"]}
notice(
    "gate.list",
    subject=_("The list of the gate is ready"),
    short=_("The list of the gate for {day} is ready: {address}"),
    body=_("The list of who comes on {day} is ready for your gate. Read or print it here, after signing in: {address}"),
    then=(),
    sample=_GATE,
)
notice(
    "gate.changed",
    subject=_("The list of the gate has changed"),
    short=_("The list of the gate for {day} has changed: {address}"),
    body=_(
        "The list of who comes on {day} has changed. The former one holds no longer. Read or print it here, after "
        "signing in: {address}"
    ),
    urgent=True,
    then=(),
    sample=_GATE,
)
