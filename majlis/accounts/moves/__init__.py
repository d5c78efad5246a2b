"""The acts of this room: take in staff, grant and lend powers, set the roster."""

from majlis.accounts.moves.grants import borrow, end, grant
from majlis.accounts.moves.roster import put_on_duty, take_off_duty
from majlis.accounts.moves.staff import (
    change,
    forget_second_factors,
    give_password,
    let_in_again,
    own_password_set,
    stop,
    take_in,
)
from majlis.accounts.moves.tidying import forget_full_buckets

__all__ = [
    "borrow",
    "change",
    "end",
    "forget_full_buckets",
    "forget_second_factors",
    "give_password",
    "grant",
    "let_in_again",
    "own_password_set",
    "put_on_duty",
    "stop",
    "take_in",
    "take_off_duty",
]
