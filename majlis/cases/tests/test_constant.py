"""A word of our own in a statement stands there as itself; what could be somebody's never does."""

from __future__ import annotations

import pytest

from majlis.cases.models import Case
from majlis.core.constant import Constant


@pytest.mark.parametrize("word", ["closed'", "a b", "", "Closed", "x; drop", "ك"])
def test_constant_is_refused_for_what_is_no_plain_word(word: str) -> None:
    with pytest.raises(ValueError, match="plain word"):
        Constant(word)


def test_open_cases_are_asked_for_by_the_word_itself() -> None:
    statement, values = Case.objects.open().query.sql_with_params()
    assert "'closed'" in statement
    assert "closed" not in values
