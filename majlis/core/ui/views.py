"""Pages that belong to the house and to no room. Open to anyone: none of them shows or keeps a thing about a person."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

_YEAR = 365 * 24 * 3600
_CHOICES = {"theme": {"light", "dark"}, "digits": {"latn", "arab"}}
_OFFLINE_FILES = (
    *(f"core/css/{name}.css" for name in ("tokens", "fonts", "base", "controls", "steps")),
    "core/fonts/ibm-plex-sans-arabic-arabic-400-core.woff2",
    "core/fonts/ibm-plex-sans-arabic-arabic-600-core.woff2",
)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and go back to the page (`next`), if it is one of ours."""
    return set_language(request)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the chosen light (`theme`) or digits and go back to the page (`next`), if it is one of ours."""
    back = request.POST.get("next", "/")
    own = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if own else "/")
    for name, allowed in _CHOICES.items():
        if (value := request.POST.get(name)) in allowed:
            response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """Return what a phone needs to install the site, in the reader's language."""
    code = get_language() or settings.LANGUAGE_CODE
    icons = [
        {"src": static("core/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("core/mark-192.png"), "sizes": "192x192", "type": "image/png"},
        {"src": static("core/mark-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    content = {
        "name": _("Majlis"),
        "short_name": _("Majlis"),
        "description": _("Reception and Electronic Communication Centres"),
        "lang": code,
        "dir": "rtl" if get_language_info(code)["bidi"] else "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fdfcf8",
        "theme_color": "#14573a",
        "icons": icons,
    }
    return JsonResponse(content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker; its version changes with the files it keeps."""
    version = hashlib.sha256("".join(static(name) for name in _OFFLINE_FILES).encode()).hexdigest()[:12]
    context = {"files": _OFFLINE_FILES, "version": version}
    return render(request, "core/sw.js", context, content_type="text/javascript")


@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Return the page that is shown when the line is down."""
    return render(request, "core/offline.html")
