"""Pages and paths with which the gate is tested."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.template.response import TemplateResponse
from django.urls import include, path
from django.utils.functional import SimpleLazyObject

from majlis.accounts import gate, limits
from majlis.accounts.models import Staff
from majlis.centres.models import Centre
from majlis.core import scope
from majlis.core.errors import Refused
from majlis.core.viewer import Kind, Viewer


def builder(request: HttpRequest) -> Viewer | None:
    """Say that whoever sends X-Case holds a link to it."""
    case = request.headers.get("X-Case")
    return Viewer(kind=Kind.LINK, id=int(case)) if case else None


def _seen(request: Any, **words: Any) -> HttpResponse:
    told = {"viewer": request.viewer.token, "scope": scope.current(), **words}
    return HttpResponse("\n".join(f"{name}={value}" for name, value in told.items()))


@gate.public
def anyone(request: Any) -> HttpResponse:
    return _seen(request)


@gate.staff()
def any_staff(request: Any) -> HttpResponse:
    return _seen(request)


@gate.staff("audit_officer", "minister")
def auditors(request: Any) -> HttpResponse:
    return _seen(request)


@gate.on(Centre, lambda viewer, centre: centre.open, by="code")
def one_centre(request: Any, centre: Centre, word: str = "") -> HttpResponse:
    return _seen(request, centre=centre.code, word=word)


@gate.on(Staff, by="pk", roles=("minister",))
def one_member(request: Any, member: Staff) -> HttpResponse:
    return _seen(request, member=member.pk)


class Things:
    """Stands for a model whose rows link holders may see."""

    class DoesNotExist(Exception):
        """None of that kind."""

    class _default_manager:  # noqa: N801 - Django's name
        """Stands for its manager."""

        @staticmethod
        def visible_to(viewer: Viewer) -> Any:
            class Rows:
                def filter(self, **words: Any) -> Rows:
                    self.found = viewer.id if viewer.kind is Kind.LINK and viewer.id == words["number"] else None
                    return self

                def first(self) -> int | None:
                    return self.found

            return Rows()


@gate.on_public(Things, lambda viewer, thing: thing != 13, by="number")  # type: ignore[arg-type]
def one_thing(request: Any, thing: int) -> HttpResponse:
    return _seen(request, thing=thing)


@gate.staff()
def late(request: Any) -> HttpResponse:
    page = engines["django"].from_string("scope={{ seen }}")
    return TemplateResponse(request, page, {"seen": SimpleLazyObject(scope.current)})


def _count(request: HttpRequest, **_kwargs: Any) -> None:
    limits.check("gated", rate_per_minute=1, burst=2)


@gate.public(before=_count)
def counted(request: Any) -> HttpResponse:
    Centre.objects.update(name_en="changed by a failing page")
    raise Refused("no", "The page refuses.")


@gate.public
def counting_inside(request: Any) -> HttpResponse:
    limits.allow("inside", rate_per_minute=1, burst=1)
    return render(request, "core/refused.html")


urlpatterns = [
    path("anyone/", anyone),
    path("any-staff/", any_staff),
    path("auditors/", auditors),
    path("centres/<slug:code>/", one_centre),
    path("centres/<slug:code>/<slug:word>/", one_centre),
    path("members/<int:pk>/", one_member),
    path("things/<int:number>/", one_thing),
    path("late/", late),
    path("counted/", counted),
    path("counting-inside/", counting_inside),
    path("staff/", include("majlis.accounts.urls")),
    path("", include("majlis.core.urls")),
]
