"""The way out through a person: a call becomes a line on the list of the staff."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.core import phones, scope
from majlis.core.viewer import system
from majlis.notifications.carriers import CarrierFailed, Parcel, Receipt, Standing
from majlis.notifications.moves import open_call

CALLS = system("majlis.channels.calls")


class Calls:
    """Put each parcel on the list of calls. It is sent then; told is what the caller writes down."""

    repeats = True

    def send(self, parcel: Parcel) -> Receipt:
        """Put the call on the list; the same parcel again is the same call. Raises CarrierFailed for no number."""
        try:
            number = phones.parse(parcel.address, "")
        except phones.BadPhone as error:
            raise CarrierFailed("no telephone number", permanent=True) from error
        if number != parcel.address:
            raise CarrierFailed("the number is not in E.164", permanent=True)
        with scope.within(CALLS):
            call = open_call(parcel)
        return Receipt(f"call-{call.pk}")

    def check(self) -> Standing:
        """Tell that the list is there: it needs no other house."""
        return Standing(True, _("Calls are put on the list of the staff."))
