"""Reasons as codes with words, so that the trail and the notices hold no free text of an officer."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Reasons = dict[str, str | Promise]

REFUSED: Reasons = {
    "court": _("the matter is before a court, which alone decides it"),
    "decided": _("it was decided before, and nothing new has come up"),
    "not_a_request": _("it does not say what is asked for, and we could not learn it from you"),
    "not_entitled": _("the rules of this service do not allow it"),
    "no_standing": _("only the person concerned, or someone who acts for them, can ask for it"),
    "proof": _("what it rests on could not be confirmed"),
}
SENT_BACK: Reasons = {
    "entry": _("an entry does not match what was said"),
    "service": _("the wrong service was chosen"),
    "identity": _("the identity was not taken down rightly"),
    "papers": _("a paper was filed in the wrong place"),
    "priority": _("the priority needs another look"),
}
RETURNED: Reasons = {
    "service": _("the service needs to be decided again"),
    "unclear": _("it is not clear what is asked for"),
    "other_person": _("it is about another person"),
}
BACK_ON_LIST: Reasons = {
    "absent": _("the person did not come"),
    "asked": _("the person asked for another time"),
    "cancelled": _("the session was cancelled by us"),
    "offer": _("a time that became free did not suit, or was not answered"),
    "unconfirmed": _("the appointment was not confirmed in time"),
    "ours": _("the place was given up before it was told"),
    "undecided": _("it was heard, and not decided"),
    "let_him_come": _("the minister asked to hear the person"),
}
ROAD_CHANGED: Reasons = {
    "faster": _("this way is faster for the person"),
    "hear": _("the person should be heard"),
    "standing": _("the standing directive covers it"),
    "wish": _("the person wishes it"),
}
CLOCK: Reasons = {
    "court": _("a court's decision is awaited"),
    "person": _("the person asked us to wait"),
    "event": _("an event outside is awaited"),
}
REOPENED: Reasons = {
    "not_carried_out": _("what was decided was not carried out"),
    "new_facts": _("new facts have come up"),
    "our_slip": _("we made a mistake"),
}
RESULT: Reasons = {
    "unclear": _("the wording is not clear to the person"),
    "incomplete": _("not everything that was asked is answered"),
    "private": _("it tells of others"),
    "wrong": _("it does not match what was done"),
}
PRIORITY: Reasons = {
    "category": _("its category"),
    "qisas": _("a matter of retribution"),
    "homeland": _("the security of the homeland"),
    "medical": _("a medical need"),
    "humanitarian": _("a humanitarian need"),
    "date": _("a date that passes"),
    "danger": _("someone is in danger"),
    "asked_again": _("asked again and again"),
    "calm": _("nothing is lost by waiting"),
}
