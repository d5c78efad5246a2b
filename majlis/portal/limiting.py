"""How often one place may begin, send papers and send requests. Counted before the page opens its transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from majlis.accounts import limits
from majlis.accounts.addresses import network_of

BURST = 5
"""Minutes of tries that may come at once: a centre's visitors or a mobile network share one address."""

_SENTENCE = _(
    "Many requests come from your network at this moment. What you wrote is kept: wait a minute, then press again."
)


def posts(act: str, *, times: int = 1) -> Callable[..., None]:
    """Return the `before` of a gate that counts the posts of one act from one network.

    `times` more of them are taken: a request is begun and sent once, and answered at a dozen questions between.
    """

    def count(request: HttpRequest, **_path: Any) -> None:
        if request.method == "POST":
            rate = settings.PORTAL_POSTS_A_MINUTE * times
            limits.check(
                f"portal:{act}:{network_of(request)}", rate_per_minute=rate, burst=rate * BURST, sentence=_SENTENCE
            )

    return count
