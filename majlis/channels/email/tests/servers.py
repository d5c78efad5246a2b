"""A mail server that nobody here wrote (aiosmtpd), started by a test on a port of its own."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller

logging.getLogger("mail.log").setLevel(logging.WARNING)


class Inbox:
    """Keep what arrives. `answers` are the answers to the next recipients; after them each is taken."""

    def __init__(self) -> None:
        """Begin empty."""
        self.mails: list[bytes] = []
        self.answers: list[str] = []
        self.at_the_end: list[str] = []

    async def handle_RCPT(  # noqa: N802 - named by aiosmtpd
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Answer to one recipient."""
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - named by aiosmtpd
        """Take the mail."""
        if self.at_the_end:
            return self.at_the_end.pop(0)
        self.mails.append(envelope.content)
        return "250 2.0.0 taken"


@contextmanager
def a_mail_server() -> Iterator[tuple[Inbox, int]]:
    """Run a server on 127.0.0.1; give its inbox and its port."""
    inbox = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield inbox, port
    finally:
        controller.stop()
