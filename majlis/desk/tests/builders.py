"""What tests of the desk begin with."""

from __future__ import annotations

from typing import Any

from majlis.cases.models import Case
from majlis.cases.tests.builders import a_case
from majlis.centres.models import Centre
from majlis.people.models import Beneficiary
from majlis.people.tests.builders import a_beneficiary


def a_case_of(person: Beneficiary | None = None, *, centre: Centre | None = None, **words: Any) -> Case:
    """Return a new case of a person with an identity and a mobile; he is new, too, unless given."""
    return a_case(centre=centre, beneficiary_id=(person or a_beneficiary()).pk, **words)


def at_operations(case: Case) -> Case:
    """Put a case onto the table of operations straight away."""
    from majlis.cases.tests.builders import in_state

    return in_state(case, "submitted", section="operations", turn="operations")
