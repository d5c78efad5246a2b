"""The gate: every page says who may open it, and a page behind it sees only what its viewer may see.

A gate resolves who is asking, counts what is limited (`before`), opens the transaction and the scope in which the
database shows what he may see, loads the object, asks the rule, and only then calls the view. A view that fails
leaves nothing behind: its transaction is rolled back. `view.gate` says all this as data, for the tests of the house.

A body that is streamed runs after the view, outside of the scope: such a view reads all it needs beforehand.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, overload
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from majlis.accounts import once, second_factor
from majlis.accounts.models import Staff
from majlis.accounts.queries import viewer_for
from majlis.core import scope
from majlis.core.viewer import ANONYMOUS, Viewer

View = Callable[..., HttpResponse]
Rule = Callable[[Viewer, Any], bool]
Before = Callable[..., None]
Builder = Callable[[HttpRequest], Viewer | None]

SIGN_IN = "/staff/login/"
_builders: list[Builder] = []


@dataclass(frozen=True, slots=True)
class Gate:
    """What a page declared: "public", "staff", "object" or "public object", the roles, the model, the rule."""

    kind: str
    roles: tuple[str, ...] = ()
    model: type[Model] | None = None
    rule: Rule | None = None


def register_public(builder: Builder) -> Builder:
    """Let a room above say who a public request is; the first that does not answer None is believed."""
    if builder not in _builders:
        _builders.append(builder)
    return builder


def public_viewer(request: HttpRequest) -> Viewer:
    """Return who a public request is: what the first builder says, else the anonymous viewer."""
    answers = (builder(request) for builder in _builders)
    return next((viewer for viewer in answers if viewer is not None), ANONYMOUS)


@overload
def public(view: View) -> View: ...


@overload
def public(*, before: Before | None = None) -> Callable[[View], View]: ...


def public(view: View | None = None, *, before: Before | None = None) -> View | Callable[[View], View]:
    """Open the page to anyone.

    `before(request, **kwargs)` runs before the scope opens: there attempts are counted, so that a failing view
    cannot undo the count. It refuses by raising `Refused`. It is taken by every gate.
    """

    def declare(view: View) -> View:
        return _gated(view, Gate("public"), _by_public, before)

    return declare(view) if view is not None else declare


def staff(*roles: str, before: Before | None = None, once: bool = False) -> Callable[[View], View]:
    """Open the page to signed-in staff who hold one of the roles anywhere; to all staff when none is named.

    With `once`, the same form acts only once, however often it is sent; every gate of staff takes it.
    """

    def declare(view: View) -> View:
        return _gated(view, Gate("staff", roles), _by_staff, before, once)

    return declare


def on(
    model: type[Model],
    rule: Rule | None = None,
    by: str = "reference",
    roles: tuple[str, ...] = (),
    before: Before | None = None,
    *,
    once: bool = False,
) -> Callable[[View], View]:
    """Open the page of one object to staff: 404 when he may not see it, 403 when `rule(viewer, object)` says no.

    Who posts to an object that a colleague has just moved on is told so, where the model has `gone(viewer, key)`.
    The object is found by the path's value named `by` among `model.objects.visible_to(viewer)`, and given to the
    view after the request, in place of that value.
    """

    def declare(view: View) -> View:
        loaded = _loading(view, model, rule, by)
        return _gated(loaded, Gate("object", roles, model, rule), _by_staff, before, once)

    return declare


def on_public(
    model: type[Model], rule: Rule | None = None, by: str = "reference", before: Before | None = None
) -> Callable[[View], View]:
    """Open the page of one object to the public viewer who may see it: 404 and 403 as for staff."""

    def declare(view: View) -> View:
        loaded = _loading(view, model, rule, by)
        return _gated(loaded, Gate("public object", (), model, rule), _by_public, before)

    return declare


def library(view: View, *, before: Before | None = None) -> View:
    """Open a page of the sign-in library to anyone, without a scope: it keeps its own transactions and asks itself.

    Such a page sees no protected row.
    """

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.viewer = ANONYMOUS  # type: ignore[attr-defined]
        if before is not None:
            before(request, **kwargs)
        return view(request, *args, **kwargs)

    guarded.gate = Gate("public")  # type: ignore[attr-defined]
    return guarded


def _gated(
    view: View,
    declared: Gate,
    resolve: Callable[[HttpRequest, Gate], HttpResponse | None],
    before: Before | None,
    acts_once: bool = False,
) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        turned_away = resolve(request, declared)
        if turned_away is not None:
            return turned_away
        if before is not None:
            before(request, **kwargs)

        def answer() -> HttpResponse:
            response = view(request, *args, **kwargs)
            render = getattr(response, "render", None)
            return render() if callable(render) else response

        with scope.within(request.viewer):  # type: ignore[attr-defined]
            return once.page_once(request, answer) if acts_once else answer()

    guarded.gate = declared  # type: ignore[attr-defined]
    return guarded


def _loading(view: View, model: type[Model], rule: Rule | None, by: str) -> View:
    @functools.wraps(view)
    def load(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        viewer: Viewer = request.viewer  # type: ignore[attr-defined]
        manager: Any = model._default_manager
        key = kwargs.pop(by)
        found = manager.visible_to(viewer).filter(**{by: key}).first()
        if found is None or (rule is not None and not rule(viewer, found)):
            before = _sent_before(request, model, key)
            if before is not None:
                return before
            raise Http404 if found is None else PermissionDenied
        return view(request, found, *args, **kwargs)

    return load


def _sent_before(request: HttpRequest, model: type[Model], key: Any) -> HttpResponse | None:
    """Return where the same form led before; raise the kind word for one that lost a race; None for any other."""
    if request.method != "POST":
        return None
    before, gone = once.led_before(request), getattr(model, "gone", None)
    faster = gone(request.viewer, key) if gone and before is None else None  # type: ignore[attr-defined]
    if faster is not None:
        raise faster
    return before


def _by_public(request: HttpRequest, declared: Gate) -> HttpResponse | None:
    request.viewer = public_viewer(request)  # type: ignore[attr-defined]
    return None


def _by_staff(request: HttpRequest, declared: Gate) -> HttpResponse | None:
    """Set the viewer, or return the answer that turns the request away."""
    member = request.user
    if not isinstance(member, Staff) or not member.active:
        return _elsewhere(request, SIGN_IN)
    if member.password_until is not None:
        return _elsewhere(request, reverse("account_change_password"))
    viewer = viewer_for(member)
    request.viewer = viewer  # type: ignore[attr-defined]
    if not second_factor.shown(request, member):
        return _elsewhere(request, reverse(second_factor.page_for(member)))
    if declared.roles and not viewer.holds(*declared.roles):
        raise PermissionDenied
    return None


def _elsewhere(request: HttpRequest, page: str) -> HttpResponse:
    """Send to a page and back again; a program gets 401 instead, htmx 401 with the page to go to."""
    htmx = getattr(request, "htmx", None)
    back = request.get_full_path() if request.method == "GET" else ""
    if htmx:
        back = htmx.current_url_abs_path or ""
    address = f"{page}?{urlencode({'next': back})}" if back else page
    if htmx:
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    if not request.accepts("text/html"):
        return HttpResponse(status=401)
    return HttpResponseRedirect(address)
