"""Tasks of the office: what a directive brought to do by a day."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from majlis.accounts import gate
from majlis.accounts.once import SeeOther, act_once
from majlis.cases.models import Case
from majlis.core import clock
from majlis.core.errors import Refused
from majlis.core.ui.paging import keyset
from majlis.core.viewer import Viewer
from majlis.office import moves, queries, rules
from majlis.office.forms import TaskForm


@require_safe
@gate.staff("minister_office", "minister")
def due(request: HttpRequest) -> HttpResponse:
    """Show the open tasks, the nearest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    page = keyset(queries.tasks_due(viewer), ("due_on", "id"), request.GET.get("page", ""), size=50)
    return render(request, "office/tasks.html", {"page": page, "today": clock.today()})


@gate.on(Case, rules.may_set_task)
def new(request: HttpRequest, case: Case) -> HttpResponse:
    """Set a task in a case."""
    form = TaskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return act_once(request, "office.set_task", lambda: _set(request, case, form))
        except Refused as no:
            form.add_error(None, str(no))
    return render(request, "office/task.html", {"case": case, "form": form}, status=422 if form.errors else 200)


def _set(request: HttpRequest, case: Case, form: TaskForm) -> str:
    data = form.cleaned_data
    moves.set_task(case, by=request.viewer, words=data["words"], due_on=data["due"].gregorian)  # type: ignore[attr-defined]
    messages.success(request, _("The task is set. The case is not finished before it is done."))
    return reverse("desk:case", args=[case.reference])


@require_POST
@gate.staff("minister_office", "minister")
def completion(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a task was done; go back to where it was pressed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    task = queries.task(viewer, pk)
    if task is None:
        raise Http404
    moves.do_task(task, by=viewer)
    messages.success(request, _("Done, and taken off the list."))
    back = request.POST.get("back", "")
    return SeeOther(back if back.startswith("/desk/") else reverse("office:tasks"))
