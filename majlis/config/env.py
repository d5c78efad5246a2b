"""Read the environment, typed; a mistake stops the start and names the variable at fault."""

from __future__ import annotations

import ipaddress
import os
from typing import Final, TypeVar
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

MODES: Final = ("development", "production", "test")
YES: Final = frozenset({"1", "true", "yes", "on"})
NO: Final = frozenset({"0", "false", "no", "off"})

Given = TypeVar("Given")


class _Required:
    """Marks a variable that has no default."""


REQUIRED: Final = _Required()


def text(name: str, default: str | _Required = REQUIRED) -> str:
    """Return the variable without surrounding blanks; an empty one counts as not set.

    Raises ImproperlyConfigured if it is not set and has no default.
    """
    return _raw(name) or _fallback(name, default)


def flag(name: str, default: bool | _Required = REQUIRED) -> bool:
    """Return yes or no from 1/0, true/false, yes/no or on/off, in any case of letters.

    Raises ImproperlyConfigured for any other word.
    """
    word = _raw(name).lower()
    if not word:
        return _fallback(name, default)
    if word in YES | NO:
        return word in YES
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off.")


def number(
    name: str,
    default: int | _Required = REQUIRED,
    *,
    least: int | None = None,
    most: int | None = None,
) -> int:
    """Return a whole number between `least` and `most`, both included.

    Raises ImproperlyConfigured if it is not one.
    """
    word = _raw(name)
    if not word:
        return _fallback(name, default)
    try:
        value = int(word)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None
    if (least is not None and value < least) or (most is not None and value > most):
        raise ImproperlyConfigured(f"{name} must be {_span(least, most)}.")
    return value


def listed(name: str, default: list[str] | _Required = REQUIRED) -> list[str]:
    """Return the comma-separated words of the variable, without blanks and empty ones.

    Raises ImproperlyConfigured if it is not set and has no default.
    """
    words = [word.strip() for word in _raw(name).split(",") if word.strip()]
    return words or list(_fallback(name, default))


def origin(name: str, default: str | None) -> str:
    """Return the address of a site: scheme, name and port alone (RFC 6454), such as https://majlis.example.

    Raises ImproperlyConfigured if it is not one, or is not set and there is no default.
    """
    word = text(name, REQUIRED if default is None else default)
    if not _is_origin(word):
        raise ImproperlyConfigured(f"{name} must be an address such as https://majlis.example, with nothing after it.")
    return word


def networks(name: str) -> list[str]:
    """Return the comma-separated addresses and networks of the variable.

    Raises ImproperlyConfigured naming the variable and the first word that is neither.
    """
    words = listed(name, [])
    for word in words:
        try:
            ipaddress.ip_network(word, strict=False)
        except ValueError:
            raise ImproperlyConfigured(f"{name}: {word} is no address and no network such as 10.0.0.0/24.") from None
    return words


def mode() -> str:
    """Return MAJLIS_MODE: development (the default), production or test.

    Raises ImproperlyConfigured for any other word.
    """
    word = text("MAJLIS_MODE", "development")
    if word not in MODES:
        raise ImproperlyConfigured(f"MAJLIS_MODE must be one of {', '.join(MODES)}.")
    return word


def _is_origin(word: str) -> bool:
    try:
        parts = urlsplit(word)
        named = bool(parts.hostname) and parts.port != 0  # a port that is no number is a ValueError
    except ValueError:
        return False
    return (
        named and parts.scheme in {"http", "https"} and "@" not in word and word == f"{parts.scheme}://{parts.netloc}"
    )


def _raw(name: str) -> str:
    return os.environ.get(name, "").strip()


def _fallback(name: str, default: Given | _Required) -> Given:
    if isinstance(default, _Required):
        raise ImproperlyConfigured(f"{name} is not set.")
    return default


def _span(least: int | None, most: int | None) -> str:
    if least is None:
        return f"at most {most}"
    return f"at least {least}" if most is None else f"between {least} and {most}"
