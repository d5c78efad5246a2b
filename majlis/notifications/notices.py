"""The notices of the ground rooms, which lie below this one and cannot declare their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.notifications import kinds

CODE = kinds.notice(
    "identity.code",
    subject=_("Your code"),
    body=_("Your code is {code}. It holds for five minutes. Nobody will ever ask you for it: tell it to no one."),
    short=_("{code} is your code for five minutes. Nobody will ever ask you for it: tell it to no one."),
    together=("sms", "email", "whatsapp"),
    then=(),
    urgent=True,
    asked=True,
    secret=True,
    sample={"code": "482915"},
)
