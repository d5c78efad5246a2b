"""The people and places among whom the cases of the sample walk, and the cases that were made so far."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from majlis.bodies.models import Body
from majlis.cases.models import Case
from majlis.centres.models import Centre
from majlis.config.seed.staff import Member
from majlis.config.seed.texts import Said
from majlis.core.viewer import Viewer, system
from majlis.people.models import Beneficiary

HOUSE = system("majlis.config.seed")


@dataclass
class Stage:
    """The people and places among whom the cases walk."""

    staff: list[Member]
    centres: list[Centre]
    bodies: list[Body]
    persons: list[Beneficiary]
    rng: random.Random
    made: list[Case] = field(default_factory=list)
    said: dict[int, Said] = field(default_factory=dict)

    def actor(self, role: str, centre: str = "", *, woman: bool = False) -> Viewer:
        """Return somebody who holds a role, in a centre, a woman where only women serve."""
        fit = [one for one in self.staff if one.role == role and one.centre == centre]
        fit = [one for one in fit if one.viewer.women] if woman else fit
        return self.rng.choice(fit).viewer
