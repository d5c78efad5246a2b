"""What the pages of the administration share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from majlis.core.errors import Refused
from majlis.core.middleware import as_refusal

UNPROCESSABLE = 422
Act = Callable[[], Any]


def tried(form: BaseForm, act: Act) -> bool:
    """Do an act and tell whether it went through; a refusal becomes an error of the form. Other errors go on."""
    try:
        with transaction.atomic():
            act()
    except (Refused, DatabaseError) as error:
        refusal = as_refusal(error)
        if refusal is None:
            raise
        form.add_error(None, str(refusal))
        return False
    return True


def page(request: HttpRequest, template: str, words: dict[str, Any], *, bad: bool = False) -> HttpResponse:
    """Return a page, with 422 where a form of it was refused."""
    return render(request, f"accounts/{template}.html", words, status=UNPROCESSABLE if bad else 200)
