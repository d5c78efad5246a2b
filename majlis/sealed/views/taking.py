"""An officer at any desk takes a report down for the person before him. What he typed, he cannot open again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from majlis.accounts import gate
from majlis.sealed.views.quiet import hushed, in_memory
from majlis.sealed.views.safe import taking_down


@csrf_exempt  # the guard inside runs after the uploads were told to stay in memory
@hushed
@in_memory
@csrf_protect
@sensitive_post_parameters()
@gate.staff()
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take the words down and hand the seven words over on paper."""
    return taking_down(request, channel="desk", template="sealed/take_down.html", done="sealed/hand_over.html")
