"""Children that do not outlive their parent, even one killed without warning."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(sign: signal.Signals) -> None:
    """Let the kernel send `sign` to this process when its parent ends. Linux only."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(sign))


def dying_with_parent(sign: signal.Signals) -> Callable[[], None]:
    """Return a `preexec_fn`: the kernel sends `sign` to the child when the thread that started it ends.

    Linux only. The kernel forgets the wish when a process changes its user; Python runs this after that.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(sign))
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)

    return ask
