"""Where a request comes from, as the limits count it."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_HOST_BITS_OF_V6 = 64
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def believed(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Forget what a peer that is no trusted proxy says of the way that a request came, before anybody reads it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        peer = _read(request.META.get("REMOTE_ADDR", ""))
        if peer is None or not _trusted(peer):
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return get_response(request)

    return middleware


def address_of(request: HttpRequest) -> str:
    """Return the address of the client: the peer's, or behind trusted proxies the last one that they did not add.

    `X-Forwarded-For` is believed from the right, and only as far as proxies of MAJLIS_TRUSTED_PROXIES wrote it.
    "unknown" for a peer without an address, such as a local socket.
    """
    hops = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    nearest = _read(request.META.get("REMOTE_ADDR", ""))
    while nearest is not None and hops and _trusted(nearest):
        before = _read(hops.pop())
        if before is None:
            break
        nearest = before
    return str(nearest) if nearest is not None else "unknown"


def network_of(request: HttpRequest) -> str:
    """Return what the limits count as one place: an IPv4 address, or the /64 of an IPv6 one (RFC 6177)."""
    address = address_of(request)
    found = _read(address)
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, _HOST_BITS_OF_V6), strict=False))
    return address


def _read(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def _trusted(address: Address) -> bool:
    return any(address in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


@cache
def _networks(words: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ipaddress.ip_network(word, strict=False) for word in words)
