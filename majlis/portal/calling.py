"""A call by an officer, for whoever wants to give something up and does not have the PIN."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from majlis.cases.models import Case
from majlis.core import clock, references
from majlis.core.errors import Refused
from majlis.notifications import addressees
from majlis.notifications import moves as notifications
from majlis.portal import notices

KINDS = {"appointment": notices.RING_APPOINTMENT, "request": notices.RING_WITHDRAWAL}


def ask_for(case: Case, what: str) -> None:
    """Owe a call to the person of a request, once a day; `what` is "appointment" or "request".

    Raises Refused "no_call" when he gave no phone that may be rung, or wants no contact.
    """
    to = addressees.beneficiary(case.beneficiary_id)
    if to.never or not to.points_for("call"):
        sentence = _("We know no phone of yours that we may ring. Call us at %(phone)s, or come to a centre.")
        raise Refused("no_call", sentence, phone=references.show(settings.TOLL_FREE_NUMBER))
    notifications.owe(
        KINDS[what],
        to=to,
        facts={"reference": references.show(case.reference)},
        about=("case", case.pk),
        version=clock.today().toordinal(),
        case=case.pk,
        barred=case.barred,
    )
