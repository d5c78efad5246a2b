"""Carry one-time codes for the identity port, which knows no carrier."""

from __future__ import annotations

import secrets

from majlis.notifications import addressees
from majlis.notifications.moves import owe
from majlis.notifications.notices import CODE
from majlis.people.identity.codes import Message


def carry_code(message: Message) -> None:
    """Owe a one-time code to the address that asked for it; it goes at once, at any hour, and is then forgotten."""
    owe(
        CODE,
        to=addressees.address_alone(message.channel, message.value, message.language),
        facts={"code": message.code},
        about=("code", secrets.randbits(62)),
        not_after=message.until,
    )
