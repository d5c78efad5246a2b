"""Forms of which some fields are asked only when another answer calls for them."""

from __future__ import annotations

from majlis.core.ui.forms import HouseForm


class AskedForm(HouseForm):
    """A form whose `asked` fields are judged by its own `clean`, and are not shown as a matter of wish."""

    asked: tuple[str, ...] = ()

    def full_clean(self) -> None:
        """Judge first; what is shown afterwards is shown as asked."""
        super().full_clean()
        for name in self.asked:
            self.fields[name].required = True
