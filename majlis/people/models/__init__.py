"""The nouns of this room."""

from majlis.people.models.beneficiary import Beneficiary, MayMeet
from majlis.people.models.contact import ContactPoint
from majlis.people.models.identifying import Approval, OneTimeCode, Outage, SignIn
from majlis.people.models.merge import Merge
from majlis.people.models.representation import Representation

__all__ = [
    "Approval",
    "Beneficiary",
    "ContactPoint",
    "MayMeet",
    "Merge",
    "OneTimeCode",
    "Outage",
    "Representation",
    "SignIn",
]
