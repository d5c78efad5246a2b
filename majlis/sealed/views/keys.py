"""Officers' keys: making one's own, admitting a colleague's, handing him the keys of earlier reports, retiring."""

from __future__ import annotations

import json

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from majlis.accounts import gate
from majlis.sealed import moves, queries, rules
from majlis.sealed.crypto.pairs import Publics
from majlis.sealed.forms import AdmissionForm, KeyForm, SealedField
from majlis.sealed.models import OfficerKey
from majlis.sealed.states import OFFICER
from majlis.sealed.views.reports import IMPORTS, valid, with_locks

of_key = gate.on(OfficerKey, rules.is_at_home, by="pk", roles=(OFFICER,))


@with_locks
@gate.staff(OFFICER)
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """Show who can open reports, and the key of the officer himself."""
    viewer = request.viewer  # type: ignore[attr-defined]
    compartment = queries.open_compartment()
    holders = queries.holders(compartment) if compartment else []
    known = OfficerKey.objects.visible_to(viewer).filter(compartment=compartment).select_related("staff")
    counting = {key.pk for key in holders}
    facts = {
        "compartment": compartment,
        "own_key": queries.own_key(viewer),
        "holders": holders,
        "waiting": [key for key in known if key.retired_on is None and key.pk not in counting],
        "i_count": any(key.staff_id == viewer.id for key in holders),
        "imports": IMPORTS,
    }
    return render(request, "sealed/keys.html", facts)


@gate.staff(OFFICER)
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Register the public half of a key that the browser made."""
    given = valid(KeyForm(request.POST))
    moves.make_key(by=request.viewer, publics=Publics(given["box"], given["verify"]))  # type: ignore[attr-defined]
    messages.success(request, _("Your key is made. It opens reports once a colleague has admitted it."))
    return redirect("sealed:keys")


@of_key
@require_POST
def admission(request: HttpRequest, key: OfficerKey) -> HttpResponse:
    """Let a key count by the signature that the browser made."""
    given = valid(AdmissionForm(request.POST))
    viewer = request.viewer  # type: ignore[attr-defined]
    voucher = None if given["shares"] else queries.own_key(viewer)
    if voucher is None and not given["shares"]:
        raise BadRequest("a voucher needs a key of his own")
    moves.admit(key, by=viewer, signature=given["signature"], voucher=voucher)
    return JsonResponse({"admitted": True})


@of_key
@require_http_methods(["GET", "POST"])
def wraps(request: HttpRequest, key: OfficerKey) -> HttpResponse:
    """Hand out sealed report keys that a newcomer lacks (GET), or keep them sealed anew to him (POST)."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "GET":
        holder = None if request.GET.get("shares") else queries.own_key(viewer)
        if holder is None and not request.GET.get("shares"):
            raise BadRequest("a holder needs a key of his own")
        after = request.GET.get("after", "0")
        return JsonResponse({"wraps": queries.wraps_of(holder, key, int(after) if after.isdecimal() else 0)})
    field = SealedField()
    try:
        given = {int(pk): field.clean(sealed) for pk, sealed in json.loads(request.body).items()}
    except (ValueError, AttributeError, TypeError, ValidationError) as error:
        raise BadRequest("not sent by our page") from error
    moves.widen(key, by=viewer, wraps=given)
    return JsonResponse({"kept": True})


@of_key
@require_POST
def retirement(request: HttpRequest, key: OfficerKey) -> HttpResponse:
    """Take a key out of use."""
    moves.retire_key(key, by=request.viewer)  # type: ignore[attr-defined]
    messages.success(request, _("The key is out of use, and what was sealed to it is destroyed."))
    return redirect("sealed:keys")
