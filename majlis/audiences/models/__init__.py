"""The nouns of the weekly session, one file each."""

from majlis.audiences.models.appointment import Appointment, AppointmentQuerySet
from majlis.audiences.models.booking import Booking
from majlis.audiences.models.feed import Feed
from majlis.audiences.models.file import SittingFile
from majlis.audiences.models.gate import GateList, GateNote
from majlis.audiences.models.pattern import Exceptional, Pattern
from majlis.audiences.models.plan import Line, Overtaking, Plan, PlanWish
from majlis.audiences.models.sitting import Sitting, SittingQuerySet
from majlis.audiences.models.standby import Offer

__all__ = [
    "Appointment",
    "AppointmentQuerySet",
    "Booking",
    "Exceptional",
    "Feed",
    "GateList",
    "GateNote",
    "Line",
    "Offer",
    "Overtaking",
    "Pattern",
    "Plan",
    "PlanWish",
    "Sitting",
    "SittingFile",
    "SittingQuerySet",
]
