"""What the pages of the weekly session ask."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from majlis.accounts.models import Staff
from majlis.audiences.changes import Change
from majlis.audiences.facts import PAUSES, WHY
from majlis.audiences.models import Sitting
from majlis.audiences.states import WishKind
from majlis.centres.models import Centre, Hall
from majlis.core import clock, hijri
from majlis.core.ui.dates import both, language
from majlis.core.ui.forms import EitherDateField, HouseForm, NumeralField, TextField, WordsField

CANCELS = ("minister", "holiday", "travel")
MINUTES = (5, 10, 15, 20)
WORKING_DAYS = (6, 0, 1, 2, 3)


class HourField(NumeralField):
    """An hour of Riyadh such as 10:30; a time comes out."""

    def to_python(self, value: Any) -> Any:
        """Return the time; refuse anything else."""
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        try:
            return dt.time.fromisoformat(text.replace(".", ":").zfill(5)[:5])
        except ValueError:
            raise forms.ValidationError(_("Write the hour as 10:30."), code="hour") from None

    def prepare_value(self, value: Any) -> Any:
        """Show hours and minutes."""
        return f"{value:%H:%M}" if isinstance(value, dt.time) else value


class PausesField(NumeralField):
    """Pauses as 12:05-12:25, several with a space between; a list of them comes out."""

    def to_python(self, value: Any) -> Any:
        """Return the list; the act itself judges each pause."""
        text = super().to_python(value)
        return (text or "").replace("–", "-").replace(",", " ").replace("،", " ").split()

    def prepare_value(self, value: Any) -> Any:
        """Show them in one line."""
        return " ".join(value) if isinstance(value, list) else value


class HoursForm(HouseForm):
    """When a sitting begins and ends, and when nobody is heard."""

    start = HourField(label=_("Begins at"), initial=dt.time(10))
    end = HourField(label=_("Ends at"), initial=dt.time(13))
    pauses = PausesField(
        label=_("Pauses"),
        required=False,
        help_text=_("Prayer and breaks, such as 12:05-12:25. Left empty, those of the centre's timetable hold."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the start."""
        data = super().clean() or self.cleaned_data
        if data.get("start") and data.get("end") and data["end"] <= data["start"]:
            self.add_error("end", _("The session must end after it begins."))
        return data


class SittingForm(HoursForm):
    """A new sitting."""

    day = EitherDateField(label=_("Day"))
    place = forms.ModelChoiceField(label=_("Where the minister sits"), queryset=Centre.objects.none())
    principal = forms.ModelChoiceField(label=_("Who hears"), queryset=Staff.objects.none())
    gap = forms.TypedChoiceField(
        label=_("Minutes between two audiences"), choices=[(0, "0"), (2, "2"), (5, "5")], coerce=int, initial=0
    )
    field_order = ("day", "place", "principal", "start", "end", "pauses", "gap")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the headquarters and the principals."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["place"].queryset = Centre.objects.filter(has_headquarters=True, open=True)
        fields["principal"].queryset = principals()
        fields["place"].initial = fields["place"].queryset.first()
        fields["principal"].initial = fields["principal"].queryset.first()


class PeriodForm(HouseForm):
    """The first and the last day of a report."""

    first = EitherDateField(label=_("From"))
    last = EitherDateField(label=_("To"))


class PatternForm(HouseForm):
    """The usual week of a principal."""

    weekday = forms.TypedChoiceField(label=_("Day of the week"), coerce=int, widget=forms.RadioSelect)
    every = forms.TypedChoiceField(
        label=_("How often"), choices=[(1, _("every week")), (2, _("every other week"))], coerce=int, initial=1
    )
    since = EitherDateField(label=_("From which day on"))
    place = forms.ModelChoiceField(label=_("Where the minister sits"), queryset=Centre.objects.none())
    principal = forms.ModelChoiceField(label=_("Who hears"), queryset=Staff.objects.none())
    start = HourField(label=_("Begins at"), initial=dt.time(10))
    end = HourField(label=_("Ends at"), initial=dt.time(13))
    season_start = HourField(label=_("In Ramadan it begins at"), required=False)
    season_end = HourField(label=_("In Ramadan it ends at"), required=False)
    gap = forms.TypedChoiceField(
        label=_("Minutes between two audiences"), choices=[(0, "0"), (2, "2"), (5, "5")], coerce=int, initial=2
    )
    capacity = forms.IntegerField(label=_("Persons at the most"), min_value=1, max_value=60, initial=24)
    reserve = forms.IntegerField(
        label=_("Minutes kept open for the urgent"),
        min_value=0,
        max_value=120,
        initial=20,
        help_text=_("The plan leaves them free in the near sessions, for the gravest who will still come."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Offer the working days, the headquarters and the principals."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["weekday"].choices = [(day, hijri.weekday_name(day, language())) for day in WORKING_DAYS]
        fields["place"].queryset = Centre.objects.filter(has_headquarters=True, open=True)
        fields["principal"].queryset = principals()
        fields["place"].initial = fields["place"].queryset.first()
        fields["principal"].initial = fields["principal"].queryset.first()


class LeaveOutForm(HouseForm):
    """A day without a session, and why."""

    day = EitherDateField(label=_("Which day?"), tense="future")
    why = forms.ChoiceField(label=_("Why?"), choices=[(code, WHY[code]) for code in CANCELS], widget=forms.RadioSelect)


class OtherDayForm(HoursForm):
    """Another day and other hours for a sitting, and why."""

    day = EitherDateField(label=_("On which day?"), tense="future")
    why = forms.ChoiceField(
        label=_("Why is it moved?"), choices=[(code, WHY[code]) for code in CANCELS], widget=forms.RadioSelect
    )
    field_order = ("day", "start", "end", "why")

    def __init__(self, *args: Any, **options: Any) -> None:
        """Ask no pauses: those of the place's timetable hold on the new day."""
        super().__init__(*args, **options)
        del self.fields["pauses"]


class SeatForm(HouseForm):
    """Another seat for a sitting, and why."""

    place = forms.ModelChoiceField(label=_("Where does the minister sit?"), queryset=Centre.objects.none())
    why = forms.ChoiceField(label=_("Why?"), choices=[(code, WHY[code]) for code in CANCELS], widget=forms.RadioSelect)

    def __init__(self, *args: Any, former: Centre, **options: Any) -> None:
        """Offer the other headquarters."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["place"].queryset = Centre.objects.filter(has_headquarters=True, open=True).exclude(pk=former.pk)


def _named(sitting: Sitting) -> str:
    """Return the day and the place of a session as plain text, for a list to choose from."""
    return f"{strip_tags(both(sitting.day, 'short'))} · {sitting.place}"


PROMISE = {"": {}, "plain": {"step": 0.0}, "strong": {"step": 180.0}}


class PlanForm(HouseForm):
    """Which sessions are planned, and how much the promise of thirty days weighs."""

    sittings = forms.MultipleChoiceField(label=_("Which sessions?"), widget=forms.CheckboxSelectMultiple)
    promise = forms.ChoiceField(
        label=_("How much does the promise of thirty days weigh?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", _("as usual")),
            ("plain", _("not by itself: the longest waits come first")),
            ("strong", _("three times: as many as can be within thirty days")),
        ],
        help_text=_("Ask for two plans with different weights and compare them: the price is shown."),
    )

    def __init__(self, *args: Any, ahead: list[Sitting], **options: Any) -> None:
        """Offer the sessions ahead, the first twelve chosen."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["sittings"]
        chosen.choices = [(str(one.pk), _named(one)) for one in ahead]
        chosen.initial = [str(one.pk) for one in ahead[:12]]

    def weights(self) -> dict[str, float]:
        """Return the planner's settings that the answer means."""
        return dict(PROMISE[self.cleaned_data["promise"]])


class WishForCaseForm(HouseForm):
    """Pin a case to a session or keep it out of one, with the reason."""

    kind = forms.ChoiceField(label=_("What do you want?"), choices=WishKind.choices, widget=forms.RadioSelect)
    sitting = forms.ChoiceField(label=_("Which session?"))
    reason = WordsField(label=_("Why? It is counted in the report on fairness."), max_length=400, rows=2)

    def __init__(self, *args: Any, sittings: list[Sitting], **options: Any) -> None:
        """Offer the sessions of the plan."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["sitting"]
        chosen.choices = [(str(one.pk), _named(one)) for one in sittings]


def principals() -> Any:
    """Return who may hold a sitting: the staff that hold the minister's role now."""
    now = clock.now()
    rows = Staff.objects.filter(active=True, grants__role="minister", grants__begins__lte=now)
    return rows.exclude(grants__role="minister", grants__until__lte=now).distinct()


class WhyForm(HouseForm):
    """Why we cancel."""

    why = forms.ChoiceField(
        label=_("Why is it cancelled?"), choices=[(code, WHY[code]) for code in CANCELS], widget=forms.RadioSelect
    )


class ChangeForm(HouseForm):
    """What changes in a session, to see what it would cost before anything is done."""

    act = forms.ChoiceField(
        label=_("What changes?"),
        widget=forms.RadioSelect,
        choices=[
            ("cancel", _("the session is cancelled")),
            ("hours", _("its hours change")),
            ("hall", _("a hall closes")),
        ],
    )
    start = HourField(label=_("Begins at"), required=False, help_text=_("Only when its hours change."))
    end = HourField(label=_("Ends at"), required=False, help_text=_("Only when its hours change."))
    hall = forms.ChoiceField(
        label=_("Which hall closes that day?"), required=False, help_text=_("Only when a hall closes.")
    )
    why = forms.ChoiceField(label=_("Why?"), choices=[(code, WHY[code]) for code in CANCELS], widget=forms.RadioSelect)

    def __init__(self, *args: Any, halls: list[Hall], **options: Any) -> None:
        """Offer the halls in use."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["hall"]
        chosen.choices = [("", "—"), *((str(one.pk), f"{one.centre} · {one}") for one in halls)]

    def clean(self) -> dict[str, Any]:
        """Refuse hours that are missing or run backwards, and a hall that is not named."""
        data = super().clean() or self.cleaned_data
        start, end = data.get("start"), data.get("end")
        if data.get("act") == "hours" and not (start and end and start < end):
            self.add_error("end", _("Write when the session begins and ends, the earlier time first."))
        if data.get("act") == "hall" and not data.get("hall"):
            self.add_error("hall", _("Choose the hall that closes."))
        return data

    def change(self, sitting: int) -> Change:
        """Return what is meant, for a session."""
        data = self.cleaned_data
        hours = {"start": f"{data['start']:%H:%M}", "end": f"{data['end']:%H:%M}"} if data["act"] == "hours" else {}
        hall = int(data["hall"]) if data["act"] == "hall" else 0
        return Change(sitting, data["act"], data["why"], hall=hall, **hours)


class GraverForm(HouseForm):
    """Why a grave case goes before the others, and whether its person agrees to a short notice."""

    agreed = forms.BooleanField(label=_("He agreed on the telephone to less than three full days."), required=False)
    reason = WordsField(label=_("Why does it go before the others?"), max_length=400, rows=2)


class TakeOutForm(HouseForm):
    """Why we take a person's told place from him."""

    why = forms.ChoiceField(
        label=_("Why is his place taken?"),
        choices=[(code, WHY[code]) for code in ("graver", "minister", "hours_changed")],
        widget=forms.RadioSelect,
    )


class WishForm(HouseForm):
    """When the person would rather come."""

    wish = WordsField(label=_("When would suit him?"), max_length=400, rows=2, required=False)


class WhereForm(HouseForm):
    """Where the person is heard and how long: what the free times depend on."""

    where = forms.ChoiceField(label=_("Where"))
    minutes = forms.TypedChoiceField(label=_("Minutes"), choices=[(one, str(one)) for one in MINUTES], coerce=int)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **options: Any) -> None:
        """Offer the headquarters and the halls."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["where"]
        chosen.choices = places


class TimeForm(HouseForm):
    """Which of the free times; his consent where the notice is short."""

    starts_at = forms.ChoiceField(label=_("Free times"), widget=forms.RadioSelect)
    consented = forms.BooleanField(label=_("He was asked and agrees to the short notice"), required=False)

    def __init__(self, *args: Any, free: list[tuple[str, str]], short: bool, **options: Any) -> None:
        """Offer the free times, the first one chosen; ask for consent only when the notice is short."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["starts_at"]
        chosen.choices = free
        chosen.initial = free[0][0] if free else None
        if not short:
            del self.fields["consented"]


class PauseForm(HouseForm):
    """Why the session is interrupted."""

    why = forms.ChoiceField(label=_("Why?"), choices=list(PAUSES.items()), widget=forms.RadioSelect, initial="called")


class LaterForm(HouseForm):
    """To which hour of today a person is put."""

    starts_at = forms.ChoiceField(label=_("To which hour?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, free: list[tuple[str, str]], **options: Any) -> None:
        """Offer the hours that are left."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["starts_at"]
        chosen.choices = free
        chosen.initial = free[0][0] if free else None


class SwapForm(HouseForm):
    """With whom a person changes places today."""

    other = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)
    agreed = forms.BooleanField(label=_("Who comes earlier than he was told was asked and agrees"), required=False)

    def __init__(self, *args: Any, others: list[tuple[str, str]], **options: Any) -> None:
        """Offer those who wait."""
        super().__init__(*args, **options)
        chosen: Any = self.fields["other"]
        chosen.choices = others


class InsertForm(LaterForm):
    """A grave case that is put into today's session: when, and the written reason."""

    reason = WordsField(
        label=_("Why is it put into today's session?"),
        max_length=400,
        rows=3,
        help_text=_("It is kept with the appointment, and read by whoever asks later why this case went first."),
    )
    agreed = forms.BooleanField(label=_("The person was rung, can come, and agrees"))


class GateForm(HouseForm):
    """Who comes along, in which car, and what is needed at the gate."""

    companions = WordsField(
        label=_("Who comes along, a name a line"),
        max_length=1400,
        rows=3,
        required=False,
        help_text=_("As it stands on their identity cards."),
    )
    plate = TextField(label=_("Plate of the car"), max_length=20, required=False)
    wheelchair = forms.BooleanField(label=_("A wheelchair is needed at the gate"), required=False)

    def names(self) -> list[str]:
        """Return the names of those who come along."""
        return [line for line in self.cleaned_data["companions"].splitlines() if line.strip()]


class PassForm(HouseForm):
    """The code of a pass, scanned or typed."""

    code = TextField(label=_("Scan the pass, or type its code"), max_length=40)
