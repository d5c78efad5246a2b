"""The person's answer to his appointment: confirm, ask for another time, give it up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from majlis.accounts import gate
from majlis.audiences import queries as audiences
from majlis.audiences.models import Appointment
from majlis.audiences.moves import appointments as moves
from majlis.audiences.moves import standby
from majlis.cases.models import Case
from majlis.core.errors import Busy, Refused
from majlis.core.viewer import by
from majlis.portal import standing
from majlis.portal.forms.status import WishForm, WithdrawForm
from majlis.portal.sending import once, version_of
from majlis.portal.views.request import to
from majlis.portal.views.status import count_try, or_ask
from majlis.portal.views.status_acts import ask, may_not, prove, reads


def _held(request: HttpRequest, case: Case) -> Appointment:
    """Return the appointment that the form showed. Raises Busy when it changed, Refused after its hour."""
    appointment = standing.told_appointment(case)
    if appointment is None or appointment.version != version_of(request):
        raise Busy
    if not standing.answerable(appointment):
        raise Refused("too_late", _("The hour of this appointment has come. Call us, and we help you."))
    return appointment


@require_POST
@gate.on_public(Case)
def confirmation(request: HttpRequest, case: Case) -> HttpResponse:
    """The person will come."""
    once(
        request,
        "portal.confirm",
        [case.pk, version_of(request)],
        lambda: moves.confirm(_held(request, case), by=by(request)),
    )
    messages.success(request, _("Thank you. We wait for you."))
    return to("status", case.reference)


@require_POST
@gate.on_public(Case)
def offer(request: HttpRequest, case: Case) -> HttpResponse:
    """The person takes the time that became free, or leaves it to the next."""
    takes = request.POST.get("answer") == "take"

    def do() -> None:
        found = standing.offer_to(case)
        if found is None or found.appointment.version != version_of(request):
            raise Refused("offer_over", _("This time is no longer offered. You keep your turn."))
        (standby.accept if takes else standby.decline)(found.appointment, by=by(request))

    once(request, "portal.offer", [case.pk, version_of(request), takes], do)
    taken, left = _("It is yours. We wait for you."), _("It goes to the next. You keep your turn.")
    messages.success(request, taken if takes else left)
    return to("status", case.reference)


@or_ask
@reads
@gate.on_public(Case)
def another(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask for another time, and say which would suit."""
    if may_not(request, case, "move"):
        return to("status", case.reference)
    form = WishForm(request.POST or None)

    def do() -> None:
        moves.ask_to_move(_held(request, case), by=by(request), wish=form.cleaned_data["wish"])

    second = audiences.wishes(case) >= 1
    said = _("We look for another time, and tell you of it.")
    if second:
        said = _("It is your second wish: an officer rings you, and you agree on a time together.")
    return ask(request, case, form, "another", do, said, second=second, appointment=standing.told_appointment(case))


@or_ask
@reads
@gate.on_public(Case, before=count_try)
def end(request: HttpRequest, case: Case) -> HttpResponse:
    """Give the appointment up, with the PIN once more: the request is put before the minister on paper."""
    if may_not(request, case, "give_up"):
        return to("status", case.reference)
    form = WithdrawForm(request.POST or None)

    def do() -> None:
        moves.withdraw(_held(request, case), by=by(request))

    if form.is_bound and form.is_valid():
        prove(request, case, form)
    said = _("Your time is free for another. Your request goes before the minister on paper.")
    return ask(request, case, form, "end", do, said, appointment=standing.told_appointment(case))
