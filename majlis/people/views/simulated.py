"""The pages of the simulated authority: a national sign-in and a national app with sample persons only.

They stand beside the product for development and tests; where the settings do not name the simulator, they are not
found, and production refuses to name it.
"""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from majlis.accounts import gate
from majlis.core.digits import ascii_digits
from majlis.people.identity import approval, simulator
from majlis.people.identity.port import NotVerified


@require_GET
@gate.public
def authority(request: HttpRequest) -> HttpResponse:
    """Show the sample persons; each button posts his signed answer back, as the real authority would."""
    _only_where(settings.IDENTITY_NATIONAL)
    try:
        asked = simulator.asked(request.GET.get("request", ""))
    except NotVerified as error:
        raise Http404 from error
    answers = [(sample, simulator.answer(sample, asked["nonce"])) for sample in simulator.SAMPLES]
    facts = {"answers": answers, "back": asked["redirect_uri"], "state": asked["state"]}
    return render(request, "people/simulated_sign_in.html", facts)


@gate.public
def app(request: HttpRequest) -> HttpResponse:
    """Show what waits in the national app of a sample person, and take the number that he picks."""
    _only_where(settings.IDENTITY_APPROVAL)
    number = ascii_digits(request.POST.get("number") or request.GET.get("number", ""))
    waits = approval.waiting(number)
    done = ""
    if request.method == "POST" and waits:
        picked = ascii_digits(request.POST.get("picked", ""))
        approval.pick(waits[0], picked)
        done, waits = ("approved" if picked == waits[0].shown else "declined"), None
    facts = {"samples": simulator.SAMPLES, "number": number, "waits": waits, "done": done}
    return render(request, "people/simulated_app.html", facts)


def _only_where(named: str) -> None:
    if named != "simulator":
        raise Http404
