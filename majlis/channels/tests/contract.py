"""What every carrier keeps: a good parcel, a refused one, a try that fails for now, one parcel sent twice.

A channel's tests take the class as a base and say how its other side is made to answer.
"""

from __future__ import annotations

import pytest

from majlis.notifications.carriers import Carrier, CarrierFailed, Parcel, Standing


def a_parcel(**words: object) -> Parcel:
    """Return a parcel as the engine packs it."""
    given: dict[str, object] = {
        "delivery": 41,
        "channel": "email",
        "address": "noura@example.com",
        "name": "نورة النخيل",
        "language": "ar",
        "subject": "موعدك",
        "words": "موعدك يوم الخميس.\n\nرقم المعاملة \u2066612 345 6784\u2069.",
    }
    return Parcel(**(given | words))  # type: ignore[arg-type]


class CarrierContract:
    """Base of each carrier's tests. `parcel` is one that it can carry."""

    def carrier(self) -> Carrier:
        """Return the carrier, its other side working."""
        raise NotImplementedError

    def parcel(self) -> Parcel:
        """Return a parcel that it can carry."""
        return a_parcel()

    def test_a_good_parcel_gets_a_receipt_and_is_not_told(self) -> None:
        receipt = self.carrier().send(self.parcel())
        assert receipt.reference
        assert not receipt.told

    def test_one_parcel_sent_twice_has_one_reference(self) -> None:
        carrier = self.carrier()
        assert carrier.send(self.parcel()).reference == carrier.send(self.parcel()).reference

    def test_its_check_sends_nothing_and_says_how_it_stands(self) -> None:
        standing = self.carrier().check()
        assert isinstance(standing, Standing)
        assert standing.works
        assert str(standing.words)


class RefusingContract(CarrierContract):
    """The same, for a carrier whose other side can refuse for good."""

    def refuse(self) -> Parcel | None:
        """Make the other side refuse for good; return another parcel where the parcel itself is refused, else None."""
        raise NotImplementedError

    def test_a_refused_parcel_fails_for_good_and_names_nobody(self) -> None:
        carrier = self.carrier()
        parcel = self.refuse() or self.parcel()
        with pytest.raises(CarrierFailed) as failure:
            carrier.send(parcel)
        assert failure.value.permanent
        assert parcel.address not in failure.value.message


class FailingContract(CarrierContract):
    """The same, for a carrier that can fail for now by a word of its own."""

    def fail_for_now(self) -> None:
        """Make the other side fail for now."""
        raise NotImplementedError

    def test_a_failure_for_now_is_not_for_good(self) -> None:
        carrier = self.carrier()
        self.fail_for_now()
        with pytest.raises(CarrierFailed) as failure:
            carrier.send(self.parcel())
        assert (failure.value.permanent, failure.value.bad_address) == (False, False)
