"""The words of this room as data: kinds, channels, standings, levels of assurance. Nothing here is computed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Who a beneficiary is to the state. It opens no door and closes none: anyone is heard."""

    CITIZEN = "citizen", _("Citizen")
    RESIDENT = "resident", _("Resident")
    GCC = "gcc", _("GCC national")
    VISITOR = "visitor", _("Visitor")
    UNKNOWN = "unknown", _("Not known")


class ServedBy(models.TextChoices):
    """Who may meet, ring, host, interpret or type for a woman. Asked once; never guessed from a name or a number."""

    NOT_ASKED = "", _("Not asked")
    WOMEN_ONLY = "women_only", _("Women only")
    EITHER = "either", _("Women or men")


class Sex(models.TextChoices):
    """Kept only when the person or her paper states it."""

    NOT_STATED = "", _("Not stated")
    WOMAN = "woman", _("Woman")
    MAN = "man", _("Man")


class Need(models.TextChoices):
    """What a person needs so that he can be served."""

    DEAF = "deaf", _("Deaf: never rung")
    WHEELCHAIR = "wheelchair", _("Uses a wheelchair")
    INFIRM = "infirm", _("Served where he sits")
    BLIND = "blind", _("Cannot see print")
    CANNOT_READ = "cannot_read", _("Does not read")


class Level(models.IntegerChoices):
    """How sure the house is of something: the higher includes the lower."""

    NONE = 0, _("Not verified")
    CODE = 1, _("By a code sent to the person")
    ATTESTED = 2, _("Seen by an officer")
    NATIONAL = 3, _("By the national sign-in")


class Channel(models.TextChoices):
    """Ways to reach a person."""

    MOBILE = "mobile", _("Mobile")
    LANDLINE = "landline", _("Landline")
    EMAIL = "email", _("E-mail")
    WHATSAPP = "whatsapp", _("WhatsApp")
    TELEGRAM = "telegram", _("Telegram")
    LETTER = "letter", _("Letter")


NUMBERS = frozenset({Channel.MOBILE, Channel.LANDLINE, Channel.WHATSAPP})
"""Channels whose value is a telephone number in E.164."""

RUNG = frozenset({Channel.MOBILE, Channel.LANDLINE})
"""Channels on which a person can be rung."""


class Whose(models.TextChoices):
    """Whose a telephone or a mailbox is."""

    MINE = "mine", pgettext_lazy("whose phone", "Mine alone")
    SHARED = "shared", pgettext_lazy("whose phone", "Shared with others")
    ANOTHERS = "anothers", pgettext_lazy("whose phone", "Another person's")


TOLD = {
    Whose.MINE: pgettext_lazy("whose phone, told of the person", "The person's alone"),
    Whose.SHARED: pgettext_lazy("whose phone, told of the person", "Shared with others"),
    Whose.ANOTHERS: pgettext_lazy("whose phone, told of the person", "Another person's"),
}
"""The same, told of the person on the pages of the staff."""

STRICTNESS = {Whose.MINE: 0, Whose.SHARED: 1, Whose.ANOTHERS: 2}
"""When two records disagree about one number, the higher stands."""


class Style(models.TextChoices):
    """How much a message may say: all that notices say, neutral words only, or nothing at all."""

    FULL = "full", _("As usual")
    NEUTRAL = "neutral", _("Neutral words only")
    NONE = "none", _("Nothing is sent")


class Standing(models.TextChoices):
    """By what right one person acts for another. A helper who carries or translates has none, so none is listed."""

    AGENT = "agent", _("Agent")
    GUARDIAN = "guardian", _("Guardian")
    RELATIVE_OF_PRISONER = "relative_of_prisoner", _("Relative of a prisoner")
    RELATIVE_OF_PATIENT = "relative_of_patient", _("Relative of a patient")
    RELATIVE_OF_MISSING = "relative_of_missing", _("Relative of a missing person")
    RELATIVE_OF_DEAD = "relative_of_dead", _("Relative of a dead person")
    BLOOD_HEIR = "blood_heir", _("Blood heir")
    PRISON_OFFICER = "prison_officer", _("Prison officer who passes a petition on")
    LAWYER = "lawyer", _("Lawyer")
    DELEGATE = "delegate", _("Delegate of a group")


class Proof(models.TextChoices):
    """What shows a standing."""

    NONE = "", _("None")
    WORD = "word", _("The person's own word")
    POWER_OF_ATTORNEY = "power_of_attorney", _("Power of attorney")
    LAWYER_LICENCE = "lawyer_licence", _("Lawyer's licence with a power of attorney")
    GUARDIANSHIP = "guardianship", _("Guardianship deed or family register")
    HEIRS_DEED = "heirs_deed", _("Deed that names the heirs")
    FAMILY_PAPER = "family_paper", _("Family register or a paper of kinship")
    SERVICE_CARD = "service_card", _("Service card or the prison's letter")
    SIGNED_LIST = "signed_list", _("List signed by the group")


class Act(models.TextChoices):
    """What one person may do for another."""

    FILE = "file", _("Put a request")
    READ = "read", _("Read the case")
    ANSWER = "answer", _("Hand in papers")
    APPOINTMENT = "appointment", _("Arrange the appointment")
    ATTEND = "attend", _("Attend")
    WITHDRAW = "withdraw", _("Withdraw or object")


@dataclass(frozen=True, slots=True)
class StandingRule:
    """What goes with a standing. `proofs` empty: no paper is asked for; `acts` are what it covers at most."""

    proofs: frozenset[str]
    acts: frozenset[str]
    power_of_attorney: bool = False


_ALL = frozenset(Act.values)
_FOR_HIM = _ALL - {Act.WITHDRAW}
_KIN = StandingRule(frozenset(), frozenset(_FOR_HIM))

STANDINGS: dict[str, StandingRule] = {
    Standing.AGENT: StandingRule(frozenset({Proof.POWER_OF_ATTORNEY}), _ALL, power_of_attorney=True),
    Standing.LAWYER: StandingRule(frozenset({Proof.LAWYER_LICENCE}), _ALL, power_of_attorney=True),
    Standing.GUARDIAN: StandingRule(frozenset({Proof.GUARDIANSHIP, Proof.FAMILY_PAPER}), _ALL),
    Standing.BLOOD_HEIR: StandingRule(frozenset({Proof.HEIRS_DEED}), _ALL),
    Standing.RELATIVE_OF_PRISONER: _KIN,
    Standing.RELATIVE_OF_PATIENT: _KIN,
    Standing.RELATIVE_OF_MISSING: _KIN,
    Standing.RELATIVE_OF_DEAD: _KIN,
    Standing.PRISON_OFFICER: StandingRule(frozenset({Proof.SERVICE_CARD}), frozenset({Act.FILE})),
    Standing.DELEGATE: StandingRule(frozenset({Proof.SIGNED_LIST}), frozenset(_FOR_HIM)),
}


class MergeReason(models.TextChoices):
    """Why two records are held to be one person."""

    SAME_IDENTITY = "same_identity", _("The same identity number, seen on the card")
    SAID_SO = "said_so", _("The person said so, and details agree")
    TWICE_ENTERED = "twice_entered", _("Entered twice by mistake")


class BadContact(models.TextChoices):
    """Why a contact point is marked bad."""

    UNDELIVERED = "undelivered", _("Messages do not arrive")
    NO_SUCH = "no_such", _("No such number or address")
    STRANGER = "stranger", _("It reaches someone else")
    REFUSED = "refused", _("The holder wants no messages")


LANGUAGES: dict[str, str | Promise] = {
    "ar": _("Arabic"),
    "en": _("English"),
    "ur": _("Urdu"),
    "bn": _("Bengali"),
    "hi": _("Hindi"),
    "id": _("Indonesian"),
    "fil": _("Filipino"),
    "am": _("Amharic"),
}
"""Languages that a person may choose to be served in; which of them a sentence exists in is each page's matter."""
